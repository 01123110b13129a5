import { roundCredits } from '../leadmagic/numbers';
import { balanceAfter, hourMs, isHour, timeOf, type HistoryPoint, type HistoryRecord } from './history';
import { monthStartOf } from './months';
import { steadyTimes } from './steadyTimes';

/** A change of the balance. Amounts are credits >= 0. */
export interface HistoryEvent {
  readonly kind: 'spend' | 'topUp' | 'correction';
  /** When it was seen; ms since 1970. */
  readonly at: number;
  /** When the balance before it was: it happened between the two. */
  readonly since: number;
  /** By how much the balance moved. */
  readonly amount: number;
  /** Of a spend: what corrections took back. Of a correction: what it took back from spends. */
  readonly netted: number;
}

/**
 * A rise under max(50 credits, 1 % of the balance before) is a correction: held credits released,
 * rounding, a lagging cache. A larger one is a top-up.
 */
export function classifyRise(before: number, after: number): 'correction' | 'topUp' {
  return roundCredits(after - before) < Math.max(50, before * 0.01) ? 'correction' : 'topUp';
}

/**
 * What happened between the records, in order. A spend counts when it was seen, also across a gap in
 * which nobody looked. A correction takes back spend of the last hour, latest first; never across the
 * end of a month or from a compacted hour, so that a compacted month stays as it is. Over raw points,
 * exactly: first - spends + top-ups + corrections = last, and spends and corrections net the same.
 */
export function walk(records: readonly HistoryRecord[], now?: number): readonly HistoryEvent[] {
  const events: Draft[] = [];
  /** Spends that a correction can still take back, latest last. */
  let open: Draft[] = [];
  let before: HistoryRecord | undefined;
  for (const record of steadyTimes(records, now)) {
    const since = timeOf(before ?? record);
    const balance = before && balanceAfter(before);
    if (isHour(record)) {
      const { h, spent, toppedUp } = record;
      events.push(draft('spend', h, since, spent), draft('topUp', h, since, toppedUp));
      open = [];
    } else if (balance !== undefined && record.c !== balance) {
      const event = changeBetween(balance, since, record);
      events.push(event);
      if (event.kind === 'spend') open.push(event);
      if (event.kind === 'correction') takeBack(event, open);
    }
    before = record;
  }
  return events.filter((event) => event.amount > 0);
}

/** The top-ups of `walk`, without its spends: of these a long history has tens of thousands. */
export function topUps(records: readonly HistoryRecord[], now?: number): readonly HistoryEvent[] {
  const events: HistoryEvent[] = [];
  let before: HistoryRecord | undefined;
  for (const record of steadyTimes(records, now)) {
    const since = timeOf(before ?? record);
    const balance = before === undefined ? Infinity : balanceAfter(before);
    if (isHour(record)) {
      if (record.toppedUp > 0) events.push(draft('topUp', record.h, since, record.toppedUp));
    } else if (record.c > balance) {
      const rise = changeBetween(balance, since, record);
      if (rise.kind === 'topUp') events.push(rise);
    }
    before = record;
  }
  return events;
}

type Draft = { -readonly [K in keyof HistoryEvent]: HistoryEvent[K] };

function draft(kind: HistoryEvent['kind'], at: number, since: number, amount: number): Draft {
  return { kind, at, since, amount, netted: 0 };
}

function changeBetween(before: number, since: number, { t, c }: HistoryPoint): Draft {
  const kind = c < before ? 'spend' : classifyRise(before, c);
  return draft(kind, t, since, roundCredits(Math.abs(c - before)));
}

function takeBack(correction: Draft, open: Draft[]): void {
  const earliest = Math.max(correction.at - hourMs, monthStartOf(correction.at));
  let rest = correction.amount;
  for (let spend = open.at(-1); rest > 0 && spend && spend.at >= earliest; spend = open.at(-1)) {
    const part = Math.min(rest, roundCredits(spend.amount - spend.netted));
    spend.netted = roundCredits(spend.netted + part);
    correction.netted = roundCredits(correction.netted + part);
    rest = roundCredits(rest - part);
    if (spend.netted >= spend.amount) open.pop();
  }
}
