import assert from 'node:assert/strict';
import fc from 'fast-check';

import { age, elapsed, rebased, remaining, type Moment } from '../../../src/balance/moment';

const HOUR = 3_600_000;
const year = 365 * 24 * HOUR;
const then: Moment = { at: Date.UTC(2026, 10, 22), up: HOUR };
/** So long after then, with the clock set by `jump` in between. */
const later = (ms: number, jump = 0): Moment => ({ at: then.at + ms + jump, up: then.up + ms });
/** So long after then, on a machine that was started anew `up` ms ago. */
const restarted = (ms: number, up: number, jump = 0): Moment => ({ at: then.at + ms + jump, up });

describe('moments', () => {
  it('are apart by uptime, whatever the clock was set to', () => {
    for (const jump of [-year, -5000, 0, 5000, year]) assert.equal(elapsed(then, later(HOUR, jump)), HOUR);
  });

  it('are apart by the wall clock once the machine was started anew, and never less than nothing', () => {
    assert.equal(elapsed(then, restarted(10 * HOUR, 60_000)), 10 * HOUR);
    assert.equal(elapsed(then, restarted(10 * HOUR, 60_000, -year)), 0);
  });

  it('are apart by the wall clock where uptime, in whole seconds, says up to one more', () => {
    assert.equal(elapsed(then, { at: then.at + 4300, up: then.up + 5000 }), 4300);
    assert.equal(elapsed(then, { at: then.at + 5300, up: then.up + 5000 }), 5000);
    assert.equal(elapsed(then, { at: then.at + 4000, up: then.up + 5000 }), 5000);
  });

  it('may be as old as the clock says that says more', () => {
    assert.equal(age(then, later(HOUR)), HOUR);
    assert.equal(age(then, later(HOUR, year)), HOUR + year);
    assert.equal(age(then, later(HOUR, -year)), HOUR);
    // Started anew, and longer running by now than the machine was then: only the wall clock knows.
    assert.equal(age(then, restarted(10 * HOUR, HOUR + 60_000)), 10 * HOUR);
  });

  it('of before the machine was started are told in the uptime of today', () => {
    const wait = { ...then, lengthMs: 12 * HOUR };
    const now = restarted(10 * HOUR, 60_000);
    const told = rebased(wait, now);
    assert.deepEqual(told, { ...wait, up: 60_000 - 10 * HOUR });
    assert.deepEqual(rebased(told, now), told);
    // The clock is set after that, and the machine runs longer than it had then.
    const much = { at: now.at - year, up: 3 * HOUR };
    assert.equal(remaining(told, much), 0);
    assert.equal(remaining(told, { at: now.at - year, up: HOUR }), 2 * HOUR - (HOUR - 60_000));
    // One dated ahead, by a clock that was put back, is of now.
    assert.equal(rebased(then, restarted(5000, 60_000, -year)).up, 60_000);
  });
});

describe('waits', () => {
  it('run out after their length', () => {
    const wait = { ...then, lengthMs: 1000 };
    assert.deepEqual(
      [0, 400, 1000, 5000, year].map((ms) => remaining(wait, later(ms))),
      [1000, 600, 0, 0, 0],
    );
    assert.equal(remaining(undefined, then), 0);
  });

  it('are neither ended nor stretched by a clock that is set, any number of times', () => {
    const jump = fc.integer({ min: -year, max: year });
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 24 * HOUR }),
        fc.array(fc.tuple(jump, fc.integer({ min: 0, max: HOUR })), { maxLength: 10 }),
        (lengthMs, steps) => {
          let [passed, set] = [0, 0];
          const wait = { ...then, lengthMs };
          for (const [by, ms] of steps) {
            set += by;
            passed += ms;
            const left = remaining(wait, later(passed, set));
            const due = Math.max(0, lengthMs - passed);
            // Up to a second more where a clock put back by less cannot be told from a coarse uptime.
            assert.ok(
              left === due || (set < 0 && set > -1000 && left > due && left <= due - set),
              `${left}, ${due}`,
            );
          }
        },
      ),
    );
  });
});
