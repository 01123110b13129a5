import * as v from 'valibot';
import { amount, byId, credits, day, daysOf, idField, objectOf, percent, time } from './analyticsParts';
import { isObject, objectAt } from './json';
import { err, ok } from './result';
import type {
  Activity,
  Dashboard,
  DayProduct,
  DayReport,
  Period,
  ProductReport,
  ProductUsage,
  Quota,
  ServiceDay,
  ServiceReport,
  UsageDay,
  UsageReport,
  UsageSummary,
} from './analytics';
import type { Field, Fields } from './analyticsParts';
import type { ProtocolReason } from './errors';
import type { Result } from './result';

export type Reading<T> = Result<T, ProtocolReason>;

const period: v.GenericSchema<unknown, Period> = objectOf(
  { start: [day, 'start'], end: [day, 'end'] },
  { days: [amount, 'days'] },
);

const quota: v.GenericSchema<unknown, Quota> = objectOf(
  {},
  {
    limit: [amount, 'limit'],
    used: [amount, 'used'],
    remaining: [amount, 'remaining'],
    utilization: [amount, 'utilization'],
  },
);

const activity: v.GenericSchema<unknown, Activity> = objectOf(
  {},
  {
    requests: [amount, 'requests'],
    credits: [credits, 'credits'],
    chargeableRequests: [amount, 'chargeable_requests'],
    chargeableRate: [percent, 'chargeable_rate'],
    uniqueProducts: [amount, 'unique_products'],
  },
);

// No entry for `user`: its id and e-mail address go no further than here.
const dashboard = {
  credits: [
    v.pipe(
      objectOf({ current: [credits, 'current'] }, {}),
      v.transform(({ current }) => current),
    ),
    'credits',
  ],
  rateLimit: [objectOf({}, { minute: [quota, 'minute'], daily: [quota, 'daily'] }), 'rate_limit'],
  concurrency: [
    objectOf(
      {},
      {
        current: [amount, 'current'],
        peak: [amount, 'peak'],
        activeReservations: [amount, 'active_reservations'],
      },
    ),
    'concurrency',
  ],
  stats: [
    objectOf(
      {},
      {
        today: [activity, 'today'],
        thisWeek: [activity, 'this_week'],
        thisMonth: [activity, 'this_month'],
      },
    ),
    'stats',
  ],
} as const satisfies Fields;

/** `GET /v1/analytics/dashboard`. */
export function readDashboard(body: unknown): Reading<Dashboard> {
  return read(dashboard, body);
}

const usageDay: v.GenericSchema<unknown, UsageDay> = objectOf(
  { date: [day, 'date'] },
  {
    requests: [amount, 'total_requests'],
    chargeableRequests: [amount, 'chargeable_requests'],
    credits: [credits, 'total_credits'],
    uniqueProducts: [amount, 'unique_products_used'],
  },
);

const usage = {
  period: [period, 'period'],
  summary: [
    objectOf(
      {},
      {
        requests: [amount, 'total_requests'],
        credits: [credits, 'total_credits'],
        chargeableRequests: [amount, 'chargeable_requests'],
        chargeableRate: [percent, 'chargeable_rate'],
        uniqueProducts: [amount, 'unique_products'],
        avgCreditsPerRequest: [amount, 'avg_credits_per_request'],
      },
    ),
    'summary',
  ],
  daily: [daysOf(usageDay), 'daily'],
} as const satisfies Fields;

/** `GET /v1/analytics/usage` and `GET /v1/analytics/credits`. */
export function readUsage(body: unknown): Reading<UsageReport> {
  return map(readListed(usage, 'daily', body), (report) => ({ daily: [], ...report }));
}

const product: v.GenericSchema<unknown, ProductUsage> = objectOf(
  { id: idField },
  {
    requests: [amount, 'total_requests', 'requests'],
    credits: [credits, 'total_credits', 'credits'],
    successfulRequests: [amount, 'successful_requests'],
    failedRequests: [amount, 'failed_requests'],
    successRate: [percent, 'success_rate'],
    avgCreditsPerRequest: [amount, 'avg_credits_per_request'],
  },
);

const products = {
  period: [period, 'period'],
  products: [byId(product), 'products'],
} as const satisfies Fields;

/** `GET /v1/analytics/products`. What its `daily` holds nobody tells; it is left out. */
export function readProducts(body: unknown): Reading<ProductReport> {
  return map(readListed(products, 'products', body), (report) => ({ products: [], ...report }));
}

