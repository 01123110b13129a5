import type { Ledger } from './ledger';
import { utcDate } from './ledger';
import type { Product } from './products';
import { productById, products } from './products';
import type { Random } from './random';
import { roundCredits, seededRandom, seedOf } from './random';

export const dayMs = 24 * 60 * 60 * 1000;

/** What past an account has. The same key and options give the same past on every machine. */
export interface AnalyticsOptions {
  /** No traffic but what is spent while the server runs. */
  readonly empty?: boolean;
  /** Requests on an ordinary weekday. Default 400. */
  readonly requestsPerDay?: number;
  /** Age of the account in days. Default 400. */
  readonly historyDays?: number;
  /** Told by the dashboard route alone; a canary that must show up nowhere. Default `canary@example.com`. */
  readonly email?: string;
}

/** One product on one day, or over several. */
export interface ProductReport {
  readonly productId: string;
  readonly requests: number;
  /** Requests that failed with an HTTP error. */
  readonly errors: number;
  /** Requests that found something, which are those that cost credits. */
  readonly found: number;
  readonly credits: number;
  /** Most credits that one request cost. */
  readonly maxCredits: number;
}

/** One UTC day. Its totals are the sums of its products. Latencies are ms, 0 on a day without requests. */
export interface DayReport {
  readonly date: string;
  readonly products: readonly ProductReport[];
  readonly averageMs: number;
  readonly p50Ms: number;
  readonly p95Ms: number;
  readonly p99Ms: number;
}

export interface Totals {
  readonly requests: number;
  readonly errors: number;
  readonly found: number;
  readonly credits: number;
  readonly products: number;
}

const weekdayFactor = [0.1, 1, 1.05, 1.1, 1, 0.85, 0.15] as const;

/** An account's traffic by day: a generated past, with what is spent while the server runs on top. */
export class Analytics {
  readonly email: string;
  readonly #seed: string;
  readonly #ledger: Ledger;
  readonly #options: AnalyticsOptions;
  readonly #startedAt = Date.now();
  readonly #past = new Map<string, readonly ProductReport[]>();

  constructor(seed: string, ledger: Ledger, options: AnalyticsOptions = {}) {
    this.#seed = seed;
    this.#ledger = ledger;
    this.#options = options;
    this.email = options.email ?? 'canary@example.com';
  }

  /** The last so many UTC days, oldest first; the last one is today. */
  lastDays(count: number): readonly DayReport[] {
    const now = Date.now();
    return Array.from({ length: count }, (_, index) => this.day(utcDate(now - (count - 1 - index) * dayMs)));
  }

