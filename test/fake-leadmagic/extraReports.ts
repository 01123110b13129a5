import type { DayReport } from './analytics';
import { sumProducts, totals } from './analytics';
import type { Period } from './reports';
import { percent } from './reports';

/** The five routes whose bodies nobody published: these are plausible guesses, served only when asked for. */
export const extraReports: ReadonlyMap<string, (days: readonly DayReport[], period: Period) => object> =
  new Map([
    ['requests', recentRequests],
    ['quality', quality],
    ['quality/daily', qualityByDay],
    ['errors', errors],
    ['found-rate', foundRate],
  ]);

function recentRequests(days: readonly DayReport[]): object {
  const recent = days
    .toReversed()
    .flatMap((day) =>
      day.products.map((report) => ({
        timestamp: `${day.date}T12:00:00.000Z`,
        product_id: report.productId,
        status: 200,
        credits: report.maxCredits,
        latency_ms: day.p50Ms,
      })),
    )
    .slice(0, 50);
  return { requests: recent };
}

function quality(days: readonly DayReport[], period: Period): object {
  const { requests, found, errors: failed } = totals(days);
  return { period, found_rate: percent(found, requests), error_rate: percent(failed, requests) };
}

function qualityByDay(days: readonly DayReport[], period: Period): object {
  const data = days.map((day) => {
    const { requests, found } = totals([day]);
    return { date: day.date, found_rate: percent(found, requests) };
  });
  return { period, data };
}

function errors(days: readonly DayReport[], period: Period): object {
  const failed = totals(days).errors;
  const invalid = Math.round(failed * 0.6);
  const byStatus = failed === 0 ? {} : { '400': invalid, '500': failed - invalid };
  return { period, total_errors: failed, by_status: byStatus };
}

function foundRate(days: readonly DayReport[], period: Period): object {
  const products = sumProducts(days.map((day) => day.products)).map(({ productId, requests, found }) => {
    return [productId, { total_requests: requests, found, found_rate: percent(found, requests) }] as const;
  });
  return { period, products: Object.fromEntries(products) };
}
