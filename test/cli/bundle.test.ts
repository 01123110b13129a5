import assert from 'node:assert/strict';
import { readFile, stat } from 'node:fs/promises';
import { isBuiltin } from 'node:module';
import { builtCli } from './cliHarness';

describe('the bundle of leadmagic-credits', function () {
  this.timeout(60_000);
  const cli = builtCli();

  it('is one file that starts as a program and needs nothing but Node', async () => {
    const text = await readFile(cli.file(), 'utf8');
    assert.ok(text.startsWith('#!/usr/bin/env node\n'));
    const [output, ...more] = Object.values(cli.metafile()?.outputs ?? {});
    assert.deepEqual(more, []);
    const needed = output?.imports.map(({ path }) => path) ?? [];
    assert.ok(needed.length > 0);
    assert.deepEqual(
      needed.filter((name) => !name.startsWith('node:') && !isBuiltin(name)),
      [],
    );
  });

  it('holds no part of VS Code or of the page, and of undici only what Node itself has', () => {
    const inputs = Object.keys(cli.metafile()?.inputs ?? {});
    assert.ok(inputs.includes('src/app/readOnce.ts'));
    assert.deepEqual(
      inputs.filter((file) =>
        /^src\/(vscode|webview|extension)|undici\/(index\.js$|lib\/web)|mock/.test(file),
      ),
      // Loaded where a request has a body only, and emptied.
      inputs.filter((file) => file.endsWith('undici/lib/web/fetch/body.js')),
    );
  });

  it('is at most 230 KB', async () => {
    const { size } = await stat(cli.file());
    assert.ok(size <= 230 * 1024, String(size));
  });
});
