import { isObject } from '../leadmagic/json';
import { amountOf } from '../leadmagic/numbers';
import { alertKinds, type AlertKind, type AlertMemory, type Episode, type Snooze } from './alerts';

const LONGEST_NAME = 100;
/** Until midnight, on a day on which the clocks go back; a longer snooze was not written by us. */
const LONGEST_SNOOZE_MS = 25 * 3_600_000;
/** No date can tell a later time. */
const LATEST = 8.64e15;

/** Reads `alerts.json` back, strictly: undefined when it is torn, alien or of another version. */
export function parseAlertMemory(value: unknown): AlertMemory | undefined {
  if (!isObject(value) || value['v'] !== 1) return undefined;
  const { seq, epoch } = value;
  const episodes = parseEpisodes(value['episodes']);
  const snooze = value['snooze'] === undefined ? undefined : parseSnooze(value['snooze']);
  if (typeof seq !== 'number' || !Number.isSafeInteger(seq) || !isName(epoch) || !episodes) return undefined;
  if (value['snooze'] !== undefined && !snooze) return undefined;
  return { v: 1, seq, epoch, episodes, ...(snooze && { snooze }) };
}

function parseEpisodes(value: unknown): AlertMemory['episodes'] | undefined {
  if (!isObject(value)) return undefined;
  const episodes: Partial<Record<AlertKind, Episode>> = {};
  for (const [name, part] of Object.entries(value)) {
    const kind = alertKinds.find((known) => known === name);
    const episode = parseEpisode(part);
    if (!kind || !episode) return undefined;
    episodes[kind] = episode;
  }
  return episodes;
}

function parseEpisode(value: unknown): Episode | undefined {
  if (!isObject(value)) return undefined;
  const openedAt = timeOf(value['openedAt']);
  const openedSeq = amountOf(value['openedSeq']);
  if (openedAt === undefined || openedSeq === undefined) return undefined;
  if (value['claimedAt'] === undefined) return { openedAt, openedSeq };
  const claimedAt = timeOf(value['claimedAt']);
  const claimedBy = value['claimedBy'];
  if (claimedAt === undefined || !isName(claimedBy)) return undefined;
  return { openedAt, openedSeq, claimedAt, claimedBy };
}

function parseSnooze(value: unknown): Snooze | undefined {
  if (!isObject(value)) return undefined;
  const setAt = timeOf(value['setAt']);
  const lengthMs = amountOf(value['lengthMs']);
  if (setAt === undefined || lengthMs === undefined || lengthMs > LONGEST_SNOOZE_MS) return undefined;
  return { setAt, lengthMs };
}

function timeOf(value: unknown): number | undefined {
  const time = amountOf(value);
  return time === undefined || time > LATEST ? undefined : time;
}

function isName(value: unknown): value is string {
  return typeof value === 'string' && value.length <= LONGEST_NAME;
}
