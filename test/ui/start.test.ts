import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { until } from '../waiting';

const root = join(__dirname, '..', '..');

interface Started {
  readonly ended: Promise<number | null>;
  readonly stdout: () => string;
  readonly stderr: () => string;
  /** Ctrl+C in its terminal: all that the terminal runs get it. */
  interrupt(): void;
}

describe('npm start', function () {
  this.timeout(240_000);
  let started: Started | undefined;
  /** All that it starts has this as its temporary folder, and by that it is known. */
  let folder: string;

  before(function () {
    // The processes of others are looked up in /proc.
    if (process.platform !== 'linux') this.skip();
  });
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'leadmagic-start-'));
  });
  afterEach(async () => {
    // Only where a test broke off is anything left to end.
    started?.interrupt();
    await started?.ended;
    await rm(folder, { recursive: true, force: true });
  });

  function start(...options: readonly string[]): Started {
    const { LEADMAGIC_API_KEY: _key, ...env } = process.env;
    const child = spawn('npm', ['start', '--', ...options], {
      cwd: root,
      env: { ...env, TMPDIR: folder },
      stdio: ['ignore', 'pipe', 'pipe'],
      // A process group of its own, as a terminal gives it.
      detached: true,
    });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    return {
      ended: new Promise((resolve) => child.once('close', resolve)),
      stdout: () => stdout,
      stderr: () => stderr,
      interrupt: () => {
        if (child.pid !== undefined && child.exitCode === null && child.signalCode === null) {
          process.kill(-child.pid, 'SIGINT');
        }
      },
    };
  }

  /** Everything that runs and knows the folder: by its arguments or its environment. */
  async function running(): Promise<readonly string[]> {
    const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
    const found = await Promise.all(
      pids.map(async (pid) => {
        const read = (name: string): Promise<string> =>
          readFile(`/proc/${pid}/${name}`, 'latin1').catch(() => '');
        const args = await read('cmdline');
        return `${args}${await read('environ')}`.includes(folder) ? [`${pid} ${args}`] : [];
      }),
    );
    return found.flat();
  }

  /** What runs still, and the data folder of VS Code if it is still there. */
  async function leftovers(): Promise<readonly string[]> {
    const folders = (await readdir(folder)).filter((name) => name.startsWith('leadmagic-vscode-'));
    return [...(await running()), ...folders];
  }

  it('--screenshot saves a picture, tells the text of the bar, and leaves nothing behind', async () => {
    const picture = join(folder, 'pictures', 'start.png');
    started = start('--screenshot', picture);
    assert.equal(await started.ended, 0, started.stderr());
    // npm tells what it runs.
    const lines = started.stdout().split('\n');
    const told = lines.filter((line) => line !== '' && !line.startsWith('> '));
    assert.equal(told.length, 1, started.stdout());
    assert.match(told[0] ?? '', /^status bar: 1,2\d\d(\.\d+)?$/);
    const png = await readFile(picture);
    assert.equal(png.subarray(1, 4).toString('latin1'), 'PNG');
    assert.deepEqual([png.readUInt32BE(16), png.readUInt32BE(20)], [1280, 800]);
    assert.deepEqual(await leftovers(), []);
  });

  it('ends with all that it started at Ctrl+C', async () => {
    started = start();
    const { stdout, stderr, ended } = started;
    const isReady = (): true | undefined => stdout().includes('Ctrl+C here ends everything.') || undefined;
    const ready = until(
      'the server',
      () => Promise.resolve(isReady()),
      () => Promise.resolve(stderr()),
      // Where nobody has packaged the extension, it does that first.
      180_000,
    );
    const over = ended.then((code) => assert.fail(`It ended with ${code}: ${stderr()}`));
    await Promise.race([ready, over]);
    assert.ok((await running()).some((line) => line.includes(join(folder, 'leadmagic-vscode-'))));
    started.interrupt();
    // With which number is npm's affair, which got the signal too.
    await started.ended;
    assert.deepEqual(await leftovers(), []);
  });

  it('--live without a key says what it lacks', async () => {
    started = start('--live');
    assert.equal(await started.ended, 2);
    assert.match(
      started.stderr(),
      /^--live uses the key in the environment variable LEADMAGIC_API_KEY, which is not set\.$/m,
    );
  });
});
