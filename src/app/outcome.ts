import {
  balanceFromHeader,
  isDoubtful,
  isNewer,
  type Observation,
  type ObservationSource,
} from '../balance/observation';
import { remaining, type Moment } from '../balance/moment';
import type { Balance } from '../leadmagic/balance';
import { serverWords, type LeadMagicError } from '../leadmagic/errors';
import type { HeaderFacts } from '../leadmagic/headerFacts';
import { holdLength } from '../leadmagic/holdLength';
import { present } from '../leadmagic/present';
import type { Result } from '../leadmagic/result';
import type { LastError, Snapshot } from '../store/snapshot';
import { backoffAfter, HOLD_CAP_MS } from './schedule';

/** What one answered request means for an account, whichever endpoint it went to. */
export interface Reading {
  /** undefined: the response was about something else; only its headers tell of the balance. */
  readonly result: Result<Balance | undefined, LeadMagicError> | undefined;
  readonly headers: HeaderFacts;
  readonly source: ObservationSource;
  readonly seq: number;
  /** ms since 1970. */
  readonly sentAt: number;
  readonly received: Moment;
}

/** The snapshot after a reading. Pure: the same for every window, on disk and in simulations. */
export function settle(snapshot: Snapshot, reading: Reading, random: () => number): Snapshot {
  const { result } = reading;
  const heard = hear(snapshot, reading);
  if (result === undefined) return heard;
  return result.ok ? succeeded(heard, reading) : failed(heard, result.error, reading, random);
}

/** What any response tells, whatever it was about: a balance, and how long to wait. */
export function hear(snapshot: Snapshot, reading: Reading): Snapshot {
  return withHold(observe(snapshot, reading), holdLength(reading), reading.received);
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
  const { seq, sentAt, received, headers } = reading;
  return present({ balance, ...received, sentAt, seq, source, cost: headers.creditsCost });
}

function accept(snapshot: Snapshot, observation: Observation): Snapshot {
  return isNewer(observation, snapshot.observation) ? { ...snapshot, observation } : snapshot;
}

function withoutDoubt(snapshot: Snapshot, seq: number): Snapshot {
  if (snapshot.doubt === undefined || snapshot.doubt.seq > seq) return snapshot;
  const { doubt, ...rest } = snapshot;
  return rest;
}

function succeeded(snapshot: Snapshot, { seq }: Reading): Snapshot {
  const { lastError, backoff, ...rest } = snapshot;
  // A newer request has failed since: this success is history.
  if (lastError !== undefined && lastError.seq > seq) return snapshot;
  return { ...rest, failures: 0, rejected: false };
}

function failed(snapshot: Snapshot, error: LeadMagicError, reading: Reading, random: () => number): Snapshot {
  if (error.kind === 'cancelled') return snapshot;
  // A newer request has ended since: this failure is history.
  if (Math.max(snapshot.observation?.seq ?? 0, snapshot.lastError?.seq ?? 0) > reading.seq) return snapshot;
  const failures = snapshot.failures + 1;
  return {
    ...snapshot,
    failures,
    rejected: snapshot.rejected || error.kind === 'unauthorized',
    lastError: lastErrorOf(error, reading),
    backoff: backoffAfter(failures, reading.received, random),
  };
}

/** The later of two deadlines stands. */
function withHold(snapshot: Snapshot, lengthMs: number | undefined, since: Moment): Snapshot {
  if (lengthMs === undefined || lengthMs <= remaining(snapshot.hold, since)) return snapshot;
  return { ...snapshot, hold: { ...since, lengthMs: Math.min(lengthMs, HOLD_CAP_MS) } };
}

function lastErrorOf(error: LeadMagicError, { received, seq }: Reading): LastError {
  const { kind, status, code, requestId } = error;
  const message = serverWords(error);
  return {
    kind,
    ...received,
    seq,
    ...present({ status, code, message, requestId }),
  };
}
