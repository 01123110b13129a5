import type { ChartModel } from './chartModel';

/** Bars and rates start at 0; a balance shows its own span. */
export function rangeY(kind: ChartModel['kind'], low: number | null, high: number | null): [number, number] {
  if (low === null || high === null) return [0, 1];
  if (kind !== 'steps') return [0, high > 0 ? high * 1.08 : 1];
  const margin = Math.max((high - low) * 0.12, high * 0.005, 1);
  const bottom = low - margin;
  // A balance may be below 0; the line of one that is not begins no lower.
  return [low < 0 ? bottom : Math.max(0, bottom), high + margin];
}
