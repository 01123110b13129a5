/** Months are 'YYYY-MM' in UTC, so that a file's bounds do not move with the time zone. */
export function monthOf(t: number): string {
  return new Date(t).toISOString().slice(0, 7);
}

/** The first ms of a month. */
export function monthStart(month: string): number {
  return Date.parse(`${month}-01T00:00:00.000Z`);
}

/** The first ms of the month that a time falls in. */
export function monthStartOf(t: number): number {
  const date = new Date(t);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth());
}

/** The month `count` months later; earlier when negative. */
export function addMonths(month: string, count: number): string {
  const start = new Date(monthStart(month));
  return monthOf(start.setUTCMonth(start.getUTCMonth() + count));
}

/** The first ms after a month. */
export function monthEnd(month: string): number {
  return monthStart(addMonths(month, 1));
}
