/** A finite number >= 0, or nothing. Never guesses: a string is no number. */
export function amountOf(value: unknown): number | undefined {
  return typeof value === 'number' && value >= 0 && value < Infinity ? value : undefined;
}

/** More than anybody has: a larger number is a mistake. */
export const mostCredits = 1e12;

/** Credits rounded to 0.01; nothing for what is no number, below 0, or more than anybody has. */
export function creditsOf(value: unknown): number | undefined {
  const amount = amountOf(value);
  return amount === undefined || amount > mostCredits ? undefined : roundCredits(amount);
}

/** Rounds to 0.01; -0 becomes 0. */
export function roundCredits(amount: number): number {
  return Math.round(amount * 100) / 100 + 0;
}
