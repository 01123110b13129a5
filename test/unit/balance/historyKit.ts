import fc from 'fast-check';
import type { HistoryPoint } from '../../../src/balance/history';
import type { HistoryEvent } from '../../../src/balance/historyEvents';

export const minute = 60_000;
export const hour = 60 * minute;
export const day = 24 * hour;

/** A Monday, in the middle of a month, at noon (UTC). */
export const noon = Date.parse('2026-06-15T12:00:00Z');

/** Points a minute apart unless told otherwise. */
export function points(from: number, balances: readonly number[], step = minute): HistoryPoint[] {
  return balances.map((c, index) => ({ t: from + index * step, c }));
}

export const startOfUtcDay = (t: number): number => t - (t % day);

/** Sums of credits, exact in cents. */
export function sum(amounts: readonly number[]): number {
  return amounts.reduce((total, amount) => total + Math.round(amount * 100), 0) / 100;
}

/** Credits spent from `from` until before `to`; top-ups do not hide it and corrections are taken off. */
export function spentBetween(events: readonly HistoryEvent[], from: number, to: number): number {
  const spends = events.filter(({ kind, at }) => kind === 'spend' && at >= from && at < to);
  return sum(spends.map(({ amount, netted }) => amount - netted));
}

/** Without when the balance before was. */
export function told(events: readonly HistoryEvent[]): readonly Omit<HistoryEvent, 'since'>[] {
  return events.map(({ since: _since, ...event }) => event);
}

export function amountsOf(events: readonly HistoryEvent[], kind: HistoryEvent['kind']): readonly number[] {
  return events.filter((event) => event.kind === kind).map(({ amount }) => amount);
}

/** Steps of a balance: spends of all sizes, corrections, top-ups, stand-stills; and gaps of up to days. */
const stepArb = fc.record({
  change: fc.oneof(
    { weight: 6, arbitrary: fc.integer({ min: -3000, max: 0 }) },
    { weight: 3, arbitrary: fc.integer({ min: 1, max: 6000 }) },
    { weight: 1, arbitrary: fc.integer({ min: -900_000, max: 900_000 }) },
  ),
  wait: fc.oneof(
    { weight: 6, arbitrary: fc.integer({ min: 0, max: 10 * minute }) },
    { weight: 2, arbitrary: fc.integer({ min: 0, max: 3 * hour }) },
    { weight: 1, arbitrary: fc.integer({ min: 0, max: 6 * day }) },
  ),
});

/** A history with a steady clock, from `from` on; credits in whole cents. */
export function historyArb(from: number, maxLength = 80): fc.Arbitrary<HistoryPoint[]> {
  return fc
    .tuple(fc.integer({ min: 0, max: 2_000_000 }), fc.array(stepArb, { maxLength }))
    .map(([start, steps]) => {
      let cents = start;
      let t = from;
      const made: HistoryPoint[] = [{ t, c: cents / 100, seq: 0 }];
      for (const [index, { change, wait }] of steps.entries()) {
        cents = Math.max(0, cents + change);
        t += wait;
        made.push({ t, c: cents / 100, seq: index + 1 });
      }
      return made;
    });
}
