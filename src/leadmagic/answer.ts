import { present } from './present';
import { err } from './result';
import type { LeadMagicError, ProtocolReason } from './errors';
import type { HeaderFacts } from './headerFacts';
import type { Exchange } from './http';
import type { Result } from './result';

/** What a call gave, with the headers, status and times (wall clock, ms) of its last request. */
export interface Answer<T> {
  readonly result: Result<T, LeadMagicError>;
  readonly headers: HeaderFacts;
  readonly status?: number;
  readonly sentAt: number;
  readonly receivedAt: number;
}

/** The answer of an exchange whose result has been read as `result`. */
export function answerOf<T>(exchange: Exchange, result: Result<T, LeadMagicError>): Answer<T> {
  return { ...exchange, result };
}

/** Reads the body of a 2xx with `parse`; what is wrong with it becomes a `protocol` error. */
export function parsed<T>(
  exchange: Exchange,
  parse: (body: unknown) => Result<T, ProtocolReason>,
): Result<T, LeadMagicError> {
  const { result, headers } = exchange;
  if (!result.ok) return result;
  const { status, body } = result.value;
  const value = body.ok ? parse(body.value) : body;
  if (value.ok) return value;
  return err({
    kind: 'protocol',
    status,
    reason: value.error,
    ...present({ requestId: headers.requestId, retryAfterMs: headers.retryAfterMs }),
  });
}
