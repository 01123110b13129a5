import type { ProductUsage } from '../../leadmagic/analytics';
import { present } from '../../leadmagic/present';
import { amount, listOf, object, oneOf, text, time } from '../../store/shape';
import type { Shared } from '../../store/sharedFiles';
import { handOver } from '../handOver';
import { headersWithWait } from '../headersWithWait';
import type { AccountSession } from '../session';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** The days that the figures are of. */
const FIGURE_DAYS = 30;
/** Averages of a month move slowly: where no newer ones can be had, these will do. */
const LONGEST_KEPT_MS = 7 * 24 * HOUR;
/** Fewer requests say little about the next ones. */
const LEAST_REQUESTS = 20;

/** A product of the account, over the last 30 days. */
interface KeptProduct {
  readonly id: string;
  readonly requests: number;
  readonly found?: number;
  readonly credits?: number;
}

/** `products.json` */
interface FiguresFile {
  readonly v: 1;
  /** When the products were read; ms since 1970. */
  readonly at: number;
  /** When they were asked for last, whatever came of it; ms since 1970. */
  readonly triedAt: number;
  readonly products: readonly KeptProduct[];
}

const product = object<KeptProduct>({ id: text, requests: amount }, { found: amount, credits: amount });
const parse = object<FiguresFile>({
  ...{ v: oneOf(1 as const), at: time, triedAt: time },
  products: listOf(product),
});

/** What this account's own requests of a product came to, over the last 30 days. */
export interface ProductFigures {
  readonly requests: number;
  /** Share of them that found something, 0 to 100. */
  readonly foundRate?: number;
  /** Credits a request cost on average, misses included. */
  readonly averageCost?: number;
}

/**
 * The account's own figures by product, as the analytics give them: kept on disk for all windows, and asked for when
 * the user or an agent wants an estimate, at most once an hour (once a minute after a failure). The analytics have no
 * limit of their own, so this takes no turn at the gate, where the user's refresh would wait for it; a deadline of the
 * server and a rejected key bind it all the same.
 */
export class OwnFigures {
  readonly #file: Shared<FiguresFile>;

  constructor(
    private readonly session: AccountSession,
    private readonly now: () => number,
  ) {
    this.#file = session.store.share<FiguresFile>({
      name: 'products.json',
      empty: () => ({ v: 1, at: 0, triedAt: 0, products: [] }),
      parse,
    });
  }

  /**
   * Absent where the account has too few requests of it, or the analytics do not tell.
   * @param productIds the product's ids in the analytics; without one nothing is asked
   */
  async of(productIds: readonly string[], signal: AbortSignal): Promise<ProductFigures | undefined> {
    if (productIds.length === 0) return undefined;
    const known = await this.#file.read();
    const file = this.#isDue(known) && (await this.#mayAsk()) ? await this.#ask(signal) : known;
    return this.#isYounger(file.at, LONGEST_KEPT_MS) ? figuresOf(file.products, productIds) : undefined;
  }

  #isDue({ at, triedAt }: FiguresFile): boolean {
    return !this.#isYounger(at, HOUR) && !this.#isYounger(triedAt, MINUTE);
  }

  #isYounger(at: number, ms: number): boolean {
    const age = this.now() - at;
    return age >= 0 && age < ms;
  }

  /** Another window may have heard a moment ago that it is to wait. */
  async #mayAsk(): Promise<boolean> {
    await this.session.look();
    return !this.session.state.snapshot.rejected && this.session.holdUntil === undefined;
  }

  async #ask(signal: AbortSignal): Promise<FiguresFile> {
    const turns: boolean[] = [];
    const claimed = await this.#file.update((before) => {
      turns.push(this.#isDue(before));
      return turns.at(-1) === true ? { ...before, triedAt: this.now() } : before;
    });
    // Another window was faster.
    if (turns.at(-1) !== true) return claimed;
    const { AnalyticsClient } = await import('../../leadmagic/lazy/analyticsClient');
    const client = new AnalyticsClient(this.session.client.options);
    const answer = await client.products(FIGURE_DAYS, signal);
    const { result, sentAt, receivedAt } = answer;
    const headers = headersWithWait(answer);
    await handOver(this.session, { headers, sentAt, receivedAt, source: 'header' });
    // Not offered: no need to ask again within the hour.
    if (!result.ok && result.error.kind !== 'notOffered') return claimed;
    const products = result.ok ? result.value.products.flatMap(keptProduct) : [];
    const at = this.now();
    return this.#file.update(() => ({ v: 1, at, triedAt: at, products }));
  }
}

/** Counts that are not told are worked out from the rates, so that ids of one product can be added up. */
function keptProduct(usage: ProductUsage): readonly KeptProduct[] {
  const { id, requests, successfulRequests, successRate, credits, avgCreditsPerRequest } = usage;
  if (requests === undefined) return [];
  const found =
    successfulRequests ?? (successRate === undefined ? undefined : (successRate * requests) / 100);
  const spent = credits ?? (avgCreditsPerRequest === undefined ? undefined : avgCreditsPerRequest * requests);
  return [{ id, requests, ...present({ found, credits: spent }) }];
}

/** The figures of the ids together; a rate is told only where each of them tells it. */
export function figuresOf(
  products: readonly KeptProduct[],
  productIds: readonly string[],
): ProductFigures | undefined {
  const ours = products.filter(({ id, requests }) => productIds.includes(id) && requests > 0);
  const requests = sum(ours.map((product) => product.requests)) ?? 0;
  if (requests < LEAST_REQUESTS) return undefined;
  const found = sum(ours.map((product) => product.found));
  const credits = sum(ours.map((product) => product.credits));
  return {
    requests,
    ...(found !== undefined && { foundRate: Math.min(100, (found / requests) * 100) }),
    ...(credits !== undefined && { averageCost: credits / requests }),
  };
}

function sum(values: readonly (number | undefined)[]): number | undefined {
  return values.reduce<number | undefined>(
    (total, value) => (total === undefined || value === undefined ? undefined : total + value),
    0,
  );
}
