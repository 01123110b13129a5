import { spendable } from '../leadmagic/balance';
import { present } from '../leadmagic/present';
import { ok, type Result } from '../leadmagic/result';
import type { Cost } from '../runs/costOf';
import { estimate, type Estimate } from '../runs/estimate';
import type { AccountView } from './account';
import type { NoAccount } from './affordabilityRead';
import type { ProductFigures } from './lazy/affordabilityFigures';
import type { ReadFault } from './readFault';
import type { FreshBalance } from './readOnce';

/** A run somebody thinks about. */
export interface PlannedRun {
  readonly cost: Cost;
  /** Requests, or rows of a batch. */
  readonly rows: number;
  /** Products priced per result: the most one request may return, where that is known. */
  readonly resultsPerRequest?: number;
}

/** What the account can pay with. */
export interface Means {
  /** Credits that can be spent. */
  readonly spendable: number;
  /** When that was read; ms since 1970. */
  readonly at: number;
  /** It could not be read anew, so that it may be out of date. */
  readonly isStale: boolean;
  /** Credits spent a day; absent until known. */
  readonly pacePerDay?: number;
}

/** What an estimate rests on, beside the price. */
export interface Facts {
  /** What can be paid with, or why that is not known. */
  readonly means: Result<Means, NoAccount | ReadFault>;
  /** Absent where the account has few requests of the product, or the analytics do not tell. */
  readonly figures?: ProductFigures;
}

export interface Affordability extends Facts {
  readonly run: PlannedRun;
  readonly estimate: Estimate;
}

/** What can be paid with: what was read, or where that failed the last that was known. */
export function meansOf(
  read: Result<FreshBalance, ReadFault>,
  { state, forecast }: Pick<AccountView, 'state' | 'forecast'>,
): Result<Means, ReadFault> {
  const pacePerDay = forecast?.pacePerDay;
  const pace = pacePerDay !== undefined && { pacePerDay };
  const from = ({ balance, at }: FreshBalance) => ({ spendable: spendable(balance), at, ...pace });
  if (read.ok) return ok({ ...from(read.value), isStale: false });
  const { observation } = state.snapshot;
  return observation === undefined ? read : ok({ ...from(observation), isStale: true });
}

/** What a run would cost, and whether the means cover it. */
export function affordability(run: PlannedRun, facts: Facts): Affordability {
  const { foundRate, averageCost } = facts.figures ?? {};
  const means = facts.means.ok ? facts.means.value : undefined;
  const result = estimate({
    ...run,
    ...(means !== undefined && { spendable: means.spendable }),
    ...(means?.pacePerDay !== undefined && { pacePerDay: means.pacePerDay }),
    ...present({ foundRate, averageCost }),
  });
  return { ...facts, run, estimate: result };
}
