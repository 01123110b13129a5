import assert from 'node:assert/strict';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { runCommand } from '../vscode/runCommand';
import { buildCli } from './buildCli';
import { ended, standIn, startProgram } from './cliHarness';
import { parsed } from './parsed';

/** What a root folder of a maintainer may hold beside the sources; none of it is the package's. */
const decoys = ['dist/extension.js', 'dist/webview/page.js', 'out/cli.js', '.env', 'notes.txt', 'old.tgz'];

describe('the npm package', function () {
  this.timeout(120_000);
  const { env } = standIn();
  let folder = '';
  const at = (...parts: readonly string[]) => path.join(folder, ...parts);

  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'leadmagic-pack-'));
    const left = new Set(['node_modules', 'dist', 'out', 'reports', '.git', '.vscode-test', '.stryker-tmp']);
    await cp('.', at('root'), { recursive: true, filter: (file) => !left.has(file) });
    for (const file of decoys) {
      await mkdir(path.dirname(at('root', file)), { recursive: true });
      await writeFile(at('root', file), '');
    }
    await buildCli(at('root', 'dist', 'cli.js'));
    await writeFile(at('root', 'dist', 'ThirdPartyNotices.txt'), 'undici');
  });
  after(() => rm(folder, { recursive: true, force: true }));

  /** Nothing of the caller's npm, least of all what `npm test` says of itself. */
  function npm(cwd: string, ...args: readonly string[]): Promise<string> {
    const { PATH, SystemRoot } = process.env;
    const cache = { npm_config_cache: at('cache'), npm_config_update_notifier: 'false', HOME: at('home') };
    return runCommand('npm', args, { cwd, env: { PATH, SystemRoot, ...cache } });
  }

  it('holds the program with its licences and nothing else, installs without a network, and runs', async () => {
    const told: unknown = JSON.parse(await npm(at('root'), 'pack', '--json', '--ignore-scripts'));
    const name = 'leadmagic-credits';
    const { version } = parsed(await readFile('package.json', 'utf8'));
    const file = `${name}-${String(version)}.tgz`;
    assert.deepEqual(filesIn(told), [
      ...['LICENSE', 'README.md', 'dist/ThirdPartyNotices.txt', 'dist/cli.js', 'package.json'],
    ]);

    await mkdir(at('empty'));
    await npm(at('empty'), 'install', '--offline', '--no-audit', '--no-fund', at('root', file));
    const manifest = parsed(await readFile(at('empty', 'node_modules', name, 'package.json'), 'utf8'));
    assert.equal(manifest['dependencies'], undefined);
    assert.deepEqual(manifest['bin'], { [name]: 'dist/cli.js' });

    const shell = process.platform === 'win32';
    const bin = at('empty', 'node_modules', '.bin', name);
    const run = (...args: readonly string[]) =>
      ended(shell ? startProgram('cmd', ['/c', bin, ...args], env()) : startProgram(bin, args, env()));
    assert.deepEqual([(await run('--version')).stdout.trim()], [version]);
    assert.equal((await run('guard', '--min', '4120')).code, 0);
    assert.equal((await run('guard', '--min', '4121')).code, 1);
    assert.equal((await run('guard')).code, 2);
  });
});

/** Paths in what `npm pack --json` tells, sorted. */
function filesIn(told: unknown): readonly string[] {
  const packages: unknown[] = Array.isArray(told) ? told : Object.values(parsed(JSON.stringify(told)));
  const { files } = parsed(JSON.stringify(packages[0]));
  assert.ok(Array.isArray(files));
  return files.map((file: unknown) => String(parsed(JSON.stringify(file))['path'])).sort();
}
