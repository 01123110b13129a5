import assert from 'node:assert/strict';
import { parseOpenRuns } from '../../../src/runs/openRuns';
import { RunFiles } from '../../../src/store/runFiles';
import { loadBundled } from '../../simulation/bundled';
import type * as kits from './runsKit';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
/** A moment longer than a run is held back after its last reading. */
const TOLD = 5 * SECOND;

describe('runs of an account', () => {
  let world: kits.RunsWorld;
  // In simulated time nothing may be loaded from disk.
  const { RunsWorld, testKey } = loadBundled('unit/app/runsKit.ts') as typeof kits;
  beforeEach(() => (world = new RunsWorld()));
  afterEach(() => world.end());

  async function openRuns(): Promise<readonly { readonly run: string; readonly lastSeen: number }[]> {
    const text = (await world.folder.read('runs-open.json')) ?? '{"version":1,"runs":[]}';
    const open = parseOpenRuns(JSON.parse(text));
    assert.ok(open, text);
    return open.runs;
  }

  describe('metering', () => {
    it('meters a task from a fresh read to the credit, with one request', async () => {
      const window = await world.window();
      await window.refresh();
      await window.run('enrich', 8 * SECOND, 37.25, { folder: { name: 'leads', uri: 'file:///leads' } });
      await world.pass(TOLD);
      assert.deepEqual(window.costs, [['enrich', 37.25, 'alone']]);
      assert.equal(window.finished[0]?.folder, 'leads');
      assert.equal(world.requests.length, 2);
      assert.equal(window.runs.last?.name, 'enrich');
    });

    it('makes no request and writes nothing while nothing runs', async () => {
      const window = await world.window();
      await window.refresh();
      await window.run('a', SECOND, 1);
      await world.pass(MINUTE);
      const requests = world.requests.length;
      const files = await world.files();
      await world.pass(60 * MINUTE);
      assert.equal(world.requests.length, requests);
      assert.deepEqual(await world.files(), files);
      assert.equal(world.clock.countTimers(), 0);
    });

    it('reads at the start of a task when the value is old, and says rough when it could not', async () => {
      const window = await world.window();
      await window.refresh();
      await world.pass(MINUTE);
      world.spend(100);
      await window.run('old', 20 * SECOND, 5);
      await world.pass(TOLD);
      assert.deepEqual(window.costs, [['old', 5, 'alone']]);
      // Its last read was just now, so this one has to make do with what is known.
      await world.pass(15 * SECOND);
      world.fault = 'server';
      await window.run('broken', 20 * SECOND, 7);
      world.fault = undefined;
      await world.pass(MINUTE);
      assert.deepEqual(window.costs[1], ['broken', 7, 'rough']);
    });

    it('asks nothing at the start of a terminal command, and nothing for a short one', async () => {
      const window = await world.window();
      await window.refresh();
      await world.pass(MINUTE);
      window.command('short');
      await world.pass(2 * SECOND);
      window.runs.end('short');
      await world.pass(MINUTE);
      assert.equal(world.requests.length, 1);
      assert.deepEqual(window.finished, []);
      window.command('long', 'npm run enrich --fast');
      await world.pass(3 * SECOND);
      assert.equal(world.requests.length, 1);
      world.spend(2);
      window.runs.end('long');
      await world.pass(TOLD);
      assert.equal(world.requests.length, 2);
      assert.deepEqual(window.costs, [['npm run enrich', 2, 'rough']]);
    });

    it('waits for its turn: one request in 15 s serves all that ended meanwhile', async () => {
      const window = await world.window();
      await window.refresh();
      await window.run('first', 2 * SECOND, 1);
      await world.pass(SECOND);
      await window.run('second', 2 * SECOND, 2);
      await world.pass(SECOND);
      await window.run('third', 2 * SECOND, 4);
      await world.pass(TOLD);
      assert.deepEqual(window.costs, [['first', 1, 'alone']]);
      await world.pass(15 * SECOND);
      assert.equal(world.requests.length, 3);
      assert.deepEqual(window.costs.slice(1), [
        ['second', 6, 'shared'],
        ['third', 6, 'shared'],
      ]);
    });

    it('does not take an answer for the last read that was asked for before the end', async () => {
      const window = await world.window();
      await window.refresh();
      window.begin('a');
      await world.pass(5 * SECOND);
      const background = window.session.poll('background');
      await world.pass(10);
      world.spend(9);
      window.runs.end('a');
      await world.pass(TOLD);
      await background;
      assert.deepEqual(window.costs, [['a', 9, 'alone']]);
      assert.equal(world.requests.length, 3);
    });

    it('makes one run of a task, the session it launches, its child and the command in its terminal', async () => {
      const window = await world.window();
      await window.refresh();
      await window.run('build', 2 * SECOND, 1, { taskLabels: ['build'], launches: ['build'] });
      await world.pass(SECOND);
      window.begin('s', { kind: 'debug', label: 'Launch', preLaunchTask: 'build', terminalName: 'Launch' });
      window.command('c', '/usr/bin/env node a.js', { terminalName: 'Launch' });
      window.begin('child', { kind: 'debug', label: 'a.js', parentId: 's' });
      await world.pass(4 * SECOND);
      world.spend(2.5);
      for (const id of ['child', 'c', 's']) window.runs.end(id);
      await world.pass(TOLD);
      assert.deepEqual(window.costs, [['Launch', 3.5, 'alone']]);
      assert.equal(window.finished[0]?.kind, 'debug');
    });

    it('nets what was bought or frozen meanwhile, and says rough', async () => {
      const window = await world.window();
      await window.refresh();
      await window.run('bought', 5 * SECOND, 30 - 500);
      await world.pass(20 * SECOND);
      await window.refresh();
      window.begin('frozen');
      await world.pass(5 * SECOND);
      world.spend(4.1);
      world.balance = { ...world.balance, isFrozen: true, liquid: 100 };
      window.runs.end('frozen');
      await world.pass(20 * SECOND);
      assert.deepEqual(window.costs, [
        ['bought', 0, 'rough'],
        ['frozen', 4.1, 'rough'],
      ]);
    });

    it('gives up after ten minutes without a balance, and does not press a server that refuses the key', async () => {
      const window = await world.window();
      await window.refresh();
      world.fault = 'unauthorized';
      await window.run('a', 5 * SECOND, 1);
      await world.pass(11 * MINUTE);
      assert.deepEqual(window.costs, [['a', 'noEnd', 'rough']]);
      assert.equal(world.requests.length, 2);
      assert.equal(world.clock.countTimers(), 0);
    });

    it('forgets what was going on when the clock is put back, and meters what follows', async () => {
      const window = await world.window();
      await window.refresh();
      await window.run('a', 2 * SECOND, 1);
      await world.pass(SECOND);
      await window.run('b', 2 * SECOND, 1);
      await world.pass(SECOND);
      world.jump(-60 * MINUTE);
      await world.pass(5 * MINUTE);
      assert.equal(world.requests.length, 2);
      await window.refresh();
      await window.run('c', 4 * SECOND, 5);
      await world.pass(TOLD);
      assert.deepEqual(window.costs, [
        ['a', 1, 'alone'],
        ['c', 5, 'alone'],
      ]);
    });
  });

  describe('several windows', () => {
    it('marks runs that overlapped, each in its window', async () => {
      const [one, two] = [await world.window(), await world.window()];
      await one.refresh();
      one.begin('one');
      await world.pass(2 * SECOND);
      await two.run('two', 4 * SECOND, 10);
      await world.pass(TOLD);
      assert.deepEqual(two.costs, [['two', 10, 'shared']]);
      await world.pass(20 * SECOND);
      world.spend(5);
      one.runs.end('one');
      await world.pass(TOLD);
      assert.deepEqual(one.costs, [['one', 15, 'shared']]);
    });

    it('leaves runs alone that do not overlap, and commands that are short', async () => {
      const [one, two] = [await world.window(), await world.window()];
      await one.refresh();
      await one.run('one', 4 * SECOND, 3);
      await world.pass(20 * SECOND);
      await two.refresh();
      two.begin('two');
      one.command('ls');
      await world.pass(SECOND);
      one.runs.end('ls');
      await world.pass(5 * SECOND);
      world.spend(8);
      two.runs.end('two');
      await world.pass(TOLD);
      assert.deepEqual(
        [...one.costs, ...two.costs],
        [
          ['one', 3, 'alone'],
          ['two', 8, 'alone'],
        ],
      );
    });

    it('holds a run back until it is known whether a command that began before its last read counts', async () => {
      for (const [lastsMs, certainty] of [
        [5 * SECOND, 'shared'],
        [2.5 * SECOND, 'alone'],
      ] as const) {
        const [one, two] = [await world.window(), await world.window()];
        await world.pass(20 * SECOND);
        await one.refresh();
        one.begin('one');
        await world.pass(4 * SECOND);
        two.command('two');
        await world.pass(SECOND / 10);
        world.spend(2);
        one.runs.end('one');
        await world.pass(SECOND);
        // Read, but not told yet.
        assert.deepEqual([one.session.state.snapshot.attempts.watch !== undefined, one.costs], [true, []]);
        await world.pass(lastsMs - 1.1 * SECOND);
        world.spend(3);
        two.runs.end('two');
        await world.pass(20 * SECOND);
        assert.deepEqual(one.costs, [['one', 2, certainty]]);
        assert.deepEqual(
          two.costs,
          certainty === 'shared' ? [['node two.js', 5, 'shared']] : [],
          'the other one, too',
        );
      }
    });

    it('tell of a command soon, however long it must last to count', async () => {
      const window = await world.window({ runMinSeconds: 60 });
      window.command('c');
      await world.pass(2.9 * SECOND);
      assert.deepEqual(await openRuns(), []);
      await world.pass(SECOND);
      assert.equal((await openRuns()).length, 1);
      assert.equal(window.runs.isRunning, false);
    });

    it('share the limit of one read in 15 s', async () => {
      const windows = await Promise.all([1, 2, 3, 4].map(() => world.window()));
      await windows[0]?.refresh();
      windows.forEach((window, index) => window.begin(`r${index}`));
      await world.pass(5 * SECOND);
      world.spend(4);
      windows.forEach((window, index) => window.runs.end(`r${index}`));
      await world.pass(20 * SECOND);
      assert.deepEqual(
        windows.flatMap(({ costs }) => costs),
        [0, 1, 2, 3].map((index) => [`r${index}`, 4, 'shared']),
      );
      assert.equal(world.requests.length, 2);
    });

    it('tells what is open, with a heart-beat, until it is kept', async () => {
      const window = await world.window();
      await window.refresh();
      window.begin('a', { label: 'secret name', folder: { name: 'secret folder', uri: 'file:///secret' } });
      window.command('c');
      await world.pass(SECOND);
      assert.equal((await openRuns()).length, 1);
      await world.pass(3 * SECOND);
      const before = await openRuns();
      assert.equal(before.length, 2);
      await world.pass(31 * SECOND);
      const after = await openRuns();
      assert.ok((after[0]?.lastSeen ?? 0) >= (before[0]?.lastSeen ?? Infinity) + 30 * SECOND);
      assert.doesNotMatch((await world.folder.read('runs-open.json')) ?? '', /secret/);
      assert.equal(window.runs.isRunning, true);
      window.runs.end('a');
      window.runs.end('c');
      await world.pass(20 * SECOND);
      assert.deepEqual(await openRuns(), []);
      assert.equal(window.runs.isRunning, false);
      assert.equal(window.finished.length, 2);
    });

    it('forgets the runs of a window that was killed after two minutes', async () => {
      const [killed, window] = [await world.window(), await world.window()];
      await killed.refresh();
      killed.begin('lost');
      await world.pass(SECOND);
      killed.close();
      await world.pass(SECOND);
      await window.run('near', 2 * SECOND, 1);
      await world.pass(3 * MINUTE);
      await window.refresh();
      await window.run('far', 2 * SECOND, 1);
      await world.pass(TOLD);
      assert.deepEqual(window.costs, [
        ['near', 1, 'shared'],
        ['far', 1, 'alone'],
      ]);
    });

    it('shows the last run of another window once it looks', async () => {
      const [one, two] = [await world.window(), await world.window()];
      await one.refresh();
      await one.run('one', 2 * SECOND, 3);
      await world.pass(TOLD);
      assert.equal(two.changes, 0);
      await two.runs.lookAtKept();
      assert.deepEqual([two.runs.last?.name, two.changes], ['one', 1]);
      const later = await world.window();
      await later.runs.lookAtKept();
      assert.equal(later.runs.last?.name, 'one');
      await new RunFiles(one.session.store).clear();
      await later.runs.lookAtKept();
      assert.deepEqual([later.runs.last, later.changes], [undefined, 2]);
    });
  });

  describe('a background task', () => {
    const watcher = { isBackground: true, taskLabels: ['npm: watch'], launches: ['npm: watch'] };
    const session = { kind: 'debug', preLaunchTask: 'npm: watch' } as const;

    it('alone neither counts as running, nor is it told to other windows, nor is anything shared with it', async () => {
      const [window, other] = [await world.window(), await world.window()];
      await window.refresh();
      window.begin('watch', watcher);
      await world.pass(20 * SECOND);
      assert.equal(window.runs.isRunning, false);
      assert.deepEqual(await openRuns(), []);
      await window.refresh();
      await window.run('mine', 4 * SECOND, 6);
      await world.pass(20 * SECOND);
      await other.refresh();
      other.begin('theirs');
      await world.pass(4 * SECOND);
      window.runs.end('watch');
      await world.pass(20 * SECOND);
      world.spend(2);
      other.runs.end('theirs');
      await world.pass(20 * SECOND);
      assert.deepEqual(
        [...other.costs, ...window.costs],
        [
          ['theirs', 2, 'alone'],
          ['mine', 6, 'alone'],
          // Its own figure holds those of the others.
          ['watch', 6, 'shared'],
        ],
      );
    });

    it('before a debug session does not keep the session’s run open', async () => {
      const window = await world.window();
      await window.refresh();
      window.begin('watch', watcher);
      await world.pass(30 * SECOND);
      await window.refresh();
      for (const [id, credits] of [
        ['first', 5],
        ['second', 7],
      ] as const) {
        await window.run(id, 4 * SECOND, credits, session);
        await world.pass(20 * SECOND);
        await window.refresh();
      }
      assert.deepEqual(window.costs, [
        ['first', 5, 'alone'],
        ['second', 7, 'alone'],
      ]);
      assert.equal(window.runs.isRunning, false);
      window.runs.end('watch');
      await world.pass(20 * SECOND);
      assert.equal(window.costs.length, 2);
    });
  });

  it('makes one run of all that a composed task before a session runs', async () => {
    const window = await world.window();
    await window.refresh();
    const task = (name: string) => ({ taskLabels: [name], launches: ['all'] });
    await window.run('one', 8 * SECOND, 1, task('one'));
    await world.pass(SECOND);
    await window.run('two', 8 * SECOND, 2, task('two'));
    await world.pass(SECOND);
    await window.run('Launch', 4 * SECOND, 4, { kind: 'debug', preLaunchTask: 'all' });
    await world.pass(20 * SECOND);
    assert.deepEqual(window.costs, [['Launch', 7, 'alone']]);
  });

  describe('another key', () => {
    for (const [what, more] of [
      ['in the environment of the run', { key: 'lm_other-key-0123' }],
      ['on the command line', { commandLine: 'LEADMAGIC_API_KEY=lm_other-key-0123 npm run enrich' }],
    ] as const) {
      it(`shows no cost, asks nothing and overlaps nobody: ${what}`, async () => {
        const window = await world.window();
        await window.refresh();
        window.begin('other', more);
        await window.run('mine', 4 * SECOND, 6);
        await world.pass(TOLD);
        const requests = world.requests.length;
        window.runs.end('other');
        await world.pass(20 * SECOND);
        assert.deepEqual(window.costs, [
          ['mine', 6, 'alone'],
          ['other', 'otherKey', 'rough'],
        ]);
        assert.equal(world.requests.length, requests);
      });
    }

    it('in the environment of VS Code makes a cost rough, unless the run has its own', async () => {
      const window = await world.window({}, 'lm_other-key-0123');
      await window.refresh();
      await window.run('inherits', 4 * SECOND, 6);
      await world.pass(20 * SECOND);
      await window.refresh();
      await window.run('own', 4 * SECOND, 5, { key: testKey });
      await world.pass(20 * SECOND);
      assert.deepEqual(window.costs, [
        ['inherits', 6, 'rough'],
        ['own', 5, 'alone'],
      ]);
    });

    it('meters a run whose own key is the account’s', async () => {
      const window = await world.window();
      await window.refresh();
      await window.run('same', 4 * SECOND, 6, { key: testKey });
      await world.pass(TOLD);
      assert.deepEqual(window.costs, [['same', 6, 'alone']]);
    });
  });

  it('keeps the key out of every file, name and log line, wherever a run carries it', async () => {
    const window = await world.window();
    await window.refresh();
    const lines = [
      `LEADMAGIC_API_KEY=${testKey} npm run enrich -- --key ${testKey}`,
      `curl -H "X-API-Key: ${testKey}" https://api.leadmagic.io/v1/people/email-finder?k=${testKey}`,
      testKey,
      `node ${testKey}.js`,
      `echo ${testKey} | node enrich.js`,
    ];
    lines.forEach((line, index) => window.command(`c${index}`, line));
    window.begin('label', { label: `enrich ${testKey}`, commandLine: lines.join('\n'), key: testKey });
    window.begin('debug', { kind: 'debug', label: testKey, terminalName: testKey, preLaunchTask: testKey });
    await world.pass(5 * SECOND);
    const while_ = [...(await world.files()).values()];
    for (const id of ['c0', 'c1', 'c2', 'c3', 'c4', 'label', 'debug']) window.runs.end(id);
    await world.pass(20 * SECOND);
    assert.equal(window.finished.length, 7);
    const told = JSON.stringify([while_, [...(await world.files())], window.finished, window.logged]);
    assert.ok(!told.includes(testKey.slice(0, 10)), told);
    assert.match(told, /npm run enrich/);
    assert.match(told, /runs\.jsonl/);
  });

  it('ends with the account: no timer, no request, nothing told', async () => {
    const window = await world.window();
    await window.refresh();
    window.begin('a');
    await world.pass(SECOND);
    window.close();
    window.runs.end('a');
    window.begin('b');
    await world.pass(20 * MINUTE);
    assert.deepEqual([world.requests.length, window.finished.length, world.clock.countTimers()], [1, 0, 0]);
  });
});
