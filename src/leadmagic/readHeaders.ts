import { balanceOf } from './numbers';
import { requestIdOf } from './serverText';
import type { HeaderFacts } from './headerFacts';

/** The one thing needed of `Headers`; also fits headers handed over by other extensions. */
export interface HeaderSource {
  get(name: string): string | null;
}

/** No wait or window the server names is believed beyond this. */
const maxWaitMs = 24 * 3_600_000;

/**
 * Reads what one response's headers say, success or error. Never throws; whatever is missing or not sensible is absent.
 * `X-RateLimit-Reset` is left alone: nobody says whether it is a delay or a point in time.
 * @param now wall clock in ms, for a `Retry-After` that is a date.
 */
export function readHeaders(headers: HeaderSource, now: number): HeaderFacts {
  const facts: { -readonly [K in keyof HeaderFacts]?: HeaderFacts[K] } = {};
  for (const [fact, names] of decimals) {
    const value = names.map((name) => decimalOf(headers.get(name))).find((found) => found !== undefined);
    if (value !== undefined) facts[fact] = value;
  }
  const creditsRemaining = balanceOf(signedDecimalOf(headers.get('X-Credits-Remaining')));
  if (creditsRemaining !== undefined) facts.creditsRemaining = creditsRemaining;
  const resetSeconds = decimalOf(headers.get('RateLimit-Reset'));
  const retryAfterMs = retryAfterOf(headers.get('Retry-After'), now);
  const dailyUsage = decimalOf(headers.get('X-RateLimit-Daily-Usage-Percent')?.replace(/%\s*$/, '') ?? null);
  const requestId = requestIdOf(headers.get('X-Request-Id'));
  // A larger figure is no delay but a point in time.
  if (resetSeconds !== undefined && resetSeconds * 1000 <= maxWaitMs)
    facts.rateLimitResetMs = msOf(resetSeconds);
  if (retryAfterMs !== undefined) facts.retryAfterMs = retryAfterMs;
  // Where limits are soft, use may pass the quota.
  if (dailyUsage !== undefined) facts.dailyUsagePercent = Math.min(dailyUsage, 100);
  if (requestId !== undefined) facts.requestId = requestId;
  return facts;
}

/** Plain decimals, with the header and its older twin. */
const decimals = [
  ['creditsCost', ['X-Credits-Cost']],
  ['rateLimit', ['RateLimit-Limit', 'X-RateLimit-Limit']],
  ['rateLimitRemaining', ['RateLimit-Remaining', 'X-RateLimit-Remaining']],
  ['dailyRemaining', ['X-RateLimit-Remaining-Daily']],
] as const;

/** Seconds the server asked to wait as whole ms, at most 24 h. */
export function waitOf(seconds: number): number {
  return Math.min(msOf(seconds), maxWaitMs);
}

function msOf(seconds: number): number {
  return Math.ceil(seconds * 1000);
}

/** Plain decimals only: `Number` alone would also take '', '0x10' and '1e9'. */
function decimalOf(text: string | null): number | undefined {
  const trimmed = text?.trim() ?? '';
  if (!/^\d+(\.\d+)?$/.test(trimmed)) return undefined;
  const value = Number(trimmed);
  return Number.isFinite(value) ? value : undefined;
}

/** The same for a balance, which may be overdrawn. */
function signedDecimalOf(text: string | null): number | undefined {
  const [, minus = '', rest = ''] = /^\s*(-?)(.*)$/s.exec(text ?? '') ?? [];
  const value = /^\d/.test(rest) ? decimalOf(rest) : undefined;
  return value === undefined || minus === '' ? value : -value;
}

function retryAfterOf(text: string | null, now: number): number | undefined {
  const seconds = decimalOf(text);
  if (seconds !== undefined) return waitOf(seconds);
  const date = text?.trim() ?? '';
  // `Date.parse` alone takes nearly anything that has a digit.
  if (!/^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/.test(date)) return undefined;
  const at = Date.parse(date);
  return Number.isNaN(at) ? undefined : Math.min(Math.max(at - now, 0), maxWaitMs);
}
