import type { LeadMagicError } from './errors';
import type { HeaderFacts } from './headerFacts';
import type { Result } from './result';

/** What the server asked to wait (ms), whatever it answered; an error also knows what its body said. */
export function holdLength(told: {
  readonly headers: HeaderFacts;
  readonly result?: Result<unknown, LeadMagicError> | undefined;
}): number | undefined {
  const { headers, result } = told;
  const asked = headers.retryAfterMs ?? (result?.ok === false ? result.error.retryAfterMs : undefined);
  // Who has no request left in this window waits for the next one, whatever the answer.
  return asked ?? (headers.rateLimitRemaining === 0 ? headers.rateLimitResetMs : undefined);
}
