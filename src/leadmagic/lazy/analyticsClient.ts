import { isUtcDay } from '../analyticsDays';
import { readDaily, readDashboard, readDay, readProducts, readSummary, readUsage } from '../analyticsReaders';
import { answerOf, parsed } from '../answer';
import { send } from '../http';
import { present } from '../present';
import { err, ok } from '../result';
import type {
  Dashboard,
  DayReport,
  ProductReport,
  ServiceReport,
  UsageReport,
  UsageSummary,
} from '../analytics';
import type { DayRange } from '../analyticsDays';
import type { Reading } from '../analyticsReaders';
import type { Answer } from '../answer';
import type { ClientOptions } from '../balanceClient';
import type { Exchange } from '../http';
import type { ProbeRoute } from '../probeRoutes';

/** The JSON a probed route gave. */
export interface Probed {
  readonly body: unknown;
}

/**
 * The analytics endpoints for one key at one origin: free, without a rate limit, up to 1 MB a body. Nothing here throws;
 * a caller that needs several asks for them side by side. Not on the activation path: it brings the validation library.
 */
export class AnalyticsClient {
  constructor(private readonly options: ClientOptions) {}

  dashboard(signal?: AbortSignal): Promise<Answer<Dashboard>> {
    return this.#report('dashboard', readDashboard, signal);
  }

  /** @param days 1 to 90; clamped. So in the methods below. */
  usage(days: number, signal?: AbortSignal): Promise<Answer<UsageReport>> {
    return this.#report(`usage?${daysQuery(days)}`, readUsage, signal);
  }

  products(days: number, signal?: AbortSignal): Promise<Answer<ProductReport>> {
    return this.#report(`products?${daysQuery(days)}`, readProducts, signal);
  }

  credits(days: number, signal?: AbortSignal): Promise<Answer<UsageReport>> {
    return this.#report(`credits?${daysQuery(days)}`, readUsage, signal);
  }

  daily(days: number, signal?: AbortSignal): Promise<Answer<ServiceReport>> {
    return this.#report(`daily?${daysQuery(days)}`, readDaily, signal);
  }

  /** Of all time unless a range is given. */
  summary(range?: DayRange, signal?: AbortSignal): Promise<Answer<UsageSummary>> {
    const query = range && new URLSearchParams({ start_date: range.start, end_date: range.end }).toString();
    return this.#report(query === undefined ? 'summary' : `summary?${query}`, readSummary, signal);
  }

  /** @param date `YYYY-MM-DD`; for anything else no request is made. */
  async day(date: string, signal?: AbortSignal): Promise<Answer<DayReport>> {
    if (!isUtcDay(date)) {
      const at = this.options.now();
      return { result: err({ kind: 'badRequest' }), headers: {}, sentAt: at, receivedAt: at };
    }
    return this.#report(`day/${date}`, (body) => readDay(body, date), signal);
  }

  /** Asks for a route that may not be there: nothing when the server says it is not. */
  async probe(route: ProbeRoute, signal?: AbortSignal): Promise<Answer<Probed | undefined>> {
    const exchange = await this.#get(route, signal);
    const { result } = exchange;
    const absent = !result.ok && result.error.kind === 'notOffered';
    return answerOf(exchange, absent ? ok(undefined) : parsed(exchange, (body) => ok({ body })));
  }

  async #report<T>(
    route: string,
    read: (body: unknown) => Reading<T>,
    signal: AbortSignal | undefined,
  ): Promise<Answer<T>> {
    const exchange = await this.#get(route, signal);
    return answerOf(exchange, parsed(exchange, read));
  }

  #get(route: string, signal: AbortSignal | undefined): Promise<Exchange> {
    const { origin, key, timeoutMs } = this.options;
    return send(this.options, {
      origin,
      path: `/v1/analytics/${route}`,
      method: 'GET',
      key,
      signal,
      maxBytes: 1_048_576,
      ...present({ timeoutMs }),
    });
  }
}

function daysQuery(days: number): string {
  const whole = Number.isFinite(days) ? Math.round(days) : 30;
  return `days=${Math.min(Math.max(whole, 1), 90)}`;
}
