import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { until } from '../../waiting';
import { supervise } from '../../vscode/supervised';

/** A program that starts another, tells its number, and would run for ever, as the other would. */
const family = `
  const { spawn } = require('node:child_process');
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
  console.log('child ' + child.pid);
  setInterval(() => {}, 1000);
`;

describe('a supervised program', () => {
  it('passes on its output and its exit code', async () => {
    const program = supervise(process.execPath, ['-e', "console.log('hello'); process.exitCode = 3"], {
      env: process.env,
    });
    assert.equal(await program.ended, 3);
    assert.equal(program.output(), 'hello\n');
  });

  it('tells that it could not start', async () => {
    const program = supervise('no-such-program', [], { env: process.env });
    assert.equal(await program.ended, 127);
    assert.match(program.output(), /no-such-program/);
  });

  it('says what it wrote instead, when it ends before what is waited for', async () => {
    const program = supervise(process.execPath, ['-e', "console.log('oops')"], { env: process.env });
    await assert.rejects(program.waitFor(/ready/), /oops/);
  });

  it('takes what it started along when it is ended', async () => {
    const program = supervise(process.execPath, ['-e', family], { env: process.env });
    const pid = Number((await program.waitFor(/child (\d+)/))[1]);
    await program.end();
    assert.equal(isAlive(pid), false);
  });

  it('ends, with all that it started, and removes its folder, when the process that wanted it is killed', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'leadmagic-supervised-'));
    const supervisor = join(__dirname, '..', '..', 'vscode', 'supervisor.cjs');
    const parent = spawn(
      process.execPath,
      [
        '-e',
        `require('node:child_process').spawn(process.execPath, ${JSON.stringify([supervisor, folder, process.execPath, '-e', family])},
          { stdio: ['pipe', 'inherit', 'inherit'], detached: true });`,
      ],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    const pid = await new Promise<number>((resolve) => {
      parent.stdout.on('data', (data: Buffer) => resolve(Number(/child (\d+)/.exec(data.toString())?.[1])));
    });
    assert.equal(isAlive(pid), true);
    parent.kill('SIGKILL');
    await until('the end of all', () =>
      Promise.resolve(isAlive(pid) || existsSync(folder) ? undefined : true),
    );
  });
});

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
