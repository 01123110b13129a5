import { rebased, remaining, type Moment, type Wait } from './moment';
import { heldLevel, isAtLeast, type Level, type Thresholds } from './level';

export type AlertKind = Exclude<Level, 'ok'> | 'frozen' | 'daysLeft';

/** Most severe first: the order in which they are shown. */
export const alertKinds: readonly AlertKind[] = ['empty', 'critical', 'frozen', 'low', 'daysLeft'];

/** One stay below a threshold, or frozen. Times are ms since 1970. */
export interface Episode {
  readonly openedAt: number;
  readonly openedSeq: number;
  /** When a window took the right to announce it, or a more severe alert told of it; never announced again. */
  readonly claimedAt?: number;
  /** The window that did. */
  readonly claimedBy?: string;
}

/** What all windows share about the alerts of one account: `alerts.json`. */
export interface AlertMemory {
  readonly v: 1;
  /** Of the last observation applied. Sequence numbers compare within one epoch only. */
  readonly seq: number;
  readonly epoch: string;
  readonly episodes: Readonly<Partial<Record<AlertKind, Episode>>>;
  readonly snooze?: Wait;
}

/** What one observation says. An absent field is unknown: it neither raises nor clears. */
export interface AlertFacts {
  readonly spendable: number;
  readonly isFrozen?: boolean | undefined;
  readonly daysLeft?: number | undefined;
  readonly seq: number;
  readonly epoch?: string | undefined;
  /** When the response arrived; ms since 1970. */
  readonly at: number;
}

export interface AlertSettings extends Thresholds {
  /** Days; 0 is off. */
  readonly lowDaysLeft: number;
}

export type NotificationSetting = 'all' | 'critical' | 'off';

export const emptyAlertMemory: AlertMemory = { v: 1, seq: -1, epoch: '', episodes: {} };

/** What is told along with an alert when that one is announced. With `empty` the words of `frozen` tell both. */
const covered: Readonly<Record<AlertKind, readonly AlertKind[]>> = {
  empty: ['critical', 'low', 'daysLeft', 'frozen'],
  critical: ['low', 'daysLeft'],
  low: ['daysLeft'],
  frozen: [],
  daysLeft: [],
};

/** How far above its setting the episode of `daysLeft` ends. A pace sways more than a balance does. */
const daysMargin = 0.1;

/** `frozen` is not among them: frozen with nothing left to spend is `empty`. */
const criticalKinds: ReadonlySet<AlertKind> = new Set(['empty', 'critical']);

/**
 * Opens and closes episodes. Levels nest: at `critical` the `low` episode is open too, so that going
 * from critical back to low is no news. An observation older than the last one applied changes nothing,
 * and neither does applying the same one again; then the very same memory comes back.
 */
export function updateEpisodes(memory: AlertMemory, facts: AlertFacts, settings: AlertSettings): AlertMemory {
  const epoch = facts.epoch ?? '';
  if (epoch === memory.epoch && facts.seq < memory.seq) return memory;
  if (!Number.isFinite(facts.spendable)) return memory;

  const level = heldLevel(openLevel(memory), facts.spendable, settings);
  const isOpen: Readonly<Record<AlertKind, boolean>> = {
    low: isAtLeast(level, 'low'),
    critical: isAtLeast(level, 'critical'),
    empty: level === 'empty',
    frozen: facts.isFrozen ?? memory.episodes.frozen !== undefined,
    daysLeft: isShort(memory.episodes.daysLeft !== undefined, facts.daysLeft, settings.lowDaysLeft),
  };
  const isClosed = (name: string): boolean => alertKinds.some((kind) => kind === name && !isOpen[kind]);
  // Those of kinds that only a later version knows stay as they are.
  const kept = Object.entries(memory.episodes).filter(([kind]) => !isClosed(kind));
  const episodes: Partial<Record<AlertKind, Episode>> = Object.fromEntries(kept);
  for (const kind of alertKinds) {
    if (isOpen[kind]) episodes[kind] ??= { openedAt: facts.at, openedSeq: facts.seq };
  }
  const isSame =
    epoch === memory.epoch &&
    facts.seq === memory.seq &&
    alertKinds.every((kind) => episodes[kind] === memory.episodes[kind]);
  return isSame ? memory : { ...memory, seq: facts.seq, epoch, episodes };
}

