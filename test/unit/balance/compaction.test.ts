import assert from 'node:assert/strict';
import fc from 'fast-check';
import { compactMonth, monthsToCompact, monthsToDrop } from '../../../src/balance/compaction';
import type { HistoryRecord } from '../../../src/balance/history';
import { topUps, walk } from '../../../src/balance/historyEvents';
import { historyLine, parseHistory } from '../../../src/balance/historyLine';
import { monthEnd, monthOf, monthStart } from '../../../src/balance/months';
import { day, historyArb, hour, minute, noon, points, spentBetween, sum } from './historyKit';

const at = (text: string): number => Date.parse(text);

describe('compactMonth', () => {
  it('makes nothing out of nothing', () => assert.deepEqual(compactMonth('2026-06', []), []));

  it('keeps of each hour the first, last, lowest and highest balance and what was spent and topped up', () => {
    const records = [
      ...points(noon, [500, 490, 1490, 1480, 1483]),
      ...points(noon + 3 * hour + 5 * minute, [1400, 1390]),
    ];
    assert.deepEqual(compactMonth('2026-06', records), [
      { h: noon, first: 500, last: 1483, low: 490, high: 1490, spent: 17, toppedUp: 1000 },
      { h: noon + 3 * hour, first: 1400, last: 1390, low: 1390, high: 1400, spent: 93, toppedUp: 0 },
    ]);
  });

  it('counts the step into the month, from a point or an hour before it', () => {
    const first = monthStart('2026-06');
    const records = points(first, [450]);
    const spent = (before: Parameters<typeof compactMonth>[2]): number | undefined =>
      compactMonth('2026-06', records, before)[0]?.spent;
    assert.equal(spent(undefined), 0);
    assert.equal(spent({ t: first - 90 * day, c: 500 }), 50);
    assert.equal(
      spent({ h: first - hour, first: 1, last: 470, low: 1, high: 470, spent: 9, toppedUp: 0 }),
      20,
    );
    // As a wrong clock may have left it.
    assert.equal(spent({ t: first + 90 * day, c: 500 }), 50);
  });

  it('folds late points into hours that are there already', () => {
    const [whole] = compactMonth('2026-06', points(noon, [500, 490, 480]));
    assert.ok(whole);
    assert.deepEqual(compactMonth('2026-06', [whole, { t: noon + 10 * minute, c: 475 }]), [
      { h: noon, first: 500, last: 475, low: 475, high: 500, spent: 25, toppedUp: 0 },
    ]);
  });

  it('keeps what a wrong clock put in the file of this month within it', () => {
    const records = [
      ...points(noon, [500, 490]),
      { t: noon + 90 * day, c: 480 },
      { t: noon + 90 * day, c: 470 },
    ];
    const hours = compactMonth('2026-06', records);
    assert.deepEqual(
      hours.map(({ h, spent }) => [h, spent]),
      [
        [noon, 10],
        [monthEnd('2026-06') - hour, 20],
      ],
    );
    const early = compactMonth('2026-06', points(monthStart('2026-06') - day, [500, 490]));
    assert.deepEqual(
      early.map(({ h, spent }) => [h, spent]),
      [[monthStart('2026-06'), 10]],
    );
  });

  it('keeps a stray hour within the month', () => {
    const stray = { h: monthEnd('2026-06') + day, first: 5, last: 5, low: 5, high: 5, spent: 1, toppedUp: 0 };
    assert.deepEqual(compactMonth('2026-06', [stray]), [{ ...stray, h: monthEnd('2026-06') - hour }]);
  });

  describe('properties', () => {
    /** Histories that cross the ends of months, as the files that would hold them. */
    const files = historyArb(at('2026-04-29T20:00:00Z')).map((records) => ({
      records,
      months: [...new Set(records.map(({ t }) => monthOf(t)))].map((month) => ({
        month,
        records: records.filter(({ t }) => monthOf(t) === month),
        before: records.findLast(({ t }) => monthOf(t) < month),
      })),
    }));

    it('preserves what was spent and topped up in every hour', () => {
      fc.assert(
        fc.property(files, ({ records, months }) => {
          const raw = walk(records);
          const hours = months.flatMap(({ month, records: own, before }) => compactMonth(month, own, before));
          for (const { h, spent, toppedUp } of hours) {
            assert.equal(spent, spentBetween(raw, h, h + hour));
            const tops = topUps(records).filter((event) => event.at >= h && event.at < h + hour);
            assert.equal(toppedUp, sum(tops.map(({ amount }) => amount)));
          }
          assert.equal(sum(hours.map(({ spent }) => spent)), spentBetween(raw, 0, Infinity));
        }),
      );
    });

    it('a mix of compacted and raw months tells the same as the raw ones', () => {
      fc.assert(
        fc.property(files, fc.nat(3), ({ records, months }, compacted) => {
          const mix = months.flatMap<HistoryRecord>(({ month, records: own, before }, index) =>
            index < compacted ? compactMonth(month, own, before) : own,
          );
          const [raw, mixed] = [walk(records), walk(mix)];
          for (const { month } of months) {
            const [from, to] = [monthStart(month), monthEnd(month)];
            assert.equal(spentBetween(mixed, from, to), spentBetween(raw, from, to));
          }
          assert.equal(
            sum(topUps(mix).map(({ amount }) => amount)),
            sum(topUps(records).map(({ amount }) => amount)),
          );
        }),
      );
    });

    it('is idempotent, also through the file', () => {
      fc.assert(
        fc.property(files, ({ months }) => {
          for (const { month, records, before } of months) {
            const once = compactMonth(month, records, before);
            assert.deepEqual(compactMonth(month, once, before), once);
            const text = once.map(historyLine).join('\n');
            assert.deepEqual(parseHistory(text), { records: once, skipped: 0 });
          }
        }),
      );
    });

    it('keeps the balances: in order, bounded, from the first to the last', () => {
      fc.assert(
        fc.property(files, ({ months }) => {
          for (const { month, records } of months) {
            const hours = compactMonth(month, records);
            assert.equal(hours[0]?.first, records[0]?.c);
            assert.equal(hours.at(-1)?.last, records.at(-1)?.c);
            for (const { h, first, last, low, high } of hours) {
              const own = records.filter(({ t }) => t >= h && t < h + hour).map(({ c }) => c);
              assert.deepEqual([first, last], [own[0], own.at(-1)]);
              assert.deepEqual([low, high], [Math.min(...own), Math.max(...own)]);
            }
            const starts = hours.map(({ h }) => h);
            assert.deepEqual(
              starts,
              [...new Set(starts)].sort((a, b) => a - b),
            );
          }
        }),
      );
    });
  });
});

