/** A finite number >= 0, or nothing. Never guesses: a string is no number. */
export function amountOf(value: unknown): number | undefined {
  return typeof value === 'number' && value >= 0 && value < Infinity ? value : undefined;
}

/** More than anybody has or owes: a larger number is a mistake. */
export const mostCredits = 1e12;

/**
 * A balance in credits, rounded to 0.01; below 0 for an account that is overdrawn. Nothing for what is no number, or more
 * than anybody has or owes.
 */
export function balanceOf(value: unknown): number | undefined {
  return typeof value === 'number' && Math.abs(value) <= mostCredits ? roundCredits(value) : undefined;
}

/** The same for a part of a balance, which is never below 0. */
export function creditsOf(value: unknown): number | undefined {
  const amount = amountOf(value);
  return amount === undefined ? undefined : balanceOf(amount);
}

/** Rounds to 0.01; -0 becomes 0. */
export function roundCredits(amount: number): number {
  return Math.round(amount * 100) / 100 + 0;
}
