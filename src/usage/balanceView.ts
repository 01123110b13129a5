/** What the dashboard says of the account and its balance. Amounts are credits, times ms since 1970. */
export type AccountView =
  | { readonly status: 'starting' }
  | { readonly status: 'noKey' }
  | { readonly status: 'unconfirmed' }
  | { readonly status: 'rejected' }
  /** `problem`: the balance could not be read. */
  | { readonly status: 'unread'; readonly problem?: string }
  | { readonly status: 'known'; readonly balance: BalanceView };

export interface BalanceView {
  readonly credits: number;
  readonly spendable: number;
  readonly isFrozen: boolean;
  /** Why, in the server's words: untrusted text. */
  readonly freezeMessage?: string;
  /** What plan would free it, in the server's words: untrusted text. */
  readonly freezePlanHint?: string;
  /** Of the balance, what is frozen. */
  readonly frozen?: number;
  readonly level: 'ok' | 'low' | 'critical' | 'empty';
  readonly lowCredits: number;
  readonly criticalCredits: number;
  /** When it was read. */
  readonly at: number;
  /** Too old to be trusted, or LeadMagic could not be reached for a newer one. */
  readonly isBehind: boolean;
  /** Why the last try failed, as a sentence. */
  readonly problem?: string;
  readonly outlook?: OutlookView;
  /** Absent until the local history was read. */
  readonly history?: HistoryView;
}

/** Days left, and what that rests on, or how much more has to be seen first. */
export interface OutlookView {
  readonly daysLeft?: number;
  /** The pace and its basis, as a sentence. */
  readonly words: string;
}

/** The balance over the range, in order of time. */
export interface HistoryView {
  readonly from: number;
  readonly to: number;
  readonly points: readonly { readonly at: number; readonly credits: number }[];
  readonly topUps: readonly { readonly at: number; readonly amount: number }[];
}
