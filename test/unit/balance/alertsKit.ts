import {
  emptyAlertMemory,
  updateEpisodes,
  type AlertFacts,
  type AlertMemory,
  type AlertSettings,
} from '../../../src/balance/alerts';

export const settings: AlertSettings = { lowCredits: 1000, criticalCredits: 100, lowDaysLeft: 0 };
export const withDays: AlertSettings = { ...settings, lowDaysLeft: 3 };
export const all = { notifications: 'all' } as const;
export const hour = 3_600_000;

/** One observation after the other, from an account with nothing open. */
export function after(
  facts: readonly (Partial<AlertFacts> & { spendable: number })[],
  rules = settings,
): AlertMemory {
  return facts.reduce(
    (memory, fact) => updateEpisodes(memory, { seq: memory.seq + 1, at: 1000 + memory.seq, ...fact }, rules),
    emptyAlertMemory,
  );
}

export function kindsOf(memory: AlertMemory): readonly string[] {
  return Object.keys(memory.episodes).sort();
}
