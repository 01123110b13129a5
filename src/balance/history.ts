/** One kept observation. Credits carry two decimals. */
export interface HistoryPoint {
  /** When the response arrived; ms since 1970. */
  readonly t: number;
  /** Credits in all. */
  readonly c: number;
  /** Spendable credits, where they differ. */
  readonly s?: number;
  readonly seq?: number;
}

/** What is left of an hour after compaction. `spent` and `toppedUp` include the step into the hour. */
export interface HistoryHour {
  /** The first ms of the hour (UTC). */
  readonly h: number;
  /** Balances, in credits. */
  readonly first: number;
  readonly last: number;
  readonly low: number;
  readonly high: number;
  /** Net of corrections. */
  readonly spent: number;
  readonly toppedUp: number;
}

/** In the order in which they were written: that order is the truth, clocks may jump. */
export type HistoryRecord = HistoryPoint | HistoryHour;

export const hourMs = 3_600_000;

export function isHour(record: HistoryRecord): record is HistoryHour {
  return 'h' in record;
}

export function timeOf(record: HistoryRecord): number {
  return isHour(record) ? record.h : record.t;
}

/** The balance after this record. */
export function balanceAfter(record: HistoryRecord): number {
  return isHour(record) ? record.last : record.c;
}

/** An observation is kept when it changed, when an hour passed, or when the clock went back. */
export function shouldKeep(last: HistoryPoint | undefined, next: HistoryPoint): boolean {
  if (last?.c !== next.c || (last.s ?? last.c) !== (next.s ?? next.c)) return true;
  return next.t - last.t >= hourMs || next.t < last.t;
}
