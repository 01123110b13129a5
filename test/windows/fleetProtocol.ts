import * as v from 'valibot';

/** What a worker is told at its start, as JSON in its first argument. */
export const planSchema = v.object({
  name: v.string(),
  /** The folder that windows share. */
  folder: v.string(),
  origin: v.string(),
  key: v.string(),
  seed: v.number(),
  /** ms since 1970 at which the run began. */
  startedAt: v.number(),
  /** How many times faster than the machine's clock the extension's goes: waits of minutes in seconds. */
  speed: v.number(),
  cacheTtlSeconds: v.number(),
  isFocused: v.boolean(),
});
export type Plan = v.InferOutput<typeof planSchema>;

export const orderSchema = v.variant('order', [
  v.object({ order: v.literal('focus'), isFocused: v.boolean() }),
  v.object({ order: v.literal('ask'), what: v.picklist(['refresh', 'health']) }),
  v.object({ order: v.literal('poll') }),
  v.object({ order: v.literal('show') }),
  v.object({ order: v.literal('snooze'), lengthMs: v.number() }),
]);
/** What a worker is told while it runs. */
export type Order = v.InferOutput<typeof orderSchema>;

export const newsSchema = v.variant('news', [
  v.object({ news: v.literal('notice'), kind: v.string() }),
  v.object({ news: v.literal('up') }),
  /** For so many ms of the extension's clock. */
  v.object({ news: v.literal('snoozed'), lengthMs: v.number() }),
  /** What the window shows: its balance and the number of it. */
  v.object({ news: v.literal('shows'), credits: v.optional(v.number()), seq: v.optional(v.number()) }),
  v.object({ news: v.literal('fault'), text: v.string() }),
]);
/** What a worker tells. */
export type News = v.InferOutput<typeof newsSchema>;

/** Which request it is, for the server's records: window, read class, and when the class was stamped. */
export const WINDOW_HEADER = 'x-test-window';
export const CLASS_HEADER = 'x-test-class';
/** ms since 1970 of the extension's clock. */
export const STAMP_HEADER = 'x-test-stamp';

/** The extension's clock: it starts with the machine's, and runs faster. */
export function fastClock({ startedAt, speed }: Pick<Plan, 'startedAt' | 'speed'>): () => number {
  return () => Math.round(startedAt + (Date.now() - startedAt) * speed);
}
