import type { Basis, Forecast, SpentWhileClosed, Thin } from '../balance/forecast';
import type { Formats } from './formats';
import * as say from './messages';

const DAY = 24 * 3_600_000;

/** What there is to tell of an account's spending. */
interface Spent {
  readonly forecast?: Forecast;
  readonly spentWhileClosed?: SpentWhileClosed;
}

/** Today's spend, pace and days left, and what was gone when VS Code was opened: a sentence each, as far as it is known. */
export function spentLines(
  { forecast, spentWhileClosed }: Spent,
  formats: Formats,
  now: number,
): readonly string[] {
  return [
    ...(forecast === undefined ? [] : spendingLines(forecast, formats)),
    ...(spentWhileClosed === undefined ? [] : [whileClosedLine(spentWhileClosed, formats, now)]),
  ];
}

/** What was spent and how long the rest lasts, a sentence each; nothing that is not known. */
export function spendingLines(forecast: Forecast, formats: Formats): readonly string[] {
  const lines: string[] = [];
  if (forecast.spentToday !== undefined) lines.push(formats.plural(say.spentToday, forecast.spentToday));
  if (forecast.spentThisHour) lines.push(formats.plural(say.spentHour, forecast.spentThisHour));
  if (forecast.spent7Days !== undefined) lines.push(formats.plural(say.spentWeek, forecast.spent7Days));
  const pace = paceLine(forecast, formats);
  return pace === undefined ? lines : [...lines, pace];
}

function whileClosedLine({ credits, since }: SpentWhileClosed, formats: Formats, now: number): string {
  return formats.plural(say.spentWhileClosed, credits, formats.time(since, now));
}

/** Pace and days left with what they rest on, or how much more has to be seen first. */
export function paceLine(
  { pacePerDay, daysLeft, basis, thin }: Forecast,
  formats: Formats,
): string | undefined {
  if (thin !== undefined) return thinText(thin, formats);
  if (pacePerDay === undefined || basis === undefined) return undefined;
  if (daysLeft === undefined) return formats.t(say.paceNone, basisText(basis, formats));
  const pace = formats.credits(Math.round(pacePerDay * 100) / 100);
  const days = wholeDays(daysLeft);
  const why = basisText(basis, formats);
  return days === 0
    ? formats.t(say.paceLastDay, pace, why)
    : formats.plural(say.paceDaysLeft, days, pace, why);
}

function thinText(thin: Thin, formats: Formats): string {
  return 'needMs' in thin
    ? formats.t(say.paceThin, formats.span(thin.needMs), formats.spanSoFar(thin.haveMs))
    : formats.t(say.paceFewSpends, thin.needSpends, thin.haveSpends);
}

/** Days are told whole and never too many. */
export function wholeDays(daysLeft: number): number {
  return Math.max(0, Math.floor(daysLeft));
}

function basisText({ source, spanMs }: Basis, formats: Formats): string {
  return source === 'vendor'
    ? formats.plural(say.basisVendor, Math.round(spanMs / DAY))
    : formats.t(say.basisLocal, formats.span(spanMs));
}
