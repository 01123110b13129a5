import type { Certainty, NoCost, RunKind } from './run';

/** A balance that one answer told; `at` is when its request was sent, so the value is at least that new. */
export interface Reading {
  /** ms since 1970. */
  readonly at: number;
  readonly spendable: number;
}

/** When another run was going on; without `endedAt` it still is. */
export interface Span {
  readonly id: string;
  readonly kind: RunKind;
  readonly account: string;
  readonly startedAt: number;
  readonly endedAt?: number;
}

/** A start value older than this makes a cost rough. */
export const FRESH_MS = 15_000;
/** A start value read later than this after the start may miss spend: rough. A process needs about as long to begin. */
export const START_GRACE_MS = 1_000;
/** An end value read later than this after the end makes a cost rough. A run's end may wait 15 s for its read. */
export const LATE_END_MS = 30_000;

export interface Measured {
  readonly startedAt: number;
  readonly endedAt: number;
  readonly start: Reading;
  readonly end: Reading;
  /** Credits bought between the two readings. */
  readonly topUps: number;
  /** Its key is not known, and VS Code was started with another than the account's. */
  readonly mayUseOtherKey: boolean;
}

/**
 * What a run cost: start - end + top-ups, never below 0, rounded to 0.01; and how sure that is. `shared` outweighs
 * `rough`: that others' spend is in the figure matters more than that it is old. `others` are spans of this account
 * but of other runs; `minTerminalMs` is how long a terminal command must have lasted to count as one.
 */
export function costOfRun(
  run: Measured,
  others: readonly Span[],
  minTerminalMs: number,
): { readonly credits: number; readonly certainty: Certainty } {
  const net = run.start.spendable - run.end.spendable + run.topUps;
  const credits = Math.max(0, Math.round(net * 100) / 100);
  if (others.some((span) => overlaps(span, run, minTerminalMs))) return { credits, certainty: 'shared' };
  return { credits, certainty: isRough(run, net) ? 'rough' : 'alone' };
}

/** What is told of a run without cost. */
export function noCost(reason: NoCost): { readonly certainty: Certainty; readonly noCost: NoCost } {
  return { certainty: 'rough', noCost: reason };
}

/** What counts is the time between the readings, not between start and end: all spend in it is in the figure. */
function overlaps(span: Span, { startedAt, start, end }: Measured, minTerminalMs: number): boolean {
  // One that still runs may yet last long enough.
  const { endedAt = Infinity } = span;
  if (span.kind === 'terminal' && endedAt - span.startedAt < minTerminalMs) return false;
  const from = Math.min(start.at, startedAt);
  // One that ended in the very moment the next began did not overlap it.
  return span.startedAt < end.at && endedAt > from;
}

function isRough({ startedAt, endedAt, start, end, topUps, mayUseOtherKey }: Measured, net: number): boolean {
  return (
    startedAt - start.at > FRESH_MS ||
    start.at - startedAt > START_GRACE_MS ||
    end.at - endedAt > LATE_END_MS ||
    topUps !== 0 ||
    mayUseOtherKey ||
    net < 0
  );
}
