import assert from 'node:assert/strict';
import fc from 'fast-check';
import { compactMonth } from '../../../src/balance/compaction';
import { shouldKeep, type HistoryPoint } from '../../../src/balance/history';
import { classifyRise, topUps, walk } from '../../../src/balance/historyEvents';
import { historyLine, parseHistory } from '../../../src/balance/historyLine';
import { monthOf } from '../../../src/balance/months';
import { amountsOf, historyArb, hour, minute, noon, points, spentBetween, sum, told } from './historyKit';

const spend = (at: number, amount: number, netted = 0) => ({ kind: 'spend', at, amount, netted });
const topUp = (at: number, amount: number) => ({ kind: 'topUp', at, amount, netted: 0 });
const correction = (at: number, amount: number, netted: number) => ({
  kind: 'correction',
  at,
  amount,
  netted,
});

describe('classifyRise', () => {
  const cases: readonly (readonly [number, number, string])[] = [
    [0, 49.99, 'correction'],
    [0, 50, 'topUp'],
    [5000, 5049.99, 'correction'],
    [5000, 5050, 'topUp'],
    [10_000, 10_099.99, 'correction'],
    [10_000, 10_100, 'topUp'],
    // 0.1 + 0.2 and its kin must not decide.
    [0.1 + 0.2, 50.3, 'topUp'],
  ];
  for (const [before, after, expected] of cases) {
    it(`${before} to ${after}: ${expected}`, () => assert.equal(classifyRise(before, after), expected));
  }
});

