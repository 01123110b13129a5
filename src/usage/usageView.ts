import type {
  Dashboard,
  Quota,
  ServiceDay,
  UsageDay,
  UsageReport,
  UsageSummary,
} from '../leadmagic/analytics';
import {
  creditsOfDay,
  fillDays,
  lastDays,
  utcDay,
  zeroServiceDay,
  zeroUsageDay,
} from '../leadmagic/analyticsDays';
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
import type { DayReportState, ExtraReport, Report, Reports } from './reports';
import { addedTotals, toldTotals } from './totals';

const DAY = 24 * 3_600_000;

/** The reports of a range as the panels show them. `now`: ms since 1970; the last day shown is its UTC day. */
export function usageView(range: Range, reports: Reports, now: number): UsageView {
  const { dashboard, usage, products, summary, daily, extras } = reports;
  const credits = legible(reports.credits);
  const told = toldExtras(extras, now);
  const days = lastDays(now, range);
  const spent =
    credits.value && fillDays(credits.value.daily, days, idle(credits, zeroUsageDay)).map(spendingDay);
  return {
    range,
    totals: totalsPart(dashboard, credits, spent ?? [], now),
    spending: part(credits, () => spent ?? []),
    figures: figuresPart(usage, summary),
    products: part(products, (report) => productRows(report, told['found-rate']?.rates)),
    service: part(daily, (report) =>
      fillDays(report.daily, days, idle(daily, zeroServiceDay)).map(servicePoint),
    ),
    limits: part(dashboard, limitsOf),
    extras: Object.entries(told).flatMap(([id, extra]) => (extra?.table ? [{ id, ...extra.table }] : [])),
  };
}

/** What the routes that may not be there told within the last day: nobody says that it is old. */
function toldExtras(extras: Reports['extras'], now: number): Partial<Record<string, ExtraReport>> {
  return Object.fromEntries(
    Object.entries(extras).flatMap(([route, { value, at = 0 }]) =>
      value !== undefined && now - at < DAY ? [[route, value]] : [],
    ),
  );
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
  const days = spending.value ?? [];
  const areKnown = days.length > 0 && days.every(hasFigure);
  return areKnown && products.value?.length === 0 && ![...days, ...told].some(hasUse);
}

/** When the oldest of the reports was read that nothing else says to be old; ms since 1970. */
export function reportsAt({ range, extras, ...parts }: UsageView): number | undefined {
  const times = Object.values(parts).flatMap(({ problem, at }) => (problem || at === undefined ? [] : [at]));
  return times.length === 0 ? undefined : Math.min(...times);
}

function hasUse(total: Total | undefined): boolean {
  return (total?.requests ?? 0) > 0 || (total?.credits ?? 0) > 0;
}

/**
 * A list without a day beside totals above 0 does not tell of days without requests: it does not tell of the days. Nor
 * does one of days without a figure that can be read.
 */
function legible(credits: Report<UsageReport>): Report<UsageReport> {
  const { value, ...rest } = credits;
  const isMissing = value?.daily.length === 0 && hasUse(value.summary);
  const isBlank = value !== undefined && value.daily.length > 0 && !value.daily.some(hasFigure);
  return isMissing || isBlank ? { problem: { kind: 'protocol' }, ...rest } : credits;
}

function hasFigure({ credits, requests }: Total): boolean {
  return credits !== undefined || requests !== undefined;
}

/** The days that a report leaves out had no requests, up to the day that it is of; of later ones it knows nothing. */
function idle<T extends { readonly date: string }>(
  { at }: Report<unknown>,
  zero: (date: string) => T,
): (date: string) => T | Pick<T, 'date'> {
  const last = at === undefined ? undefined : utcDay(at);
  return (date) => (last !== undefined && date > last ? { date } : zero(date));
}

/**
 * Either of two reports will do: the dashboard route goes before the days, but once it fails not before days of later
 * than its last word. The problem of a report that some of the figures rest on stands beside them.
 */
function totalsPart(
  dashboard: Report<Dashboard>,
  credits: Report<UsageReport>,
  days: readonly SpendingDay[],
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
  const failed = [usage, summary].find(({ problem }) => problem !== undefined);
  const { problem } = failed ?? {};
  // As old as the older one, or as the one that could not be renewed.
  const times = [usage.at, summary.at].filter((at) => at !== undefined);
  const at = failed?.at ?? (times.length === 0 ? undefined : Math.min(...times));
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

function spendingDay(day: UsageDay): SpendingDay {
  const { date, requests } = day;
  return { date, ...present({ credits: creditsOfDay(day), requests }) };
}

function servicePoint({ date, requests, p50Ms, p95Ms, p99Ms, errorRate }: ServiceDay): ServicePoint {
  if (requests === 0) return { date, requests };
  return { date, ...present({ requests, p50: p50Ms, p95: p95Ms, p99: p99Ms, errorRate }) };
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
