import assert from 'node:assert/strict';
import { chmod, copyFile, mkdir, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { builtCli, ended, standIn, startProgram } from './cliHarness';
import type { Ended } from './cliHarness';

// What the extension puts on the PATH of its terminals.
describe('bin/leadmagic-credits', function () {
  if (process.platform === 'win32') return;
  this.timeout(60_000);
  const cli = builtCli();
  const { env } = standIn();
  const at = (...parts: readonly string[]) => path.join(cli.folder(), ...parts);

  before(async () => {
    await mkdir(at('bin'));
    // copyFile keeps the mode: a script that cannot be run would fail here.
    await copyFile('bin/leadmagic-credits', at('bin', 'leadmagic-credits'));
    await mkdir(at('only tools'));
    await symlink('/usr/bin/dirname', at('only tools', 'dirname'));
  });

  function run(args: readonly string[], more: NodeJS.ProcessEnv): Promise<Ended> {
    return ended(startProgram(at('bin', 'leadmagic-credits'), args, { ...env(), ...more }));
  }

  /** A stand-in for VS Code's executable: Node, but only if told to be. */
  async function electron(): Promise<string> {
    const file = at('some electron');
    const script = `#!/bin/sh\n[ "$ELECTRON_RUN_AS_NODE" = 1 ] || exit 99\necho electron >&2\nexec "${process.execPath}" "$@"\n`;
    await writeFile(file, script);
    await chmod(file, 0o755);
    return file;
  }

  it('runs on the executable that the terminal names, with arguments and exit code as they are', async () => {
    // No node there.
    const more = { LEADMAGIC_NODE: await electron(), PATH: at('only tools') };
    const { code, stdout, stderr } = await run(['guard', '--min', '5000'], more);
    assert.deepEqual([code, stderr], [1, 'electron\n']);
    assert.match(stdout, /under the minimum of 5,000/);
    assert.match((await run(['two words'], more)).stderr, /no such command/);
  });

  it('runs on node where the terminal names none, or one that is gone', async () => {
    const PATH = `${path.dirname(process.execPath)}:${process.env['PATH'] ?? ''}`;
    for (const LEADMAGIC_NODE of [undefined, '', at('gone')]) {
      const { code, stderr } = await run(['guard', '--min', '500'], { LEADMAGIC_NODE, PATH });
      assert.deepEqual([code, stderr], [0, '']);
    }
  });

  it('ends with 2 where there is nothing to run it on', async () => {
    const { code, stdout, stderr } = await run(['guard', '--min', '0'], { PATH: at('only tools') });
    assert.deepEqual([code, stdout, stderr], [2, '', 'leadmagic-credits: node is not on the PATH.\n']);
  });

  it('ends with 2, not with 1, where the program is missing', async () => {
    await mkdir(at('other', 'bin'), { recursive: true });
    await copyFile('bin/leadmagic-credits', at('other', 'bin', 'leadmagic-credits'));
    const { code, stderr } = await ended(
      startProgram(at('other', 'bin', 'leadmagic-credits'), ['balance'], env()),
    );
    assert.deepEqual([code, stderr], [2, 'leadmagic-credits: dist/cli.js is missing.\n']);
  });
});
