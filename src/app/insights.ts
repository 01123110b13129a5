import { forecast, type Forecast, type VendorDays } from '../balance/forecast';
import { timeOf, type HistoryPoint, type HistoryRecord } from '../balance/history';
import { sparklineSeries, type Sparkline } from '../balance/sparkline';
import type { HistoryFiles } from '../store/historyFiles';

const DAY = 24 * 3_600_000;
/** The forecast looks at a week and needs one record before it; the rest is for the clock's sake. */
const MEMORY_MS = 9 * DAY;

/** What the history says about spending. Loaded after the first balance shows, not before. */
export class Insights {
  private constructor(
    private records: readonly HistoryRecord[],
    private readonly now: () => number,
  ) {}

  /** Reads the last days from disk. */
  static async load(files: HistoryFiles, now: () => number): Promise<Insights> {
    const records = await files.readSince(now() - MEMORY_MS);
    return new Insights(recent(records, now()), now);
  }

  /** Takes in a point that this or another window kept. */
  add(point: HistoryPoint): void {
    const last = this.records.at(-1);
    if (last !== undefined && 't' in last && last.t === point.t && last.c === point.c) return;
    this.records = recent([...this.records, point], this.now());
  }

  /** @param readAt when that balance was read; ms since 1970 */
  forecast(spendable: number, readAt: number, vendor: VendorDays | undefined): Forecast {
    return forecast({ history: this.records, vendor, spendable, readAt, now: this.now(), startOfDay });
  }

  sparkline(): Sparkline | undefined {
    return sparklineSeries(this.records, this.now());
  }
}

/** The last days, and the record before them. */
function recent(records: readonly HistoryRecord[], now: number): readonly HistoryRecord[] {
  const first = records.findIndex((record) => timeOf(record) >= now - MEMORY_MS);
  return first < 0 ? records.slice(-1) : records.slice(Math.max(0, first - 1));
}

/** The local midnight before a time. */
export function startOfDay(t: number): number {
  return new Date(t).setHours(0, 0, 0, 0);
}
