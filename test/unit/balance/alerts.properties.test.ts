import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  alertKinds,
  claim,
  emptyAlertMemory,
  isSnoozed,
  pendingAlerts,
  settleSnooze,
  snooze,
  updateEpisodes,
  type AlertFacts,
  type AlertKind,
  type AlertMemory,
} from '../../../src/balance/alerts';
import { parseAlertMemory } from '../../../src/balance/parseAlerts';
import { momentOf } from '../../moment';

const settings = { lowCredits: 1000, criticalCredits: 100, lowDaysLeft: 3 };
const all = { notifications: 'all' } as const;

type Step =
  | { readonly do: 'observe'; readonly facts: Omit<AlertFacts, 'seq' | 'at'>; readonly lag: number }
  | { readonly do: 'show'; readonly window: string }
  | { readonly do: 'snooze'; readonly lengthMs: number }
  | { readonly do: 'wait'; readonly ms: number };

/** Balances crowd around the thresholds, where the mistakes live. */
const spendable = fc.oneof(
  fc.constantFrom(0, 3, 5, 6, 99, 100, 105, 106, 999, 1000, 1050, 1051, 5000),
  fc.integer({ min: 0, max: 2000 }),
);
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('observe' as const),
      facts: fc.record({
        spendable,
        isFrozen: fc.option(fc.boolean(), { nil: undefined }),
        daysLeft: fc.option(fc.double({ min: 0, max: 6, noNaN: true }), { nil: undefined }),
      }),
      lag: fc.integer({ min: 0, max: 3 }),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constant('show' as const), window: fc.constantFrom('a', 'b', 'c') }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('snooze' as const), lengthMs: fc.nat(5000) }) },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('wait' as const), ms: fc.integer({ min: -9000, max: 9000 }) }),
  },
);

interface Toast {
  readonly kind: AlertKind;
  /** How many observations had been applied. */
  readonly after: number;
}

/** Several windows over one memory, each write on top of the one before, through JSON as on disk. */
function play(steps: readonly Step[]): { memory: AlertMemory; toasts: Toast[]; applied: AlertFacts[] } {
  let memory: AlertMemory = emptyAlertMemory;
  let now = 1_000_000;
  let seq = 10;
  const drawn = new Set<number>();
  const toasts: Toast[] = [];
  const applied: AlertFacts[] = [];
  for (const step of steps) {
    memory = settleSnooze(memory, momentOf(now));
    if (step.do === 'wait') now = Math.max(0, now + step.ms);
    if (step.do === 'snooze') memory = snooze(memory, momentOf(now), step.lengthMs);
    if (step.do === 'observe') {
      // A late answer has a smaller number; no two answers share one.
      const facts = { ...step.facts, seq: (seq += 2) - 3 * step.lag, at: now };
      if (drawn.has(facts.seq)) continue;
      drawn.add(facts.seq);
      if (facts.seq >= memory.seq) applied.push(facts);
      memory = updateEpisodes(memory, facts, settings);
    }
    if (step.do === 'show') {
      for (const kind of pendingAlerts(memory, momentOf(now), all)) {
        const result = claim(memory, kind, step.window, momentOf(now));
        memory = result.memory;
        assert.equal(result.won, true);
        assert.ok(kind === 'empty' || !isSnoozed(memory, momentOf(now)), kind);
        toasts.push({ kind, after: applied.length });
      }
    }
    const stored = parseAlertMemory(JSON.parse(JSON.stringify(memory)));
    assert.deepEqual(stored, memory);
  }
  return { memory, toasts, applied };
}

/** Said without the code under test: what ends an episode of each kind. */
const ends: Readonly<Record<AlertKind, (facts: AlertFacts) => boolean>> = {
  low: (facts) => facts.spendable > 1050,
  critical: (facts) => facts.spendable > 105,
  empty: (facts) => facts.spendable > 5,
  frozen: (facts) => facts.isFrozen === false,
  daysLeft: (facts) => facts.daysLeft !== undefined && facts.daysLeft > 3.3,
};
const begins: Readonly<Record<AlertKind, (facts: AlertFacts) => boolean>> = {
  low: (facts) => facts.spendable < 1000,
  critical: (facts) => facts.spendable < 100,
  empty: (facts) => facts.spendable === 0,
  frozen: (facts) => facts.isFrozen === true,
  daysLeft: (facts) => facts.daysLeft !== undefined && facts.daysLeft < 3,
};

describe('alerts, over random schedules of windows', () => {
  const steps = fc.array(step, { maxLength: 60 });

  it('never two toasts in one episode', () => {
    fc.assert(
      fc.property(steps, (schedule) => {
        const { toasts, applied } = play(schedule);
        for (const [index, { kind, after }] of toasts.entries()) {
          const next = toasts.slice(index + 1).find((toast) => toast.kind === kind);
          if (next) assert.ok(applied.slice(after, next.after).some(ends[kind]), `${kind} told twice`);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('never a toast without its cause', () => {
    fc.assert(
      fc.property(steps, (schedule) => {
        const { toasts, applied } = play(schedule);
        for (const { kind, after } of toasts) {
          const seen = applied.slice(0, after);
          assert.ok(seen.findLastIndex(begins[kind]) >= 0, `${kind} out of nothing`);
          assert.ok(seen.findLastIndex(begins[kind]) > seen.findLastIndex(ends[kind]), `${kind} is over`);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('never silent: the worst that holds is told once toasts may show', () => {
    fc.assert(
      fc.property(steps, spendable, (schedule, last) => {
        const { memory } = play(schedule);
        const now = 1e9;
        const facts = { spendable: last, isFrozen: true, daysLeft: 1, seq: memory.seq + 1, at: now };
        let state = updateEpisodes(memory, facts, settings);
        for (const kind of pendingAlerts(state, momentOf(now), all))
          state = claim(state, kind, 'w', momentOf(now)).memory;
        for (const kind of alertKinds) {
          if (begins[kind](facts))
            assert.notEqual(state.episodes[kind]?.claimedAt, undefined, `${kind} untold`);
        }
      }),
    );
  });

  it('an older observation changes nothing', () => {
    fc.assert(
      fc.property(steps, spendable, fc.integer({ min: 1, max: 9 }), (schedule, late, age) => {
        const { memory } = play(schedule);
        const facts = {
          spendable: late,
          isFrozen: late % 2 === 0,
          daysLeft: 1,
          seq: memory.seq - age,
          at: 1,
        };
        assert.equal(updateEpisodes(memory, facts, settings), memory);
      }),
    );
  });

  it('no snooze or claim is lost by applying an observation again', () => {
    fc.assert(
      fc.property(steps, (schedule) => {
        const { memory, applied } = play(schedule);
        const last = applied.at(-1);
        if (last) assert.equal(updateEpisodes(memory, last, settings), memory);
        for (const facts of applied) {
          const again = updateEpisodes(memory, facts, settings);
          assert.deepEqual(again.episodes, memory.episodes);
          assert.equal(again.snooze, memory.snooze);
        }
      }),
    );
  });
});
