import { isObject } from '../leadmagic/json';
import { amountOf } from '../leadmagic/numbers';
import type { AlertMemory, Episode } from './alerts';
import type { Wait } from './moment';

const LONGEST_NAME = 100;
/** Until midnight, on a day on which the clocks go back; a longer snooze was not written by us. */
const LONGEST_SNOOZE_MS = 25 * 3_600_000;
/** No date can tell a later time. */
const LATEST = 8.64e15;

/** Reads `alerts.json` back: undefined when it is torn or alien. What a later version added is kept as it is. */
export function parseAlertMemory(value: unknown): AlertMemory | undefined {
  if (!isObject(value) || value['v'] !== 1) return undefined;
  const { seq, epoch, snooze: held, ...rest } = value;
  const episodes = parseEpisodes(value['episodes']);
  const snooze = held === undefined ? undefined : parseSnooze(held);
  if (typeof seq !== 'number' || !Number.isSafeInteger(seq) || !isName(epoch) || !episodes) return undefined;
  if (held !== undefined && !snooze) return undefined;
  return { ...rest, v: 1, seq, epoch, episodes, ...(snooze && { snooze }) };
}

/** Of every kind, also those that only a later version knows. */
function parseEpisodes(value: unknown): AlertMemory['episodes'] | undefined {
  if (!isObject(value)) return undefined;
  const episodes = Object.entries(value).map(([kind, part]) => [kind, parseEpisode(part)] as const);
  return episodes.every(([, episode]) => episode !== undefined) ? Object.fromEntries(episodes) : undefined;
}

function parseEpisode(value: unknown): Episode | undefined {
  if (!isObject(value)) return undefined;
  const openedAt = timeOf(value['openedAt']);
  const openedSeq = amountOf(value['openedSeq']);
  if (openedAt === undefined || openedSeq === undefined) return undefined;
  if (value['claimedAt'] === undefined) return { ...value, openedAt, openedSeq };
  const claimedAt = timeOf(value['claimedAt']);
  const claimedBy = value['claimedBy'];
  if (claimedAt === undefined || !isName(claimedBy)) return undefined;
  return { ...value, openedAt, openedSeq, claimedAt, claimedBy };
}

function parseSnooze(value: unknown): Wait | undefined {
  if (!isObject(value)) return undefined;
  const at = timeOf(value['at']);
  const up = value['up'];
  const lengthMs = amountOf(value['lengthMs']);
  if (at === undefined || typeof up !== 'number' || !Number.isFinite(up)) return undefined;
  return lengthMs === undefined || lengthMs > LONGEST_SNOOZE_MS ? undefined : { ...value, at, up, lengthMs };
}

function timeOf(value: unknown): number | undefined {
  const time = amountOf(value);
  return time === undefined || time > LATEST ? undefined : time;
}

function isName(value: unknown): value is string {
  return typeof value === 'string' && value.length <= LONGEST_NAME;
}
