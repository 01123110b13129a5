import {
  disturbs,
  END_WAIT_MS,
  hasOtherKey,
  isBackground,
  settlesAt,
  toSpan,
  type MeterState,
  type RunGroup,
} from './meterState';
import { placeOf, type NoCost, type Run } from './run';
import { costOfRun, FRESH_MS, noCost, START_GRACE_MS, type Reading, type Span } from './runCost';
import { groupsFor, hasRoot, type Piece } from './runGroups';

/**
 * The run meter: a pure reducer from what VS Code and the balance report to finished runs. It reads no clock and asks
 * for nothing itself: after every event the caller asks `wantedReads` whether a balance is wanted (class `watch`,
 * whose gate decides when), and `wakeAt` when to send the next `tick`. Times are ms since 1970.
 */
export type MeterEvent =
  | { readonly type: 'started'; readonly piece: Piece }
  /** A piece ended; an unknown or already ended one is ignored. */
  | { readonly type: 'ended'; readonly id: string; readonly at: number }
  /**
   * Any reading of an account's balance, whoever asked for it; `at` is when its request was sent. Feed other windows' spans
   * first. `topUp`: credits bought since the reading before, by the balance's own rules.
   */
  | (Reading & { readonly type: 'read'; readonly account: string; readonly topUp?: number })
  /** Other windows' open and lately finished runs, all of them; an open one that is gone ended at `at` at the latest. */
  | { readonly type: 'others'; readonly spans: readonly Span[]; readonly at: number }
  /** Feed other windows' spans first. */
  | { readonly type: 'tick'; readonly at: number };

export interface MeterOptions {
  /** Terminal commands shorter than this do not count: setting `runMinSeconds`. */
  readonly minTerminalMs: number;
  /** So long after its last reading a run is told: by then it is known which commands that began before it count. */
  readonly holdMs: number;
}

export interface MeterStep {
  readonly state: MeterState;
  readonly finished: readonly Run[];
}

const MOST_SPANS = 500;

export function meter(state: MeterState, event: MeterEvent, options: MeterOptions): MeterStep {
  switch (event.type) {
    case 'started':
      return { state: started(state, event.piece), finished: [] };
    case 'ended':
      // Nobody has looked at the other windows' runs just now, so what has its last reading is not told yet.
      return settle(ended(state, event.id, event.at, options), event.at, { ...options, holdMs: Infinity });
    case 'read':
      return settle(read(state, event), event.at, options);
    case 'others':
      return { state: { ...state, others: merged(state.others, event.spans, event.at) }, finished: [] };
    case 'tick':
      return settle(state, event.at, options);
  }
}

function started(state: MeterState, piece: Piece): MeterState {
  if (state.groups.some(({ pieces }) => pieces.some(({ id }) => id === piece.id))) return state;
  const joined = groupsFor(piece, state.groups);
  // A watcher may have been going on for hours before the session that wants it.
  const first = joined.find((group) => !isBackground(group)) ?? begun(piece, state);
  const pieces = joined.flatMap((group) => group.pieces);
  const place = [...joined, piece].find(({ folder }) => folder !== undefined) ?? {};
  const whole: RunGroup = {
    ...first,
    pieces: [...pieces, piece],
    // The root session is what a person started, whichever piece came first.
    ...(piece.kind === 'debug' && !hasRoot(pieces) ? { kind: piece.kind, name: piece.name } : {}),
    ...placeOf(place),
    endedAt: undefined,
    end: undefined,
  };
  const others = state.groups.filter((group) => !joined.includes(group));
  return { ...state, groups: [...others, whole].sort((a, b) => a.startedAt - b.startedAt) };
}

function begun(piece: Piece, state: MeterState): RunGroup {
  const { id, kind, name, account, at } = piece;
  const start = state.readings.get(account);
  return {
    ...{ id, kind, name, account, startedAt: at, pieces: [piece], topUps: 0 },
    ...placeOf(piece),
    ...(start === undefined ? {} : { start }),
  };
}

function ended(state: MeterState, id: string, at: number, { minTerminalMs }: MeterOptions): MeterState {
  const groups = state.groups.flatMap((group) => {
    if (!group.pieces.some((piece) => piece.id === id && piece.endedAt === undefined)) return [group];
    const pieces = group.pieces.map((piece) =>
      piece.id === id ? { ...piece, endedAt: Math.max(at, piece.at) } : piece,
    );
    const foreground = pieces.filter((piece) => piece.isBackground !== true);
    const awaited = foreground.length > 0 ? foreground : pieces;
    if (awaited.some(({ endedAt }) => endedAt === undefined)) return [{ ...group, pieces }];
    const endedAt = Math.max(...awaited.map((piece) => piece.endedAt ?? 0));
    const tooShort = group.kind === 'terminal' && endedAt - group.startedAt < minTerminalMs;
    return tooShort ? [] : [{ ...group, pieces, endedAt }];
  });
  return { ...state, groups };
}

