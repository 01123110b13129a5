import type { AlertKind } from '../balance/alerts';

/** The figures an alert is told with; credits and days. */
export interface AlertFigures {
  readonly credits: number;
  readonly spendable: number;
  readonly isFrozen: boolean;
  readonly lowCredits: number;
  readonly criticalCredits: number;
  readonly daysLeft?: number;
}

/** Something a person is told once, by one window. Amounts are credits. */
export type Notice =
  | (AlertFigures & { readonly kind: AlertKind })
  | { readonly kind: 'topUp'; readonly by: number; readonly spendable: number };