/**
 * The alerts to show now, most severe first. A milder alert that is told along with a more severe one
 * is left out; claiming the latter marks it as told. One that cannot be told at the moment waits, and
 * keeps no milder one back.
 */
export function pendingAlerts(
  memory: AlertMemory,
  now: Moment,
  { notifications }: { readonly notifications: NotificationSetting },
  canTell: (kind: AlertKind) => boolean = () => true,
): readonly AlertKind[] {
  if (notifications === 'off') return [];
  const isWanted = (kind: AlertKind): boolean => notifications === 'all' || criticalKinds.has(kind);
  const untold = alertKinds.filter(
    (kind) => isUntold(memory, kind) && !isHeldBack(memory, kind, now) && isWanted(kind) && canTell(kind),
  );
  return untold.filter((kind) => !untold.some((other) => covered[other].includes(kind)));
}

/**
 * Whether a level can be told with that number: an episode stays open some way above its threshold, and
 * there "under 1,000" would be said of 1,030. Says nothing of other kinds.
 */
export function isUnder(kind: AlertKind, spendable: number, thresholds: Thresholds): boolean {
  switch (kind) {
    case 'low':
      return spendable < thresholds.lowCredits;
    case 'critical':
      return spendable < thresholds.criticalCredits;
    case 'empty':
      return spendable <= 0;
    case 'frozen':
    case 'daysLeft':
      return true;
  }
}

/** Claims an episode before its toast is shown: one window wins, once. During a snooze only `empty` is won. */
export function claim(
  memory: AlertMemory,
  kind: AlertKind,
  by: string,
  now: Moment,
): { readonly memory: AlertMemory; readonly won: boolean } {
  if (!isUntold(memory, kind) || isHeldBack(memory, kind, now)) return { memory, won: false };
  const episodes = { ...memory.episodes };
  for (const told of [kind, ...covered[kind]]) {
    const episode = episodes[told];
    if (episode && episode.claimedAt === undefined) {
      episodes[told] = { ...episode, claimedAt: now.at, claimedBy: by };
    }
  }
  return { memory: { ...memory, episodes }, won: true };
}

/** Holds every toast back but that of an empty balance. What opens meanwhile is announced afterwards if it is still open. */
export function snooze(memory: AlertMemory, { at, up }: Moment, lengthMs: number): AlertMemory {
  return { ...memory, snooze: { at, up, lengthMs } };
}

/** Whether toasts are held back. */
export function isSnoozed({ snooze: held }: AlertMemory, now: Moment): boolean {
  return remaining(held, now) > 0;
}

/** Drops a snooze that is over, and tells one in the uptime of today; see `rebased`. For every write of the memory. */
export function settleSnooze(memory: AlertMemory, now: Moment): AlertMemory {
  const { snooze: held, ...rest } = memory;
  if (held === undefined) return memory;
  if (!isSnoozed(memory, now)) return rest;
  return held.up > now.up ? { ...rest, snooze: rebased(held, now) } : memory;
}

/** Who has nothing left to spend wants to know, whatever was put off. */
function isHeldBack(memory: AlertMemory, kind: AlertKind, now: Moment): boolean {
  return kind !== 'empty' && isSnoozed(memory, now);
}

function isUntold(memory: AlertMemory, kind: AlertKind): boolean {
  const episode = memory.episodes[kind];
  return episode !== undefined && episode.claimedAt === undefined;
}

/** The held level is the worst open one; storing it as well could only contradict the episodes. */
function openLevel({ episodes }: AlertMemory): Level {
  if (episodes.empty) return 'empty';
  if (episodes.critical) return 'critical';
  return episodes.low ? 'low' : 'ok';
}

function isShort(wasShort: boolean, daysLeft: number | undefined, lowDaysLeft: number): boolean {
  if (!(lowDaysLeft > 0)) return false;
  if (daysLeft === undefined || Number.isNaN(daysLeft)) return wasShort;
  return daysLeft < lowDaysLeft || (wasShort && daysLeft <= lowDaysLeft * (1 + daysMargin));
}
