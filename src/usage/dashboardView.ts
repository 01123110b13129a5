import type { ErrorKind } from '../leadmagic/errors';
import type { Range } from './range';

/**
 * What the dashboard shows, as plain data: it crosses from the extension host to the page. Credits are rounded to 0.01;
 * rates are percent, 0 to 100; latencies ms; times ms since 1970; dates UTC days as `YYYY-MM-DD`. What is not known is
 * absent. Names, labels and table cells are untrusted text. No key, no e-mail address.
 */
export interface UsageView {
  readonly range: Range;
  readonly totals: Part<Totals>;
  readonly spending: Part<readonly SpendingDay[]>;
  readonly figures: Part<Figures>;
  readonly products: Part<readonly ProductRow[]>;
  readonly service: Part<readonly ServicePoint[]>;
  readonly limits: Part<Limits>;
  /** What the server told beyond the documented reports; none on most servers. */
  readonly extras: readonly Extra[];
}

/** One panel: its figures, or why there are none. An older value may stand beside a problem. */
export interface Part<T> {
  readonly isLoading: boolean;
  readonly value?: T;
  readonly problem?: Problem;
  /** When the value was read; ms since 1970. */
  readonly at?: number;
}

/** Why a report is missing; `waiting` and `rejected`: it was not asked for. */
export interface Problem {
  readonly kind: ErrorKind | 'waiting' | 'rejected';
  /** HTTP status, when there was a response. */
  readonly status?: number;
  /** When it was asked for in vain; ms since 1970. */
  readonly triedAt?: number;
  /** For `waiting`: until when the server asked to wait; ms since 1970. */
  readonly until?: number;
}

export interface Total {
  readonly credits?: number;
  readonly requests?: number;
}

/** Weeks begin on Monday, months on the 1st, in UTC. */
export interface Totals {
  readonly today?: Total;
  readonly week?: Total;
  readonly month?: Total;
}

/** A day of which nothing is known has neither. */
export interface SpendingDay {
  readonly date: string;
  readonly credits?: number;
  readonly requests?: number;
}

/** Of the whole range. */
export interface Figures {
  readonly credits?: number;
  readonly requests?: number;
  readonly creditsPerRequest?: number;
  /** Share of the requests that cost credits. */
  readonly chargeableRate?: number;
  /** Share of the requests that were answered without an error. */
  readonly successRate?: number;
  readonly averageMs?: number;
}

export interface ProductRow {
  readonly id: string;
  readonly name: string;
  readonly requests?: number;
  readonly credits?: number;
  /** Of all credits. */
  readonly share?: number;
  /** Share of the requests that found something. */
  readonly successRate?: number;
  readonly averageCost?: number;
}

/** A day without requests has neither latency nor error rate. */
export interface ServicePoint {
  readonly date: string;
  readonly requests?: number;
  readonly p50?: number;
  readonly p95?: number;
  readonly p99?: number;
  readonly errorRate?: number;
}

export interface Limit {
  readonly limit?: number;
  readonly used?: number;
  /** Percent of the limit; above 100 where limits are soft. */
  readonly utilization?: number;
}

export interface Limits {
  readonly minute?: Limit;
  readonly daily?: Limit;
  readonly inFlight?: number;
  readonly peak?: number;
  /** Credits held for running requests. */
  readonly reserved?: number;
}

/** A report of unknown shape, as a table. */
export interface Extra {
  readonly id: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
}

export type Cell = string | number;

/** The products of one day. */
export interface DayView extends Part<readonly DayRow[]> {
  readonly date: string;
}

export interface DayRow {
  readonly id: string;
  readonly name: string;
  readonly requests?: number;
  readonly credits?: number;
  readonly share?: number;
  readonly averageCost?: number;
  readonly mostCost?: number;
}
