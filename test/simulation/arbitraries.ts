import fc from 'fast-check';

import type { Fault } from '../fake-leadmagic/faults';
import type { Step } from './schedule';
import type { WorldOptions } from './world';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const YEAR = 365 * DAY;

const window = fc.nat(5);
const credits = fc.oneof(fc.constantFrom(1, 10, 60, 500, 4000), fc.integer({ min: 1, max: 6000 }));

const waits = fc.constantFrom(0, 1, 30, 300, 3600, 200_000);
const fault: fc.Arbitrary<Fault> = fc
  .tuple(
    fc.oneof(
      fc.record({
        kind: fc.constant('error' as const),
        status: fc.constantFrom(400, 401, 402, 403, 404, 405, 429, 500, 502, 503),
      }),
      fc.record({
        kind: fc.constant('error' as const),
        status: fc.constantFrom(429, 503),
        retryAfter: waits,
      }),
      fc.record({
        kind: fc.constant('error' as const),
        status: fc.constant(429),
        rateLimitReset: fc.constantFrom(0, 1, 30, 3600),
      }),
      fc.record({
        kind: fc.constant('error' as const),
        status: fc.constantFrom(429, 503),
        contextRetryAfter: waits,
      }),
      fc.record({
        kind: fc.constant('pass' as const),
        headers: fc.record({ 'Retry-After': waits.map(String) }),
      }),
      fc.record({ kind: fc.constant('pass' as const), delayMs: fc.constantFrom(2000, 9000, 12_000) }),
      fc.record({ kind: fc.constantFrom('hang', 'reset', 'truncated', 'html', 'empty', 'notJson') }),
      fc.record({
        kind: fc.constant('credits' as const),
        as: fc.constantFrom('string', 'nanText', 'infinite', 'null', 'missing', 'object'),
      }),
      // Without a body that tells, and a header that lies.
      fc.record({
        kind: fc.constant('empty' as const),
        headers: fc.record({ 'X-Credits-Remaining': fc.constantFrom('0', '0.00', '-1', 'NaN', '7', '') }),
      }),
    ),
    fc.oneof(fc.integer({ min: 1, max: 5 }), fc.constant('always' as const)),
    // The balance is read first: without a path the usage would hardly meet any.
    fc.constantFrom(undefined, undefined, '/v1/analytics/*'),
  )
  .map(([what, times, path]) => ({ ...what, times, ...(path !== undefined && { path }) }));

const passMs = fc.oneof(
  { weight: 3, arbitrary: fc.integer({ min: 0, max: 20 * SECOND }) },
  { weight: 3, arbitrary: fc.integer({ min: 0, max: 6 * MINUTE }) },
  { weight: 1, arbitrary: fc.integer({ min: 0, max: 40 * MINUTE }) },
);

const action = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('storm' as const),
      what: fc.constantFrom('poll', 'ask', 'handOver', 'snooze', 'look'),
    }),
  },
  { weight: 3, arbitrary: fc.constant({ do: 'nothing' as const }) },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('focus' as const),
      window: fc.option(window, { nil: undefined, freq: 4 }),
    }),
  },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('spend' as const), credits }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('topUp' as const), credits }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constantFrom('freeze', 'unfreeze', 'revoke', 'restore') }) },
  { weight: 4, arbitrary: fault.map((some) => ({ do: 'fault' as const, fault: some })) },
  { weight: 2, arbitrary: fc.constant({ do: 'clearFaults' as const }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('ask' as const),
      window,
      what: fc.constantFrom('refresh', 'health'),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('billing', 'open', 'tidy'), window }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('snooze' as const),
      window,
      lengthMs: fc.constantFrom(MINUTE, HOUR, DAY),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('handOver' as const),
      window,
      credits: fc.option(credits, { nil: undefined }),
      ageMs: fc.constantFrom(0, 50, 5000, HOUR),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('kill' as const), window, afterOperations: fc.nat(12) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('jump' as const),
      // No span of the extension's own: two of its stamps must not fall on the same time.
      byMs: fc.constantFrom(MINUTE + 7, HOUR + 7, YEAR, -MINUTE - 7, -HOUR - 7, -YEAR),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('sleep' as const),
      byMs: fc.constantFrom(MINUTE, 8 * HOUR, 3 * DAY),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('restart' as const),
      byMs: fc.constantFrom(30 * SECOND, 10 * MINUTE, 12 * HOUR),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('stall' as const),
      window,
      forMs: fc.constantFrom(900, 4000, 7000, 45_000),
    }),
  },
);

/** What happens in a world, in order. */
export const schedules: fc.Arbitrary<Step[]> = fc.array(
  fc.tuple(action, passMs).map(([what, ms]) => ({ ...what, passMs: ms })),
  { minLength: 3, maxLength: 30, size: 'max' },
);

/** How a world starts. */
export const worlds: fc.Arbitrary<WorldOptions> = fc.record({
  seed: fc.nat(),
  windows: fc.integer({ min: 1, max: 4 }),
  credits: fc.constantFrom(0, 80, 1100, 20_000),
  diskMs: fc.constantFrom(0, 3, 40, 40),
  knowsProcesses: fc.boolean(),
  settings: fc.record({ lowDaysLeft: fc.constantFrom(0, 3, 60) }),
});
