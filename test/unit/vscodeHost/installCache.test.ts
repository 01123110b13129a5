import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { installOnce } from '../../vscode/installCache';
import { quietly } from '../../vscode/progress';

describe('the cache of installed VS Codes', () => {
  const named = process.env['LEADMAGIC_VSCODE_CACHE'];
  let cache: string;

  beforeEach(async () => {
    cache = await mkdtemp(join(tmpdir(), 'leadmagic-cache-'));
    process.env['LEADMAGIC_VSCODE_CACHE'] = cache;
  });

  afterEach(async () => {
    if (named === undefined) delete process.env['LEADMAGIC_VSCODE_CACHE'];
    else process.env['LEADMAGIC_VSCODE_CACHE'] = named;
    await rm(cache, { recursive: true });
  });

  const build = async (folder: string): Promise<void> => writeFile(join(folder, 'whole'), '');

  it('keeps what was built, and leaves nothing else behind', async () => {
    const folder = await installOnce('key', quietly, build);
    assert.equal(folder, join(cache, 'key'));
    assert.deepEqual(await readdir(cache), ['key']);
    assert.deepEqual(await readdir(folder), ['whole']);
  });

  it('does not take a build that failed half-way for a whole one', async () => {
    const failing = installOnce('key', quietly, async (folder) => {
      await build(folder);
      throw new Error('no network');
    });
    await assert.rejects(failing, /no network/);
    assert.deepEqual(await readdir(cache), []);
    await installOnce('key', quietly, build);
    assert.ok(existsSync(join(cache, 'key', 'whole')));
  });

  it('builds once for two that want it at the same time', async () => {
    let builds = 0;
    const counted = async (folder: string): Promise<void> => {
      builds++;
      await build(folder);
    };
    await Promise.all([installOnce('key', quietly, counted), installOnce('key', quietly, counted)]);
    assert.equal(builds, 1);
  });

  it('takes over from a process that died, and removes its half', async () => {
    const dead = spawnSync(process.execPath, ['-e', '']).pid;
    await writeFile(join(cache, 'key.lock'), String(dead));
    await mkdir(join(cache, '.half-key-old'));
    await installOnce('key', quietly, build);
    assert.deepEqual(await readdir(cache), ['key']);
  });
});
