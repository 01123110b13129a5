import { topUps } from './historyEvents';
import { balanceAfter, hourMs, timeOf, type HistoryRecord } from './history';
import { steadyTimes } from './steadyTimes';

/** The balance over a span of time, thin enough to draw small. */
export interface Sparkline {
  /** ms since 1970 */
  readonly from: number;
  readonly to: number;
  /** At most 60, in order; `c` in credits. */
  readonly points: readonly { readonly t: number; readonly c: number }[];
  /** When credits were added; ms since 1970. */
  readonly topUps: readonly number[];
}

const dayMs = 24 * hourMs;
const mostPoints = 60;

/** The last `days` days; undefined when they hold less than a day, or no change at all. */
export function sparklineSeries(
  history: readonly HistoryRecord[],
  now: number,
  days = 7,
): Sparkline | undefined {
  const records = steadyTimes(history, now);
  const start = now - days * dayMs;
  const entry = records.findLast((record) => timeOf(record) < start);
  const points = records
    .filter((record) => timeOf(record) >= start)
    .map((record) => ({ t: timeOf(record), c: balanceAfter(record) }));
  if (entry) points.unshift({ t: start, c: balanceAfter(entry) });
  const from = points[0]?.t ?? now;
  if ((points.at(-1)?.t ?? from) - from < dayMs) return undefined;
  if (points.every(({ c }) => c === points[0]?.c)) return undefined;
  return {
    from,
    to: now,
    points: thinned(points, from, now),
    topUps: topUps(records)
      .map(({ at }) => at)
      .filter((at) => at > from),
  };
}

/**
 * A picture of the series: a line that falls with the balance and a triangle under each top-up. No text
 * and no script. Its two colours stand out from light, dark and high-contrast backgrounds alike (3 to 1).
 */
export function sparklineSvg(
  { from, to, points, topUps }: Sparkline,
  { width, height }: { readonly width: number; readonly height: number },
): string {
  const pad = 4;
  const low = Math.min(...points.map(({ c }) => c));
  const high = Math.max(...points.map(({ c }) => c));
  const x = (t: number): string => (pad + scaled(t, from, to) * (width - 2 * pad)).toFixed(1);
  const y = (c: number): string => (height - pad - scaled(c, low, high) * (height - 2 * pad)).toFixed(1);
  const line = points.map(({ t, c }, index) => `${index === 0 ? 'M' : 'L'}${x(t)} ${y(c)}`).join('');
  const marks = topUps.map((t) => `M${x(t)} ${height - 6}l3 6h-6z`).join('');
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">` +
    `<path d="${line}" fill="none" stroke="${lineColour}" stroke-width="1.5" stroke-linejoin="round"/>` +
    (marks && `<path d="${marks}" fill="${markColour}"/>`) +
    '</svg>'
  );
}

const lineColour = '#2f8ad0';
const markColour = '#3a9a4b';

/** The last value of each of 59 equal spans, behind the first value of all. */
function thinned(points: Sparkline['points'], from: number, to: number): Sparkline['points'] {
  if (points.length <= mostPoints) return points;
  const [first, ...rest] = points;
  const lastOf = new Map(
    rest.map((point) => [
      Math.min(mostPoints - 2, Math.floor(scaled(point.t, from, to) * (mostPoints - 1))),
      point,
    ]),
  );
  return [...(first ? [first] : []), ...lastOf.values()];
}

/** Where `value` lies between `low` (0) and `high` (1); in the middle when they are the same. */
function scaled(value: number, low: number, high: number): number {
  return high > low ? (value - low) / (high - low) : 0.5;
}
