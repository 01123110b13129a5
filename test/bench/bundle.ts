import { spawnSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

import type { Figure } from './figure';
import { filesBeforeFirstBalance, firstFileBudget, startBudget } from './startFiles';

const root = join(__dirname, '..', '..');
const KB = 1024;

/** The files that are loaded before a first balance shows, minified. */
export function bundle(): Promise<readonly Figure[]> {
  const built = spawnSync(process.execPath, ['esbuild.js', '--production'], { cwd: root, encoding: 'utf8' });
  if (built.status !== 0) throw new Error(built.stderr);
  const files = filesBeforeFirstBalance();
  const sizes = files.map(({ kilobytes }) => kilobytes);
  const all = readdirSync(join(root, 'dist')).filter((file) => file.endsWith('.js'));
  return Promise.resolve([
    { name: 'bundle', value: sum(sizes), unit: 'KB', budget: startBudget },
    { name: 'bundle-first', value: sizes[0] ?? NaN, unit: 'KB', budget: firstFileBudget },
    { name: 'bundle-files', value: files.length, unit: `files(${files.map(({ name }) => name).join('+')})` },
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