  /** The days from one date to another, both included, as far as the account is old. */
  between(from: string, to: string): readonly DayReport[] {
    const age = Math.ceil((Date.now() - this.#firstDayMs()) / dayMs) + 1;
    return this.lastDays(age).filter(({ date }) => date >= from && date <= to);
  }

  day(date: string): DayReport {
    let past = this.#past.get(date);
    if (past === undefined) {
      past = this.#generate(date);
      this.#past.set(date, past);
    }
    const live = [...this.#ledger.day(date)].map(([productId, tally]) => ({
      productId,
      errors: 0,
      ...tally,
    }));
    const together = sumProducts([past, live]);
    return { date, products: together, ...latencies(together, this.#dayRandom(date, 'latency')) };
  }

  /** When the last request of a day with traffic was, in ms. */
  lastRequestOn(date: string): number {
    const live = this.#ledger.lastAt;
    const closing = Date.parse(`${date}T17:42:00Z`);
    return live !== undefined && utcDate(live) === date ? live : Math.min(closing, this.#startedAt);
  }

  #firstDayMs(): number {
    return this.#startedAt - ((this.#options.historyDays ?? 400) - 1) * dayMs;
  }

  #dayRandom(date: string, purpose: string): Random {
    return seededRandom(seedOf(`${this.#seed}/${purpose}/${date}`));
  }

  #generate(date: string): readonly ProductReport[] {
    const startedOn = utcDate(this.#startedAt);
    if (this.#options.empty === true || date > startedOn || date < utcDate(this.#firstDayMs())) {
      return [];
    }
    const at = Date.parse(`${date}T00:00:00Z`);
    const usual = this.#options.requestsPerDay ?? 400;
    // The day the server started on is as far along as the clock was, but never without anything to show.
    const volume =
      date === startedOn
        ? usual * Math.max(0.3, (this.#startedAt - at) / dayMs)
        : usual * dayVolume(at, this.#dayRandom(date, 'volume'));
    const random = this.#dayRandom(date, 'products');
    const errorRate = random() < 0.04 ? 0.08 + random() * 0.12 : 0.005 + random() * 0.02;
    return products
      .map((product) => productDay(product, volume, errorRate, random))
      .filter(({ requests }) => requests > 0);
  }
}

/** A day's traffic in ordinary weekdays: quiet weekends, slow waves, a burst now and then. */
function dayVolume(at: number, random: Random): number {
  const day = Math.floor(at / dayMs);
  const weekday = new Date(at).getUTCDay();
  if (weekday === 0 && Math.floor(day / 7) % 2 === 0) {
    return 0;
  }
  const wave = 1 + 0.25 * Math.sin((2 * Math.PI * day) / 45);
  const burst = random() < 0.05 ? 2.5 : 1;
  return (weekdayFactor[weekday] ?? 1) * wave * burst * (0.75 + random() * 0.5);
}

function productDay(product: Product, volume: number, errorRate: number, random: Random): ProductReport {
  const requests = Math.round(volume * product.share * (0.6 + random() * 0.8));
  const errors = Math.min(requests, Math.round(requests * errorRate * (0.5 + random())));
  const answered = requests - errors;
  const found = Math.min(answered, Math.round(answered * product.foundRate * (0.92 + random() * 0.16)));
  const rows = product.perRow === true ? 2 + Math.floor(random() * 20) : 1;
  return {
    ...{ productId: product.id, requests, errors, found },
    credits: roundCredits(found * product.cost * rows),
    maxCredits: found === 0 ? 0 : roundCredits(product.cost * rows),
  };
}

function latencies(used: readonly ProductReport[], random: Random): Omit<DayReport, 'date' | 'products'> {
  const requests = used.reduce((sum, report) => sum + report.requests, 0);
  if (requests === 0) {
    return { averageMs: 0, p50Ms: 0, p95Ms: 0, p99Ms: 0 };
  }
  const weighted = used.reduce(
    (sum, report) => sum + report.requests * (productById.get(report.productId)?.latencyMs ?? 400),
    0,
  );
  const averageMs = (weighted / requests) * (0.85 + random() * 0.3);
  return {
    averageMs: Math.round(averageMs),
    p50Ms: Math.round(averageMs * (0.7 + random() * 0.15)),
    p95Ms: Math.round(averageMs * (2 + random() * 0.6)),
    p99Ms: Math.round(averageMs * (3.4 + random() * 1.6)),
  };
}

/** Adds reports up by product, most requests first. */
export function sumProducts(reports: readonly (readonly ProductReport[])[]): readonly ProductReport[] {
  const sums = new Map<string, ProductReport>();
  for (const report of reports.flat()) {
    const sum = sums.get(report.productId);
    sums.set(
      report.productId,
      sum === undefined
        ? report
        : {
            productId: report.productId,
            requests: sum.requests + report.requests,
            errors: sum.errors + report.errors,
            found: sum.found + report.found,
            credits: roundCredits(sum.credits + report.credits),
            maxCredits: Math.max(sum.maxCredits, report.maxCredits),
          },
    );
  }
  return [...sums.values()].sort((a, b) => b.requests - a.requests);
}

export function totals(days: readonly DayReport[]): Totals {
  const used = sumProducts(days.map((day) => day.products));
  const sum = (pick: (report: ProductReport) => number): number =>
    used.reduce((total, report) => total + pick(report), 0);
  return {
    requests: sum(({ requests }) => requests),
    errors: sum(({ errors }) => errors),
    found: sum(({ found }) => found),
    credits: roundCredits(sum(({ credits }) => credits)),
    products: used.length,
  };
}
