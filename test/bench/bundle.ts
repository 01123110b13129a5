import { spawnSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

import * as v from 'valibot';

import type { Figure } from './figure';

const root = join(__dirname, '..', '..');
const KB = 1024;

/**
 * The files that are loaded before a first balance shows: the entry, and whatever it loads on the way
 * there. Seen by running it: a probe drives the bundle from activation to the first balance against the
 * stand-in API, and lists what was required from `dist/`.
 */
export function bundle(): Promise<readonly Figure[]> {
  const built = spawnSync(process.execPath, ['esbuild.js', '--production'], { cwd: root, encoding: 'utf8' });
  if (built.status !== 0) throw new Error(built.stderr);
  const files = filesBeforeFirstBalance(join(root, 'dist'));
  const sizes = files.map((file) => statSync(join(root, 'dist', file)).size / KB);
  const all = readdirSync(join(root, 'dist')).filter((file) => file.endsWith('.js'));
  return Promise.resolve([
    { name: 'bundle', value: sum(sizes), unit: 'KB', budget: 40 },
    { name: 'bundle-files', value: files.length, unit: `files(${files.join('+')})` },
    {
      name: 'bundle-all',
      value: sum(all.map((file) => statSync(join(root, 'dist', file)).size / KB)),
      unit: 'KB',
    },
  ]);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function filesBeforeFirstBalance(dist: string): readonly string[] {
  const worker = join(__dirname, 'startWorker.ts');
  const run = spawnSync(process.execPath, ['--import', 'tsx', worker, dist], { cwd: root, encoding: 'utf8' });
  if (run.status !== 0) throw new Error(run.stderr);
  return v.parse(v.object({ loaded: v.array(v.string()) }), JSON.parse(run.stdout)).loaded;
}
