import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSync } from 'esbuild';

import type * as schedule from './schedule';

/**
 * The path of a test module bundled into one plain file, removed when this process ends. In one file a
 * dynamic import is nothing but a promise, which takes no time: simulations need that, and the workers of
 * many processes start faster.
 */
export function bundleOf(entry: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'leadmagic-bundle-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  const outfile = join(folder, 'bundle.cjs');
  buildSync({
    entryPoints: [join(__dirname, '..', entry)],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    sourcemap: 'inline',
    logLevel: 'error',
  });
  return outfile;
}

/** What a bundled test module exports, loaded into this process; its type is the caller's to name. */
export function loadBundled(entry: string): unknown {
  return createRequire(__filename)(bundleOf(entry));
}

/** The simulation, for this process. */
export function loadSimulation(): typeof schedule {
  return loadBundled('simulation/schedule.ts') as typeof schedule;
}
