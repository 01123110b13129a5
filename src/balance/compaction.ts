import { roundCredits } from '../leadmagic/numbers';
import { walk } from './historyEvents';
import { balanceAfter, hourMs, isHour, timeOf, type HistoryHour, type HistoryRecord } from './history';
import { addMonths, monthEnd, monthOf, monthStart } from './months';
import { steadyTimes } from './steadyTimes';

/** How long observations are kept as they are. */
const rawMs = 35 * 24 * hourMs;

/**
 * The hours of a month, in order. `records` is all that its file holds; hours stay as they are, so doing
 * it twice changes nothing. `before` is the last record of an earlier month, for the step into this one.
 */
export function compactMonth(
  month: string,
  records: readonly HistoryRecord[],
  before?: HistoryRecord,
): readonly HistoryHour[] {
  const start = monthStart(month);
  const inMonth = steadyTimes(records).map((record) => within(record, start, monthEnd(month) - 1));
  const entry = before ? [{ t: start - 1, c: balanceAfter(before) }] : [];
  const hours = new Map<number, Draft>();
  for (const record of inMonth) {
    const h = hourOf(timeOf(record));
    const { first, last, low, high } = balancesOf(record);
    const hour = hours.get(h);
    if (hour) {
      hour.last = last;
      hour.low = Math.min(hour.low, low);
      hour.high = Math.max(hour.high, high);
    } else {
      hours.set(h, { h, first, last, low, high, spent: 0, toppedUp: 0 });
    }
  }
  for (const { kind, at, amount, netted } of walk([...entry, ...inMonth])) {
    const hour = hours.get(hourOf(at));
    if (!hour) continue;
    if (kind === 'spend') hour.spent = roundCredits(hour.spent + amount - netted);
    if (kind === 'topUp') hour.toppedUp = roundCredits(hour.toppedUp + amount);
  }
  return [...hours.values()];
}

/** Of the months on file, those that ended over 35 days ago. Compacted ones are among them: see `isCompacted`. */
export function monthsToCompact(months: readonly string[], now: number): readonly string[] {
  const today = cautiousNow(months, now);
  return months.filter((month) => monthEnd(month) + rawMs < today);
}

/** Of the months on file, those older than the `keepMonths` (at least one) whole ones that are kept. */
export function monthsToDrop(months: readonly string[], now: number, keepMonths: number): readonly string[] {
  const oldest = oldestKept(months, now, keepMonths);
  return months.filter((month) => month < oldest);
}

/** The first month that is kept, given those on file. */
export function oldestKept(months: readonly string[], now: number, keepMonths: number): string {
  return addMonths(monthOf(cautiousNow(months, now)), -Math.max(1, keepMonths));
}

/**
 * Now, unless the month before this one is not on file: then no later than the end of the last one that
 * is. A clock that runs a year ahead for a minute must not throw a year of history away.
 */
function cautiousNow(months: readonly string[], now: number): number {
  const current = monthOf(now);
  const last = months
    .filter((month) => month < current)
    .sort()
    .at(-1);
  if (last === undefined) return 0;
  return last === addMonths(current, -1) ? now : monthEnd(last);
}

type Draft = { -readonly [K in keyof HistoryHour]: HistoryHour[K] };

function balancesOf(record: HistoryRecord): Pick<HistoryHour, 'first' | 'last' | 'low' | 'high'> {
  return isHour(record) ? record : { first: record.c, last: record.c, low: record.c, high: record.c };
}

function hourOf(t: number): number {
  return t - (t % hourMs);
}

/** A record in the wrong file keeps its place in the order. */
function within(record: HistoryRecord, from: number, to: number): HistoryRecord {
  const time = Math.min(Math.max(timeOf(record), from), to);
  if (time === timeOf(record)) return record;
  return isHour(record) ? { ...record, h: hourOf(time) } : { ...record, t: time };
}
