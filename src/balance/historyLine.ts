import { hourMs, isHour, type HistoryHour, type HistoryPoint, type HistoryRecord } from './history';
import { PointScanner } from './pointScanner';
import { isObject, type JsonObject } from '../leadmagic/json';
import { mostCredits } from '../leadmagic/numbers';

const latest = Date.parse('9999-12-31T23:59:59.999Z');

/** One line of JSON, without the line break. `t` or `h` comes first: `isCompacted` counts on it. */
export function historyLine(record: HistoryRecord): string {
  if (isHour(record)) {
    const { h, first, last, low, high, spent, toppedUp } = record;
    return JSON.stringify({ h, first, last, low, high, spent, toppedUp });
  }
  const { t, c, s, seq } = record;
  return JSON.stringify({ t, c, s, seq });
}

/** Reads one line back; undefined when it is torn or makes no sense. Members it does not know are ignored. */
export function parseHistoryLine(line: string): HistoryRecord | undefined {
  try {
    return parseRecord(JSON.parse(line));
  } catch {
    return undefined;
  }
}

/** Reads a file's text. Bad lines are counted and skipped. */
export function parseHistory(text: string): {
  readonly records: readonly HistoryRecord[];
  readonly skipped: number;
} {
  const records: HistoryRecord[] = [];
  const points = new PointScanner(text);
  let skipped = 0;
  for (let start = 0; start < text.length;) {
    const lineBreak = text.indexOf('\n', start);
    const end = lineBreak < 0 ? text.length : lineBreak;
    const point = points.read(start, end);
    const record = makesSense(point) ? point : parseHistoryLine(text.slice(start, end));
    if (record !== undefined) records.push(record);
    else if (text.slice(start, end).trim() !== '') skipped += 1;
    start = end + 1;
  }
  return { records, skipped };
}

/**
 * Whether a file of which so many lines were skipped holds some that are worth keeping: of a later version, of another
 * program, or spoilt. A last line that was torn off while it was written is not.
 */
export function holdsMore(text: string, skipped: number): boolean {
  return skipped > (/\n\{[^\n}]*$/.test(text) ? 1 : 0);
}

/** Whether every line is an hour, seen without parsing any: there is nothing left to compact. */
export function isCompacted(text: string): boolean {
  return !/^(?!\{"h":|$)/m.test(text);
}

function parseRecord(value: unknown): HistoryRecord | undefined {
  if (!isObject(value)) return undefined;
  return 'h' in value ? parseHour(value) : parsePoint(value);
}

function parsePoint({ t, c, s, seq }: JsonObject): HistoryPoint | undefined {
  if (!isTime(t) || !isBalance(c)) return undefined;
  if (s !== undefined && !isBalance(s)) return undefined;
  if (seq !== undefined && !isCount(seq)) return undefined;
  // Written out, not spread: a month has tens of thousands of these.
  if (s === undefined) return seq === undefined ? { t, c } : { t, c, seq };
  return seq === undefined ? { t, c, s } : { t, c, s, seq };
}

function parseHour({ h, first, last, low, high, spent, toppedUp }: JsonObject): HistoryHour | undefined {
  if (!isTime(h) || h % hourMs !== 0 || !isCredits(spent) || !isCredits(toppedUp)) return undefined;
  if (!isBalance(first) || !isBalance(last) || !isBalance(low) || !isBalance(high)) return undefined;
  if (low > Math.min(first, last) || high < Math.max(first, last)) return undefined;
  return { h, first, last, low, high, spent, toppedUp };
}

function makesSense(point: HistoryPoint | undefined): point is HistoryPoint {
  return point !== undefined && isTime(point.t) && isBalance(point.c) && isBalance(point.s ?? 0);
}

function isTime(value: unknown): value is number {
  return isCount(value) && value <= latest;
}

/** Credits there are, or owed. */
export function isBalance(value: unknown): value is number {
  return typeof value === 'number' && Math.abs(value) <= mostCredits;
}

/** Credits that were spent or came in. Also sums over years stay finite. */
export function isCredits(value: unknown): value is number {
  return typeof value === 'number' && value >= 0 && value <= mostCredits;
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}
