import { balanceAfter, timeOf, type HistoryRecord } from '../balance/history';
import { topUps } from '../balance/historyEvents';
import { steadyTimes } from '../balance/steadyTimes';
import type { HistoryView } from '../usage/balanceView';

/** More would not show in a chart. */
const MOST_POINTS = 400;

/**
 * The balance from `from` to `now` (ms since 1970): a line of at most some 400 points, the last of each stretch and both
 * ends of every top-up. `current`: credits now.
 */
export function historyView(
  history: readonly HistoryRecord[],
  from: number,
  now: number,
  current: number | undefined,
): HistoryView {
  const records = steadyTimes(history, now);
  const added = topUps(records).filter(({ at }) => at >= from);
  const line = new ThinLine(from, now, new Set(added.map(({ at }) => at)));
  const before = records.findLastIndex((record) => timeOf(record) < from);
  const entry = records[before];
  if (entry) line.add({ at: from, credits: balanceAfter(entry) });
  for (const record of records.slice(before + 1))
    line.add({ at: timeOf(record), credits: balanceAfter(record) });
  if (line.hasPoints && current !== undefined) line.add({ at: now, credits: current });
  const points = line.end();
  return {
    from: points[0]?.at ?? from,
    to: now,
    points,
    topUps: added.map(({ at, amount }) => ({ at, amount })),
  };
}

type Point = HistoryView['points'][number];

/** The last point of each stretch, and both ends of every top-up; points come in order of time. */
class ThinLine {
  readonly #kept: Point[] = [];
  readonly #stretchMs: number;
  #last: Point | undefined;

  constructor(
    private readonly from: number,
    to: number,
    private readonly topUpTimes: ReadonlySet<number>,
  ) {
    this.#stretchMs = Math.max(1, (to - from) / MOST_POINTS);
  }

  get hasPoints(): boolean {
    return this.#last !== undefined;
  }

  add(point: Point): void {
    if (this.#last !== undefined && this.#isNeeded(this.#last, point)) this.#kept.push(this.#last);
    this.#last = point;
  }

  end(): readonly Point[] {
    return this.#last === undefined ? [] : [...this.#kept, this.#last];
  }

  #isNeeded({ at }: Point, next: Point): boolean {
    if (at === next.at) return false;
    const isEdge = this.topUpTimes.has(at) || this.topUpTimes.has(next.at);
    return isEdge || this.#kept.length === 0 || this.#stretch(at) !== this.#stretch(next.at);
  }

  #stretch(at: number): number {
    return Math.floor((at - this.from) / this.#stretchMs);
  }
}
