import {
  balanceFromHeader,
  isDoubtful,
  isNewer,
  type Observation,
  type ObservationSource,
} from '../balance/observation';
import type { Balance } from '../leadmagic/balance';
import { serverWords, type LeadMagicError } from '../leadmagic/errors';
import type { HeaderFacts } from '../leadmagic/headerFacts';
import { holdLength } from '../leadmagic/holdLength';
import type { Result } from '../leadmagic/result';
import type { LastError, Snapshot } from '../store/snapshot';
import { backoffAfter, HOLD_CAP_MS, remaining } from './schedule';

/** What one answered request means for an account, whichever endpoint it went to. */
export interface Reading {
  /** undefined: the response was about something else; only its headers tell of the balance. */
  readonly result: Result<Balance | undefined, LeadMagicError> | undefined;
  readonly headers: HeaderFacts;
  readonly source: ObservationSource;
  readonly seq: number;
  readonly sentAt: number;
  readonly receivedAt: number;
}

/** The snapshot after a reading. Pure: the same for every window, on disk and in simulations. */
export function settle(snapshot: Snapshot, reading: Reading, random: () => number): Snapshot {
  const { result } = reading;
  const heard = hear(snapshot, reading);
  if (result === undefined) return heard;
  return result.ok ? succeeded(heard) : failed(heard, result.error, reading, random);
}

/** What any response tells, whatever it was about: a balance, and how long to wait. */
export function hear(snapshot: Snapshot, reading: Reading): Snapshot {
  return withHold(observe(snapshot, reading), holdLength(reading), reading.receivedAt);
}

/** Takes in a balance that a body or a header reported; bad, older or doubtful values change nothing. */
function observe(snapshot: Snapshot, reading: Reading): Snapshot {
  const body = reading.result?.ok === true ? reading.result.value : undefined;
  if (body !== undefined) {
    return accept(withoutDoubt(snapshot, reading.seq), observationOf(reading, body, reading.source));
  }
  // Of whose balance is that, when the key was refused?
  if (isUnauthorized(reading.result)) return snapshot;
  const credits = reading.headers.creditsRemaining ?? creditsInError(reading.result);
  return credits === undefined ? snapshot : observeHeader(snapshot, reading, credits);
}

/** Whether the key was refused. */
export function isUnauthorized(result: Result<unknown, LeadMagicError> | undefined): boolean {
  return result?.ok === false && result.error.kind === 'unauthorized';
}

function creditsInError(result: Reading['result']): number | undefined {
  return result?.ok === false ? result.error.creditsAvailable : undefined;
}

function observeHeader(snapshot: Snapshot, reading: Reading, credits: number): Snapshot {
  if (snapshot.observation !== undefined && reading.seq <= snapshot.observation.seq) return snapshot;
  if (isDoubtful(credits, snapshot.observation)) return { ...snapshot, doubt: { credits, seq: reading.seq } };
  const source = reading.source === 'handed' ? 'handed' : 'header';
  const balance = balanceFromHeader(credits, snapshot.observation?.balance);
  return accept(withoutDoubt(snapshot, reading.seq), observationOf(reading, balance, source));
}

function observationOf(reading: Reading, balance: Balance, source: ObservationSource): Observation {
  const { seq, sentAt, receivedAt, headers } = reading;
  const cost = headers.creditsCost;
  return { balance, at: receivedAt, sentAt, seq, source, ...(cost !== undefined && { cost }) };
}

function accept(snapshot: Snapshot, observation: Observation): Snapshot {
  return isNewer(observation, snapshot.observation) ? { ...snapshot, observation } : snapshot;
}

function withoutDoubt(snapshot: Snapshot, seq: number): Snapshot {
  if (snapshot.doubt === undefined || snapshot.doubt.seq > seq) return snapshot;
  const { doubt, ...rest } = snapshot;
  return rest;
}

function succeeded(snapshot: Snapshot): Snapshot {
  const { lastError, backoff, ...rest } = snapshot;
  return { ...rest, failures: 0, rejected: false };
}

function failed(snapshot: Snapshot, error: LeadMagicError, reading: Reading, random: () => number): Snapshot {
  if (error.kind === 'cancelled') return snapshot;
  // A newer request has answered since: this failure is history.
  if (snapshot.observation !== undefined && snapshot.observation.seq > reading.seq) return snapshot;
  const failures = snapshot.failures + 1;
  return {
    ...snapshot,
    failures,
    rejected: snapshot.rejected || error.kind === 'unauthorized',
    lastError: lastErrorOf(error, reading.receivedAt),
    backoff: backoffAfter(failures, reading.receivedAt, random),
  };
}

/** The later of two deadlines stands. */
function withHold(snapshot: Snapshot, lengthMs: number | undefined, at: number): Snapshot {
  if (lengthMs === undefined || lengthMs <= remaining(snapshot.hold, at)) return snapshot;
  return { ...snapshot, hold: { setAt: at, lengthMs: Math.min(lengthMs, HOLD_CAP_MS) } };
}

function lastErrorOf(error: LeadMagicError, at: number): LastError {
  const { kind, status, code, requestId } = error;
  const message = serverWords(error);
  return {
    kind,
    at,
    ...(status !== undefined && { status }),
    ...(code !== undefined && { code }),
    ...(message !== undefined && { message }),
    ...(requestId !== undefined && { requestId }),
  };
}
