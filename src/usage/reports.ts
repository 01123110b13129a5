import type {
  Dashboard,
  DayReport,
  NamedRate,
  ProductReport,
  ServiceReport,
  UsageReport,
  UsageSummary,
} from '../leadmagic/analytics';
import type { ProbeRoute } from '../leadmagic/probeRoutes';
import type { Extra, Problem } from './dashboardView';

/** One report as far as it is known: still to come, there, missing, or an older one that could not be renewed. */
export interface Report<T> {
  readonly isLoading: boolean;
  readonly value?: T;
  readonly problem?: Problem;
  /** When the value was read; ms since 1970. */
  readonly at?: number;
}

/** What the dashboard rests on, for one range of days. */
export interface Reports {
  readonly dashboard: Report<Dashboard>;
  readonly usage: Report<UsageReport>;
  readonly products: Report<ProductReport>;
  readonly credits: Report<UsageReport>;
  readonly summary: Report<UsageSummary>;
  readonly daily: Report<ServiceReport>;
  /** Of the routes that may not be there; those that are not told nothing. */
  readonly extras: Readonly<Partial<Record<ProbeRoute, Report<ExtraReport>>>>;
}

/** As much of a body that nobody has described as is shown, and may be kept: see `extraTable`. */
export interface ExtraReport {
  readonly table?: Omit<Extra, 'id'>;
  /** Shares of the requests that found something, by product. */
  readonly rates?: readonly NamedRate[];
}

export type DayReportState = Report<DayReport>;

const coming = { isLoading: true };

/** Before anything was asked. */
export const noReports: Reports = {
  dashboard: coming,
  usage: coming,
  products: coming,
  credits: coming,
  summary: coming,
  daily: coming,
  extras: {},
};
