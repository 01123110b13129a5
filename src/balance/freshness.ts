import { age, type Moment } from './moment';

/** `fresh`: younger than the cache TTL. `stale`: too old to be trusted. `recent`: in between. */
export type Freshness = 'fresh' | 'recent' | 'stale';

export interface FreshnessRules {
  /** Cache TTL in ms. */
  readonly ttlMs: number;
  /** Background refresh interval in ms; 0 when it is off. */
  readonly intervalMs: number;
}

const STALE_AFTER_AT_LEAST = 10 * 60_000;

/** How far what was observed then can be trusted at `now`; where the two clocks differ, by the one that says more. */
export function freshness(observed: Moment, now: Moment, rules: FreshnessRules): Freshness {
  const old = age(observed, now);
  if (old < rules.ttlMs) return 'fresh';
  return old > staleAfter(rules) ? 'stale' : 'recent';
}

/** Age in ms after which a value is stale. */
export function staleAfter(rules: Pick<FreshnessRules, 'intervalMs'>): number {
  return Math.max(2 * rules.intervalMs, STALE_AFTER_AT_LEAST);
}
