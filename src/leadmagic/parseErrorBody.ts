import { isObject, objectAt } from './json';
import { amountOf, creditsOf } from './numbers';
import { present } from './present';
import { waitOf } from './readHeaders';
import { requestIdOf, textOf } from './serverText';
import type { LeadMagicError } from './errors';
import type { JsonObject } from './json';

/** What an error body adds to a status. All of it is untrusted. */
export type ErrorFacts = Pick<
  LeadMagicError,
  'code' | 'message' | 'action' | 'requestId' | 'retryAfterMs' | 'creditsAvailable'
>;

/**
 * Reads the error shapes the API has had: flat `{error, message}`, `{error: {code, message}}`, `{errors: [...], meta}` and
 * RFC 9457 with `trace`. Anything else gives no facts. Never throws.
 */
export function parseErrorBody(body: unknown): ErrorFacts {
  if (!isObject(body)) return {};
  const first = firstOf(body['errors']);
  const nested = objectAt(body, 'error');
  // The API is not of one mind about the case of codes.
  const code = textOf(
    firstText(first?.['code'], body['code'], nested?.['code'], body['error'])?.toLowerCase(),
  );
  const message = firstText(
    first?.['detail'],
    first?.['title'],
    body['detail'],
    body['title'],
    nested?.['message'],
    body['message'],
    body['error'],
  );
  const action = firstText(first?.['action'], body['action']);
  const requestId =
    requestIdOf(objectAt(body, 'meta')?.['request_id']) ??
    requestIdOf(objectAt(body, 'trace')?.['request_id']);
  const context = objectAt(first, 'context') ?? objectAt(body, 'context');
  const retrySeconds = amountOf(context?.['retry_after_seconds']);
  const creditsAvailable = creditsOf(context?.['credits_available']);
  return {
    ...present({ code, message, action, requestId }),
    ...(retrySeconds !== undefined && { retryAfterMs: waitOf(retrySeconds) }),
    ...present({ creditsAvailable }),
  };
}

function firstOf(errors: unknown): JsonObject | undefined {
  const first: unknown = Array.isArray(errors) ? errors[0] : undefined;
  return isObject(first) ? first : undefined;
}

function firstText(...candidates: readonly unknown[]): string | undefined {
  return candidates.map(textOf).find((text) => text !== undefined);
}