const summary = {
  requests: [amount, 'total_api_requests'],
  credits: [credits, 'total_credits_consumed'],
  uniqueProducts: [amount, 'unique_products_used'],
  successfulRequests: [amount, 'successful_requests'],
  failedRequests: [amount, 'failed_requests'],
  successRate: [percent, 'success_rate'],
  avgResponseMs: [amount, 'avg_response_time_ms'],
  firstRequestAt: [time, 'first_request'],
  lastRequestAt: [time, 'last_request'],
} as const satisfies Fields;

/** `GET /v1/analytics/summary`. */
export function readSummary(body: unknown): Reading<UsageSummary> {
  return read(summary, body);
}

const serviceDay: v.GenericSchema<unknown, ServiceDay> = objectOf(
  { date: [day, 'date'] },
  {
    requests: [amount, 'total_requests'],
    successfulRequests: [amount, 'successful_requests'],
    failedRequests: [amount, 'failed_requests'],
    credits: [credits, 'total_credits'],
    p50Ms: [amount, 'p50_latency_ms'],
    p95Ms: [amount, 'p95_latency_ms'],
    p99Ms: [amount, 'p99_latency_ms'],
    errorRate: [percent, 'error_rate'],
  },
);

const service = {
  period: [period, 'period'],
  daily: [daysOf(serviceDay), 'data'],
} as const satisfies Fields;

/** `GET /v1/analytics/daily`, whose days are called `data`. */
export function readDaily(body: unknown): Reading<ServiceReport> {
  return map(readListed(service, 'daily', body), (report) => ({ daily: [], ...report }));
}

const dayProduct: v.GenericSchema<unknown, DayProduct> = objectOf(
  { id: idField },
  {
    requests: [amount, 'requests', 'total_requests'],
    credits: [credits, 'credits', 'total_credits'],
    creditsShare: [percent, 'credits_percentage'],
    avgCreditsPerRequest: [amount, 'avg_credits_per_request'],
    maxCredits: [amount, 'max_credits'],
  },
);

const dayReport = {
  date: [day, 'date'],
  summary: [
    objectOf(
      {},
      {
        credits: [credits, 'total_credits'],
        requests: [amount, 'total_requests'],
        products: [amount, 'products_count'],
      },
    ),
    'summary',
  ],
  products: [byId(dayProduct), 'products'],
} as const satisfies Fields;

/** `GET /v1/analytics/day/{date}`; `date` is the day that was asked for. One of another day is no report of it. */
export function readDay(body: unknown, date: string): Reading<DayReport> {
  const reading = readListed(dayReport, 'products', body);
  if (reading.ok && (reading.value.date ?? date) !== date) return err('wrongShape');
  return map(reading, (report) => ({ products: [], ...report, date }));
}

/** Reads what is there; a body with nothing of what is expected is no report. */
function read<const Expected extends Fields>(expected: Expected, body: unknown) {
  const report = v.safeParse(objectOf({}, expected), unwrap(expected, body));
  return report.success && Object.keys(report.output).length > 0
    ? ok(report.output)
    : err('wrongShape' as const);
}

/**
 * The same for a report that is about a list. Left out, the list is empty; one that is there but cannot be read spoils
 * the report, since without it the report would say that nothing was requested.
 */
function readListed<const List extends string, const Expected extends Fields & Readonly<Record<List, Field>>>(
  expected: Expected,
  list: List,
  body: unknown,
) {
  const reading = read(expected, body);
  const isLost = reading.ok && !(list in reading.value) && tells(unwrap(expected, body), expected[list]);
  return isLost ? err('wrongShape' as const) : reading;
}

function tells(source: unknown, [, ...names]: Field): boolean {
  return isObject(source) && names.some((name) => (source[name] ?? null) !== null);
}

/** The docs show bare bodies, their sample programs read them from under `data`. */
function unwrap(expected: Fields, body: unknown): unknown {
  const inner = isObject(body) ? objectAt(body, 'data') : undefined;
  if (inner === undefined || !isObject(body)) return body;
  const names = Object.values(expected).flatMap(([, ...each]) => each);
  return names.some((name) => name !== 'data' && name in body) ? body : inner;
}

function map<T, U>(reading: Reading<T>, change: (value: T) => U): Reading<U> {
  return reading.ok ? ok(change(reading.value)) : reading;
}
