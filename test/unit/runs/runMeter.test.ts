import assert from 'node:assert/strict';
import { END_WAIT_MS } from '../../../src/runs/meterState';
import { FRESH_MS, LATE_END_MS, START_GRACE_MS } from '../../../src/runs/runCost';
import type { MeterEvent } from '../../../src/runs/runMeter';
import { wakeAt, wantedReads } from '../../../src/runs/wantedReads';
import { Bench, T } from './runMeterKit';

describe('run meter', () => {
  it('meters a task between two fresh readings, to the credit', () => {
    const bench = new Bench()
      .read(T - 1000, 1000)
      .start('a', T, { folder: 'leads' })
      .end('a', T + 9000);
    assert.deepEqual(bench.runs, []);
    bench.read(T + 9001, 962.75);
    assert.deepEqual(bench.runs, [
      {
        id: 'a',
        name: 'a',
        kind: 'task',
        folder: 'leads',
        account: 'A',
        startedAt: T,
        endedAt: T + 9000,
        credits: 37.25,
        certainty: 'alone',
      },
    ]);
  });

  it('does not take a reading sent before the end for the last one', () => {
    const bench = new Bench()
      .read(T, 1000)
      .start('a', T)
      .end('a', T + 5000)
      .read(T + 4999, 990);
    assert.deepEqual(bench.runs, []);
    assert.deepEqual(bench.read(T + 5000, 980).costs(), [['a', 20, 'alone']]);
  });

  it('takes a read right after the start for an old value, but not a late one', () => {
    const old = T - FRESH_MS - 1;
    const soon = new Bench()
      .read(old, 1000)
      .start('a', T)
      .read(T + START_GRACE_MS, 900)
      .end('a', T + 9000);
    assert.deepEqual(soon.read(T + 9000, 890).costs(), [['a', 10, 'alone']]);
    const late = new Bench()
      .read(old, 1000)
      .start('a', T)
      .read(T + START_GRACE_MS + 1, 900)
      .end('a', T + 9000);
    assert.deepEqual(late.read(T + 9000, 890).costs(), [['a', 110, 'rough']]);
  });

  it('keeps a fresh value from before the start against a read after it', () => {
    const bench = new Bench()
      .read(T - FRESH_MS, 1000)
      .start('a', T)
      .read(T + 100, 995)
      .end('a', T + 9000);
    assert.deepEqual(bench.read(T + 9000, 990).costs(), [['a', 10, 'alone']]);
  });

  it('is rough with an old start, a first value that came late, a late end, or a rise', () => {
    const end = T + 60_000;
    const rough = (bench: Bench, at = end) => bench.end('a', end).read(at, 990).costs();
    assert.deepEqual(rough(new Bench().read(T - FRESH_MS - 1, 1000).start('a', T)), [['a', 10, 'rough']]);
    assert.deepEqual(rough(new Bench().start('a', T).read(T + START_GRACE_MS + 1, 1000)), [
      ['a', 10, 'rough'],
    ]);
    assert.deepEqual(rough(new Bench().read(T, 1000).start('a', T), end + LATE_END_MS), [['a', 10, 'alone']]);
    assert.deepEqual(rough(new Bench().read(T, 1000).start('a', T), end + LATE_END_MS + 1), [
      ['a', 10, 'rough'],
    ]);
    assert.deepEqual(rough(new Bench().read(T, 980).start('a', T)), [['a', 0, 'rough']]);
  });

  it('nets a top-up between the readings, and calls it rough', () => {
    const bench = new Bench()
      .read(T - 1, 100)
      .start('a', T)
      .read(T + 1000, 5090, 5000)
      .end('a', T + 2000);
    assert.deepEqual(bench.read(T + 2000, 5050).costs(), [['a', 50, 'rough']]);
    const last = new Bench()
      .read(T - 1, 100)
      .start('a', T)
      .end('a', T + 2000)
      .read(T + 2000, 5050, 5000);
    assert.deepEqual(last.costs(), [['a', 50, 'rough']]);
    const before = new Bench()
      .read(T - 2, 100)
      .read(T - 1, 5100, 5000)
      .start('a', T)
      .end('a', T + 2000);
    assert.deepEqual(before.read(T + 2000, 5050).costs(), [['a', 50, 'alone']]);
  });

  it('marks overlapping runs as shared, and runs one after the other not', () => {
    const both = new Bench()
      .read(T, 1000)
      .start('a', T)
      .start('b', T + 1000)
      .end('a', T + 5000)
      .end('b', T + 6000);
    assert.deepEqual(both.read(T + 6000, 900).costs(), [
      ['a', 100, 'shared'],
      ['b', 100, 'shared'],
    ]);
    const row = new Bench()
      .read(T, 1000)
      .start('a', T)
      .end('a', T + 5000)
      .read(T + 5000, 990)
      .start('b', T + 5000);
    assert.deepEqual(
      row
        .end('b', T + 9000)
        .read(T + 9000, 970)
        .costs(),
      [
        ['a', 10, 'alone'],
        ['b', 20, 'alone'],
      ],
    );
  });

  it('marks runs whose readings overlap, though they ran one after the other', () => {
    const bench = new Bench()
      .read(T, 1000)
      .start('a', T)
      .end('a', T + 4000)
      .start('b', T + 5000)
      .end('b', T + 9000);
    assert.deepEqual(bench.read(T + 15_000, 900).costs(), [
      ['a', 100, 'shared'],
      ['b', 100, 'shared'],
    ]);
  });

  it("marks another window's run, open, ended or gone", () => {
    const span = { id: 'w2', kind: 'task', account: 'A', startedAt: T - 60_000 } as const;
    const cost = (...others: readonly MeterEvent[]) =>
      new Bench()
        .read(T, 1000)
        .feed(...others)
        .start('a', T)
        .end('a', T + 5000)
        .read(T + 5000, 900)
        .costs();
    const seen = (at: number, ...spans: readonly (typeof span & { endedAt?: number })[]) =>
      ({ type: 'others', spans, at }) as const;
    assert.deepEqual(cost(seen(T - 5000, span)), [['a', 100, 'shared']]);
    assert.deepEqual(cost(seen(T - 5000, { ...span, endedAt: T + 1 })), [['a', 100, 'shared']]);
    assert.deepEqual(cost(seen(T - 5000, { ...span, endedAt: T })), [['a', 100, 'alone']]);
    assert.deepEqual(cost(seen(T - 5000, span), seen(T - 1000)), [['a', 100, 'alone']]);
    assert.deepEqual(cost(seen(T - 5000, span), seen(T + 1000)), [['a', 100, 'shared']]);
    assert.deepEqual(cost(seen(T - 5000, { ...span, account: 'B' } as never)), [['a', 100, 'alone']]);
  });

  it('claims no cost for another key, wants no reading for it, and it disturbs nobody', () => {
    const bench = new Bench()
      .read(T, 1000)
      .start('x', T, { keyMismatch: true })
      .start('a', T + 1);
    bench.end('x', T + 5000);
    assert.deepEqual(bench.costs(), [['x', 'otherKey', 'rough']]);
    assert.equal(wantedReads(bench.state, T + 5000).size, 0);
    assert.deepEqual(
      bench
        .end('a', T + 6000)
        .read(T + 6000, 990)
        .costs()[1],
      ['a', 10, 'alone'],
    );
  });

  it('drops short terminal commands without a reading, and counts those of three seconds', () => {
    const command = { kind: 'terminal' } as const;
    const bench = new Bench()
      .read(T, 1000)
      .start('a', T)
      .start('t', T, command)
      .end('t', T + 2999);
    assert.deepEqual([bench.runs, wantedReads(bench.state, T + 2999).size], [[], 0]);
    bench.start('u', T + 3000, command).end('u', T + 6000);
    assert.deepEqual([...wantedReads(bench.state, T + 6000)], [['A', 'end']]);
    assert.deepEqual(bench.read(T + 6000, 990).costs(), [['u', 10, 'shared']]);
    bench.end('a', T + 7000).read(T + 7000, 990);
    assert.deepEqual(bench.costs()[1], ['a', 10, 'shared']);
    const alone = new Bench()
      .read(T, 1000)
      .start('a', T)
      .start('t', T, command)
      .end('t', T + 2999)
      .end('a', T + 5000);
    assert.deepEqual(alone.read(T + 5000, 990).costs(), [['a', 10, 'alone']]);
  });

  it('wants a reading at the start of a task or session only, and only for an old value', () => {
    const wants = (bench: Bench, at = T) => [...wantedReads(bench.state, at)];
    const old = T - FRESH_MS - 1;
    assert.deepEqual(wants(new Bench().read(old, 1).start('a', T)), [['A', 'start']]);
    assert.deepEqual(wants(new Bench().start('a', T, { kind: 'debug' })), [['A', 'start']]);
    assert.deepEqual(wants(new Bench().read(old + 1, 1).start('a', T)), []);
    assert.deepEqual(wants(new Bench().read(old, 1).start('a', T, { kind: 'terminal' })), []);
    assert.deepEqual(wants(new Bench().read(old, 1).start('a', T), T + START_GRACE_MS + 1), []);
    assert.deepEqual(
      wants(
        new Bench()
          .read(old, 1)
          .start('a', T)
          .read(T + 10, 1),
        T + 10,
      ),
      [],
    );
    assert.deepEqual(wants(new Bench().read(T, 1)), []);
  });

  it('tells a run without cost when no reading comes, or there never was one', () => {
    const bench = new Bench()
      .read(T, 1000)
      .start('a', T)
      .end('a', T + 1000);
    assert.equal(wakeAt(bench.state, T + 1000, 0), T + 1000 + END_WAIT_MS);
    bench.feed({ type: 'tick', at: T + 999 + END_WAIT_MS });
    assert.deepEqual(bench.runs, []);
    bench.feed({ type: 'tick', at: T + 1000 + END_WAIT_MS });
    assert.deepEqual(bench.costs(), [['a', 'noEnd', 'rough']]);
    assert.equal(wakeAt(bench.state, T + 1000 + END_WAIT_MS, 0), undefined);
    assert.deepEqual(
      new Bench()
        .start('a', T)
        .end('a', T + 1000)
        .costs(),
      [['a', 'noStart', 'rough']],
    );
  });

  it('keeps accounts apart', () => {
    const bench = new Bench()
      .read(T, 1000)
      .start('a', T)
      .start('b', T, { account: 'B' })
      .end('a', T + 5000);
    assert.deepEqual(bench.feed({ type: 'read', account: 'B', at: T + 5000, spendable: 5 }).runs, []);
    assert.deepEqual(bench.read(T + 5000, 990).costs(), [['a', 10, 'alone']]);
  });

  it('ignores what it knows already, or never heard of, and a clock that went back', () => {
    const bench = new Bench()
      .read(T, 1000)
      .start('a', T)
      .start('a', T + 1)
      .end('nobody', T)
      .end('a', T - 5000);
    bench.end('a', T + 9000).read(T + 1, 990);
    assert.deepEqual(bench.costs(), [['a', 10, 'alone']]);
    assert.equal(bench.runs[0]?.endedAt, T);
  });
});
