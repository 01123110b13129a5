import { roundCredits } from './random';

/** What one product did on one day. Credits are rounded to 0.01. */
export interface ProductTally {
  readonly requests: number;
  /** Requests that found something and so cost credits. */
  readonly found: number;
  readonly credits: number;
  readonly maxCredits: number;
}

/** Spending since the server started, by UTC day and product: the live part of the analytics. */
export class Ledger {
  readonly #days = new Map<string, Map<string, ProductTally>>();

  #lastAt: number | undefined;

  /** Time in ms of the last request, if there was one. */
  get lastAt(): number | undefined {
    return this.#lastAt;
  }

  /** Notes credits that went in this many requests of one product, in equal parts; 0 credits are misses. */
  record(atMs: number, productId: string, credits: number, requests: number): void {
    this.#lastAt = atMs;
    const date = utcDate(atMs);
    const day = this.#days.get(date) ?? new Map<string, ProductTally>();
    this.#days.set(date, day);
    const before = day.get(productId) ?? { requests: 0, found: 0, credits: 0, maxCredits: 0 };
    day.set(productId, {
      requests: before.requests + requests,
      found: before.found + (credits > 0 ? requests : 0),
      credits: roundCredits(before.credits + credits),
      maxCredits: Math.max(before.maxCredits, roundCredits(credits / requests)),
    });
  }

  day(date: string): ReadonlyMap<string, ProductTally> {
    return this.#days.get(date) ?? new Map<string, ProductTally>();
  }
}

/** `YYYY-MM-DD` of a time in ms, in UTC. */
export function utcDate(atMs: number): string {
  return new Date(atMs).toISOString().slice(0, 10);
}
