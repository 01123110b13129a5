import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { takePidLock } from './pidLock';
import type { Progress } from './progress';

/** Where installs are kept between runs and clones. `LEADMAGIC_VSCODE_CACHE` names another folder. */
export function cacheFolder(): string {
  const named = process.env['LEADMAGIC_VSCODE_CACHE'];
  if (named) return named;
  return join(homedir(), '.cache', 'leadmagic-credits-vscode-test');
}

/**
 * The folder `key` of the cache, filled by `build` if it is not there yet.
 *
 * `build` fills a folder beside it, which gets its name only when whole: a folder with the right name is complete.
 * The lock only saves work. If two processes do build at once, the first rename wins and the other build is thrown away.
 */
export async function installOnce(
  key: string,
  progress: Progress,
  build: (folder: string) => Promise<void>,
): Promise<string> {
  const cache = cacheFolder();
  const target = join(cache, key);
  if (existsSync(target)) return target;
  await mkdir(cache, { recursive: true });
  const unlock = await takePidLock(`${target}.lock`, `it is installing ${key}`, progress, () =>
    existsSync(target),
  );
  const half = join(cache, `.half-${key}-${randomUUID()}`);
  try {
    if (existsSync(target)) return target;
    await removeLeftovers(cache, key);
    await mkdir(half);
    await build(half);
    await rename(half, target).catch((error: unknown) => {
      if (!existsSync(target)) throw error;
    });
    return target;
  } finally {
    await rm(half, { recursive: true, force: true });
    await unlock();
  }
}

/** Halves of builds that were killed. Called under the lock; a build without it would only be started again. */
async function removeLeftovers(cache: string, key: string): Promise<void> {
  const old = (await readdir(cache)).filter((name) => name.startsWith(`.half-${key}-`));
  await Promise.all(old.map((name) => rm(join(cache, name), { recursive: true, force: true })));
}
