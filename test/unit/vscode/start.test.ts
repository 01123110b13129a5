import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build, type BuildOptions } from 'esbuild';

import type { Start } from '../../bench/startWorker';

describe('the start', () => {
  const dist = mkdtempSync(join(tmpdir(), 'leadmagic-dist-'));
  after(() => rmSync(dist, { recursive: true, force: true }));

  const { builds } = createRequire(__filename)('../../../esbuild.js') as {
    readonly builds: { readonly host: BuildOptions };
  };

  it('shows the item before it touches the keyring, the network or the disk', async () => {
    await build({ ...builds.host, outdir: dist, logLevel: 'error' });
    const run = spawnSync(
      process.execPath,
      ['--import', 'tsx', join(__dirname, '../../bench/startWorker.ts'), dist],
      {
        encoding: 'utf8',
      },
    );
    assert.equal(run.status, 0, run.stderr);
    const { atOnce, later } = JSON.parse(run.stdout) as Start;
    assert.deepEqual(atOnce, { seen: ['item'], requests: 0, files: 0 });
    // It would have been seen.
    assert.deepEqual(later.seen.slice(0, 2), ['item', 'secret']);
    assert.ok(later.requests > 0 && later.files > 0);
  });
});
