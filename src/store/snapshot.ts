import type { Moment, Wait } from '../balance/moment';
import type { Observation } from '../balance/observation';
import type { Balance } from '../leadmagic/balance';
import { errorKinds, type ErrorKind } from '../leadmagic/errors';
import { amount, finite, isTrueOrFalse, object, oneOf, text, time, upTo } from './shape';

/** What the user asks: the balance, or whether the key is good. */
export type AskedClass = 'refresh' | 'health';

/** Why a request is made; each class has its own limit over all windows. */
export type ReadClass = 'background' | AskedClass | 'watch' | 'usage';

/** How the last request ended, when it failed. */
export interface LastError extends Moment {
  readonly kind: ErrorKind;
  /** Of the request that failed. */
  readonly seq: number;
  readonly status?: number;
  readonly code?: string;
  /** Untrusted server text. */
  readonly message?: string;
  readonly requestId?: string;
}

/** What all windows share about one account: `snapshot.json`. What is not known here is kept as it is. */
export interface Snapshot {
  readonly v: 1;
  /** New with each file that starts from nothing: sequence numbers compare within one epoch only. */
  readonly epoch: string;
  /** The last sequence number drawn. */
  readonly seq: number;
  /** The last good observation. */
  readonly observation?: Observation;
  /** When each class last sent a request. */
  readonly attempts: Readonly<Partial<Record<ReadClass, Moment>>>;
  /** What the server asked to wait; binds every class. */
  readonly hold?: Wait;
  /** Our own pause after failures; binds all but what the user asks. */
  readonly backoff?: Wait;
  /** Failures in a row. */
  readonly failures: number;
  readonly lastError?: LastError;
  /** The key was refused (401): no request until the user asks. */
  readonly rejected: boolean;
  /** A value that only a header reported and that needs a body to be believed. */
  readonly doubt?: { readonly credits: number; readonly seq: number };
  /** The point the history kept last: see `shouldKeep`. */
  readonly kept?: { readonly t: number; readonly c: number; readonly s?: number };
}

/** A longer wait, or a number that cannot be counted up from, was not written by us and would never end. */
const wait = object<Wait>({ at: time, up: finite, lengthMs: upTo(24 * 3_600_000) });
const number = upTo(Number.MAX_SAFE_INTEGER);
const moment = object<Moment>({ at: time, up: finite });

const balance = object<Balance>(
  { credits: finite, isFrozen: isTrueOrFalse },
  { liquid: finite, frozen: amount, freezeMessage: text, freezePlanHint: text },
);
const source = oneOf('poll', 'refresh', 'health', 'header', 'handed');
const observation = object<Observation>(
  { balance, at: time, up: finite, sentAt: time, seq: number, source },
  { cost: amount },
);
// A further kind, as any further value of such a list, takes a further schema version.
const kind = oneOf(...errorKinds);
const lastError = object<LastError>(
  { kind, at: time, up: finite, seq: number },
  { status: amount, code: text, message: text, requestId: text },
);
const attempts = object<Snapshot['attempts']>(
  {},
  { background: moment, refresh: moment, health: moment, watch: moment, usage: moment },
);
const doubt = object<NonNullable<Snapshot['doubt']>>({ credits: finite, seq: number });
const kept = object<NonNullable<Snapshot['kept']>>({ t: time, c: finite }, { s: finite });

/** Reads a snapshot back; undefined when it is torn, alien or of another version. */
export const parseSnapshot = object<Snapshot>(
  { v: oneOf(1 as const), epoch: text, seq: number, attempts, failures: amount, rejected: isTrueOrFalse },
  { observation, hold: wait, backoff: wait, lastError, doubt, kept },
);

export function emptySnapshot(epoch: string): Snapshot {
  return { v: 1, epoch, seq: 0, attempts: {}, failures: 0, rejected: false };
}

/** Whether it holds a moment of before the machine was started: see `rebased`. */
export function isOfBefore(snapshot: Snapshot, now: Moment): boolean {
  const stored = [snapshot.observation, snapshot.hold, snapshot.backoff, ...Object.values(snapshot.attempts)];
  return stored.some((moment) => moment !== undefined && moment.up > now.up);
}

/** Without the point that the history kept last: for a history that was cleared, or is elsewhere. */
export function withoutKept({ kept: _kept, ...rest }: Snapshot): Snapshot {
  return rest;
}
