/**
 * A point in time, as two clocks tell it. The wall clock may be set at any time, so it says when, not how long ago; the
 * machine's uptime counts sleep and is the same for all windows and reloads, so it says how long ago.
 */
export interface Moment {
  /** The wall clock; ms since 1970. */
  readonly at: number;
  /** The machine's uptime, ms; below 0 of a moment before it was started. */
  readonly up: number;
}

/** A span to wait, from a moment on. */
export interface Wait extends Moment {
  readonly lengthMs: number;
}

/** Uptime comes in whole seconds on macOS: within one, the wall clock is the finer of the two. */
const UPTIME_STEP_MS = 1000;

/** ms since a moment, by uptime; by the wall clock where the machine was started anew since. Never below 0. */
export function elapsed(since: Moment, now: Moment): number {
  const byUptime = now.up - since.up;
  const byWall = now.at - since.at;
  const excess = byUptime - byWall;
  return byUptime < 0 || (excess > 0 && excess < UPTIME_STEP_MS) ? Math.max(0, byWall) : byUptime;
}

/** How old something may be, ms: whatever clock says more. What was started anew in between cannot always be told. */
export function age(since: Moment, now: Moment): number {
  return Math.max(elapsed(since, now), now.at - since.at);
}

/** ms left to wait. */
export function remaining(wait: Wait | undefined, now: Moment): number {
  return wait === undefined ? 0 : Math.max(0, wait.lengthMs - elapsed(wait, now));
}

/** The same moment in the uptime of today, for one of before the machine was started: only the wall clock tells its age. */
export function rebased<T extends Moment>(moment: T, now: Moment): T {
  return { ...moment, up: now.up - Math.max(0, now.at - moment.at) };
}
