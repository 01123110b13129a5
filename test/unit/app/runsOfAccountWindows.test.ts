import assert from 'node:assert/strict';
import { parseOpenRuns } from '../../../src/runs/openRuns';
import { RunFiles } from '../../../src/store/runFiles';
import { MINUTE, RunsWorld, SECOND, TOLD } from './runsOfAccountKit';

describe('runs of an account', () => {
  let world: RunsWorld;
  beforeEach(() => (world = new RunsWorld()));
  afterEach(() => world.end());

  async function openRuns(): Promise<readonly { readonly run: string; readonly lastSeen: number }[]> {
    const text = (await world.folder.read('runs-open.json')) ?? '{"version":1,"runs":[]}';
    const open = parseOpenRuns(JSON.parse(text));
    assert.ok(open, text);
    return open.runs;
  }

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
});
