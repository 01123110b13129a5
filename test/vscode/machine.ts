import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';

import { cacheFolder } from './installCache';
import { takePidLock } from './pidLock';
import type { Progress } from './progress';

/** How many VS Codes of this process are running, and what frees the machine when the last of them ends. */
let held: { count: number; readonly free: Promise<() => Promise<void>> } | undefined;

/**
 * Waits until no other process runs a VS Code under test: two at once starve each other. This process may run several.
 * @returns to be called, once, when the VS Code has ended
 */
export async function holdMachine(progress: Progress): Promise<() => Promise<void>> {
  held ??= { count: 0, free: takeLock(progress) };
  const mine = held;
  mine.count++;
  const free = await mine.free;
  return async () => {
    if (--mine.count > 0) return;
    held = undefined;
    await free();
  };
}

async function takeLock(progress: Progress): Promise<() => Promise<void>> {
  await mkdir(cacheFolder(), { recursive: true });
  return takePidLock(join(cacheFolder(), 'running.lock'), 'its VS Code', progress);
}
