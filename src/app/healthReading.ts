import type { Answer } from '../leadmagic/answer';
import type { HealthVerdict } from '../leadmagic/healthVerdict';
import { err, ok } from '../leadmagic/result';
import type { Answered } from './gate';

/** A health check is a reading too: it may bring a balance, clear a refusal, or find one. */
export function healthReading(answer: Answer<HealthVerdict>): Answered {
  const { result, headers, sentAt } = answer;
  const verdict = result.ok ? result.value : undefined;
  const failed = result.ok ? (verdict?.verdict === 'valid' ? undefined : verdict?.error) : result.error;
  // Of a 402 that says what there is; a key that is out of credits is valid all the same.
  const told = verdict?.error?.creditsAvailable;
  return {
    result: failed === undefined ? ok(verdict?.balance) : err(failed),
    headers: told === undefined ? headers : { creditsRemaining: told, ...headers },
    source: 'health',
    sentAt,
  };
}

/** The verdict for a person; a check that was cut short says nothing of the key. */
export function verdictOf(answer: Answer<HealthVerdict>): HealthVerdict {
  if (answer.result.ok) return answer.result.value;
  return { verdict: 'unknown', error: answer.result.error, tookMs: answer.receivedAt - answer.sentAt };
}
