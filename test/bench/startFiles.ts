import { spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { join } from 'node:path';

import * as v from 'valibot';

const root = join(__dirname, '..', '..');
const KB = 1024;

/** The most that may be loaded before a first balance shows, and the most its first file may have; KB. */
export const startBudget = 44;
export const firstFileBudget = 4;

export interface StartFile {
  readonly name: string;
  readonly kilobytes: number;
}

/**
 * The files of `dist/`, as it was built, that are loaded before a first balance shows: the entry, and whatever it loads on
 * the way there. Seen by running it: a probe drives the bundle from activation to the first balance against the stand-in
 * API, and lists what was required.
 */
export function filesBeforeFirstBalance(): readonly StartFile[] {
  const dist = join(root, 'dist');
  const worker = join(__dirname, 'startWorker.ts');
  const run = spawnSync(process.execPath, ['--import', 'tsx', worker, dist], { cwd: root, encoding: 'utf8' });
  if (run.status !== 0) throw new Error(run.stderr);
  const { loaded } = v.parse(v.object({ loaded: v.array(v.string()) }), JSON.parse(run.stdout));
  return loaded.map((name) => ({ name, kilobytes: statSync(join(dist, name)).size / KB }));
}
