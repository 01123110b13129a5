import type { AlertMemory } from '../balance/alerts';
import { elapsed, remaining, type Moment, type Wait } from '../balance/moment';
import type { Snapshot } from './snapshot';

// What lies on disk, after a time in which this window worked alone: the others' word counts, and what this window was
// told to wait, asked and said meanwhile.

/** @param alone what this window knew at the end of that time */
export function rejoinedSnapshot(disk: Snapshot, alone: Snapshot, now: Moment): Snapshot {
  const attempts = Object.entries(alone.attempts).filter(([name, attempt]) => {
    const other = Object.entries(disk.attempts).find(([known]) => known === name)?.[1];
    return other === undefined || elapsed(attempt, now) < elapsed(other, now);
  });
  const hold = longer(disk.hold, alone.hold, now);
  return { ...disk, attempts: { ...disk.attempts, ...Object.fromEntries(attempts) }, ...(hold && { hold }) };
}

/** Claims are united: what was told here is told. The longer snooze stands. */
export function rejoinedAlerts(disk: AlertMemory, alone: AlertMemory, now: Moment): AlertMemory {
  const episodes = { ...disk.episodes, ...told(alone), ...told(disk) };
  const snooze = longer(disk.snooze, alone.snooze, now);
  return { ...disk, episodes, ...(snooze && { snooze }) };
}

function told({ episodes }: AlertMemory): AlertMemory['episodes'] {
  const all = Object.entries(episodes);
  return Object.fromEntries(all.filter(([, { claimedAt }]) => claimedAt !== undefined));
}

function longer(one: Wait | undefined, other: Wait | undefined, now: Moment): Wait | undefined {
  return remaining(one, now) >= remaining(other, now) ? (one ?? other) : other;
}
