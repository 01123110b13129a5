import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { withOwn } from '../../src/runs/openRuns';
import { until } from '../waiting';
import { next, pause, RunsHost } from './runsWorld';
import { balanceReads, key } from './storage';

describe('runs in a real extension host', function () {
  this.timeout(120_000);
  let host: RunsHost;

  before(async () => {
    await setLeast(1);
    host = await RunsHost.start();
  });
  beforeEach(async () => {
    host.finished.length = 0;
    await host.fresh();
  });
  after(async () => {
    await setLeast(undefined);
    host.dispose();
    for (const terminal of vscode.window.terminals) terminal.dispose();
  });

  it('meters a task to the credit, with one read', async () => {
    const since = Date.now();
    await host.task('enrich', 'node enrich.js 3 1 0');
    const run = await host.run('enrich');
    const { credits, certainty, kind, folder } = run;
    assert.deepEqual([credits, certainty, kind, folder], [3.25, 'alone', 'task', host.folder.name]);
    assert.equal(run.account, host.api.state.account);
    assert.deepEqual(await balanceReads(since), ['/v1/credits']);
    assert.equal(host.finished.length, 1);
  });

  it('takes the terminal of a task for the task’s, also that of a program', async () => {
    // None is left that a task could take over.
    for (const terminal of vscode.window.terminals) terminal.dispose();
    await host.task('program', ['node', 'enrich.js', '1', '0', '1200']);
    const { credits, certainty } = await host.run('program');
    assert.deepEqual([credits, certainty], [1, 'alone']);
    assert.equal(host.finished.length, 1);
  });

  it('meters a terminal command to the credit, and keeps the key on its line to itself', async () => {
    const terminal = await host.terminal();
    await host.fresh();
    await host.type(terminal, `node enrich.js 2 2 1200 --key ${key}`);
    const run = await host.run('node enrich.js');
    assert.deepEqual([run.credits, run.certainty, run.kind], [2.5, 'alone', 'terminal']);
    assert.equal(run.folder, host.folder.name);
    assert.doesNotMatch(JSON.stringify(host.finished), new RegExp(key));
    const texts = await host.storage.kept.files();
    assert.ok([...texts.keys()].some((file) => file.endsWith('runs.jsonl')));
    for (const [file, text] of texts) assert.ok(!text.includes(key), file);
  });

  it('meters a debug session with its child as one run', async () => {
    const children = await host.debug('Quiet');
    assert.equal(children.length, 1, 'Node’s debugger has begun a child session');
    const run = await host.run('Quiet');
    assert.deepEqual([run.credits, run.certainty, run.kind], [1.25, 'alone', 'debug']);
    assert.equal(host.finished.length, 1);
  });

  it('counts the task before a session, and the command in its terminal, as the session’s', async () => {
    await host.debug('Prepared');
    const prepared = await host.run('Prepared');
    assert.deepEqual([prepared.credits, prepared.certainty], [3, 'alone']);
    await host.fresh();
    await host.debug('Shown');
    const shown = await host.run('Shown');
    assert.deepEqual([shown.credits, shown.certainty], [0.75, 'alone']);
    assert.deepEqual(
      host.finished.map(({ name }) => name),
      ['Prepared', 'Shown'],
    );
  });

  it('counts all that a composed task before a session runs as the session’s', async () => {
    await host.debug('Composed');
    const { credits, certainty, kind } = await host.run('Composed');
    assert.deepEqual([credits, certainty, kind], [3.5, 'alone', 'debug']);
    assert.equal(host.finished.length, 1);
  });

  it('ends the run of a session while the watcher before it goes on, each time', async () => {
    for (const times of [1, 2]) {
      await host.fresh();
      await host.debug('Watched');
      const { credits, certainty } = await host.run('Watched');
      assert.deepEqual([credits, certainty], [1, 'alone'], `session ${times}`);
      assert.equal(host.finished.length, 1);
      host.finished.length = 0;
    }
    await host.stop('watch');
  });

  it('marks runs that overlap', async () => {
    const since = Date.now();
    const two = host.task('two', 'node enrich.js 2 0 4000');
    await host.task('one', 'node enrich.js 1 0 2000');
    await until('the last read of the first', async () =>
      (await balanceReads(since)).length > 0 ? true : undefined,
    );
    await host.letTimePass();
    await two;
    for (const { credits, certainty } of [await host.run('one'), await host.run('two')])
      assert.deepEqual([credits, certainty], [3, 'shared']);
  });

  it('marks a run that overlaps one of another window, and tells that window of its own', async () => {
    const theirs = { run: 'other:1', kind: 'task', account: 'theirs', at: Date.now() } as const;
    const { account } = host.storage;
    await host.open.update((open) => withOwn(open, 'other', [{ ...theirs, account }], Date.now()));
    const started = next(vscode.tasks.onDidStartTask, ({ execution }) => execution.task.name === 'shared');
    const done = host.task('shared', 'node enrich.js 1 0 3000');
    await started;
    await pause(1000);
    const seen = (await host.open.read()).runs.filter(({ window }) => window !== 'other');
    await done;
    const run = await host.run('shared');
    await host.open.update((open) => withOwn(open, 'other', [], Date.now()));
    assert.deepEqual([run.credits, run.certainty], [1, 'shared']);
    assert.deepEqual(
      seen.map((entry) => [entry.kind, entry.account]),
      [['task', account]],
    );
  });

  it('shows no cost for a run with another key, and asks nothing for it', async () => {
    const since = Date.now();
    await host.task('elsewhere', 'node --version', { LEADMAGIC_API_KEY: 'another-key-0123456789' });
    const run = await host.run('elsewhere');
    assert.deepEqual([run.credits, run.noCost], [undefined, 'otherKey']);
    assert.deepEqual(await balanceReads(since), []);
  });

  it('asks nothing for short commands, and nothing while nothing runs', async () => {
    // Short, however slow the machine is.
    await setLeast(600);
    const terminal = await host.terminal();
    // A read for one of them would have its turn at once.
    await host.letTimePass();
    const since = Date.now();
    for (let number = 0; number < 8; number += 1) await host.type(terminal, `echo ${number}`);
    // Longer than it takes the extension to look whether something is due.
    await pause(6000);
    assert.deepEqual(await balanceReads(since), []);
    assert.deepEqual(host.finished, []);
  });
});

/** How long a terminal command must last to count, in s; so long a run is held back, too. */
async function setLeast(seconds: number | undefined): Promise<void> {
  const settings = vscode.workspace.getConfiguration('leadmagicCredits');
  await settings.update('runMinSeconds', seconds, vscode.ConfigurationTarget.Global);
}
