import type { FakeAccount } from './account';
import type { DayReport, ProductReport } from './analytics';
import { sumProducts, totals } from './analytics';
import { utcDate } from './ledger';
import { dailyLimit } from './limits';
import { seedOf } from './random';

/** `YYYY-MM-DD` at both ends; as in the API's samples, `end` minus `start` is `days`. */
export interface Period {
  readonly start: string;
  readonly end: string;
  readonly days: number;
}

/** `GET /v1/analytics/dashboard`. Weeks begin on Monday, months on the 1st, in UTC. */
export function dashboard(account: FakeAccount, nowMs: number, omitThisWeek: boolean): object {
  const { analytics, credits, rateLimit } = account;
  const today = utcDate(nowMs);
  const daysSinceMonday = (new Date(nowMs).getUTCDay() + 6) % 7;
  const todayTotals = stats([analytics.day(today)]);
  const minuteUsed = Math.min(account.usage().minute, rateLimit);
  const seed = seedOf(account.key);
  return {
    user: { id: `user_${seed.toString(36)}`, email: analytics.email },
    credits: { current: credits, formatted: `$${(credits / 100).toFixed(2)}` },
    rate_limit: {
      minute: limit(rateLimit, minuteUsed),
      daily: limit(dailyLimit, todayTotals.requests),
    },
    concurrency: {
      current: 0,
      peak: todayTotals.requests === 0 ? 0 : 2 + (seed % 9),
      active_reservations: 0,
    },
    stats: {
      today: todayTotals,
      ...(omitThisWeek ? {} : { this_week: stats(analytics.lastDays(daysSinceMonday + 1)) }),
      this_month: stats(analytics.between(`${today.slice(0, 8)}01`, today)),
    },
  };
}

/** `GET /v1/analytics/usage`. */
export function usage(days: readonly DayReport[], listed: readonly DayReport[], period: Period): object {
  const sum = totals(days);
  return {
    period,
    summary: {
      total_requests: sum.requests,
      chargeable_requests: sum.found,
      total_credits: sum.credits,
      avg_credits_per_request: average(sum.credits, sum.requests),
      chargeable_rate: percent(sum.found, sum.requests),
      unique_products: sum.products,
    },
    daily: listed.map((day) => {
      const { requests, found, credits, products } = totals([day]);
      return {
        date: day.date,
        total_requests: requests,
        chargeable_requests: found,
        total_credits: credits,
        unique_products_used: products,
      };
    }),
  };
}

/** `GET /v1/analytics/products`: a map by product id, or an array of the same with `product_id`. */
export function productList(days: readonly DayReport[], period: Period, as: 'map' | 'array'): object {
  const reports = sumProducts(days.map((day) => day.products));
  const products =
    as === 'map'
      ? Object.fromEntries(reports.map((report) => [report.productId, productFigures(report)]))
      : reports.map((report) => ({ product_id: report.productId, ...productFigures(report) }));
  return { period, products, daily: [] };
}

/** `GET /v1/analytics/credits`. */
export function creditHistory(
  days: readonly DayReport[],
  listed: readonly DayReport[],
  period: Period,
): object {
  const sum = totals(days);
  return {
    period,
    summary: {
      total_credits: sum.credits,
      total_requests: sum.requests,
      chargeable_requests: sum.found,
      avg_credits_per_request: average(sum.credits, sum.requests),
      chargeable_rate: percent(sum.found, sum.requests),
    },
    daily: listed.map((day) => {
      const { requests, found, credits } = totals([day]);
      return { date: day.date, total_credits: credits, total_requests: requests, chargeable_requests: found };
    }),
  };
}

/** `GET /v1/analytics/summary`. The times are null when there was no request. */
export function summary(account: FakeAccount, days: readonly DayReport[]): object {
  const sum = totals(days);
  const busy = days.filter((day) => day.products.length > 0);
  const first = busy[0];
  const last = busy.at(-1);
  const lastAt = last === undefined ? undefined : account.analytics.lastRequestOn(last.date);
  const firstAt = Math.min(Date.parse(`${first?.date ?? ''}T08:00:00Z`), lastAt ?? 0);
  const time = busy.reduce((total, day) => total + day.averageMs * totals([day]).requests, 0);
  return {
    total_api_requests: sum.requests,
    total_credits_consumed: sum.credits,
    unique_products_used: sum.products,
    successful_requests: sum.requests - sum.errors,
    failed_requests: sum.errors,
    success_rate: percent(sum.requests - sum.errors, sum.requests),
    avg_response_time_ms: sum.requests === 0 ? 0 : Math.round(time / sum.requests),
    first_request: lastAt === undefined ? null : new Date(firstAt).toISOString(),
    last_request: lastAt === undefined ? null : new Date(lastAt).toISOString(),
  };
}

/** `GET /v1/analytics/daily`; note the key `data`. */
export function daily(listed: readonly DayReport[], period: Period): object {
  return {
    period,
    data: listed.map((day) => {
      const { requests, errors, credits } = totals([day]);
      return {
        date: day.date,
        total_requests: requests,
        successful_requests: requests - errors,
        failed_requests: errors,
        total_credits: credits,
        p50_latency_ms: day.p50Ms,
        p95_latency_ms: day.p95Ms,
        p99_latency_ms: day.p99Ms,
        error_rate: percent(errors, requests),
      };
    }),
  };
}

/** `GET /v1/analytics/day/{date}`; products are an array here. */
export function oneDay(day: DayReport): object {
  const { requests, credits, products } = totals([day]);
  return {
    date: day.date,
    summary: { total_credits: credits, total_requests: requests, products_count: products },
    products: day.products.map((report) => ({
      product_id: report.productId,
      requests: report.requests,
      credits: report.credits,
      credits_percentage: percent(report.credits, credits),
      avg_credits_per_request: average(report.credits, report.requests),
      max_credits: report.maxCredits,
    })),
  };
}

interface Stats {
  readonly requests: number;
  readonly credits: number;
  readonly chargeable_requests: number;
  readonly chargeable_rate: number;
  readonly unique_products: number;
}

function stats(days: readonly DayReport[]): Stats {
  const { requests, credits, found, products } = totals(days);
  return {
    requests,
    credits,
    chargeable_requests: found,
    chargeable_rate: percent(found, requests),
    unique_products: products,
  };
}

/** `success_rate` means here that data was found. */
function productFigures(report: ProductReport): object {
  return {
    total_requests: report.requests,
    total_credits: report.credits,
    successful_requests: report.found,
    failed_requests: report.requests - report.found,
    success_rate: percent(report.found, report.requests),
    avg_credits_per_request: average(report.credits, report.requests),
  };
}

function limit(allowed: number, used: number): object {
  return { limit: allowed, used, remaining: allowed - used, utilization: percent(used, allowed, 2) };
}

/** 0 to 100, also where nothing can be divided. */
export function percent(part: number, whole: number, decimals = 1): number {
  return whole === 0 ? 0 : Number(((part / whole) * 100).toFixed(decimals));
}

function average(sum: number, count: number): number {
  return count === 0 ? 0 : Number((sum / count).toFixed(3));
}
