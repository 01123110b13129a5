import type { Observation } from './observation';

/** `fresh`: younger than the cache TTL. `stale`: too old to be trusted. `recent`: in between. */
export type Freshness = 'fresh' | 'recent' | 'stale';

export interface FreshnessRules {
  /** Cache TTL in ms. */
  readonly ttlMs: number;
  /** Background refresh interval in ms; 0 when it is off. */
  readonly intervalMs: number;
}

const MINUTE = 60_000;
const STALE_AFTER_AT_LEAST = 10 * MINUTE;

/** How far an observation can be trusted at `now`. One from the future (the clock went back) is stale. */
export function freshness(observation: Observation, now: number, rules: FreshnessRules): Freshness {
  const age = now - observation.at;
  if (age < -MINUTE) return 'stale';
  if (age < rules.ttlMs) return 'fresh';
  return age > staleAfter(rules) ? 'stale' : 'recent';
}

/** Age in ms after which a value is stale. */
export function staleAfter(rules: Pick<FreshnessRules, 'intervalMs'>): number {
  return Math.max(2 * rules.intervalMs, STALE_AFTER_AT_LEAST);
}
