import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { END_WAIT_MS, EMPTY_METER, type MeterState } from '../../../src/runs/meterState';
import type { Run, RunKind } from '../../../src/runs/run';
import { START_GRACE_MS } from '../../../src/runs/runCost';
import { meter, type MeterEvent } from '../../../src/runs/runMeter';
import { wantedReads, wakeAt } from '../../../src/runs/wantedReads';

const MIN = 3000;
const HOLD = 4000;
const T = 1_000_000_000;
const WATCH_MS = 15_000;

interface Plan {
  readonly id: string;
  readonly kind: RunKind;
  readonly at: number;
  readonly lasts: number;
  readonly spends: number;
  readonly keyMismatch: boolean;
}

const plans: fc.Arbitrary<Plan[]> = fc
  .array(
    fc.record({
      kind: fc.constantFrom<RunKind>('task', 'debug', 'terminal'),
      at: fc.integer({ min: 0, max: 200 }).map((s) => T + s * 1000),
      lasts: fc.oneof(fc.integer({ min: 0, max: 6000 }), fc.integer({ min: 0, max: 60_000 })),
      spends: fc.integer({ min: 0, max: 400 }).map((quarters) => quarters / 4),
      keyMismatch: fc.oneof({ weight: 5, arbitrary: fc.constant(false) }, fc.constant(true)),
    }),
    { maxLength: 8 },
  )
  .map((list) => list.map((plan, i) => ({ id: `r${i}`, ...plan })));

/**
 * Plays plans against a balance. A run spends all its credits half-way, but not in its first second. Readings are made when wanted, at most one in
 * 15 s, answered at once; and at random times besides. Everything goes in steps of 1 s or a piece's own time.
 */
function play(list: readonly Plan[], polls: readonly number[], readings = true) {
  let state: MeterState = EMPTY_METER;
  let balance = 1_000_000;
  const runs: Run[] = [];
  const reads: number[] = [];
  const feed = (event: MeterEvent): void => {
    const step = meter(state, event, { minTerminalMs: MIN, holdMs: HOLD });
    state = step.state;
    runs.push(...step.finished);
  };
  const read = (now: number): void => feed({ type: 'read', account: 'A', at: now, spendable: balance });
  const happenings = list.flatMap(({ id, kind, at, lasts, spends, keyMismatch }) => [
    {
      now: at,
      order: 2,
      run: () => feed({ type: 'started', piece: { id, kind, name: id, account: 'A', at, keyMismatch } }),
    },
    {
      now: at + Math.max(lasts / 2, Math.min(lasts, START_GRACE_MS + 1)),
      order: 3,
      run: () => void (balance -= keyMismatch ? 0 : spends),
    },
    { now: at + lasts, order: 4, run: () => feed({ type: 'ended', id, at: at + lasts }) },
  ]);
  const polling = polls.map((now) => ({ now, order: 1, run: () => read(now) }));
  const lastEnd = Math.max(T, ...list.map(({ at, lasts }) => at + lasts));
  const watching = Array.from({ length: Math.ceil((lastEnd - T + 2 * WATCH_MS) / 1000) }, (_, s) => ({
    now: T + s * 1000,
    order: 5,
    run: () => {
      const now = T + s * 1000;
      if (!readings || wantedReads(state, now).size === 0 || now - (reads.at(-1) ?? 0) < WATCH_MS) return;
      reads.push(now);
      read(now);
    },
  }));
  for (const { run } of [...happenings, ...polling, ...watching].sort(
    (a, b) => a.now - b.now || a.order - b.order,
  ))
    run();
  for (let now = wakeAt(state, T, HOLD); now !== undefined; now = wakeAt(state, now, HOLD))
    feed({ type: 'tick', at: now });
  return { runs, reads, state };
}

const counts = ({ kind, lasts }: Plan): boolean => kind !== 'terminal' || lasts >= MIN;
const polls = fc.array(
  fc.integer({ min: -60, max: 400 }).map((s) => T + s * 1000),
  { maxLength: 10 },
);

