import assert from 'node:assert/strict';
import {
  BACKOFF_CAP_MS,
  backgroundDueIn,
  backoffAfter,
  decide,
  isAsked,
  spacingOf,
  type ScheduleRules,
} from '../../../src/app/schedule';
import { emptySnapshot, type ReadClass, type Snapshot } from '../../../src/store/snapshot';
import type { Moment } from '../../../src/balance/moment';
import { momentOf } from '../../moment';

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
  ...momentOf(at),
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
      const sent = { ...empty, attempts: { [readClass]: momentOf(now) } };
      assert.deepEqual(decide(sent, readClass, momentOf(now), rules), {
        go: false,
        why: 'spacing',
        until: now + spacing,
      });
      assert.deepEqual(decide(sent, readClass, momentOf(now + spacing - 1), rules).go, false);
      assert.deepEqual(decide(sent, readClass, momentOf(now + spacing), rules), { go: true });
    });

    it(`${readClass} is not limited by the other classes`, () => {
      const others = classes.filter((other) => other !== readClass);
      const sent = { ...empty, attempts: Object.fromEntries(others.map((other) => [other, momentOf(now)])) };
      assert.deepEqual(decide(sent, readClass, momentOf(now), rules), { go: true });
    });

    it(`${readClass} is limited by how long ago it was, whatever the clock is set to`, () => {
      const sent = { ...empty, attempts: { [readClass]: momentOf(now) } };
      for (const jump of [-year, year]) {
        const at = now + jump;
        const until = at + spacing;
        assert.deepEqual(decide(sent, readClass, { at, up: now }, rules), {
          go: false,
          why: 'spacing',
          until,
        });
        assert.deepEqual(decide(sent, readClass, { at, up: now + spacing }, rules), { go: true });
      }
    });

    it(`${readClass} waits for the server’s deadline`, () => {
      const held = { ...empty, hold: { ...momentOf(now), lengthMs: 30_000 } };
      assert.deepEqual(decide(held, readClass, momentOf(now), rules), {
        go: false,
        why: 'hold',
        until: now + 30_000,
      });
      assert.equal(decide(held, readClass, momentOf(now + 29_999), rules).go, false);
      assert.deepEqual(decide(held, readClass, momentOf(now + 30_000), rules), { go: true });
    });

    it(`${readClass} ${isAsked(readClass) ? 'passes' : 'waits for'} our own pause and a refused key`, () => {
      const paused = { ...empty, backoff: { ...momentOf(now), lengthMs: 30_000 } };
      const refused = { ...empty, rejected: true };
      const passes = isAsked(readClass);
      assert.deepEqual(
        decide(paused, readClass, momentOf(now), rules),
        passes ? { go: true } : { go: false, why: 'backoff', until: now + 30_000 },
      );
      assert.equal(decide(paused, readClass, momentOf(now + 30_000), rules).go, true);
      assert.deepEqual(
        decide(refused, readClass, momentOf(now), rules),
        passes ? { go: true } : { go: false, why: 'rejected' },
      );
    });
  }

  it('a deadline goes before everything else', () => {
    const all: Snapshot = {
      ...empty,
      rejected: true,
      hold: { ...momentOf(now), lengthMs: 1 },
      backoff: { ...momentOf(now), lengthMs: 99 },
      attempts: { background: momentOf(now) },
    };
    assert.deepEqual(decide(all, 'background', momentOf(now), rules), {
      go: false,
      why: 'hold',
      until: now + 1,
    });
  });
});

describe('backgroundDueIn', () => {
  const due = (snapshot: Partial<Snapshot>, at: number | Moment = now, over: Partial<ScheduleRules> = {}) =>
    backgroundDueIn({ ...empty, ...snapshot }, typeof at === 'number' ? momentOf(at) : at, {
      ...rules,
      ...over,
    });
  const isDue = (snapshot: Partial<Snapshot>, at?: number | Moment): boolean =>
    (due(snapshot, at) ?? Infinity) <= 0;
  const tried = (at: number): Partial<Snapshot> => ({ attempts: { background: momentOf(at) } });

  it('is long past when nothing was read yet', () => assert.ok(isDue({})));

  it('is an interval after the last value or try, whichever was later, when it was answered', () => {
    assert.equal(due({ observation: seenAt(now) }), 5 * MINUTE);
    assert.equal(due({ observation: seenAt(now) }, now + 2 * MINUTE), 3 * MINUTE);
    assert.equal(due({ observation: seenAt(now), ...tried(now - MINUTE) }), 5 * MINUTE);
  });

  it('is as soon as the class may after what failed, was broken off, or never came', () => {
    const { ttlMs } = rules;
    assert.equal(due(tried(now)), ttlMs);
    assert.equal(due({ observation: seenAt(now - MINUTE), ...tried(now) }), ttlMs);
    const checked = { attempts: { refresh: momentOf(now) } };
    assert.ok(isDue(checked), 'a key was checked before its first balance');
    const failed = {
      observation: seenAt(now - MINUTE),
      attempts: { background: momentOf(now - HOUR), refresh: momentOf(now) },
    };
    assert.equal(due({ ...failed, failures: 1 }), ttlMs);
    assert.equal(due(failed), 4 * MINUTE, 'a check of the key that told no balance did not fail');
  });

  it('is never sooner than the TTL', () =>
    assert.equal(due({ observation: seenAt(now) }, now, { ttlMs: HOUR }), HOUR));

  it('is now when a header’s word waits for a body', () =>
    assert.equal(due({ observation: seenAt(now), doubt: { credits: 0, seq: 2 } }), 0));

  it('is never when the interval is off, but for the first value and a doubt', () => {
    assert.equal(due({ observation: seenAt(now - year) }, now, { intervalMs: 0 }), undefined);
    assert.equal(due({}, now, { intervalMs: 0 }), 0);
    assert.equal(due({ observation: seenAt(now), doubt: { credits: 0, seq: 2 } }, now, { intervalMs: 0 }), 0);
  });

  it('is as before when the clock was put back', () => {
    const back = { at: now - year, up: now + 2 * MINUTE };
    assert.equal(due({ observation: seenAt(now), ...tried(now - 100) }, back), 3 * MINUTE);
  });

  it('is as soon as the class may when the clock says that the value is old: it may be', () => {
    const snapshot = { observation: seenAt(now), ...tried(now - 100) };
    assert.equal(due(snapshot, { at: now + year, up: now + 2000 }), MINUTE - 2000);
    assert.ok(isDue(snapshot, { at: now + year, up: now + MINUTE }));
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
        backoffAfter(failures, momentOf(now), () => 0),
        { ...momentOf(now), lengthMs: 0 },
      );
      assert.deepEqual(
        backoffAfter(failures, momentOf(now), () => 0.5),
        { ...momentOf(now), lengthMs: ceiling / 2 },
      );
      assert.deepEqual(
        backoffAfter(failures, momentOf(now), () => 1),
        { ...momentOf(now), lengthMs: ceiling },
      );
    });
  }

  it('is at most 30 min', () => assert.equal(BACKOFF_CAP_MS, 30 * MINUTE));
});
