import { open, readFile, rm, stat } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';

import type { Progress } from './progress';

/**
 * Waits for a lock file and takes it. It holds its owner's process number, so that one whose owner is gone is free.
 * @param what for the line that says what is waited for
 * @param done ends the waiting without the lock, when what it is for has been done by another
 * @returns frees it
 */
export async function takePidLock(
  file: string,
  what: string,
  progress: Progress,
  done: () => boolean = () => false,
): Promise<() => Promise<void>> {
  for (let looks = 0; ; looks++) {
    if (await create(file)) return () => rm(file, { force: true });
    if (done()) return () => Promise.resolve();
    if (await isAbandoned(file)) {
      await rm(file, { force: true });
      continue;
    }
    if (looks % 60 === 4) progress(`waiting for another process: ${what} …`);
    await delay(500);
  }
}

async function create(file: string): Promise<boolean> {
  try {
    const handle = await open(file, 'wx');
    await handle.writeFile(String(process.pid));
    await handle.close();
    return true;
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return false;
    throw error;
  }
}

/** True if the process that made the lock is gone, or died before it could write its number. */
async function isAbandoned(file: string): Promise<boolean> {
  try {
    const pid = Number(await readFile(file, 'utf8'));
    if (pid > 0) return !isAlive(pid);
    return Date.now() - (await stat(file)).mtimeMs > 10_000;
  } catch (error) {
    return !hasCode(error, 'ENOENT');
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return hasCode(error, 'EPERM');
  }
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