describe('run meter over random schedules', () => {
  it('invariant: each run that counts is told exactly once, no other ever', () => {
    fc.assert(
      fc.property(plans, polls, fc.boolean(), (list, at, readings) => {
        const told = play(list, at, readings).runs.map(({ id }) => id);
        assert.deepEqual(
          told.toSorted(),
          list
            .filter(counts)
            .map(({ id }) => id)
            .toSorted(),
        );
      }),
    );
  });

  it('invariant: "alone" is told only of a run that no other overlapped, and then to the credit', () => {
    let alone = 0;
    fc.assert(
      fc.property(plans, polls, (list, at) => {
        for (const run of play(list, [T - 1000, ...at]).runs) {
          if (run.certainty !== 'alone') continue;
          alone++;
          const plan = list.find(({ id }) => id === run.id);
          assert.ok(plan);
          const overlapped = list.some(
            (other) =>
              other !== plan &&
              counts(other) &&
              !other.keyMismatch &&
              other.at < plan.at + plan.lasts &&
              other.at + other.lasts > plan.at,
          );
          assert.equal(overlapped, false);
          // Short terminal commands do not count, though they may spend.
          if (list.every(counts)) assert.equal(run.credits, plan.spends);
        }
      }),
      { numRuns: 500 },
    );
    assert.ok(alone > 100, 'the schedules have runs that are alone');
  });

  it('invariant: no figure is below what the run itself spent, if its start was read in time', () => {
    fc.assert(
      fc.property(plans, (list) => {
        const everySecond = Array.from({ length: 300 }, (_, s) => T + s * 1000);
        for (const run of play(list, everySecond).runs) {
          if (run.credits === undefined) continue;
          assert.ok(run.credits >= (list.find(({ id }) => id === run.id)?.spends ?? 0));
        }
      }),
    );
  });

  it('invariant: never a cost for another key, and a reason wherever there is none', () => {
    fc.assert(
      fc.property(plans, polls, (list, at) => {
        for (const run of play(list, at).runs) {
          assert.equal(run.credits === undefined, run.noCost !== undefined);
          if (list.find(({ id }) => id === run.id)?.keyMismatch === true)
            assert.equal(run.noCost, 'otherKey');
        }
      }),
    );
  });

  it('invariant: nothing is wanted, kept or waited for once all is told', () => {
    fc.assert(
      fc.property(plans, polls, (list, at) => {
        const { state } = play(list, [...at, T + 2_000_000]);
        assert.equal(wantedReads(state, T + 3_000_000).size, 0);
        assert.equal(wakeAt(state, T, HOLD), undefined);
        assert.deepEqual([state.groups, state.settled, state.others], [[], [], []]);
      }),
    );
  });

  it('100 commands of 4 s in 8 terminals want at most one reading in 15 s, and all are told', () => {
    const list = Array.from({ length: 100 }, (_, i) => ({
      ...{ id: `c${i}`, kind: 'terminal' as const, spends: 1, keyMismatch: false },
      at: T + Math.floor(i / 8) * 5000 + (i % 8) * 300,
      lasts: 4000,
    }));
    const { runs, reads } = play(list, [T - 1000]);
    assert.equal(runs.length, 100);
    assert.ok(reads.length <= Math.ceil((13 * 5000 + 4000) / WATCH_MS) + 1, `${reads.length} readings`);
    assert.ok(runs.every(({ certainty, endedAt }) => certainty === 'shared' && endedAt <= T + END_WAIT_MS));
  });

  it('1,000 short commands want no reading and leave nothing behind', () => {
    const list = Array.from({ length: 1000 }, (_, i) => ({
      ...{ id: `c${i}`, kind: 'terminal' as const, spends: 0, keyMismatch: false },
      at: T + i * 700,
      lasts: 2999,
    }));
    const { runs, reads, state } = play(list, [T - 1000]);
    assert.deepEqual([runs, reads, state.groups, state.settled], [[], [], [], []]);
  });
});
