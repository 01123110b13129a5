import type {
  Dashboard,
  Quota,
  ServiceDay,
  UsageDay,
  UsageReport,
  UsageSummary,
} from '../leadmagic/analytics';
import { fillDays, lastDays, zeroServiceDay, zeroUsageDay } from '../leadmagic/analyticsDays';
import { present } from '../leadmagic/present';
import type {
  DayRow,
  Figures,
  Limit,
  Limits,
  Part,
  ServicePoint,
  SpendingDay,
  Total,
  Totals,
  UsageView,
} from './dashboardView';
import { dayRows, productRows } from './productRows';
import type { Range } from './range';
import type { DayReportState, Report, Reports } from './reports';
import { addedTotals, toldTotals } from './totals';

/** The reports of a range as the panels show them. `now`: ms since 1970; the last day shown is its UTC day. */
export function usageView(range: Range, reports: Reports, now: number): UsageView {
  const { dashboard, usage, products, summary, daily, extras } = reports;
  const credits = legible(reports.credits);
  const days = lastDays(now, range);
  const spent = credits.value && fillDays(credits.value.daily, days, zeroUsageDay);
  return {
    range,
    totals: totalsPart(dashboard, credits, spent ?? [], now),
    spending: part(credits, () => (spent ?? []).map(spendingDay)),
    figures: figuresPart(usage, summary),
    products: part(products, (report) => productRows(report, extras['found-rate']?.rates)),
    service: part(daily, (report) => fillDays(report.daily, days, zeroServiceDay).map(servicePoint)),
    limits: part(dashboard, limitsOf),
    extras: Object.entries(extras).flatMap(([id, { table }]) => (table ? [{ id, ...table }] : [])),
  };
}

export function dayPart(report: DayReportState): Part<readonly DayRow[]> {
  return part(report, dayRows);
}

/**
 * Whether all that was told says that nothing was requested in the range. This month's total does not count, as months
 * may begin before the range does.
 */
export function isUnused({ spending, products, figures, totals }: UsageView): boolean {
  const told = [figures.value, totals.value?.today, totals.value?.week];
  return (
    spending.value !== undefined && products.value?.length === 0 && ![...spending.value, ...told].some(hasUse)
  );
}

function hasUse(total: Total | undefined): boolean {
  return (total?.requests ?? 0) > 0 || (total?.credits ?? 0) > 0;
}

/** A list without a day beside totals above 0 does not tell of days without requests: it does not tell of the days. */
function legible(credits: Report<UsageReport>): Report<UsageReport> {
  const { value, ...rest } = credits;
  return value?.daily.length === 0 && hasUse(value.summary)
    ? { problem: { kind: 'protocol' }, ...rest }
    : credits;
}

/**
 * Either of two reports will do: the dashboard route goes before the days, but once it fails not before days of later
 * than its last word. The problem of a report that some of the figures rest on stands beside them.
 */
function totalsPart(
  dashboard: Report<Dashboard>,
  credits: Report<UsageReport>,
  days: readonly UsageDay[],
  now: number,
): UsageView['totals'] {
  const { value, at: toldAt = now } = dashboard;
  const told = value ? toldTotals({ stats: value.stats, at: toldAt }, now) : {};
  const added = addedTotals(days, now);
  const totals = isBehind(dashboard, credits) ? { ...told, ...added } : { ...added, ...told };
  const isKnown = Object.keys(totals).length > 0;
  const sources: readonly Report<unknown>[] = [
    ...(!isKnown || sharesOne(totals, told) ? [dashboard] : []),
    ...(!isKnown || sharesOne(totals, added) ? [credits] : []),
  ];
  const failed = sources.find(({ problem }) => problem !== undefined);
  const { problem, at } = failed ?? sources.find((source) => source.at !== undefined) ?? {};
  const isLoading = dashboard.isLoading || (!isKnown && credits.isLoading);
  // Where all came and tells nothing, that is the answer.
  const hasValue = isKnown || (!isLoading && !problem);
  return {
    isLoading,
    ...(hasValue && { value: totals }),
    ...(hasValue && at !== undefined && { at }),
    ...(problem && { problem }),
  };
}

