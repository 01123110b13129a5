/** What one body said about the balance. Credits are finite and rounded to 0.01; below 0 when the account is overdrawn. */
export interface Balance {
  readonly credits: number;
  /** The spendable part, where the API tells it. */
  readonly liquid?: number;
  /** The frozen part, where the API tells it. */
  readonly frozen?: number;
  readonly isFrozen: boolean;
  /** Untrusted server text, at most 500 characters. */
  readonly freezeMessage?: string;
  /** Untrusted server text, at most 500 characters. */
  readonly freezePlanHint?: string;
}

/** Credits that can be spent now: what alerts and forecasts use. */
export function spendable(balance: Balance): number {
  return balance.liquid ?? balance.credits;
}
