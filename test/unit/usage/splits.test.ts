import assert from 'node:assert/strict';
import fc from 'fast-check';
import { daySplits, timeSplits } from '../../../src/webview/chart/splits';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

describe('labels of the axis', () => {
  it('days: evenly spaced, the last one among them', () => {
    assert.deepEqual(daySplits(7, 20), [0, 1, 2, 3, 4, 5, 6]);
    assert.deepEqual(daySplits(30, 10), [2, 5, 8, 11, 14, 17, 20, 23, 26, 29]);
    assert.deepEqual(daySplits(0, 5), []);
    assert.deepEqual(daySplits(3, 0), [2]);
  });

  it('times: clock times for hours, midnights for days', () => {
    const noon = new Date(2026, 8, 16, 12, 20).getTime();
    const hours = timeSplits(noon - 5 * HOUR, noon, 8).map((at) => new Date(at));
    assert.deepEqual(
      hours.map((date) => [date.getHours(), date.getMinutes()]),
      [
        [8, 0],
        [9, 0],
        [10, 0],
        [11, 0],
        [12, 0],
      ],
    );
    const days = timeSplits(noon - 30 * DAY, noon, 8).map((at) => new Date(at));
    assert.ok(days.every((date) => date.getHours() === 0));
    assert.equal(days.at(-1)?.getDate(), 16);
  });

  it('times: the end, where no whole minute is between them', () => {
    const at = new Date(2026, 8, 16, 12, 20, 10).getTime();
    assert.deepEqual(timeSplits(at, at + 30_000, 8), [at + 30_000]);
    assert.deepEqual(timeSplits(at, at, 8), [at]);
  });

  it('are in order, inside, and not too many', () => {
    const at = fc.integer({ min: Date.parse('2026-01-01'), max: Date.parse('2027-01-01') });
    fc.assert(
      fc.property(
        at,
        fc.integer({ min: 1, max: 90 * DAY }),
        fc.integer({ min: 2, max: 20 }),
        (from, span, most) => {
          const splits = timeSplits(from, from + span, most);
          assert.ok(splits.length >= 1 && splits.length <= most + 1);
          assert.ok(
            splits.every(
              (each, index) => each >= from && each <= from + span && each > (splits[index - 1] ?? 0),
            ),
          );
        },
      ),
    );
  });
});