function isBehind(failing: Report<unknown>, other: Report<unknown>): boolean {
  return failing.problem !== undefined && (other.at ?? 0) > (failing.at ?? 0);
}

function sharesOne(totals: Totals, part: Totals): boolean {
  const spans = ['today', 'week', 'month'] as const;
  return spans.some((span) => part[span] !== undefined && part[span] === totals[span]);
}

/** Credits and requests from one route, answers and speed from another; each alone will do. */
function figuresPart(usage: Report<UsageReport>, summary: Report<UsageSummary>): Part<Figures> {
  const figures = figuresOf(usage.value?.summary, summary.value);
  const problem = usage.problem ?? summary.problem;
  const at = usage.at ?? summary.at;
  const isLoading = usage.isLoading || summary.isLoading;
  return {
    isLoading,
    ...((Object.keys(figures).length > 0 || (!isLoading && !problem)) && { value: figures }),
    ...(problem && { problem }),
    ...present({ at }),
  };
}

function figuresOf(usage: UsageReport['summary'], summary: UsageSummary | undefined): Figures {
  const credits = usage?.credits ?? summary?.credits;
  const requests = usage?.requests ?? summary?.requests;
  const isUsed = requests !== 0;
  return {
    ...present({ credits, requests }),
    // Of no requests there is no average and no rate.
    ...(isUsed &&
      usage?.avgCreditsPerRequest !== undefined && { creditsPerRequest: usage.avgCreditsPerRequest }),
    ...(isUsed && usage?.chargeableRate !== undefined && { chargeableRate: usage.chargeableRate }),
    ...(isUsed && summary?.successRate !== undefined && { successRate: summary.successRate }),
    ...(isUsed && summary?.avgResponseMs !== undefined && { averageMs: summary.avgResponseMs }),
  };
}

function part<T, U>(report: Report<T>, change: (value: T) => U): Part<U> {
  const { isLoading, value, problem, at } = report;
  return {
    isLoading,
    ...(value !== undefined && { value: change(value) }),
    ...(problem && { problem }),
    ...present({ at }),
  };
}

function spendingDay({ date, credits = 0, requests = 0 }: UsageDay): SpendingDay {
  return { date, credits, requests };
}

function servicePoint({ date, requests, p50Ms, p95Ms, p99Ms, errorRate }: ServiceDay): ServicePoint {
  if (requests === 0) return { date, requests };
  return {
    date,
    requests: requests ?? 0,
    ...present({ p50: p50Ms, p95: p95Ms, p99: p99Ms, errorRate }),
  };
}

function limitsOf({ rateLimit, concurrency }: Dashboard): Limits {
  const minute = limitOf(rateLimit?.minute);
  const daily = limitOf(rateLimit?.daily);
  return {
    ...(minute && { minute }),
    ...(daily && { daily }),
    ...(concurrency?.current !== undefined && { inFlight: concurrency.current }),
    ...(concurrency?.peak !== undefined && { peak: concurrency.peak }),
    ...(concurrency?.activeReservations !== undefined && { reserved: concurrency.activeReservations }),
  };
}

function limitOf(quota: Quota | undefined): Limit | undefined {
  if (quota === undefined) return undefined;
  const { limit, remaining } = quota;
  const used =
    quota.used ??
    (limit === undefined || remaining === undefined ? undefined : Math.max(0, limit - remaining));
  const share = used === undefined || limit === undefined || limit === 0 ? undefined : (used / limit) * 100;
  const utilization = quota.utilization ?? share;
  if (limit === undefined && used === undefined && utilization === undefined) return undefined;
  return {
    ...present({ limit, used, utilization }),
  };
}
