import { isRunKind, type RunKind } from './run';

/**
 * Runs that are going on now, over all windows: one small file of the shared folder. Only what other windows need to
 * tell that their runs overlap: no name, no folder.
 */
export interface OpenRun {
  /** The window that meters it. */
  readonly window: string;
  readonly run: string;
  readonly kind: RunKind;
  /** Name of the account in the shared folder. */
  readonly account: string;
  /** When it began, ms since 1970. */
  readonly at: number;
  /** When its window last said it is still going, ms since 1970. */
  readonly lastSeen: number;
}

export interface OpenRuns {
  readonly version: 1;
  readonly runs: readonly OpenRun[];
}

export const NO_OPEN_RUNS: OpenRuns = { version: 1, runs: [] };

/** How often a window with open runs should touch its entries. */
export const HEARTBEAT_MS = 30_000;
const HEARTBEAT_LOST_MS = 2 * 60_000;
const LONGEST_RUN_MS = 24 * 60 * 60_000;
const MOST_RUNS = 500;
const LONGEST_ID = 200;

/** Strict: anything but exactly this shape in version 1 is `undefined` (the store then sets the file aside). */
export function parseOpenRuns(value: unknown): OpenRuns | undefined {
  if (!isRecord(value) || value['version'] !== 1 || !Array.isArray(value['runs'])) return undefined;
  const entries: readonly unknown[] = value['runs'];
  if (entries.length > MOST_RUNS) return undefined;
  const runs: OpenRun[] = [];
  for (const entry of entries) {
    const run = parseEntry(entry);
    if (run === undefined) return undefined;
    runs.push(run);
  }
  return { version: 1, runs };
}

function parseEntry(value: unknown): OpenRun | undefined {
  if (!isRecord(value)) return undefined;
  const { window, run, kind, account, at, lastSeen } = value;
  return isId(window) && isId(run) && isId(account) && isRunKind(kind) && isTime(at) && isTime(lastSeen)
    ? { window, run, kind, account, at, lastSeen }
    : undefined;
}

/**
 * Without entries that cannot be believed any more: begun over 24 h ago, not heard of for 2 minutes (the window was
 * killed or sleeps), or from the future (the clock went back).
 */
export function withoutStale(open: OpenRuns, now: number): OpenRuns {
  return {
    version: 1,
    runs: open.runs.filter(
      ({ at, lastSeen }) =>
        now - at <= LONGEST_RUN_MS &&
        now - lastSeen <= HEARTBEAT_LOST_MS &&
        at - now <= HEARTBEAT_LOST_MS &&
        lastSeen - now <= HEARTBEAT_LOST_MS,
    ),
  };
}

/**
 * What a window writes, on a change and as its heart-beat: the others' entries as they are, stale ones dropped, and its own ones as given.
 * At most 500 entries; the newest are kept.
 */
export function withOwn(
  open: OpenRuns,
  window: string,
  own: readonly Omit<OpenRun, 'window' | 'lastSeen'>[],
  now: number,
): OpenRuns {
  const others = withoutStale(open, now).runs.filter((entry) => entry.window !== window);
  const mine = own.map(({ run, kind, account, at }) => ({ window, run, kind, account, at, lastSeen: now }));
  return { version: 1, runs: [...others, ...mine].sort((a, b) => a.at - b.at).slice(-MOST_RUNS) };
}

/** The other windows' runs that still count. */
export function othersOf(open: OpenRuns, window: string, now: number): readonly OpenRun[] {
  return withoutStale(open, now).runs.filter((entry) => entry.window !== window);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isId(value: unknown): value is string {
  return typeof value === 'string' && value.length > 0 && value.length <= LONGEST_ID;
}

function isTime(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0;
}
