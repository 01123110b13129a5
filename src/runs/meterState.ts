import type { Place, RunKind } from './run';
import type { Reading, Span } from './runCost';
import { LINGER_MS, type GroupPieces, type Piece } from './runGroups';

/** One run while it is going on or waits for its last reading. */
export interface RunGroup extends Place {
  readonly id: string;
  readonly kind: RunKind;
  readonly name: string;
  readonly account: string;
  readonly startedAt: number;
  readonly pieces: readonly (Piece & { readonly endedAt?: number })[];
  readonly start?: Reading;
  /** Bought since `start`. */
  readonly topUps: number;
  /** When its last piece ended; absent while one is going on. */
  readonly endedAt?: number | undefined;
  /** The first reading after `endedAt`, kept while a debug session may still follow. */
  readonly end?: Reading | undefined;
}

export interface MeterState {
  /** The newest reading of each account. */
  readonly readings: ReadonlyMap<string, Reading>;
  /** Runs that are going on or wait for their last reading, oldest first. */
  readonly groups: readonly RunGroup[];
  /** This window's settled runs, as long as one of them may overlap what is still measured. */
  readonly settled: readonly Span[];
  /** Other windows' runs, likewise. */
  readonly others: readonly Span[];
}

export const EMPTY_METER: MeterState = { readings: new Map(), groups: [], settled: [], others: [] };

/** After this long without a reading a run is told without cost. */
export const END_WAIT_MS = 10 * 60_000;

/** A lone task that a debug session may follow is held back a little. */
export function settlesAt({ kind, pieces }: RunGroup, endedAt: number): number {
  const held = kind === 'task' && pieces.some(({ launches = [] }) => launches.length > 0);
  return held ? endedAt + LINGER_MS : endedAt;
}

/** Such a run has no cost, wants no reading, and spends elsewhere, so it overlaps nobody. */
export function hasOtherKey({ pieces }: RunGroup): boolean {
  return pieces.some(({ keyMismatch }) => keyMismatch === true);
}

/**
 * Nothing but background tasks. They go on until somebody stops them and rarely spend anything, so they keep nobody
 * waiting and disturb nobody; what such a run cost is told when it ends all the same.
 */
export function isBackground({ pieces }: GroupPieces): boolean {
  return pieces.every((piece) => piece.isBackground === true);
}

/** Whether runs at the same time share their figures with it. */
export function disturbs(group: RunGroup): boolean {
  return !hasOtherKey(group) && !isBackground(group);
}

/** A terminal command is a run once it has lasted; everything else is from the start. */
export function hasLasted(
  { kind, startedAt, endedAt }: RunGroup,
  minTerminalMs: number,
  now: number,
): boolean {
  return kind !== 'terminal' || (endedAt ?? now) - startedAt >= minTerminalMs;
}

export function toSpan({ id, kind, account, startedAt, endedAt }: RunGroup): Span {
  return { id, kind, account, startedAt, ...(endedAt === undefined ? {} : { endedAt }) };
}
