import { age, elapsed, remaining, type Moment, type Wait } from '../balance/moment';
import type { AskedClass, ReadClass, Snapshot } from '../store/snapshot';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;

const FIRST_BACKOFF_MS = 30 * SECOND;
/** No pause of our own is longer. */
export const BACKOFF_CAP_MS = 30 * MINUTE;
/** No deadline of the server's is kept longer. */
export const HOLD_CAP_MS = 24 * HOUR;

export interface ScheduleRules {
  readonly ttlMs: number;
  /** 0: no background refresh. */
  readonly intervalMs: number;
}

/** Whether a class may send now; if not, why, and when it may. */
export type Decision =
  { readonly go: true } | { readonly go: false; readonly why: Refusal; readonly until?: number };

export type Refusal =
  /** The class sent a request too short a time ago. */
  | 'spacing'
  /** The server asked to wait. */
  | 'hold'
  /** A pause after failures. */
  | 'backoff'
  /** The key was refused. */
  | 'rejected';

/** The least time between two requests of one class, over all windows; ms. */
export function spacingOf(readClass: ReadClass, rules: ScheduleRules): number {
  switch (readClass) {
    case 'background':
      return rules.ttlMs;
    case 'refresh':
    case 'health':
      return 5 * SECOND;
    case 'watch':
      return 15 * SECOND;
    case 'usage':
      return HOUR;
  }
}

/** Whether a request is the user's own. */
export function isAsked(readClass: ReadClass): readClass is AskedClass {
  return readClass === 'refresh' || readClass === 'health';
}

/** The gate's rule: may this class send a request now? */
export function decide(
  snapshot: Snapshot,
  readClass: ReadClass,
  now: Moment,
  rules: ScheduleRules,
): Decision {
  const refuse = (why: Refusal, leftMs: number): Decision => ({ go: false, why, until: now.at + leftMs });
  const hold = remaining(snapshot.hold, now);
  if (hold > 0) return refuse('hold', hold);
  if (!isAsked(readClass)) {
    if (snapshot.rejected) return { go: false, why: 'rejected' };
    const backoff = remaining(snapshot.backoff, now);
    if (backoff > 0) return refuse('backoff', backoff);
  }
  const last = snapshot.attempts[readClass];
  const spacing = last === undefined ? 0 : spacingOf(readClass, rules) - elapsed(last, now);
  return spacing > 0 ? refuse('spacing', spacing) : { go: true };
}

/**
 * In how many ms the background refresh is due, not counting waits: 0 or less when it is, undefined when it is off. What
 * failed, or was broken off, does not wait for the interval, nor does what may be older than that; see `age`. A balance
 * that was never read is read once all the same.
 */
export function backgroundDueIn(snapshot: Snapshot, now: Moment, rules: ScheduleRules): number | undefined {
  const { attempts, doubt, failures, observation } = snapshot;
  if (doubt !== undefined) return 0;
  if (rules.intervalMs === 0) return observation ? undefined : 0;
  const since = (moment: Moment | undefined): number => (moment ? elapsed(moment, now) : Infinity);
  const seen = since(observation);
  const tried = since(attempts.background);
  const interval = Math.max(rules.intervalMs, rules.ttlMs);
  const isMissed =
    failures > 0 || observation === undefined || tried < seen || age(observation, now) >= interval;
  // A try of the user's that failed counts, too; a check of a new key does not put its first balance off.
  const last = Math.min(seen, tried, ...(failures > 0 ? Object.values(attempts).map(since) : []));
  return (isMissed ? rules.ttlMs : interval) - last;
}

/** Full jitter: anything up to the doubled pause, so that machines do not come back in step. */
export function backoffAfter(failures: number, { at, up }: Moment, random: () => number): Wait {
  const ceiling = Math.min(BACKOFF_CAP_MS, FIRST_BACKOFF_MS * 2 ** Math.min(failures - 1, 10));
  return { at, up, lengthMs: Math.round(random() * ceiling) };
}
