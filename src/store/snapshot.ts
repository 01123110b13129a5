import type { Observation } from '../balance/observation';
import type { Balance } from '../leadmagic/balance';
import { errorKinds, type ErrorKind } from '../leadmagic/errors';
import { amount, credits, isTrueOrFalse, object, oneOf, text, time, upTo } from './shape';

/** What the user asks: the balance, or whether the key is good. */
export type AskedClass = 'refresh' | 'health';

/** Why a request is made; each class has its own limit over all windows. */
export type ReadClass = 'background' | AskedClass | 'watch' | 'usage';

/** A span to wait, told as when it was set and how long it is, so that a clock jump cannot stretch it. */
export interface Wait {
  /** ms since 1970. */
  readonly setAt: number;
  readonly lengthMs: number;
}

/** How the last request ended, when it failed. */
export interface LastError {
  readonly kind: ErrorKind;
  /** ms since 1970. */
  readonly at: number;
  readonly status?: number;
  readonly code?: string;
  /** Untrusted server text. */
  readonly message?: string;
  readonly requestId?: string;
}

/** What all windows share about one account: `snapshot.json`. Times are ms since 1970. */
export interface Snapshot {
  readonly v: 1;
  /** New with each file that starts from nothing: sequence numbers compare within one epoch only. */
  readonly epoch: string;
  /** The last sequence number drawn. */
  readonly seq: number;
  /** The last good observation. */
  readonly observation?: Observation;
  /** When each class last sent a request. */
  readonly attempts: Readonly<Partial<Record<ReadClass, number>>>;
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
const wait = object<Wait>({ setAt: time, lengthMs: upTo(24 * 3_600_000) });
const number = upTo(Number.MAX_SAFE_INTEGER);

const balance = object<Balance>(
  {
    credits,
    liquid: credits,
    frozen: amount,
    isFrozen: isTrueOrFalse,
    freezeMessage: text,
    freezePlanHint: text,
  },
  'liquid',
  'frozen',
  'freezeMessage',
  'freezePlanHint',
);

const observation = object<Observation>(
  {
    balance,
    at: time,
    sentAt: time,
    seq: number,
    source: oneOf('poll', 'refresh', 'health', 'header', 'handed'),
    cost: amount,
  },
  'cost',
);

// A kind this version does not know makes the file alien.
const kind = oneOf(...errorKinds);

/** Reads a snapshot back; undefined when it is torn, alien or of another version. */
export const parseSnapshot = object<Snapshot>(
  {
    v: oneOf(1 as const),
    epoch: text,
    seq: number,
    observation,
    attempts: object<Snapshot['attempts']>(
      { background: time, refresh: time, health: time, watch: time, usage: time },
      'background',
      'refresh',
      'health',
      'watch',
      'usage',
    ),
    hold: wait,
    backoff: wait,
    failures: amount,
    lastError: object<LastError>(
      { kind, at: time, status: amount, code: text, message: text, requestId: text },
      'status',
      'code',
      'message',
      'requestId',
    ),
    rejected: isTrueOrFalse,
    doubt: object<NonNullable<Snapshot['doubt']>>({ credits, seq: number }),
    kept: object<NonNullable<Snapshot['kept']>>({ t: time, c: credits, s: credits }, 's'),
  },
  'observation',
  'hold',
  'backoff',
  'lastError',
  'doubt',
  'kept',
);

export function emptySnapshot(epoch: string): Snapshot {
  return { v: 1, epoch, seq: 0, attempts: {}, failures: 0, rejected: false };
}
