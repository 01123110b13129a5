import { spendable, type Balance } from '../leadmagic/balance';
import type { Moment } from './moment';

/** Where an observation came from. `header` and `handed` know the total only. */
export type ObservationSource =
  /** A scheduled `GET /v1/credits`. */
  | 'poll'
  /** The user's forced refresh. */
  | 'refresh'
  /** The body of a health check. */
  | 'health'
  /** `X-Credits-Remaining` on a response of ours whose body did not tell. */
  | 'header'
  /** `X-Credits-Remaining` on a response of another extension, handed over by the public API. */
  | 'handed';

/** The credits that one response reported, at the moment it arrived. */
export interface Observation extends Moment {
  readonly balance: Balance;
  /** When its request was sent; ms since 1970. */
  readonly sentAt: number;
  /** Drawn under the lock when the request was sent: the order of observations, free of clocks. */
  readonly seq: number;
  readonly source: ObservationSource;
  /** `X-Credits-Cost` of that response, in credits. */
  readonly cost?: number;
}

/** An older request's answer never replaces a newer one's. */
export function isNewer(next: Observation, current: Observation | undefined): boolean {
  return current === undefined || next.seq > current.seq;
}

/**
 * What a header value says about the whole balance: the total is new, the frozen part is carried over
 * from what a body said last, since no header tells it.
 */
export function balanceFromHeader(credits: number, last: Balance | undefined): Balance {
  if (last === undefined) return { credits, isFrozen: false };
  const held = last.credits - spendable(last);
  return held > 0 || last.liquid !== undefined
    ? { ...last, credits, liquid: round(credits - held) }
    : { ...last, credits };
}

/**
 * A 0 or less, or a change by more than half of what could be spent, needs a body to be believed when only a header reported
 * it; also less than was frozen, which then cannot all be frozen any more.
 */
export function isDoubtful(credits: number, last: Observation | undefined): boolean {
  const before = last?.balance.credits;
  if (credits <= 0) return credits !== before;
  if (last === undefined || before === undefined) return false;
  const free = spendable(last.balance);
  return credits < before - free || Math.abs(credits - before) > free / 2;
}

/** Credits carry two decimals. */
export function round(credits: number): number {
  return Math.round(credits * 100) / 100;
}
