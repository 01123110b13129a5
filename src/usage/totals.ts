import type { Activity, Dashboard } from '../leadmagic/analytics';
import { utcDay } from '../leadmagic/analyticsDays';
import { roundCredits } from '../leadmagic/numbers';
import { present } from '../leadmagic/present';
import type { SpendingDay, Total, Totals } from './dashboardView';

const DAY = 24 * 3_600_000;

/** What the dashboard route told, and when; ms since 1970. */
export interface ToldStats {
  readonly stats: Dashboard['stats'];
  readonly at: number;
}

/**
 * Today, this week and this month, in UTC, as the dashboard route told them, as long as it is the same day, week or
 * month.
 */
export function toldTotals({ stats, at }: ToldStats, now: number): Totals {
  const current = startsAt(now);
  const then = startsAt(at);
  const one = (span: keyof Starts, activity: Activity | undefined): Total | undefined =>
    then[span] === current[span] ? totalIn(activity) : undefined;
  return totals(one('today', stats?.today), one('week', stats?.thisWeek), one('month', stats?.thisMonth));
}

/**
 * The same, added up from the days where those reach back far enough and what each cost is known. `days` are sorted and
 * without gaps.
 */
export function addedTotals(days: readonly SpendingDay[], now: number): Totals {
  const { today, week, month } = startsAt(now);
  return totals(sumFrom(days, today, today), sumFrom(days, week, today), sumFrom(days, month, today));
}

function totals(today: Total | undefined, week: Total | undefined, month: Total | undefined): Totals {
  return { ...(today && { today }), ...(week && { week }), ...(month && { month }) };
}

interface Starts {
  readonly today: string;
  readonly week: string;
  readonly month: string;
}

/** The UTC days on which the day, the week and the month of a time began. */
function startsAt(at: number): Starts {
  const today = utcDay(at);
  const sinceMonday = (new Date(at).getUTCDay() + 6) % 7;
  return { today, week: utcDay(at - sinceMonday * DAY), month: `${today.slice(0, 8)}01` };
}

function totalIn(activity: Activity | undefined): Total | undefined {
  if (activity?.credits === undefined) return undefined;
  const { credits, requests } = activity;
  return { credits, ...present({ requests }) };
}

function sumFrom(days: readonly SpendingDay[], from: string, to: string): Total | undefined {
  const first = days[0];
  if (first === undefined || first.date > from) return undefined;
  const counted = days.filter(({ date }) => date >= from && date <= to);
  const credits = sum(counted.map((day) => day.credits));
  if (credits === undefined) return undefined;
  return {
    credits: roundCredits(credits),
    ...present({ requests: sum(counted.map((day) => day.requests)) }),
  };
}

/** undefined where one of them is not known. */
function sum(values: readonly (number | undefined)[]): number | undefined {
  return values.reduce<number | undefined>(
    (total, value) => (total === undefined || value === undefined ? undefined : total + value),
    0,
  );
}
