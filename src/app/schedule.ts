import type { AskedClass, ReadClass, Snapshot, Wait } from '../store/snapshot';

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
  now: number,
  rules: ScheduleRules,
): Decision {
  const hold = remaining(snapshot.hold, now);
  if (hold > 0) return { go: false, why: 'hold', until: now + hold };
  if (!isAsked(readClass)) {
    if (snapshot.rejected) return { go: false, why: 'rejected' };
    const backoff = remaining(snapshot.backoff, now);
    if (backoff > 0) return { go: false, why: 'backoff', until: now + backoff };
  }
  const last = snapshot.attempts[readClass];
  const spacing = spacingOf(readClass, rules);
  // An attempt from the future says that the clock went back: it no longer limits anything.
  if (last !== undefined && last <= now && now - last < spacing) {
    return { go: false, why: 'spacing', until: last + spacing };
  }
  return { go: true };
}

/**
 * When the background refresh is next due, not counting waits; undefined when it is off. What failed, or was broken
 * off, does not wait for the interval. A balance that was never read is read once all the same.
 */
export function backgroundDue(snapshot: Snapshot, now: number, rules: ScheduleRules): number | undefined {
  if (snapshot.doubt !== undefined) return now;
  if (rules.intervalMs === 0) return snapshot.observation ? undefined : now;
  const { attempts, failures, observation } = snapshot;
  const seen = observation?.at ?? 0;
  const tried = attempts.background ?? 0;
  // A try of the user's that failed counts, too; a check of a new key does not put its first balance off.
  const last = Math.max(seen, tried, ...(failures > 0 ? Object.values(attempts) : []));
  const isMissed = failures > 0 || seen === 0 || tried > seen;
  return last > now ? now : last + (isMissed ? rules.ttlMs : Math.max(rules.intervalMs, rules.ttlMs));
}

/** ms left to wait; a wait set in the future (the clock went back) starts now. */
export function remaining(wait: Wait | undefined, now: number): number {
  if (wait === undefined) return 0;
  return wait.setAt > now ? wait.lengthMs : Math.max(0, wait.setAt + wait.lengthMs - now);
}

/** Pulls waits that start in the future to now, so that they end; the same snapshot when none does. */
export function mendWaits(snapshot: Snapshot, now: number): Snapshot {
  const late = (wait: Wait | undefined): boolean => wait !== undefined && wait.setAt > now;
  if (!late(snapshot.hold) && !late(snapshot.backoff)) return snapshot;
  return {
    ...snapshot,
    ...(snapshot.hold && { hold: mend(snapshot.hold, now) }),
    ...(snapshot.backoff && { backoff: mend(snapshot.backoff, now) }),
  };
}

function mend(wait: Wait, now: number): Wait {
  return wait.setAt > now ? { ...wait, setAt: now } : wait;
}

/** Full jitter: anything up to the doubled pause, so that machines do not come back in step. */
export function backoffAfter(failures: number, now: number, random: () => number): Wait {
  const ceiling = Math.min(BACKOFF_CAP_MS, FIRST_BACKOFF_MS * 2 ** Math.min(failures - 1, 10));
  return { setAt: now, lengthMs: Math.round(random() * ceiling) };
}