describe('walk', () => {
  it('sees nothing in one record, or none', () => {
    assert.deepEqual(told(walk([])), []);
    assert.deepEqual(told(walk(points(noon, [500]))), []);
    assert.deepEqual(told(walk(points(noon, [500, 500]))), []);
  });

  it('sees spends, top-ups and corrections when they were seen', () => {
    assert.deepEqual(told(walk(points(noon, [500, 499.9, 1499.9, 1499.95], 2 * hour))), [
      spend(noon + 2 * hour, 0.1),
      topUp(noon + 4 * hour, 1000),
      correction(noon + 6 * hour, 0.05, 0),
    ]);
  });

  it('tells when the balance before each was', () => {
    const records = [
      ...points(noon, [500, 500, 490], 10 * hour),
      { h: noon + 30 * hour, first: 480, last: 480, low: 480, high: 480, spent: 10, toppedUp: 0 },
      { t: noon + 40 * hour, c: 900 },
    ];
    assert.deepEqual(
      walk(records).map(({ since }) => (since - noon) / hour),
      [10, 20, 30],
    );
  });

  it('sets a correction against the last hour, latest first', () => {
    assert.deepEqual(told(walk(points(noon, [500, 490, 485, 492]))), [
      spend(noon + minute, 10, 2),
      spend(noon + 2 * minute, 5, 5),
      correction(noon + 3 * minute, 7, 7),
    ]);
  });

  it('does not set two corrections against the same spend', () => {
    assert.deepEqual(told(walk(points(noon, [500, 490, 495, 505]))), [
      spend(noon + minute, 10, 10),
      correction(noon + 2 * minute, 5, 5),
      correction(noon + 3 * minute, 10, 5),
    ]);
  });

  it('leaves spend alone that is over an hour old', () => {
    const late = (wait: number): readonly unknown[] =>
      told(walk([...points(noon, [500, 490]), { t: noon + minute + wait, c: 495 }]));
    assert.deepEqual(late(hour)[0], spend(noon + minute, 10, 5));
    assert.deepEqual(late(hour + 1)[0], spend(noon + minute, 10, 0));
  });

  it('does not reach behind an old spend for an older one', () => {
    const records = [...points(noon, [500, 490, 480], 40 * minute), { t: noon + 110 * minute, c: 495 }];
    assert.deepEqual(told(walk(records)), [
      spend(noon + 40 * minute, 10, 0),
      spend(noon + 80 * minute, 10, 10),
      correction(noon + 110 * minute, 15, 10),
    ]);
  });

  it('does not net across the end of a month', () => {
    const end = Date.parse('2026-07-01T00:00:00Z');
    const across = (first: number): unknown => told(walk(points(first, [500, 490, 495])))[0];
    assert.deepEqual(across(end - 2 * minute), spend(end - minute, 10, 0));
    assert.deepEqual(across(end - minute), spend(end, 10, 5));
  });

  it('takes hours as they were summed up', () => {
    const compacted = { h: noon, first: 900, last: 800, low: 790, high: 905, spent: 110, toppedUp: 0 };
    const records = [
      ...points(noon - hour, [1000]),
      compacted,
      { t: noon + hour, c: 810 },
      { t: noon + 2 * hour, c: 805 },
    ];
    assert.deepEqual(told(walk(records)), [
      spend(noon, 110),
      correction(noon + hour, 10, 0),
      spend(noon + 2 * hour, 5),
    ]);
  });

  it('does not net into what came before an hour', () => {
    const compacted = { h: noon, first: 480, last: 480, low: 480, high: 480, spent: 10, toppedUp: 60 };
    const records = [...points(noon - 2 * minute, [500, 490]), compacted, { t: noon + minute, c: 485 }];
    assert.deepEqual(told(walk(records)), [
      spend(noon - minute, 10),
      spend(noon, 10),
      topUp(noon, 60),
      correction(noon + minute, 5, 0),
    ]);
  });

  it('goes by the order written when a clock was wrong, and invents nothing', () => {
    const records = points(noon, [500, 400, 300, 200, 100, 50]).map((point, index) =>
      index === 2 ? { ...point, t: noon - 3 * hour } : point,
    );
    assert.deepEqual(amountsOf(walk(records), 'topUp'), []);
    assert.equal(spentBetween(walk(records), noon, Infinity), 450);
  });

  it('takes a time after now for now', () => {
    assert.deepEqual(told(walk(points(noon, [500, 490]), noon + 1)), [spend(noon + 1, 10)]);
  });

  describe('properties', () => {
    it('conservation: first - spends + top-ups + corrections = last', () => {
      fc.assert(
        fc.property(historyArb(noon), (records) => {
          const events = walk(records);
          const [spends, tops, fixes] = (['spend', 'topUp', 'correction'] as const).map((kind) =>
            sum(amountsOf(events, kind)),
          ) as [number, number, number];
          assert.equal(sum([records[0]!.c, -spends, tops, fixes]), records.at(-1)!.c);
        }),
      );
    });

    it('netting: spends and corrections net the same, and never more than they are', () => {
      fc.assert(
        fc.property(historyArb(noon), (records) => {
          const events = walk(records);
          const netted = (kind: string): number =>
            sum(events.filter((event) => event.kind === kind).map((event) => event.netted));
          assert.equal(netted('spend'), netted('correction'));
          assert.equal(netted('topUp'), 0);
          for (const event of events) assert.ok(event.netted >= 0 && event.netted <= event.amount);
        }),
      );
    });

    it('corrections stay under their bound, top-ups reach it', () => {
      fc.assert(
        fc.property(historyArb(noon), (records) => {
          const most = Math.max(50, Math.max(...records.map(({ c }) => c)) / 100);
          for (const amount of amountsOf(walk(records), 'correction')) assert.ok(amount < most);
          for (const amount of amountsOf(walk(records), 'topUp')) assert.ok(amount >= 50);
        }),
      );
    });

    it('replay: a history read back tells the same', () => {
      fc.assert(
        fc.property(historyArb(noon), (records) => {
          const text = records.map((record) => `${historyLine(record)}\n`).join('');
          assert.deepEqual(walk(parseHistory(text).records), walk(records));
        }),
      );
    });

    it('thrift: what is not kept is not missed', () => {
      fc.assert(
        fc.property(historyArb(noon), (records) => {
          const kept: HistoryPoint[] = [];
          for (const record of records) if (shouldKeep(kept.at(-1), record)) kept.push(record);
          assert.deepEqual(told(walk(kept)), told(walk(records)));
        }),
      );
    });
  });
});

describe('topUps', () => {
  it('are the top-ups', () => {
    assert.deepEqual(told(topUps(points(noon, [500, 490, 1490, 1500]))), [topUp(noon + 2 * minute, 1000)]);
  });

  it('are those of the walk', () => {
    fc.assert(
      fc.property(historyArb(noon), fc.nat(3), (records, compacted) => {
        const mix = [...compactMonth(monthOf(noon), records.slice(0, compacted), undefined), ...records];
        for (const history of [records, mix])
          assert.deepEqual(
            topUps(history),
            walk(history).filter(({ kind }) => kind === 'topUp'),
          );
      }),
    );
  });
});
