import type { FakeAccount } from './account';
import type { DayReport } from './analytics';
import { dayMs } from './analytics';
import { extraReports } from './extraReports';
import { utcDate } from './ledger';
import { seedOf } from './random';
import type { Call, Reply } from './reply';
import { failure, json } from './reply';
import * as reports from './reports';
import type { RouteSettings } from './routes';

/** The ways in which the API's own samples, or clients of it, disagree. */
export interface AnalyticsSettings {
  /** Puts every body under `data`. */
  readonly wrapped: boolean;
  readonly productsAs: 'map' | 'array';
  /** Leaves days without traffic out of the lists; generated accounts have some. */
  readonly omitIdleDays: boolean;
  readonly unsortedDays: boolean;
  /** Leaves `stats.this_week` out of the dashboard. */
  readonly omitThisWeek: boolean;
  /** Serves the five undocumented routes, which are 404 otherwise. */
  readonly extras: boolean;
}

export const plainAnalytics: AnalyticsSettings = {
  wrapped: false,
  productsAs: 'map',
  omitIdleDays: false,
  unsortedDays: false,
  omitThisWeek: false,
  extras: false,
};

const root = '/v1/analytics/';
const defaultDays = 30;
const documented = new Set(['dashboard', 'usage', 'products', 'credits', 'summary', 'daily']);

/** Whether the path is an analytics route that this server offers. */
export function isAnalytics(path: string, settings: AnalyticsSettings): boolean {
  const name = path.startsWith(root) ? path.slice(root.length) : '';
  return documented.has(name) || /^day\/[^/]+$/.test(name) || (settings.extras && extraReports.has(name));
}

/** Answers an analytics route: 400 for a query it does not take, nothing spent. */
export function answerAnalytics(account: FakeAccount, call: Call, settings: RouteSettings): Reply {
  const name = call.path.slice(root.length);
  const { wrapped } = settings.analytics;
  const bad = (param: string, detail: string): Reply =>
    failure(call, settings, { status: 400, param: [param], detail }, account);
  const good = (body: object): Reply => json(account, wrapped ? { data: body } : body);
  if (name === 'dashboard') {
    return good(reports.dashboard(account, Date.now(), settings.analytics.omitThisWeek));
  }
  if (name === 'summary') {
    const from = call.query.get('start_date') ?? '0000-01-01';
    const to = call.query.get('end_date') ?? utcDate(Date.now());
    const wrong = [from, to].find((date) => date !== '0000-01-01' && !isDate(date));
    if (wrong !== undefined || from > to) {
      return bad(wrong === to ? 'end_date' : 'start_date', 'Give dates as YYYY-MM-DD, the start first.');
    }
    return good(reports.summary(account, account.analytics.between(from, to)));
  }
  if (name.startsWith('day/')) {
    const date = name.slice('day/'.length);
    return isDate(date) ? good(reports.oneDay(account.analytics.day(date))) : bad('date', 'Use YYYY-MM-DD.');
  }
  const days = daysOf(call.query.get('days'));
  return days === undefined
    ? bad('days', 'days must be a whole number from 1 to 90.')
    : good(overDays(name, account.analytics.lastDays(days), settings.analytics));
}

function overDays(name: string, days: readonly DayReport[], settings: AnalyticsSettings): object {
  const now = Date.now();
  const count = days.length;
  const period = { start: utcDate(now - count * dayMs), end: utcDate(now), days: count };
  const listed = asListed(days, settings);
  switch (name) {
    case 'usage':
      return reports.usage(days, listed, period);
    case 'products':
      return reports.productList(days, period, settings.productsAs);
    case 'credits':
      return reports.creditHistory(days, listed, period);
    case 'daily':
      return reports.daily(listed, period);
    default:
      return extraReports.get(name)?.(days, period) ?? {};
  }
}

/** The days as the lists give them: all in order, or with gaps, or shuffled (the same way every time). */
function asListed(days: readonly DayReport[], settings: AnalyticsSettings): readonly DayReport[] {
  const kept = settings.omitIdleDays ? days.filter((day) => day.products.length > 0) : days;
  return settings.unsortedDays ? kept.toSorted((a, b) => seedOf(a.date) - seedOf(b.date)) : kept;
}

function daysOf(text: string | null): number | undefined {
  const days = text === null ? defaultDays : /^\d{1,2}$/.test(text) ? Number(text) : 0;
  return days >= 1 && days <= 90 ? days : undefined;
}

function isDate(text: string): boolean {
  const at = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  return Number.isFinite(at) && utcDate(at) === text;
}
