import type { Answer } from '../leadmagic/answer';
import type { HeaderFacts } from '../leadmagic/headerFacts';
import { holdLength } from '../leadmagic/holdLength';
import { present } from '../leadmagic/present';
import { isUnauthorized } from './outcome';

/**
 * The headers of an answer about something else, with the wait that only its error told of, if one did. To a refused key
 * no balance is told.
 */
export function headersWithWait(answer: Answer<unknown>): HeaderFacts {
  const retryAfterMs = holdLength(answer);
  const { creditsRemaining, ...others } = answer.headers;
  const headers = isUnauthorized(answer.result) ? others : answer.headers;
  return { ...headers, ...present({ retryAfterMs }) };
}
