import { present } from '../leadmagic/present';
export type RunKind = 'task' | 'debug' | 'terminal';

/**
 * How sure a cost is; never exact, since a colleague or another machine may spend too.
 * - `alone`: no other known run overlapped, and both readings were near its start and end.
 * - `shared`: another run of this account overlapped the time between the two readings; the figure holds its spend too.
 * - `rough`: nobody known overlapped, but a reading was old or late, a top-up came between, it may have used another key,
 *   or there is no cost.
 */
export type Certainty = 'alone' | 'shared' | 'rough';

/**
 * Why a run has no cost. `otherKey`: it is known to use another key than the account's. `noStart`: no balance was
 * known when it began. `noEnd`: none could be read after it ended.
 */
export type NoCost = 'otherKey' | 'noStart' | 'noEnd';

/** Where a run belongs, as far as that is known. */
export interface Place {
  /** Name of the workspace folder. */
  readonly folder?: string;
  /** Tells folders of one name apart; absent in runs that an earlier version kept. */
  readonly folderId?: string;
}

export function placeOf({ folder, folderId }: Place): Place {
  return { ...present({ folder, folderId }) };
}

/** One finished run as it is kept and shown. Times are ms since 1970, credits are rounded to 0.01 and >= 0. */
export interface Run extends Place {
  readonly id: string;
  /** Safe to show (see `runName`); '' when there is no safe name. */
  readonly name: string;
  readonly kind: RunKind;
  /** Name of the account in the shared folder. */
  readonly account: string;
  readonly startedAt: number;
  readonly endedAt: number;
  readonly credits?: number;
  readonly certainty: Certainty;
  /** Present exactly when `credits` is not. */
  readonly noCost?: NoCost;
  /** A background task alone, such as a watcher: runs during it are not marked as shared with it. */
  readonly isBackground?: boolean;
}

export function isRunKind(value: unknown): value is RunKind {
  return value === 'task' || value === 'debug' || value === 'terminal';
}
