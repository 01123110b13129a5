import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  fillDays,
  isUtcDay,
  lastDays,
  sortDays,
  utcDay,
  zeroServiceDay,
  zeroUsageDay,
} from '../../../src/leadmagic/analyticsDays';

describe('analytics days', () => {
  it('knows the days of the calendar', () => {
    for (const day of ['2026-01-31', '2024-02-29', '0001-01-01', '9999-12-31'])
      assert.equal(isUtcDay(day), true, day);
    const wrong = [
      '2026-02-29',
      '2026-02-30',
      '2026-04-31',
      '2026-00-01',
      '2026-13-01',
      '2026-01-00',
      '2026-1-1',
    ];
    for (const day of [...wrong, '', 'today', ' 2026-01-01', '2026-01-01Z', '+002026-01-01']) {
      assert.equal(isUtcDay(day), false, day);
    }
  });

  it('counts days in UTC', () => {
    const lastMs = Date.UTC(2026, 2, 1) - 1;
    assert.equal(utcDay(lastMs), '2026-02-28');
    assert.deepEqual(lastDays(lastMs, 1), { start: '2026-02-28', end: '2026-02-28' });
    assert.deepEqual(lastDays(lastMs + 1, 30), { start: '2026-01-31', end: '2026-03-01' });
  });

  it('sorts, and of several entries for a day the last counts', () => {
    const days = [
      { date: '2026-01-02', n: 1 },
      { date: '2025-12-31', n: 2 },
      { date: '2026-01-02', n: 3 },
    ];
    assert.deepEqual(sortDays(days), [
      { date: '2025-12-31', n: 2 },
      { date: '2026-01-02', n: 3 },
    ]);
    assert.equal(days[0]?.n, 1);
  });

  it('fills the gaps over a leap day and drops what is outside', () => {
    const days = [
      { date: '2024-02-27', credits: 9 },
      { date: '2024-03-01', credits: 2 },
      { date: '2024-03-02', credits: 9 },
    ];
    const range = { start: '2024-02-28', end: '2024-03-01' };
    assert.deepEqual(
      fillDays(days, range, (date) => ({ date, credits: 0 })),
      [
        { date: '2024-02-28', credits: 0 },
        { date: '2024-02-29', credits: 0 },
        { date: '2024-03-01', credits: 2 },
      ],
    );
  });

  it('a day without traffic has zeros, but no latency', () => {
    const range = { start: '2026-01-01', end: '2026-01-01' };
    assert.deepEqual(fillDays([], range, zeroUsageDay), [
      { date: '2026-01-01', requests: 0, chargeableRequests: 0, credits: 0, uniqueProducts: 0 },
    ]);
    assert.deepEqual(fillDays([], range, zeroServiceDay), [
      { date: '2026-01-01', requests: 0, successfulRequests: 0, failedRequests: 0, credits: 0 },
    ]);
  });

  it('gives nothing for a range that is none', () => {
    const ranges: readonly (readonly [string, string])[] = [
      ['2026-01-02', '2026-01-01'],
      ['2026-02-30', '2026-03-05'],
      ['2026-02-01', 'later'],
      ['0001-01-01', '9999-12-31'],
      ['2025-01-01', '2026-02-05'],
    ];
    for (const [start, end] of ranges) assert.deepEqual(fillDays([], { start, end }, zeroUsageDay), []);
    assert.equal(fillDays([], { start: '2025-01-01', end: '2026-02-04' }, zeroUsageDay).length, 400);
  });

  it('gives every day of a range once, in order', () => {
    const at = fc.date({ min: new Date('2000-01-01'), max: new Date('2099-12-31'), noInvalidDate: true });
    fc.assert(
      fc.property(at, fc.integer({ min: 1, max: 90 }), (now, count) => {
        const dates = fillDays([], lastDays(now.getTime(), count), zeroUsageDay).map(({ date }) => date);
        assert.equal(new Set(dates).size, count);
        assert.deepEqual(dates.toSorted(), dates);
        assert.equal(dates.at(-1), now.toISOString().slice(0, 10));
      }),
    );
  });
});
