import type { LeadMagicError } from '../errors';
import type { HeaderFacts } from '../headerFacts';
import { parseErrorBody } from '../parseErrorBody';
import { present } from '../present';
import { textOf } from '../serverText';
import { statusError } from '../statusError';
import { transportError } from '../transportError';

/** The errors of failed requests. Loaded with the first failure: a first balance needs none of it. */
export const failures = { responseError, transportError };

/** The error that a response other than 2xx is. */
function responseError(
  status: number,
  headers: HeaderFacts,
  statusText: string,
  body: unknown,
): LeadMagicError {
  const message = textOf(statusText);
  return statusError(status, headers, { ...present({ message }), ...parseErrorBody(body) });
}
