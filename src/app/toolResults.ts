import { spendable, type Balance } from '../leadmagic/balance';
import { present } from '../leadmagic/present';
import type { Cost } from '../runs/costOf';
import { hasUnknownCharge, isByFoundOnly, type Estimate } from '../runs/estimate';
import * as say from '../text/agentMessages';
import { costSources } from '../text/estimateMessages';
import type { AccountView } from './account';
import type { Affordability, Means } from './affordability';
import type { FreshBalance } from './readOnce';

// What the tools answer, as JSON. Only what is written out here: no key, no e-mail, no text of the server's.

/** The answer of `leadmagic_check_credit_balance`. Credits are rounded to 0.01. */
export interface BalanceResult {
  readonly credits: number;
  readonly spendable: number;
  readonly isFrozen: boolean;
  /** Credits that are there but cannot be spent. */
  readonly frozen: number;
  readonly level?: string;
  readonly lowCredits: number;
  readonly criticalCredits: number;
  readonly ageSeconds: number;
  readonly isStale: boolean;
  /** At the present pace; absent until known, or while nothing is spent. */
  readonly daysLeft?: number;
  readonly creditsPerDay?: number;
  readonly spentToday?: number;
  readonly note?: string;
}

/** @param problem why the value could not be read anew, in a sentence */
export function balanceResult(
  known: FreshBalance,
  view: Pick<AccountView, 'forecast' | 'level' | 'thresholds'>,
  now: number,
  problem: string | undefined,
): BalanceResult {
  const { balance, at } = known;
  const { pacePerDay, daysLeft, spentToday } = view.forecast ?? {};
  const { lowCredits, criticalCredits } = view.thresholds;
  return {
    credits: balance.credits,
    spendable: spendable(balance),
    isFrozen: balance.isFrozen,
    frozen: frozenPart(balance),
    ...present({ level: view.level }),
    lowCredits,
    criticalCredits,
    ageSeconds: ageSeconds(at, now),
    isStale: problem !== undefined,
    ...(pacePerDay !== undefined && { creditsPerDay: round(pacePerDay) }),
    ...(daysLeft !== undefined && { daysLeft: Math.round(daysLeft * 10) / 10 }),
    ...present({ spentToday, note: problem }),
  };
}

/** The answer of `leadmagic_estimate_cost`. */
export interface EstimateResult {
  readonly endpoint: { readonly id: string; readonly name: string; readonly paths: readonly string[] };
  readonly rows: number;
  readonly maxResultsPerRequest?: number;
  readonly verdict: Estimate['verdict'];
  readonly verdictMeaning: string;
  /** Credits. A member that is not known is not there. */
  readonly cost: { readonly least: number; readonly expected?: number; readonly most?: number };
  readonly price: {
    readonly least: number;
    readonly most: number;
    /** `request`, `row` or `result` */
    readonly per: string;
    /** Whether a request that finds nothing is billed. */
    readonly nothingFound: string;
    readonly notes: readonly string[];
    readonly source: string;
    readonly asOf?: string;
  };
  readonly balance?: { readonly spendable: number; readonly ageSeconds: number; readonly isStale: boolean };
  readonly balanceAfter?: Estimate['balanceAfter'];
  /** Days of the present pace that the cost amounts to. */
  readonly runwayDaysLost?: number;
  readonly affordableRequests?: number;
  readonly affordableResults?: number;
}

export function estimateResult({ run, estimate, means }: Affordability, now: number): EstimateResult {
  const { cost, rows, resultsPerRequest } = run;
  const { endpoint, overridden } = cost;
  const { least, expected, most, balanceAfter, runwayDaysLost, affordableCalls, verdict } = estimate;
  return {
    endpoint: { id: endpoint.id, name: endpoint.name, paths: endpoint.paths },
    rows,
    ...present({ maxResultsPerRequest: resultsPerRequest }),
    verdict,
    verdictMeaning: verdictMeaning(estimate, cost),
    cost: { least, ...present({ expected, most }) },
    price: {
      least: cost.min,
      most: cost.max,
      per: endpoint.unit,
      nothingFound: endpoint.miss,
      notes: endpoint.notes,
      source: overridden ? 'the user’s own setting' : costSources[endpoint.source],
      ...(!overridden && { asOf: endpoint.asOf }),
    },
    ...(means.ok && { balance: balanceOf(means.value, now) }),
    ...(balanceAfter && { balanceAfter }),
    ...(runwayDaysLost !== undefined && { runwayDaysLost: Math.round(runwayDaysLost * 10) / 10 }),
    ...(affordableCalls !== undefined &&
      (endpoint.unit === 'result'
        ? { affordableResults: affordableCalls }
        : { affordableRequests: affordableCalls })),
  };
}

function balanceOf(
  { spendable: free, at, isStale }: Means,
  now: number,
): NonNullable<EstimateResult['balance']> {
  return { spendable: free, ageSeconds: ageSeconds(at, now), isStale };
}

function verdictMeaning({ verdict, expected, most }: Estimate, cost: Cost): string {
  switch (verdict) {
    case 'free':
      return say.modelVerdictFree;
    case 'affordable':
      return say.modelVerdictAffordable;
    case 'tight':
      if (most === undefined)
        return hasUnknownCharge(cost) ? say.modelVerdictBaseCharge : say.modelVerdictOpen;
      return expected !== undefined || isByFoundOnly(cost)
        ? say.modelVerdictTight
        : say.modelVerdictTightMost;
    case 'short':
      return say.modelVerdictShort;
    case 'unknown':
      return say.modelVerdictUnknown;
  }
}

function frozenPart(balance: Balance): number {
  return balance.frozen ?? round(Math.max(0, balance.credits - spendable(balance)));
}

function ageSeconds(at: number, now: number): number {
  return Math.max(0, Math.round((now - at) / 1000));
}

function round(credits: number): number {
  return Math.round(credits * 100) / 100;
}
