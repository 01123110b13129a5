import type { Dashboard, DayReport } from '../leadmagic/analytics';
import { lastDays } from '../leadmagic/analyticsDays';
import type { ProbeRoute } from '../leadmagic/probeRoutes';
import { ok } from '../leadmagic/result';
import { extraReport } from '../usage/extraTable';
import type { Range } from '../usage/range';
import type { ExtraReport } from '../usage/reports';
import {
  dashboardShape,
  dayShape,
  extraShape,
  productsShape,
  serviceShape,
  summaryShape,
  usageShape,
} from './reportShapes';
import { DAY_REPORT } from './reportTable';
import { HOUR } from './schedule';
import type { ReportKind } from './sharedReport';

const MINUTE = 60_000;
const REPORT_EVERY_MS = 5 * MINUTE;

export const dashboardKind: ReportKind<Dashboard> = {
  name: 'dashboard',
  everyMs: MINUTE,
  shape: dashboardShape,
  ask: (client, signal) => client.dashboard(signal),
};

/** @param now ms since 1970 */
export function kindsOfRange(range: Range, now: () => number) {
  const kind = <T>(
    route: string,
    shape: ReportKind<T>['shape'],
    ask: ReportKind<T>['ask'],
  ): ReportKind<T> => ({
    name: `${route}-${range}`,
    everyMs: REPORT_EVERY_MS,
    shape,
    ask,
  });
  return {
    usage: kind('usage', usageShape, (client, signal) => client.usage(range, signal)),
    products: kind('products', productsShape, (client, signal) => client.products(range, signal)),
    credits: kind('credits', usageShape, (client, signal) => client.credits(range, signal)),
    summary: kind('summary', summaryShape, (client, signal) =>
      client.summary(lastDays(now(), range), signal),
    ),
    daily: kind('daily', serviceShape, (client, signal) => client.daily(range, signal)),
  };
}

/** @param date UTC day, `YYYY-MM-DD` */
export function kindOfDay(date: string): ReportKind<DayReport> {
  return {
    name: `${DAY_REPORT}${date}`,
    everyMs: REPORT_EVERY_MS,
    shape: dayShape,
    ask: (client, signal) => client.day(date, signal),
  };
}

/** Of a route that may not be there: it tells nothing then. As much of its body is kept as is shown. */
export function kindOfProbe(route: ProbeRoute): ReportKind<ExtraReport> {
  return {
    name: `probe-${route.replace('/', '-')}`,
    everyMs: HOUR,
    isStrict: true,
    shape: extraShape,
    ask: async (client, signal) => {
      const { result, ...answer } = await client.probe(route, signal);
      const told = result.ok && result.value !== undefined ? extraReport(route, result.value.body) : {};
      return { ...answer, result: result.ok ? ok(told) : result };
    },
  };
}