function read(
  state: MeterState,
  event: Reading & { readonly account: string; readonly topUp?: number },
): MeterState {
  const { account, at, spendable, topUp = 0 } = event;
  const reading = { at, spendable };
  const newest = state.readings.get(account);
  const readings = newest && newest.at > at ? state.readings : new Map(state.readings).set(account, reading);
  const groups = state.groups.map((group): RunGroup => {
    if (group.account !== account) return group;
    if (isBetterStart(group, at)) return { ...group, start: reading, topUps: 0 };
    if (group.end !== undefined || (group.start !== undefined && at <= group.start.at)) return group;
    const withTopUp = { ...group, topUps: group.topUps + topUp };
    return group.endedAt !== undefined && at >= group.endedAt ? { ...withTopUp, end: reading } : withTopUp;
  });
  return { ...state, readings, groups };
}

/** The newest value from before the start, unless that is old and a read right after the start is there. */
function isBetterStart({ start, startedAt, endedAt }: RunGroup, at: number): boolean {
  if (endedAt !== undefined && at >= endedAt) return false;
  if (start === undefined) return true;
  if (at <= start.at) return false;
  if (at <= startedAt) return true;
  return startedAt - start.at > FRESH_MS && at - startedAt <= START_GRACE_MS;
}

/** Takes out the runs that are complete, or will not be. */
function settle(state: MeterState, now: number, options: MeterOptions): MeterStep {
  const done = state.groups.filter((group) => isComplete(group, now, options));
  if (done.length === 0) return { state: pruned(state), finished: [] };
  const finished = done.flatMap((group) => toRun(group, state, options) ?? []);
  const settled = [...state.settled, ...done.filter(disturbs).map(toSpan)];
  const groups = state.groups.filter((group) => !done.includes(group));
  return { state: pruned({ ...state, groups, settled }), finished };
}

function isComplete(group: RunGroup, now: number, { holdMs }: MeterOptions): boolean {
  const { endedAt, end } = group;
  if (endedAt === undefined || now < settlesAt(group, endedAt)) return false;
  if (reasonForNone(group) !== undefined) return true;
  return end === undefined ? now - endedAt >= END_WAIT_MS : now >= end.at + holdMs;
}

function reasonForNone(group: RunGroup): NoCost | undefined {
  if (hasOtherKey(group)) return 'otherKey';
  return group.start === undefined ? 'noStart' : undefined;
}

function toRun(group: RunGroup, state: MeterState, { minTerminalMs }: MeterOptions): Run | undefined {
  const { id, name, kind, account, startedAt, endedAt, start, end, topUps, pieces } = group;
  if (endedAt === undefined) return undefined;
  const run = {
    ...{ id, name, kind, account, startedAt, endedAt },
    ...placeOf(group),
    ...(isBackground(group) ? { isBackground: true } : {}),
  };
  const none = reasonForNone(group);
  if (none !== undefined || start === undefined || end === undefined)
    return { ...run, ...noCost(none ?? 'noEnd') };
  const own = state.groups.filter((other) => other !== group && disturbs(other)).map(toSpan);
  const spans = [...own, ...state.settled, ...state.others].filter((span) => span.account === account);
  const mayUseOtherKey = pieces.some((piece) => piece.mayUseOtherKey === true);
  const measured = { startedAt, endedAt, start, end, topUps, mayUseOtherKey };
  return { ...run, ...costOfRun(measured, spans, minTerminalMs) };
}

function merged(known: readonly Span[], given: readonly Span[], at: number): readonly Span[] {
  const ids = new Set(given.map(({ id }) => id));
  const gone = known
    .filter(({ id }) => !ids.has(id))
    .map((span) => ({ ...span, endedAt: span.endedAt ?? at }));
  return [...gone, ...given].slice(-MOST_SPANS);
}

/** Forgets spans that ended before everything that is, or will be, measured from. */
function pruned(state: MeterState): MeterState {
  const needed = ({ account, endedAt }: Span): boolean => {
    const newest = state.readings.get(account)?.at ?? 0;
    const from = state.groups
      .filter((group) => group.account === account)
      .map(({ start, startedAt }) => Math.min(start?.at ?? startedAt, startedAt));
    return endedAt === undefined || endedAt > Math.min(newest, ...from);
  };
  return {
    ...state,
    settled: state.settled.filter(needed).slice(-MOST_SPANS),
    others: state.others.filter(needed),
  };
}
