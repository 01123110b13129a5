import assert from 'node:assert/strict';
import fc from 'fast-check';
import { steadyTimes } from '../../../src/balance/steadyTimes';

function times(given: readonly number[], now?: number): readonly number[] {
  const records = steadyTimes(
    given.map((t, c) => ({ t, c })),
    now,
  );
  assert.deepEqual(
    records.map((record) => ('c' in record ? record.c : undefined)),
    given.map((_, index) => index),
    'the order is kept',
  );
  return records.map((record) => ('t' in record ? record.t : record.h));
}

describe('steadyTimes', () => {
  it('gives steady records back as they are', () => {
    const records = [1, 2, 2, 5].map((t) => ({ t, c: 0 }));
    assert.equal(steadyTimes(records), records);
    assert.equal(steadyTimes(records, 5), records);
    assert.deepEqual(steadyTimes([]), []);
  });

  it('sets right a clock that was behind for a while', () => {
    assert.deepEqual(times([10, 15, 20, 5, 6, 30]), [10, 15, 20, 20, 20, 30]);
  });

  it('sets right a clock that was ahead for a while', () => {
    assert.deepEqual(times([10, 20, 99, 98, 30, 40, 50, 60]), [10, 20, 20, 20, 30, 40, 50, 60]);
  });

  it('takes the first trusted time for what comes before it', () => {
    assert.deepEqual(times([99, 10, 20]), [10, 10, 20]);
  });

  it('never passes now', () => {
    assert.deepEqual(times([10, 20, 99], 30), [10, 20, 30]);
    assert.deepEqual(times([10, 99, 20, 25], 30), [10, 10, 20, 25]);
  });

  it('moves hours as well', () => {
    const hour = (h: number) => ({ h, first: 1, last: 1, low: 1, high: 1, spent: 0, toppedUp: 0 });
    assert.deepEqual(steadyTimes([hour(10), hour(20), hour(5), hour(30)]), [
      hour(10),
      hour(20),
      hour(20),
      hour(30),
    ]);
  });

  it('never goes back, and moves as few as can be', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 30 }), { maxLength: 9 }), (given) => {
        const steady = times(given);
        for (const [index, time] of steady.entries()) assert.ok(time >= (steady[index - 1] ?? 0));
        const moved = steady.filter((time, index) => time !== given[index]).length;
        assert.ok(given.length - moved >= longestRun(given));
      }),
    );
  });
});

/** By trying all of them. */
function longestRun(times: readonly number[], from = -Infinity): number {
  const [first, ...rest] = times;
  if (first === undefined) return 0;
  const without = longestRun(rest, from);
  return first < from ? without : Math.max(without, 1 + longestRun(rest, first));
}
