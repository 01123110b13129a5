import { lstat, readdir, readFile, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

import { HISTORY } from './historyFiles';
import { LOCKS } from './lock';
import { parseOwner, type Owner } from './owner';
import { RUN_LOG } from './runFiles';

/** Removes something; tells whether anything was there. */
export type Removal = () => Promise<boolean>;

/** What a window had begun to write to, it has finished with after so many ms. */
const STRAGGLER_MS = 400;
const LOOKS = 4;
/** What was kept of an account that was removed is of no use for longer. */
const FORGET_AFTER_MS = 90 * 24 * 3_600_000;

/** Removes, and looks again until nothing is there: another window may just have been writing. */
export async function removeForGood(removal: Removal, pause = () => delay(STRAGGLER_MS)): Promise<void> {
  for (let look = 1; (await removal()) && look < LOOKS; look++) await pause();
}

/** Removes a folder with everything in it. */
export async function removeFolder(path: string): Promise<boolean> {
  const isThere = await lstat(path).then(
    () => true,
    () => false,
  );
  // A file that is created meanwhile would make it fail at once.
  if (isThere) await rm(path, { recursive: true, force: true, maxRetries: 5 });
  return isThere;
}

/** Removes what is in the folder of an account: all but its history, of which the metered runs are a part. */
export async function removeAllButHistory(path: string): Promise<boolean> {
  const others = (await entriesOf(path)).filter(({ name }) => name !== HISTORY && name !== RUN_LOG);
  for (const { name } of others) await removeFolder(join(path, name));
  return others.length > 0;
}

/** Removes everything in a folder; the folder stays, since other windows watch it. */
export async function removeAllIn(path: string): Promise<boolean> {
  const entries = await entriesOf(path);
  for (const { name } of entries) await removeFolder(join(path, name));
  return entries.length > 0;
}

/** The names of the folders in a folder. */
export async function foldersIn(path: string): Promise<readonly string[]> {
  return (await entriesOf(path)).filter((entry) => entry.isDirectory()).map(({ name }) => name);
}

/** The names of the folders under `root` that belong to an account: one for each key it ever had. */
export async function foldersOf(root: string, account: string): Promise<readonly string[]> {
  const folders = await foldersIn(root);
  const owners = await Promise.all(folders.map((name) => ownerIn(join(root, name))));
  return folders.filter((_, index) => owners[index]?.account === account);
}

/**
 * Removes the folders under `root` that no account of `known` uses and in which nothing was written for 90 days. Says
 * how many.
 * @param now ms since 1970
 */
export async function forgetFolders(root: string, known: ReadonlySet<string>, now: number): Promise<number> {
  let forgotten = 0;
  for (const name of await foldersIn(root)) {
    const path = join(root, name);
    const owner = await ownerIn(path);
    const isInUse = owner !== undefined && owner.isLeft !== true && known.has(owner.account);
    if (isInUse || now - (await writtenAt(path)) < FORGET_AFTER_MS) continue;
    await removeFolder(path);
    forgotten += 1;
  }
  return forgotten;
}

/** When something was last written in a folder, locks aside, which whoever tidies takes; ms since 1970. */
async function writtenAt(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const files = entries.filter((entry) => entry.isFile() && basename(entry.parentPath) !== LOCKS);
  const paths = files.length > 0 ? files.map((file) => join(file.parentPath, file.name)) : [folder];
  const times = await Promise.all(
    paths.map((path) =>
      lstat(path).then(
        ({ mtimeMs }) => mtimeMs,
        // It has just gone, so somebody is at work.
        () => Infinity,
      ),
    ),
  );
  return Math.max(...times);
}

async function ownerIn(folder: string): Promise<Owner | undefined> {
  try {
    return parseOwner(JSON.parse(await readFile(join(folder, 'owner.json'), 'utf8')));
  } catch {
    return undefined;
  }
}

function entriesOf(path: string) {
  return readdir(path, { withFileTypes: true }).catch(() => []);
}
