import type { Cost } from './costOf';

/** What an estimate starts from. */
export interface EstimateInput {
  readonly cost: Cost;
  /** How many requests (or batch rows) would be sent; not the number of results. Below 0 or not a number reads as 0. */
  readonly rows: number;
  /** Share of this account's requests of this product that found something, 0 to 100. */
  readonly foundRate?: number;
  /** Credits a request of this product cost this account on average, misses included (analytics). */
  readonly averageCost?: number;
  /** For products priced per result: the most results one request may return, where the caller limits it. */
  readonly resultsPerRequest?: number;
  /** Credits that can be spent now; absent when nothing is known. */
  readonly spendable?: number;
  /** Credits spent a day. */
  readonly pacePerDay?: number;
}

/**
 * - `free`: it costs nothing, whatever is found.
 * - `affordable`: even the most it can cost is covered.
 * - `tight`: the expected cost (without one: the least) is covered, the most is not or has no limit.
 * - `short`: not even that is covered.
 * - `unknown`: the balance is not known.
 */
export type Verdict = 'free' | 'affordable' | 'tight' | 'short' | 'unknown';

/** Credits, rounded to 0.01. Every figure is about money not yet spent; none is a promise. */
export interface Estimate {
  /**
   * Nothing is found, at the lowest price; 0 unless misses are billed. Where it is not known whether they are, that is a
   * guess (`isByFoundOnly`).
   */
  readonly least: number;
  /**
   * By the account's own figures: the found-rate where a request has one price and a miss is free, else the average
   * cost of a request. Absent where there is no such figure, never guessed. Always within `least` and `most`.
   */
  readonly expected?: number;
  /** Everything is found, at the highest price. Absent where a request may return any number of results, or costs more than is known. */
  readonly most?: number;
  /** The balance after it; below 0 tells how much is missing. A member is absent where its cost is. */
  readonly balanceAfter?: { readonly worst?: number; readonly expected?: number; readonly best: number };
  /** Days of the present pace that the expected (without one: the most) cost amounts to. Absent without a pace. */
  readonly runwayDaysLost?: number;
  readonly verdict: Verdict;
  /**
   * Requests (for products priced per result: results) the balance pays for even if every one is billed at the highest
   * price. Absent where they are free, cost more than is known, or the balance is not known.
   */
  readonly affordableCalls?: number;
}

const MOST_ROWS = 1e9;

/** Pure reckoning; never throws. */
export function estimate(input: EstimateInput): Estimate {
  const { cost, spendable } = input;
  const rows = atLeastZero(Math.floor(input.rows));
  const most = mostOf(input, rows);
  const least = cost.endpoint.miss === 'billed' ? round(rows * cost.min) : 0;
  const expected = expectedOf(input, rows, least, most);
  const basis = expected ?? most;
  const pace = input.pacePerDay ?? 0;
  const affordableCalls = affordable(cost, spendable);
  return {
    least,
    ...(expected === undefined ? {} : { expected }),
    ...(most === undefined ? {} : { most }),
    ...(spendable === undefined
      ? {}
      : {
          balanceAfter: {
            ...(most === undefined ? {} : { worst: round(spendable - most) }),
            ...(expected === undefined ? {} : { expected: round(spendable - expected) }),
            best: round(spendable - least),
          },
        }),
    ...(basis !== undefined && pace > 0 && Number.isFinite(pace) ? { runwayDaysLost: basis / pace } : {}),
    verdict: verdictOf(least, expected, most, spendable),
    ...(affordableCalls === undefined ? {} : { affordableCalls }),
  };
}

/** What it costs follows from what is found: there is one price, and it is known whether misses are billed. */
export function isByFoundOnly({ endpoint: { miss }, min, max }: Cost): boolean {
  return min === max && (miss === 'free' || miss === 'billed');
}

/** LeadMagic charges more than its prices say, and does not say how much: then nobody knows the most. */
export function hasUnknownCharge({ endpoint, overridden }: Cost): boolean {
  return endpoint.notes.includes('baseCharge') && !overridden;
}

function mostOf({ cost, resultsPerRequest }: EstimateInput, rows: number): number | undefined {
  if (cost.max === 0 || rows === 0) return 0;
  if (hasUnknownCharge(cost)) return undefined;
  if (cost.endpoint.unit !== 'result') return round(rows * cost.max);
  return resultsPerRequest === undefined
    ? undefined
    : round(rows * atLeastZero(Math.floor(resultsPerRequest)) * cost.max);
}

function expectedOf(
  { cost, foundRate, averageCost }: EstimateInput,
  rows: number,
  least: number,
  most: number | undefined,
): number | undefined {
  if (most === 0) return 0;
  const { unit, miss } = cost.endpoint;
  const single = unit === 'result' ? undefined : cost.credits;
  let perRow: number | undefined;
  if (single !== undefined && miss === 'billed') perRow = single;
  else if (single !== undefined && miss === 'free' && isNumber(foundRate)) {
    perRow = (single * Math.min(100, Math.max(0, foundRate))) / 100;
  } else if (isNumber(averageCost) && !cost.overridden) perRow = Math.max(0, averageCost);
  if (perRow === undefined) return undefined;
  return Math.min(most ?? Infinity, Math.max(least, round(rows * perRow)));
}

function verdictOf(
  least: number,
  expected: number | undefined,
  most: number | undefined,
  spendable: number | undefined,
): Verdict {
  if (most === 0) return 'free';
  if (spendable === undefined) return 'unknown';
  if (most !== undefined && most <= spendable) return 'affordable';
  // Out of credits is short of everything that is not free, though a run of misses only would cost nothing.
  if (spendable <= 0) return 'short';
  return (expected ?? least) <= spendable ? 'tight' : 'short';
}

function affordable(cost: Cost, spendable: number | undefined): number | undefined {
  if (spendable === undefined || cost.max <= 0 || hasUnknownCharge(cost)) return undefined;
  // 0.15 / 0.05 is 2.9999999999999996.
  return Math.max(0, Math.floor(spendable / cost.max + 1e-9));
}

function isNumber(value: number | undefined): value is number {
  return value !== undefined && Number.isFinite(value);
}

function atLeastZero(value: number): number {
  return value > 0 ? Math.min(value, MOST_ROWS) : 0;
}

function round(credits: number): number {
  return Math.round(credits * 100) / 100;
}
