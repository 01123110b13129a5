import { isHour, type HistoryRecord } from '../balance/history';
import { csv } from '../usage/csv';

const columns = ['time', 'credits', 'spendable', 'first', 'low', 'high', 'spent', 'toppedUp'] as const;
type Row = Partial<Record<(typeof columns)[number], string | number>>;

/** One line a record; times are ISO 8601 in UTC. Hours of old months have first, low, high, spent and topped up too. */
export function historyCsv(records: readonly HistoryRecord[]): string {
  const rows = records.map((record) => {
    const row = rowOf(record);
    return columns.map((column) => row[column]);
  });
  return csv([columns, ...rows]);
}

/** The same as JSON: `{ version: 1, records: [...] }`. */
export function historyJson(records: readonly HistoryRecord[]): string {
  return `${JSON.stringify({ version: 1, records: records.map(rowOf) }, undefined, 2)}\n`;
}

function rowOf(record: HistoryRecord): Row {
  if (isHour(record)) {
    const { h, first, last, low, high, spent, toppedUp } = record;
    return { time: new Date(h).toISOString(), credits: last, first, low, high, spent, toppedUp };
  }
  return { time: new Date(record.t).toISOString(), credits: record.c, spendable: record.s ?? record.c };
}
