/** How the spendable credits stand against the thresholds, mildest first. */
export type Level = 'ok' | 'low' | 'critical' | 'empty';

/** In credits; "under" is strictly below. 0 turns a level off. */
export interface Thresholds {
  readonly lowCredits: number;
  readonly criticalCredits: number;
}

const levels: readonly Level[] = ['ok', 'low', 'critical', 'empty'];

/** A level is left only above its threshold plus this part of it. */
const margin = 0.05;

/** The level without memory: what the status bar shows. */
export function levelOf(spendable: number, { lowCredits, criticalCredits }: Thresholds): Level {
  if (spendable <= 0) return 'empty';
  if (spendable < criticalCredits) return 'critical';
  return spendable < lowCredits ? 'low' : 'ok';
}

/**
 * The level with memory: what alerts go by. It worsens at once, but a level is left only above its
 * threshold plus 5 %; `empty` is left only above 5 % of the critical threshold.
 */
export function heldLevel(previous: Level, spendable: number, thresholds: Thresholds): Level {
  const now = levelOf(spendable, thresholds);
  return worse(now, milder(previous, reluctantLevel(spendable, thresholds)));
}

export function isAtLeast(level: Level, other: Level): boolean {
  return levels.indexOf(level) >= levels.indexOf(other);
}

/** The worst level that `spendable` is not yet high enough to leave. */
function reluctantLevel(spendable: number, { lowCredits, criticalCredits }: Thresholds): Level {
  if (spendable <= Math.max(0, criticalCredits * margin)) return 'empty';
  if (spendable <= criticalCredits * (1 + margin)) return 'critical';
  return spendable <= lowCredits * (1 + margin) ? 'low' : 'ok';
}

function worse(a: Level, b: Level): Level {
  return isAtLeast(a, b) ? a : b;
}

function milder(a: Level, b: Level): Level {
  return isAtLeast(a, b) ? b : a;
}
