import assert from 'node:assert/strict';
import { MINUTE, RunsWorld, SECOND, TOLD } from './runsOfAccountKit';

describe('runs of an account', () => {
  let world: RunsWorld;
  beforeEach(() => (world = new RunsWorld()));
  afterEach(() => world.end());

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
