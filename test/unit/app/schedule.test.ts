import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  BACKOFF_CAP_MS,
  backgroundDue,
  backoffAfter,
  decide,
  HOLD_CAP_MS,
  mendWaits,
  remaining,
  isAsked,
  spacingOf,
  type ScheduleRules,
} from '../../../src/app/schedule';
import { emptySnapshot, type ReadClass, type Snapshot } from '../../../src/store/snapshot';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const year = 365 * 24 * HOUR;
const rules: ScheduleRules = { ttlMs: MINUTE, intervalMs: 5 * MINUTE };
const now = Date.UTC(2026, 10, 22);
const empty = emptySnapshot('e');
const classes: readonly ReadClass[] = ['background', 'refresh', 'health', 'watch', 'usage'];
const seenAt = (at: number): NonNullable<Snapshot['observation']> => ({
  balance: { credits: 5, isFrozen: false },
  at,
  sentAt: at,
  seq: 1,
  source: 'poll',
});

describe('spacing of the read classes', () => {
  const spacings: readonly (readonly [ReadClass, number])[] = [
    ['background', MINUTE],
    ['refresh', 5 * SECOND],
    ['health', 5 * SECOND],
    ['watch', 15 * SECOND],
    ['usage', HOUR],
  ];
  for (const [readClass, spacing] of spacings) {
    it(`${readClass} sends at most once in ${spacing / SECOND} s`, () => {
      assert.equal(spacingOf(readClass, rules), spacing);
      const sent = { ...empty, attempts: { [readClass]: now } };
      assert.deepEqual(decide(sent, readClass, now, rules), {
        go: false,
        why: 'spacing',
        until: now + spacing,
      });
      assert.deepEqual(decide(sent, readClass, now + spacing - 1, rules).go, false);
      assert.deepEqual(decide(sent, readClass, now + spacing, rules), { go: true });
    });

    it(`${readClass} is not limited by the other classes`, () => {
      const others = classes.filter((other) => other !== readClass);
      const sent = { ...empty, attempts: Object.fromEntries(others.map((other) => [other, now])) };
      assert.deepEqual(decide(sent, readClass, now, rules), { go: true });
    });

    it(`${readClass} is not limited by an attempt from the future: the clock went back`, () => {
      const sent = { ...empty, attempts: { [readClass]: now } };
      assert.deepEqual(decide(sent, readClass, now - 1, rules), { go: true });
      assert.deepEqual(decide(sent, readClass, now - year, rules), { go: true });
      assert.deepEqual(decide(sent, readClass, now + year, rules), { go: true });
    });

    it(`${readClass} waits for the server’s deadline`, () => {
      const held = { ...empty, hold: { setAt: now, lengthMs: 30_000 } };
      assert.deepEqual(decide(held, readClass, now, rules), { go: false, why: 'hold', until: now + 30_000 });
      assert.equal(decide(held, readClass, now + 29_999, rules).go, false);
      assert.deepEqual(decide(held, readClass, now + 30_000, rules), { go: true });
    });

    it(`${readClass} ${isAsked(readClass) ? 'passes' : 'waits for'} our own pause and a refused key`, () => {
      const paused = { ...empty, backoff: { setAt: now, lengthMs: 30_000 } };
      const refused = { ...empty, rejected: true };
      const passes = isAsked(readClass);
      assert.deepEqual(
        decide(paused, readClass, now, rules),
        passes ? { go: true } : { go: false, why: 'backoff', until: now + 30_000 },
      );
      assert.equal(decide(paused, readClass, now + 30_000, rules).go, true);
      assert.deepEqual(
        decide(refused, readClass, now, rules),
        passes ? { go: true } : { go: false, why: 'rejected' },
      );
    });
  }

  it('a deadline goes before everything else', () => {
    const all: Snapshot = {
      ...empty,
      rejected: true,
      hold: { setAt: now, lengthMs: 1 },
      backoff: { setAt: now, lengthMs: 99 },
      attempts: { background: now },
    };
    assert.deepEqual(decide(all, 'background', now, rules), { go: false, why: 'hold', until: now + 1 });
  });
});

