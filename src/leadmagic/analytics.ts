/**
 * What the analytics endpoints tell, field by field. Nothing but lists, ids and dates is certain: whatever the API left
 * out or got wrong is absent, which is not the same as 0. Counts and credits are >= 0, credits rounded to 0.01; rates are
 * percent, 0 to 100; latencies ms; dates UTC days as `YYYY-MM-DD`, lists of them sorted and without repeats. Product ids
 * are untrusted text of at most 100 characters.
 */
export interface Dashboard {
  /** The balance, as the analytics see it. */
  readonly credits?: number;
  readonly rateLimit?: { readonly minute?: Quota; readonly daily?: Quota };
  readonly concurrency?: {
    readonly current?: number;
    /** Most requests in flight at once, this session. */
    readonly peak?: number;
    /** Credits held for running requests. */
    readonly activeReservations?: number;
  };
  readonly stats?: { readonly today?: Activity; readonly thisWeek?: Activity; readonly thisMonth?: Activity };
}

export interface Quota {
  readonly limit?: number;
  readonly used?: number;
  readonly remaining?: number;
  /** Percent of the limit; above 100 where limits are soft. */
  readonly utilization?: number;
}

export interface Activity {
  readonly requests?: number;
  readonly credits?: number;
  readonly chargeableRequests?: number;
  readonly chargeableRate?: number;
  readonly uniqueProducts?: number;
}

export interface Period {
  readonly start: string;
  readonly end: string;
  readonly days?: number;
}

/** `usage` and `credits`: the second knows no products. */
export interface UsageReport {
  readonly period?: Period;
  readonly summary?: Activity & { readonly avgCreditsPerRequest?: number };
  readonly daily: readonly UsageDay[];
}

export interface UsageDay {
  readonly date: string;
  readonly requests?: number;
  readonly chargeableRequests?: number;
  readonly credits?: number;
  readonly uniqueProducts?: number;
}

export interface ProductReport {
  readonly period?: Period;
  readonly products: readonly ProductUsage[];
}

export interface ProductUsage {
  readonly id: string;
  readonly requests?: number;
  readonly credits?: number;
  /** Requests that found something. */
  readonly successfulRequests?: number;
  readonly failedRequests?: number;
  readonly successRate?: number;
  readonly avgCreditsPerRequest?: number;
}

/** `summary`: of all time, or of the dates asked for. */
export interface UsageSummary {
  readonly requests?: number;
  readonly credits?: number;
  readonly uniqueProducts?: number;
  readonly successfulRequests?: number;
  readonly failedRequests?: number;
  readonly successRate?: number;
  readonly avgResponseMs?: number;
  /** Wall clock, ms. */
  readonly firstRequestAt?: number;
  /** Wall clock, ms. */
  readonly lastRequestAt?: number;
}

export interface ServiceReport {
  readonly period?: Period;
  readonly daily: readonly ServiceDay[];
}

export interface ServiceDay {
  readonly date: string;
  readonly requests?: number;
  readonly successfulRequests?: number;
  readonly failedRequests?: number;
  readonly credits?: number;
  readonly p50Ms?: number;
  readonly p95Ms?: number;
  readonly p99Ms?: number;
  readonly errorRate?: number;
}

export interface DayReport {
  readonly date: string;
  readonly summary?: { readonly credits?: number; readonly requests?: number; readonly products?: number };
  readonly products: readonly DayProduct[];
}

export interface DayProduct {
  readonly id: string;
  readonly requests?: number;
  readonly credits?: number;
  /** Percent of the day's credits. */
  readonly creditsShare?: number;
  readonly avgCreditsPerRequest?: number;
  readonly maxCredits?: number;
}

/** A product and its rate. */
export interface NamedRate {
  readonly id: string;
  readonly rate: number;
}
