import { balanceOf } from './numbers';
import { present } from './present';
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
 * @param now ms since 1970; what a `Retry-After` that is a date is read against where the response has no `Date` of its own.
 */
export function readHeaders(headers: HeaderSource, now: number): HeaderFacts {
  const decimal = (name: string): number | undefined => decimalOf(headers.get(name));
  const creditsRemaining = balanceOf(signedDecimalOf(headers.get('X-Credits-Remaining')));
  const creditsCost = decimal('X-Credits-Cost');
  const rateLimitRemaining = decimal('RateLimit-Remaining') ?? decimal('X-RateLimit-Remaining');
  const resetMs = msOf(decimal('RateLimit-Reset') ?? Infinity);
  const retryAfterMs = retryAfterOf(headers, now);
  const requestId = requestIdOf(headers.get('X-Request-Id'));
  return present({
    ...{ creditsRemaining, creditsCost, rateLimitRemaining, retryAfterMs, requestId },
    // A larger figure is no delay but a point in time.
    rateLimitResetMs: resetMs > maxWaitMs ? undefined : resetMs,
  });
}

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

/** The server's own clock tells how far its date is off: ours may be set to anything. */
function retryAfterOf(headers: HeaderSource, now: number): number | undefined {
  const text = headers.get('Retry-After');
  const seconds = decimalOf(text);
  if (seconds !== undefined) return waitOf(seconds);
  const until = dateOf(text);
  const since = dateOf(headers.get('Date')) ?? now;
  return until === undefined ? undefined : Math.min(Math.max(until - since, 0), maxWaitMs);
}

/** ms since 1970. */
function dateOf(text: string | null): number | undefined {
  const date = text?.trim() ?? '';
  // `Date.parse` alone takes nearly anything that has a digit.
  if (!/^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/.test(date)) return undefined;
  const at = Date.parse(date);
  return Number.isNaN(at) ? undefined : at;
}
