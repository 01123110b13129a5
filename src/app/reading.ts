import type { ObservationSource } from '../balance/observation';
import type { Answer } from '../leadmagic/answer';
import type { Balance } from '../leadmagic/balance';
import type { Answered } from './gate';

/** What a balance request brought. */
export function balanceReading(answer: Answer<Balance>, source: ObservationSource): Answered {
  const { result, headers, sentAt } = answer;
  return { result, headers, source, sentAt };
}
