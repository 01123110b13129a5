import type { Level } from '../balance/level';
import type { ErrorKind } from '../leadmagic/errors';
import type { BarFormats } from './barFormats';
import * as say from './messages';

/** What the status bar has to say; the key rows, then the balance. */
export type BarFacts = { /** Shown when there is more than one account. */ readonly account?: string } & (
  | { readonly kind: 'noKey'; readonly lost: boolean }
  | { readonly kind: 'rejected' }
  | { readonly kind: 'unconfirmed' }
  | { readonly kind: 'loading' }
  /** The first read failed. */
  | { readonly kind: 'unread'; readonly error: { readonly kind: ErrorKind; readonly status?: number } }
  | BalanceFacts
);

export interface BalanceFacts {
  readonly kind: 'balance';
  readonly credits: number;
  readonly spendable: number;
  readonly isFrozen: boolean;
  readonly level: Level;
  readonly lowCredits: number;
  readonly criticalCredits: number;
  /** Too old to be trusted, or LeadMagic could not be reached for a newer one. */
  readonly isBehind: boolean;
  readonly isBusy: boolean;
  /** ms since 1970. */
  readonly at: number;
  readonly now: number;
  readonly format: 'full' | 'compact' | 'icon';
}

export interface Bar {
  readonly text: string;
  readonly background: 'none' | 'warning' | 'error';
}

/** The row of the design's table that fits. What a screen reader says is in `barLabel.ts`. */
export function renderBar(facts: BarFacts, formats: BarFormats): Bar {
  const [icon, text, background = 'none'] = rowOf(facts, formats);
  const parts = [`$(${icon})`, escapeIcons(facts.account ?? ''), text];
  return { text: parts.filter(Boolean).join(' '), background };
}

type Row = readonly [icon: string, text: string, background?: Bar['background']];

function rowOf(facts: BarFacts, formats: BarFormats): Row {
  const { t } = formats;
  switch (facts.kind) {
    case 'noKey':
      return ['key', t(say.setKeyBar)];
    case 'rejected':
      return ['key', t(say.keyRejectedBar), 'error'];
    case 'unconfirmed':
      return ['shield', t(say.confirmKeyBar), 'warning'];
    case 'loading':
      return ['loading~spin', 'LeadMagic'];
    case 'unread':
      return ['history', 'LeadMagic'];
    case 'balance':
      return [iconOf(facts), numberOf(facts, formats), backgroundOf(facts)];
  }
}

function numberOf({ format, spendable }: BalanceFacts, formats: BarFormats): string {
  if (format === 'icon') return '';
  return format === 'full' ? formats.credits(spendable) : formats.compactCredits(spendable);
}

function iconOf({ isBusy, isBehind, isFrozen, level }: BalanceFacts): string {
  if (isBusy) return 'sync~spin';
  if (isBehind) return 'history';
  if (isFrozen) return 'lock';
  if (level === 'critical' || level === 'empty') return 'error';
  return level === 'low' ? 'warning' : 'credit-card';
}

function backgroundOf({ level, isFrozen }: BalanceFacts): Bar['background'] {
  if (level === 'critical' || level === 'empty') return 'error';
  return level === 'low' || isFrozen ? 'warning' : 'none';
}

/** A label a person typed must not turn into an icon. */
function escapeIcons(text: string): string {
  return text.replace(/\$\(/g, '$ (');
}
