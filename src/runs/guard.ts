/** How a guard ends: 0 enough, 1 too few, 2 it cannot know. Used as exit code by the task and the command line. */
export type GuardCode = 0 | 1 | 2;

export interface GuardVerdict {
  readonly code: GuardCode;
  /** Views turn it into words. `badMinimum`: the minimum is not a number of at least 0. */
  readonly reason: 'enough' | 'tooFew' | 'unknownBalance' | 'badMinimum';
}

/**
 * Whether a run that wants `minCredits` may start. `spendable` is absent when no balance could be read just now: an
 * old number is not good enough for a guard.
 */
export function guardVerdict(input: {
  readonly spendable?: number;
  readonly minCredits: number;
}): GuardVerdict {
  const { spendable, minCredits } = input;
  if (!(Number.isFinite(minCredits) && minCredits >= 0)) return { code: 2, reason: 'badMinimum' };
  if (spendable === undefined || !Number.isFinite(spendable)) return { code: 2, reason: 'unknownBalance' };
  return spendable >= minCredits ? { code: 0, reason: 'enough' } : { code: 1, reason: 'tooFew' };
}
