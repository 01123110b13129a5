import { settle, type Reading } from '../../../src/app/outcome';
import type { Balance } from '../../../src/leadmagic/balance';
import type { LeadMagicError } from '../../../src/leadmagic/errors';
import type { HeaderFacts } from '../../../src/leadmagic/headerFacts';
import { emptySnapshot, type Snapshot } from '../../../src/store/snapshot';
import { momentOf } from '../../moment';

export const start = Date.UTC(2026, 10, 22);
export const half = (): number => 0.5;
export const plain = (credits: number): Balance => ({ credits, isFrozen: false });

export function reading(seq: number, result: Reading['result'], headers: HeaderFacts = {}): Reading {
  const sentAt = start + seq * 1000;
  return { result, headers, source: 'poll', seq, sentAt, received: momentOf(sentAt + 100) };
}

export const body = (seq: number, credits: number, headers: HeaderFacts = {}): Reading =>
  reading(seq, { ok: true, value: plain(credits) }, headers);

export const error = (seq: number, problem: LeadMagicError, headers: HeaderFacts = {}): Reading =>
  reading(seq, { ok: false, error: problem }, headers);

export const headerOnly = (seq: number, creditsRemaining: number): Reading =>
  reading(seq, undefined, { creditsRemaining });

export function after(...readings: readonly Reading[]): Snapshot {
  return readings.reduce((snapshot, next) => settle(snapshot, next, half), emptySnapshot('e'));
}

export const credits = (snapshot: Snapshot): number | undefined => snapshot.observation?.balance.credits;
