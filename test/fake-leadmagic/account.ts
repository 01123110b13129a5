import type { AnalyticsOptions } from './analytics';
import { Analytics } from './analytics';
import { Ledger, utcDate } from './ledger';
import { minuteLimit } from './limits';
import { productById, products } from './products';
import { roundCredits, seededRandom, seedOf } from './random';

/** Which of the four documented balance bodies an account is answered with. */
export const balanceVariants = ['plain', 'full', 'usedThisMonth', 'wrapped'] as const;
export type BalanceVariant = (typeof balanceVariants)[number];

export interface AccountOptions {
  readonly key: string;
  readonly credits: number;
  /** Default `full`. */
  readonly variant?: BalanceVariant;
  /** Requests a minute, as told in the headers; nothing enforces it. Default 300. */
  readonly rateLimit?: number;
  readonly analytics?: AnalyticsOptions;
}

interface Freeze {
  readonly amount: number | 'all';
  readonly message: string | null;
  readonly planHint: string | null;
}

const drainTickMs = 1000;
const minuteMs = 60_000;

/** One account of the stand-in API. Credits are held at 0.01 and never fall below 0. */
export class FakeAccount {
  readonly key: string;
  readonly rateLimit: number;
  /** What the analytics routes tell: a generated past plus all that was spent since the start. */
  readonly analytics: Analytics;
  readonly #ledger = new Ledger();
  variant: BalanceVariant;
  #credits: number;
  #freeze: Freeze | undefined;
  #revoked = false;
  #usedThisMonth = 0;
  #minute = { index: 0, used: 0 };
  #drain: ReturnType<typeof setInterval> | undefined;

  constructor(options: AccountOptions) {
    this.key = options.key;
    this.rateLimit = options.rateLimit ?? minuteLimit;
    this.analytics = new Analytics(options.key, this.#ledger, options.analytics);
    this.variant = options.variant ?? 'full';
    this.#credits = checkedAmount(options.credits);
  }

  get credits(): number {
    return this.#credits;
  }

  get frozen(): number {
    const amount = this.#freeze?.amount ?? 0;
    return amount === 'all' ? this.#credits : Math.min(amount, this.#credits);
  }

  get liquid(): number {
    return roundCredits(this.#credits - this.frozen);
  }

  get revoked(): boolean {
    return this.#revoked;
  }

  get draining(): boolean {
    return this.#drain !== undefined;
  }

  /**
   * Takes credits, at most what is there, as requests of that product would, each at the product's price
   * (`requests` where it is not). Returns what it took.
   */
  spend(amount: number, productId = 'email_finder', requests?: number): number {
    const taken = Math.min(checkedAmount(amount), this.#credits);
    this.#credits = roundCredits(this.#credits - taken);
    this.#usedThisMonth = roundCredits(this.#usedThisMonth + taken);
    const price = productById.get(productId)?.cost ?? 1;
    this.#ledger.record(Date.now(), productId, taken, requests ?? Math.max(1, Math.ceil(taken / price)));
    return taken;
  }

  topUp(amount: number): void {
    this.#credits = roundCredits(this.#credits + checkedAmount(amount));
  }

  set(credits: number): void {
    this.#credits = checkedAmount(credits);
  }

  /** Holds back some or all credits; `all` follows later top-ups. */
  freeze(
    amount: number | 'all',
    message: string | null = 'Your credits are frozen because your plan has ended.',
    planHint: string | null = 'Choose a plan to use them again.',
  ): void {
    this.#freeze = { amount: amount === 'all' ? amount : checkedAmount(amount), message, planHint };
  }

  unfreeze(): void {
    this.#freeze = undefined;
  }

  /** From now on the key is answered with 401, until `restore`. */
  revoke(): void {
    this.#revoked = true;
  }

  restore(): void {
    this.#revoked = false;
  }

  /**
   * Spends about this many credits a second, in requests of the ordinary products' sizes. 0 stops.
   * The timer holds no process open.
   */
  drain(creditsPerSecond: number): void {
    clearInterval(this.#drain);
    this.#drain = undefined;
    if (checkedAmount(creditsPerSecond) === 0) {
      return;
    }
    const random = seededRandom(seedOf(this.key));
    let owed = 0;
    this.#drain = setInterval(() => {
      owed += creditsPerSecond * (drainTickMs / 1000);
      // Each request may overdraw what is owed; the next ticks make up for it, so the pace holds.
      while (owed > 0 && this.liquid > 0) {
        const product = products[Math.floor(random() * products.length)];
        if (product === undefined) {
          return;
        }
        owed -= this.spend(Math.min(product.cost, this.liquid), product.id, 1);
      }
    }, drainTickMs);
    this.#drain.unref();
  }

  /** Counts one metered request in the minute window told by the headers. */
  countRequest(): void {
    const index = Math.floor(Date.now() / minuteMs);
    this.#minute = { index, used: this.#minute.index === index ? this.#minute.used + 1 : 1 };
  }

  /** Requests of the current minute and UTC day, and seconds until the minute ends. */
  usage(): { readonly minute: number; readonly today: number; readonly resetSeconds: number } {
    const now = Date.now();
    const index = Math.floor(now / minuteMs);
    const today = this.analytics.day(utcDate(now)).products;
    return {
      minute: this.#minute.index === index ? this.#minute.used : 0,
      today: today.reduce((sum, { requests }) => sum + requests, 0),
      resetSeconds: Math.ceil(((index + 1) * minuteMs - now) / 1000),
    };
  }

  /** The body of `GET /v1/credits` in this account's variant. */
  body(): object {
    const full = {
      credits: this.#credits,
      is_frozen: this.#freeze !== undefined,
      credits_frozen: this.frozen,
      credits_liquid: this.liquid,
      credit_freeze_message: this.#freeze?.message ?? null,
      credit_freeze_plan_hint: this.#freeze?.planHint ?? null,
    };
    switch (this.variant) {
      case 'plain':
        return { credits: this.#credits };
      case 'full':
        return full;
      case 'usedThisMonth':
        return { credits: this.#credits, used_this_month: this.#usedThisMonth };
      case 'wrapped':
        return { data: full };
    }
  }
}

function checkedAmount(amount: number): number {
  if (!Number.isFinite(amount) || amount < 0) {
    throw new RangeError(`An amount of credits is a number of 0 or more, not ${amount}.`);
  }
  return roundCredits(amount);
}
