import type { Answer } from '../leadmagic/answer';
import type { HeaderFacts } from '../leadmagic/headerFacts';
import { holdLength } from './outcome';

/** The headers of an answer about something else, with the wait that only its error told of, if one did. */
export function headersWithWait(answer: Answer<unknown>): HeaderFacts {
  const retryAfterMs = holdLength(answer);
  return { ...answer.headers, ...(retryAfterMs !== undefined && { retryAfterMs }) };
}