const months = ['2026-03', '2026-04', '2026-05', '2026-06'];

describe('monthsToCompact', () => {
  it('are those that ended over 35 days ago', () => {
    assert.deepEqual(monthsToCompact(months, at('2026-06-05T00:00:00Z')), ['2026-03']);
    assert.deepEqual(monthsToCompact(months, at('2026-06-05T00:00:00.001Z')), ['2026-03', '2026-04']);
  });

  it('are none where there are none', () => {
    assert.deepEqual(monthsToCompact([], noon), []);
    assert.deepEqual(monthsToCompact(['2026-06'], noon), []);
  });

  it('goes by the files when the clock is far ahead of them', () => {
    assert.deepEqual(monthsToCompact(months, at('2027-06-15T00:00:00Z')), ['2026-03', '2026-04']);
  });
});

describe('monthsToDrop', () => {
  it('are those before the whole months that are kept', () => {
    assert.deepEqual(monthsToDrop(months, noon, 2), ['2026-03']);
    assert.deepEqual(monthsToDrop(months, noon, 3), []);
    assert.deepEqual(monthsToDrop(months, noon, 24), []);
  });

  it('always keeps one whole month', () => {
    assert.deepEqual(monthsToDrop(months, noon, 0), ['2026-03', '2026-04']);
  });

  it('takes the files in any order', () => {
    assert.deepEqual(monthsToDrop(['2026-06', '2026-03', '2026-05', '2026-04'], noon, 2), ['2026-03']);
  });

  it('drops nothing because a clock runs a year ahead, also after something was written by it', () => {
    const ahead = at('2027-06-15T00:00:00Z');
    assert.deepEqual(monthsToDrop(months, ahead, 4), []);
    assert.deepEqual(monthsToDrop([...months, '2027-06'], ahead, 4), []);
  });

  it('catches up after a real absence, once a month has gone by', () => {
    assert.deepEqual(monthsToDrop([...months, '2027-06'], at('2027-07-01T00:00:00Z'), 4), months);
  });
});
