import type {
  Activity,
  Dashboard,
  DayReport,
  NamedRate,
  Period,
  ProductReport,
  Quota,
  ServiceReport,
  UsageReport,
  UsageSummary,
} from '../leadmagic/analytics';
import { isUtcDay } from '../leadmagic/analyticsDays';
import { amount, finite, listOf, object, text, type Reader } from '../store/shape';
import type { ExtraReport } from '../usage/reports';

// The reports as they are kept on disk, field by field as `leadmagic/analytics.ts` names them: a file may have been
// written by anybody.

const date: Reader<string> = (value) => (typeof value === 'string' && isUtcDay(value) ? value : undefined);

const period = object<Period>({ start: date, end: date }, { days: amount });
const quota = object<Quota>({}, { limit: amount, used: amount, remaining: amount, utilization: amount });
const activityFields = {
  requests: amount,
  credits: amount,
  chargeableRequests: amount,
  chargeableRate: amount,
  uniqueProducts: amount,
};
const activity = object<Activity>({}, activityFields);

export const dashboardShape = object<Dashboard>(
  {},
  {
    credits: finite,
    rateLimit: object<NonNullable<Dashboard['rateLimit']>>({}, { minute: quota, daily: quota }),
    concurrency: object<NonNullable<Dashboard['concurrency']>>(
      {},
      { current: amount, peak: amount, activeReservations: amount },
    ),
    stats: object<NonNullable<Dashboard['stats']>>(
      {},
      { today: activity, thisWeek: activity, thisMonth: activity },
    ),
  },
);

export const usageShape = object<UsageReport>(
  {
    daily: listOf(
      object<UsageReport['daily'][number]>(
        { date },
        { requests: amount, chargeableRequests: amount, credits: amount, uniqueProducts: amount },
      ),
    ),
  },
  {
    period,
    summary: object<NonNullable<UsageReport['summary']>>(
      {},
      { ...activityFields, avgCreditsPerRequest: amount },
    ),
  },
);

export const productsShape = object<ProductReport>(
  {
    products: listOf(
      object<ProductReport['products'][number]>(
        { id: text },
        {
          requests: amount,
          credits: amount,
          successfulRequests: amount,
          failedRequests: amount,
          successRate: amount,
          avgCreditsPerRequest: amount,
        },
      ),
    ),
  },
  { period },
);

export const summaryShape = object<UsageSummary>(
  {},
  {
    requests: amount,
    credits: amount,
    uniqueProducts: amount,
    successfulRequests: amount,
    failedRequests: amount,
    successRate: amount,
    avgResponseMs: amount,
    firstRequestAt: finite,
    lastRequestAt: finite,
  },
);

export const serviceShape = object<ServiceReport>(
  {
    daily: listOf(
      object<ServiceReport['daily'][number]>(
        { date },
        {
          requests: amount,
          successfulRequests: amount,
          failedRequests: amount,
          credits: amount,
          p50Ms: amount,
          p95Ms: amount,
          p99Ms: amount,
          errorRate: amount,
        },
      ),
    ),
  },
  { period },
);

export const dayShape = object<DayReport>(
  {
    date,
    products: listOf(
      object<DayReport['products'][number]>(
        { id: text },
        {
          requests: amount,
          credits: amount,
          creditsShare: amount,
          avgCreditsPerRequest: amount,
          maxCredits: amount,
        },
      ),
    ),
  },
  {
    summary: object<NonNullable<DayReport['summary']>>(
      {},
      { credits: amount, requests: amount, products: amount },
    ),
  },
);

export const extraShape = object<ExtraReport>(
  {},
  {
    table: object<NonNullable<ExtraReport['table']>>({
      columns: listOf(text),
      rows: listOf(listOf((value) => text(value) ?? finite(value))),
    }),
    rates: listOf(object<NamedRate>({ id: text, rate: amount })),
  },
);
