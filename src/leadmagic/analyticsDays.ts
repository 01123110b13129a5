import type { ServiceDay, UsageDay } from './analytics';

const dayMs = 24 * 60 * 60 * 1000;
/** More days than any endpoint reports; keeps a mistaken range from filling the memory. */
const maxDays = 400;

/** UTC days as `YYYY-MM-DD`, both included. */
export interface DayRange {
  readonly start: string;
  readonly end: string;
}

/** Is it a day of the calendar, written `YYYY-MM-DD`? */
export function isUtcDay(text: string): boolean {
  const at = startOfUtcDay(text);
  // Back to text, since other spellings are understood too, and 30 February may roll over.
  return !Number.isNaN(at) && utcDay(at) === text;
}

/** The UTC day of a time (wall clock, ms). */
export function utcDay(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}

/** What a day cost, as far as it is told. No requests cost nothing, also where nobody says so. */
export function creditsOfDay({ credits, requests }: UsageDay): number | undefined {
  return credits ?? (requests === 0 ? 0 : undefined);
}

/** The `count` UTC days that end with the one `now` (wall clock, ms) is in. */
export function lastDays(now: number, count: number): DayRange {
  return { start: utcDay(now - (count - 1) * dayMs), end: utcDay(now) };
}

/** Sorted by date; of several entries for one day the last counts. */
export function sortDays<T extends { readonly date: string }>(days: readonly T[]): readonly T[] {
  const byDate = new Map(days.map((day) => [day.date, day]));
  return [...byDate.values()].sort((a, b) => (a.date < b.date ? -1 : 1));
}

/**
 * One entry for every day of the range, made by `zero` where the report has none (the API leaves out days without
 * traffic). Days outside the range are left out. A range that is none, or of more than 400 days, gives nothing.
 */
export function fillDays<T extends { readonly date: string }>(
  days: readonly T[],
  range: DayRange,
  zero: (date: string) => T,
): readonly T[] {
  if (!isUtcDay(range.start) || !isUtcDay(range.end)) return [];
  const start = startOfUtcDay(range.start);
  const count = (startOfUtcDay(range.end) - start) / dayMs + 1;
  if (count > maxDays) return [];
  const byDate = new Map(days.map((day) => [day.date, day]));
  return Array.from({ length: count }, (_, index) => {
    const date = utcDay(start + index * dayMs);
    return byDate.get(date) ?? zero(date);
  });
}

export function zeroUsageDay(date: string): UsageDay {
  return { date, requests: 0, chargeableRequests: 0, credits: 0, uniqueProducts: 0 };
}

/** A day without requests has no latency and no error rate, rather than one of 0. */
export function zeroServiceDay(date: string): ServiceDay {
  return { date, requests: 0, successfulRequests: 0, failedRequests: 0, credits: 0 };
}

/** When a UTC day begins (wall clock, ms); NaN where it is none. */
export function startOfUtcDay(day: string): number {
  return Date.parse(`${day}T00:00:00Z`);
}
