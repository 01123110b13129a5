import { startOfUtcDay } from '../leadmagic/analyticsDays';
import { roundCredits } from '../leadmagic/numbers';
import { present } from '../leadmagic/present';
import { walk, type HistoryEvent } from './historyEvents';
import { balanceAfter, hourMs, isHour, timeOf, type HistoryRecord } from './history';
import { isBalance, isCredits } from './historyLine';
import { steadyTimes } from './steadyTimes';

/** A day of the vendor's own series; days are UTC. */
export interface VendorDay {
  /** 'YYYY-MM-DD' */
  readonly date: string;
  readonly credits: number;
}

/** The vendor's own credits a day, over a week. Days left out were idle. */
export interface VendorDays {
  readonly daily: readonly VendorDay[];
  /** When it was read: the day of that was not over. ms since 1970. */
  readonly at: number;
  /** The day it begins with, 'YYYY-MM-DD', where it tells. */
  readonly start?: string | undefined;
}

export interface ForecastInput {
  /** Raw points and hours, in the order written; the last eight days suffice. */
  readonly history: readonly HistoryRecord[];
  readonly vendor?: VendorDays | undefined;
  readonly spendable: number;
  /** When the balance was read last, perhaps unchanged; ms since 1970. */
  readonly readAt?: number | undefined;
  /** ms since 1970 */
  readonly now: number;
  /** The first ms of the local day that a time falls in. */
  readonly startOfDay: (t: number) => number;
}

/** Amounts are credits; spends are rounded to 0.01. Every figure is finite, or absent when it is not known. */
export interface Forecast {
  /** Since the local midnight, as far as that is certain: not what may be of the night before. */
  readonly spentToday?: number;
  /** In the last 60 minutes, likewise. */
  readonly spentThisHour?: number;
  /** In the last 7 x 24 hours, where those were watched; else in the vendor's last seven complete days. */
  readonly spent7Days?: number;
  /** Credits a day. 0: nothing is being spent, and there are no days left to tell. */
  readonly pacePerDay?: number;
  /** At that pace, not rounded. */
  readonly daysLeft?: number;
  /** What the pace rests on. */
  readonly basis?: Basis;
  /** Instead of a pace: what there is so far, and what it takes. */
  readonly thin?: Thin;
}

/** How long the balance was watched, or, where that is long enough, how often credits were spent. */
export type Thin =
  | { readonly haveMs: number; readonly needMs: number }
  | { readonly haveSpends: number; readonly needSpends: number };

/** What was gone when this window was opened. */
export interface SpentWhileClosed {
  readonly credits: number;
  /** When the balance was read before; ms since 1970. */
  readonly since: number;
}

export interface Basis {
  readonly source: 'vendor' | 'local';
  readonly spanMs: number;
}

const dayMs = 24 * hourMs;
const weekMs = 7 * dayMs;
/** A pace needs a whole day: nights and meetings belong to it. */
const leastSpanMs = dayMs;
const leastVendorDays = 2;
/** One or two spends may be of any pace. */
const leastSpends = 3;
/** A weekend undoes no week of watching. What a longer absence cost may be of another week. */
const longestAwayMs = 3 * dayMs;
/** Of a balance that is watched something is kept every hour. Longer without: nobody looked. */
const longestWatchedMs = 2 * hourMs;

interface Pace {
  readonly spent: number;
  /** How many times something was, as far as that is told. */
  readonly spends?: number;
  readonly basis: Basis;
}

/**
 * Spend so far and the pace of the last seven days. The pace comes from the vendor's series when that
 * has two complete days, else from the local history when that spans 24 hours, gaps included, with three
 * spends. A vendor series of zeros is not believed while the local history shows spend.
 */
export function forecast(input: ForecastInput): Forecast {
  const { history, vendor: series, spendable, readAt = 0, now, startOfDay } = input;
  const records = steadyTimes(history.filter(isSound), now);
  const spends = walk(records).filter(({ kind, amount, netted }) => kind === 'spend' && amount > netted);
  const local = localPace(records, spends, Math.min(readAt, now), now);
  const vendor = series && vendorPace(series, now);
  const pace = vendor && (vendor.spent > 0 || local.spent === 0) ? vendor : local;
  const spentToday = spentSince(spends, startOfDay(now), certain);
  const week = isWeekWatched(records, now)
    ? spentSince(spends, now - weekMs, spread)
    : vendorWeek(pace, spentToday);
  return {
    ...(records.length > 0 && { spentToday, spentThisHour: spentSince(spends, now - hourMs, certain) }),
    ...present({ spent7Days: week }),
    ...outlook(pace, spendable),
  };
}