describe('backgroundDue', () => {
  const due = (snapshot: Partial<Snapshot>, at = now, over: Partial<ScheduleRules> = {}) =>
    backgroundDue({ ...empty, ...snapshot }, at, { ...rules, ...over });

  it('is long past when nothing was read yet', () => assert.ok((due({}) ?? Infinity) <= now));

  it('is an interval after the last value or try, whichever was later, when it was answered', () => {
    assert.equal(due({ observation: seenAt(now) }), now + 5 * MINUTE);
    assert.equal(due({ observation: seenAt(now), attempts: { background: now - MINUTE } }), now + 5 * MINUTE);
  });

  it('is as soon as the class may after what failed, was broken off, or never came', () => {
    const { ttlMs } = rules;
    assert.equal(due({ attempts: { background: now } }), now + ttlMs);
    assert.equal(due({ observation: seenAt(now - MINUTE), attempts: { background: now } }), now + ttlMs);
    assert.ok(
      (due({ attempts: { refresh: now } }) ?? Infinity) <= now,
      'a key was checked before its first balance',
    );
    const failed = { observation: seenAt(now - MINUTE), attempts: { background: now - HOUR, refresh: now } };
    assert.equal(due({ ...failed, failures: 1 }), now + ttlMs);
    assert.equal(due(failed), now + 4 * MINUTE, 'a check of the key that told no balance did not fail');
  });

  it('is never sooner than the TTL', () =>
    assert.equal(due({ observation: seenAt(now) }, now, { ttlMs: HOUR }), now + HOUR));

  it('is now when a header’s word waits for a body', () =>
    assert.equal(due({ observation: seenAt(now), doubt: { credits: 0, seq: 2 } }), now));

  it('is never when the interval is off, but for the first value and a doubt', () => {
    assert.equal(due({ observation: seenAt(now - year) }, now, { intervalMs: 0 }), undefined);
    assert.equal(due({}, now, { intervalMs: 0 }), now);
    assert.equal(
      due({ observation: seenAt(now), doubt: { credits: 0, seq: 2 } }, now, { intervalMs: 0 }),
      now,
    );
  });

  it('is now when the last value or try is from the future: the clock went back', () => {
    assert.equal(due({ observation: seenAt(now) }, now - year), now - year);
    assert.equal(due({ attempts: { background: now } }, now - 1), now - 1);
  });
});

describe('waits', () => {
  it('run out by the wall clock', () => {
    const wait = { setAt: now, lengthMs: 1000 };
    assert.deepEqual(
      [0, 400, 1000, 5000, year].map((ms) => remaining(wait, now + ms)),
      [1000, 600, 0, 0, 0],
    );
    assert.equal(remaining(undefined, now), 0);
  });

  it('that start in the future are pulled to now, so that they end', () => {
    const snapshot: Snapshot = {
      ...empty,
      hold: { setAt: now, lengthMs: 1000 },
      backoff: { setAt: now - year, lengthMs: 10 },
    };
    const back = now - year / 2;
    assert.equal(remaining(snapshot.hold, back), 1000);
    const mended = mendWaits(snapshot, back);
    assert.deepEqual(mended.hold, { setAt: back, lengthMs: 1000 });
    assert.deepEqual(mended.backoff, snapshot.backoff);
    assert.equal(remaining(mended.hold, back + 1000), 0);
    assert.deepEqual(mendWaits({ ...empty, backoff: { setAt: now, lengthMs: 5 } }, back), {
      ...empty,
      backoff: { setAt: back, lengthMs: 5 },
    });
  });

  it('that do not start in the future stay, in the very same snapshot', () => {
    const snapshot = { ...empty, hold: { setAt: now, lengthMs: 1000 } };
    assert.equal(mendWaits(snapshot, now), snapshot);
    assert.equal(mendWaits(empty, now), empty);
  });

  it('end whatever the clock does, once it goes forward and is looked at', () => {
    const jump = fc.integer({ min: -year, max: year });
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: HOLD_CAP_MS }),
        fc.array(jump, { maxLength: 10 }),
        (lengthMs, jumps) => {
          let time = 50 * year;
          let snapshot: Snapshot = { ...empty, hold: { setAt: time, lengthMs } };
          for (const step of jumps) {
            time = Math.max(0, time + step);
            snapshot = mendWaits(snapshot, time);
            assert.ok(remaining(snapshot.hold, time) <= lengthMs);
          }
          assert.equal(remaining(snapshot.hold, time + lengthMs), 0);
        },
      ),
    );
  });
});

describe('backoffAfter', () => {
  const ceilings: readonly (readonly [number, number])[] = [
    [1, 30 * SECOND],
    [2, MINUTE],
    [3, 2 * MINUTE],
    [6, 16 * MINUTE],
    [7, BACKOFF_CAP_MS],
    [50, BACKOFF_CAP_MS],
    [1e9, BACKOFF_CAP_MS],
  ];
  for (const [failures, ceiling] of ceilings) {
    it(`after ${failures} failures is anything up to ${ceiling / SECOND} s`, () => {
      assert.deepEqual(
        backoffAfter(failures, now, () => 0),
        { setAt: now, lengthMs: 0 },
      );
      assert.deepEqual(
        backoffAfter(failures, now, () => 0.5),
        { setAt: now, lengthMs: ceiling / 2 },
      );
      assert.deepEqual(
        backoffAfter(failures, now, () => 1),
        { setAt: now, lengthMs: ceiling },
      );
    });
  }

  it('is at most 30 min', () => assert.equal(BACKOFF_CAP_MS, 30 * MINUTE));
});
