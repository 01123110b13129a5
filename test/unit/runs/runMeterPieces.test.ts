import assert from 'node:assert/strict';
import { LINGER_MS, type Piece } from '../../../src/runs/runGroups';
import { wakeAt, wantedReads } from '../../../src/runs/wantedReads';
import { Bench, T } from './runMeterKit';

describe('one run of several pieces', () => {
  const task = { taskLabels: ['build'], launches: ['build'] } as const;

  it('is the pre-launch task, the session, its child and its command together', () => {
    const bench = new Bench()
      .read(T - 1, 1000)
      .start('task', T, task)
      .end('task', T + 3000);
    assert.equal(wantedReads(bench.state, T + 3000).size, 0, 'held back');
    bench.read(T + 3500, 990);
    assert.deepEqual(bench.runs, []);
    bench
      .start('root', T + 4000, { kind: 'debug', name: 'Launch', preLaunchTask: 'build', folder: 'leads' })
      .start('cmd', T + 4100, { kind: 'terminal', debugTerminal: true })
      .start('kid', T + 4200, { kind: 'debug', parentId: 'root' })
      .end('kid', T + 6000)
      .end('root', T + 6100)
      .read(T + 6200, 970);
    assert.deepEqual(bench.runs, []);
    bench.end('cmd', T + 6500).read(T + 6500, 960);
    assert.deepEqual(bench.runs, [
      {
        id: 'task',
        name: 'Launch',
        kind: 'debug',
        folder: 'leads',
        account: 'A',
        startedAt: T,
        endedAt: T + 6500,
        credits: 40,
        certainty: 'alone',
      },
    ]);
  });

  it('settles a held task alone when no session follows', () => {
    const bench = new Bench()
      .read(T, 1000)
      .start('task', T, task)
      .end('task', T + 3000);
    assert.equal(wakeAt(bench.state, T + 3000, 0), T + 3000 + LINGER_MS);
    bench.feed({ type: 'tick', at: T + 3000 + LINGER_MS });
    assert.deepEqual([...wantedReads(bench.state, T + 3000 + LINGER_MS)], [['A', 'end']]);
    assert.deepEqual(bench.read(T + 3000 + LINGER_MS, 990).costs(), [['task', 10, 'alone']]);
    const read = new Bench()
      .read(T, 1000)
      .start('task', T, task)
      .end('task', T + 3000)
      .read(T + 3500, 990);
    read.feed({ type: 'tick', at: T + 3000 + LINGER_MS });
    assert.deepEqual(read.costs(), [['task', 10, 'alone']]);
  });

  it('takes the root for what was started, also when a child or the command came first', () => {
    const bench = new Bench()
      .read(T, 1000)
      .start('cmd', T, { kind: 'terminal', debugTerminal: true })
      .start('kid', T + 10, { kind: 'debug', parentId: 'root' })
      .start('root', T + 20, { kind: 'debug', name: 'Launch' });
    for (const id of ['kid', 'root', 'cmd']) bench.end(id, T + 1000);
    bench.read(T + 1000, 990);
    assert.deepEqual(
      bench.runs.map(({ id, name, kind, credits, certainty }) => [id, name, kind, credits, certainty]),
      [['cmd', 'Launch', 'debug', 10, 'alone']],
    );
  });

  it('has no cost when one of its pieces uses another key', () => {
    const bench = new Bench().read(T, 1000).start('root', T, { kind: 'debug' });
    bench.start('kid', T, { kind: 'debug', parentId: 'root', keyMismatch: true });
    assert.deepEqual(
      bench
        .end('kid', T + 1000)
        .end('root', T + 1000)
        .costs(),
      [['root', 'otherKey', 'rough']],
    );
  });

  it('ends with the session, not with the background task before it, and begins with the session', () => {
    const bench = new Bench()
      .read(T - 60_000, 1000)
      .start('watch', T - 60_000, { ...task, isBackground: true })
      .read(T, 990)
      .start('root', T, { kind: 'debug', name: 'Launch', preLaunchTask: 'build' })
      .end('root', T + 4000)
      .read(T + 4000, 985);
    assert.deepEqual(
      bench.runs.map(({ id, startedAt, credits, isBackground }) => [id, startedAt, credits, isBackground]),
      [['root', T, 5, undefined]],
    );
    bench.end('watch', T + 9000).read(T + 9000, 900);
    assert.equal(bench.runs.length, 1);
    assert.deepEqual(bench.state.groups, []);
  });

  it('waits for the tasks that are no background tasks', () => {
    const part = (name: string, more: Partial<Piece> = {}) => ({
      ...{ taskLabels: [name], launches: ['all'] },
      ...more,
    });
    const bench = new Bench()
      .read(T, 1000)
      .start('watch', T, part('watch', { isBackground: true }))
      .start('build', T, part('build'))
      .end('build', T + 1000)
      .end('watch', T + 2000)
      .read(T + 3000, 990);
    bench.feed({ type: 'tick', at: T + 1000 + LINGER_MS });
    assert.deepEqual(bench.costs(), [['build', 10, 'alone']]);
  });

  it('of a background task alone is told when that ends, as one', () => {
    const bench = new Bench()
      .read(T, 1000)
      .start('watch', T, { isBackground: true })
      .end('watch', T + 9000)
      .read(T + 9000, 990);
    assert.deepEqual(
      bench.runs.map(({ id, credits, isBackground }) => [id, credits, isBackground]),
      [['watch', 10, true]],
    );
  });
});

describe('a run that has its last reading', () => {
  const HOLD = 4000;
  const command = { kind: 'terminal' } as const;
  const read = (): Bench =>
    new Bench(HOLD)
      .read(T, 1000)
      .start('a', T)
      .end('a', T + 5000)
      .read(T + 6000, 990);

  it('is told a while later', () => {
    const bench = read();
    assert.equal(wantedReads(bench.state, T + 6000).size, 0);
    assert.equal(wakeAt(bench.state, T + 6000, HOLD), T + 6000 + HOLD);
    bench.feed({ type: 'tick', at: T + 5999 + HOLD });
    assert.deepEqual(bench.runs, []);
    bench.read(T + 7000, 900).feed({ type: 'tick', at: T + 6000 + HOLD });
    assert.deepEqual(bench.costs(), [['a', 10, 'alone']]);
  });

  it('is shared with a command that turns out to count, and not with a short one', () => {
    const short = read()
      .start('b', T + 5500, command)
      .end('b', T + 8000);
    assert.deepEqual(short.feed({ type: 'tick', at: T + 6000 + HOLD }).costs(), [['a', 10, 'alone']]);
    const long = read()
      .start('b', T + 5500, command)
      .end('b', T + 9000);
    assert.deepEqual(long.feed({ type: 'tick', at: T + 6000 + HOLD }).costs(), [['a', 10, 'shared']]);
  });

  it('is not told by the end of something else, before which nobody looks at other windows', () => {
    const bench = read()
      .start('b', T + 7000)
      .end('b', T + 20_000);
    assert.deepEqual(bench.runs, []);
    const theirs = { id: 'w2', kind: 'terminal', account: 'A', startedAt: T + 5500 } as const;
    bench.feed({ type: 'others', spans: [theirs], at: T + 20_000 }, { type: 'tick', at: T + 20_000 });
    assert.deepEqual(bench.costs(), [['a', 10, 'shared']]);
  });
});