/**
 * Credits spent between the last kept record and the first observation after a start; told only when
 * it exceeds both 1 % of the balance and 10 credits.
 */
export function creditsSpentWhileClosed(
  last: HistoryRecord | undefined,
  credits: number,
): number | undefined {
  if (last === undefined) return undefined;
  const before = balanceAfter(last);
  const spent = roundCredits(before - credits);
  return spent > Math.max(10, before * 0.01) ? spent : undefined;
}

function outlook({ spent, spends = Infinity, basis }: Pace, spendable: number): Forecast {
  if (basis.spanMs < leastSpanMs) return { thin: { haveMs: basis.spanMs, needMs: leastSpanMs } };
  if (spends > 0 && spends < leastSpends) return { thin: { haveSpends: spends, needSpends: leastSpends } };
  const pacePerDay = (spent * dayMs) / basis.spanMs;
  const daysLeft = Math.max(0, spendable) / pacePerDay;
  return { pacePerDay, basis, ...(Number.isFinite(daysLeft) && { daysLeft }) };
}

/** Of the last seven days, as far as they were watched: up to the last record, or the last read, that changed nothing. */
function localPace(
  records: readonly HistoryRecord[],
  spends: readonly HistoryEvent[],
  readAt: number,
  now: number,
): Pace {
  const [first, last] = [records[0], records.at(-1)];
  const from = Math.max(now - weekMs, first ? timeOf(first) : now);
  const to = Math.max(from, readAt, last ? timeOf(last) : now);
  // What was seen at `from` itself was spent before it.
  const spent = spentSince(spends, from + 1, spread);
  const count = spends.filter(({ at }) => at > from).length;
  return { spent, spends: count, basis: { source: 'local', spanMs: to - from } };
}

/** Credits spent from `from` on: of each spend that was seen since, as much as is its share. */
function spentSince(spends: readonly HistoryEvent[], from: number, share: Share): number {
  const seen = spends.filter(({ at }) => at >= from);
  return roundCredits(
    seen.reduce((sum, spend) => sum + (spend.amount - spend.netted) * share(spend, from), 0),
  );
}

/** How much of a spend that was seen after `from` was spent after it, 0 to 1. */
type Share = (spend: HistoryEvent, from: number) => number;

/** What was seen after nobody had looked for hours is spread over that time. */
const spread: Share = ({ at, since }, from) =>
  at - since <= longestWatchedMs ? 1 : Math.min(1, (at - from) / (at - since));

/** The same without what may be of before. */
const certain: Share = ({ at, since }, from) => (at - since <= longestWatchedMs || since >= from ? 1 : 0);

function isWeekWatched(records: readonly HistoryRecord[], now: number): boolean {
  const start = now - weekMs;
  const times = records.map(timeOf);
  const before = times.findLast((time) => time <= start);
  const isSeen = before !== undefined && before >= start - longestAwayMs;
  return isSeen && (times.at(-1) ?? 0) >= now - longestAwayMs;
}

/** What the pace rests on, if that is seven days of the vendor's. They end yesterday: less than today is no week's sum. */
function vendorWeek({ spent, basis: { source, spanMs } }: Pace, spentToday: number): number | undefined {
  const isWhole = source === 'vendor' && spanMs >= weekMs && spent >= spentToday;
  return isWhole ? roundCredits(spent) : undefined;
}

/** Complete UTC days only, at most seven, that end before the day it was read. */
function vendorPace({ daily, at, start }: VendorDays, now: number): Pace | undefined {
  const end = dayOf(Math.min(at, now));
  const days = daily
    .map(({ date, credits }) => ({ start: startOfUtcDay(date), credits }))
    .filter((day) => day.start >= end - weekMs && day.start < end && isCredits(day.credits));
  // Seven days were asked for, of which the one it was read is the last. The period that is told may begin a day earlier.
  const asked = end - weekMs + dayMs;
  const told = startOfUtcDay(start ?? '');
  const begin = told > asked && told < end ? told : asked;
  const spanMs = end - Math.min(begin, ...days.map((day) => day.start));
  if (days.length === 0 || spanMs < leastVendorDays * dayMs) return undefined;
  const spent = days.reduce((sum, { credits }) => sum + credits, 0);
  return { spent, basis: { source: 'vendor', spanMs } };
}

function dayOf(t: number): number {
  return t - (t % dayMs);
}

/** What `parseHistory` gives is; anything else must not turn into a figure. */
function isSound(record: HistoryRecord): boolean {
  if (!Number.isFinite(timeOf(record))) return false;
  if (!isHour(record)) return isBalance(record.c);
  return isBalance(record.last) && isCredits(record.spent) && isCredits(record.toppedUp);
}
