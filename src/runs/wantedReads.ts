import { FRESH_MS, START_GRACE_MS } from './runCost';
import { END_WAIT_MS, hasOtherKey, settlesAt, type MeterState } from './meterState';

/**
 * The accounts whose balance is wanted now. `end`: a run waits for its last reading; any request sent from now on serves
 * all that wait. `start`: a task or debug session just began and what is known is too old. A terminal
 * command's start, a run with another key and a run that cannot be measured any more want none.
 */
export function wantedReads(state: MeterState, now: number): ReadonlyMap<string, 'start' | 'end'> {
  const wanted = new Map<string, 'start' | 'end'>();
  for (const group of state.groups) {
    const { account, kind, start, startedAt, endedAt, end } = group;
    if (hasOtherKey(group)) continue;
    if (endedAt === undefined) {
      const old = start === undefined || startedAt - start.at > FRESH_MS;
      const early = now - startedAt <= START_GRACE_MS;
      if (kind !== 'terminal' && old && early && !wanted.has(account)) wanted.set(account, 'start');
    } else if (end === undefined && start !== undefined && now >= settlesAt(group, endedAt))
      wanted.set(account, 'end');
  }
  return wanted;
}

/** When the next `tick` is due, always after `now`; `undefined` while nothing waits. `holdMs` as for the meter. */
export function wakeAt(state: MeterState, now: number, holdMs: number): number | undefined {
  const times = state.groups
    .flatMap((group) =>
      group.endedAt === undefined
        ? []
        : [
            settlesAt(group, group.endedAt),
            group.end === undefined ? group.endedAt + END_WAIT_MS : group.end.at + holdMs,
          ],
    )
    .filter((time) => time > now);
  return times.length === 0 ? undefined : Math.min(...times);
}
