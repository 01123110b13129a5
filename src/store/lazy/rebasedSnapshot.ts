import { rebased, type Moment } from '../../balance/moment';
import { isOfBefore, type Snapshot } from '../snapshot';

/**
 * In the uptime of today, where the machine was started anew since; else the very same. If one moment is of before, all
 * are: whoever writes has looked first.
 */
export function rebasedSnapshot(snapshot: Snapshot, now: Moment): Snapshot {
  if (!isOfBefore(snapshot, now)) return snapshot;
  const { observation, attempts, hold, backoff, lastError } = snapshot;
  const tried = Object.entries(attempts).map(([name, moment]) => [name, rebased(moment, now)] as const);
  return {
    ...snapshot,
    attempts: Object.fromEntries(tried),
    ...(observation && { observation: rebased(observation, now) }),
    ...(hold && { hold: rebased(hold, now) }),
    ...(backoff && { backoff: rebased(backoff, now) }),
    ...(lastError && { lastError: rebased(lastError, now) }),
  };
}
