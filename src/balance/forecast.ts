import { roundCredits } from '../leadmagic/numbers';
import { present } from '../leadmagic/present';
import { spentBetween, walk, type HistoryEvent } from './historyEvents';
import { balanceAfter, hourMs, isHour, timeOf, type HistoryRecord } from './history';
import { isBalance, isCredits } from './historyLine';
import { steadyTimes } from './steadyTimes';

/** A day of the vendor's own series; days are UTC. */
export interface VendorDay {
  /** 'YYYY-MM-DD' */
  readonly date: string;
  readonly credits: number;
}

export interface ForecastInput {
  /** Raw points and hours, in the order written; the last eight days suffice. */
  readonly history: readonly HistoryRecord[];
  readonly vendorDaily?: readonly VendorDay[] | undefined;
  readonly spendable: number;
  /** ms since 1970 */
  readonly now: number;
  /** The first ms of the local day that a time falls in. */
  readonly startOfDay: (t: number) => number;
}

/** Amounts are credits; spends are rounded to 0.01. Every figure is finite, or absent when it is not known. */
export interface Forecast {
  /** Since the local midnight, as far as it was seen. */
  readonly spentToday?: number;
  /** In the last 60 minutes. */
  readonly spentThisHour?: number;
  /** In the last 7 x 24 hours, where those were watched; else in the vendor's last seven complete days. */
  readonly spent7Days?: number;
  /** Credits a day. 0: nothing is being spent, and there are no days left to tell. */
  readonly pacePerDay?: number;
  /** At that pace, not rounded. */
  readonly daysLeft?: number;
  /** What the pace rests on. */
  readonly basis?: Basis;
  /** Instead of a pace: how long the balance was watched so far, and how long it takes. */
  readonly thin?: { readonly haveMs: number; readonly needMs: number };
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
/** A weekend undoes no week of watching. What a longer absence cost may be of another week. */
const longestAwayMs = 3 * dayMs;

interface Pace {
  readonly spent: number;
  readonly basis: Basis;
}

/**
 * Spend so far and the pace of the last seven days. The pace comes from the vendor's series when that
 * has two complete days, else from the local history when that spans 24 hours, gaps included. A vendor
 * series of zeros is not believed while the local history shows spend.
 */
export function forecast({ history, vendorDaily, spendable, now, startOfDay }: ForecastInput): Forecast {
  const records = steadyTimes(history.filter(isSound), now);
  const events = walk(records);
  const watched = watchedSpan(records, now);
  const local = localPace(events, watched);
  const vendor = vendorPace(vendorDaily ?? [], now);
  const pace = vendor && (vendor.spent > 0 || local.spent === 0) ? vendor : local;
  const spentToday = spentBetween(events, startOfDay(now), Infinity);
  const week = isWeekWatched(watched, now)
    ? spentBetween(events, now - weekMs, Infinity)
    : vendorWeek(pace, spentToday);
  return {
    ...(records.length > 0 && {
      spentToday,
      spentThisHour: spentBetween(events, now - hourMs, Infinity),
    }),
    ...present({ spent7Days: week }),
    ...outlook(pace, spendable),
  };
}

/** Days left as the alerts want them: Infinity while nothing is being spent, absent when not known. */
export function daysLeftForAlerts({ pacePerDay, daysLeft }: Forecast): number | undefined {
  return pacePerDay === 0 ? Infinity : daysLeft;
}

/**
 * Credits spent between the last kept record and the first observation after a start; told only when
 * it exceeds both 1 % of the balance and 10 credits.
 */
export function spentWhileClosed(last: HistoryRecord | undefined, credits: number): number | undefined {
  if (last === undefined) return undefined;
  const before = balanceAfter(last);
  const spent = roundCredits(before - credits);
  return spent > Math.max(10, before * 0.01) ? spent : undefined;
}

function outlook({ spent, basis }: Pace, spendable: number): Forecast {
  if (basis.spanMs < leastSpanMs) return { thin: { haveMs: basis.spanMs, needMs: leastSpanMs } };
  const pacePerDay = (spent * dayMs) / basis.spanMs;
  const daysLeft = Math.max(0, spendable) / pacePerDay;
  return { pacePerDay, basis, ...(Number.isFinite(daysLeft) && { daysLeft }) };
}

function localPace(events: readonly HistoryEvent[], { from, to }: Span): Pace {
  // What was seen at `from` itself was spent before it.
  return { spent: spentBetween(events, from + 1, Infinity), basis: { source: 'local', spanMs: to - from } };
}

interface Span {
  readonly from: number;
  readonly to: number;
}

/**
 * From the last record older than a week, else the first one, to the last one: so a drop seen after a
 * long absence is spread over all of the absence.
 */
function watchedSpan(records: readonly HistoryRecord[], now: number): Span {
  const times = records.map(timeOf);
  const from = times.findLast((time) => time <= now - weekMs) ?? times[0] ?? now;
  const to = times.at(-1) ?? now;
  return to > now - weekMs ? { from, to } : { from: now, to: now };
}

function isWeekWatched({ from, to }: Span, now: number): boolean {
  const start = now - weekMs;
  return from <= start && from >= start - longestAwayMs && to >= now - longestAwayMs;
}

/** What the pace rests on, if that is seven days of the vendor's. They end yesterday: less than today is no week's sum. */
function vendorWeek({ spent, basis: { source, spanMs } }: Pace, spentToday: number): number | undefined {
  const isWhole = source === 'vendor' && spanMs >= weekMs && spent >= spentToday;
  return isWhole ? roundCredits(spent) : undefined;
}

/** Complete UTC days only, at most seven, from the first one listed to yesterday; a day left out was idle. */
function vendorPace(daily: readonly VendorDay[], now: number): Pace | undefined {
  const today = now - (now % dayMs);
  let first = today;
  let spent = 0;
  for (const { date, credits } of daily) {
    const start = Date.parse(`${date}T00:00:00.000Z`);
    if (!(start >= today - weekMs && start < today && isCredits(credits))) continue;
    first = Math.min(first, start);
    spent += credits;
  }
  const spanMs = today - first;
  return spanMs < leastVendorDays * dayMs ? undefined : { spent, basis: { source: 'vendor', spanMs } };
}

/** What `parseHistory` gives is; anything else must not turn into a figure. */
function isSound(record: HistoryRecord): boolean {
  if (!Number.isFinite(timeOf(record))) return false;
  if (!isHour(record)) return isBalance(record.c);
  return isBalance(record.last) && isCredits(record.spent) && isCredits(record.toppedUp);
}
