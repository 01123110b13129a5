import { isHour, timeOf, type HistoryRecord } from './history';

/**
 * The same records in the same order, with times that never go back and never pass `now`. Where a clock
 * was wrong for a while, the records that disagree with the most others take the time of the one before
 * them. Reordering them by time instead would invent spends and top-ups.
 */
export function steadyTimes(records: readonly HistoryRecord[], now = Infinity): readonly HistoryRecord[] {
  if (isSteady(records, now)) return records;
  const times = records.map((record) => Math.min(timeOf(record), now));
  const trusted = longestSteadyRun(times);
  let time = times[trusted[0] ?? 0] ?? 0;
  let next = 0;
  return records.map((record, index) => {
    if (index === trusted[next]) {
      time = times[index] ?? time;
      next += 1;
    }
    return at(record, time);
  });
}

function isSteady(records: readonly HistoryRecord[], now: number): boolean {
  let last = -Infinity;
  for (const record of records) {
    const time = timeOf(record);
    if (time < last) return false;
    last = time;
  }
  return last <= now;
}

/** Indices of a longest run of times, not necessarily side by side, that never goes back. */
function longestSteadyRun(times: readonly number[]): readonly number[] {
  const before: number[] = [];
  /** At n: the index that ends a run of n + 1 at the earliest time. */
  const ends: number[] = [];
  for (const [index, time] of times.entries()) {
    const length = countNotAfter(ends, times, time);
    before[index] = ends[length - 1] ?? -1;
    ends[length] = index;
  }
  const run: number[] = [];
  for (let index = ends.at(-1) ?? -1; index >= 0; index = before[index] ?? -1) run.push(index);
  return run.reverse();
}

function countNotAfter(ends: readonly number[], times: readonly number[], time: number): number {
  let from = 0;
  let to = ends.length;
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((times[ends[middle] ?? 0] ?? 0) <= time) from = middle + 1;
    else to = middle;
  }
  return from;
}

function at(record: HistoryRecord, time: number): HistoryRecord {
  if (timeOf(record) === time) return record;
  return isHour(record) ? { ...record, h: time } : { ...record, t: time };
}
