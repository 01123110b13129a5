const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const minuteSteps = [1, 5, 15, 30, 60, 120, 180, 360, 720] as const;

/** Positions of labels over `count` days: at most `most`, evenly spaced, the last day among them. */
export function daySplits(count: number, most: number): number[] {
  const step = Math.max(1, Math.ceil(count / Math.max(1, most)));
  const splits: number[] = [];
  for (let index = count - 1; index >= 0; index -= step) splits.unshift(index);
  return splits;
}

/**
 * Times of labels between two times: local midnights, or clock times where the span is under three days. Never none: the
 * end, where no such time is between them.
 */
export function timeSplits(from: number, to: number, most: number): number[] {
  const splits = to > from ? evenTimes(from, to, most) : [];
  return splits.length > 0 ? splits : [to];
}

function evenTimes(from: number, to: number, most: number): number[] {
  const span = to - from;
  const minutes = minuteSteps.find((step) => span / (step * MINUTE) <= most);
  const splits: number[] = [];
  if (span < 3 * DAY && minutes !== undefined) {
    for (let at = nextStep(from, minutes * MINUTE); at <= to; at += minutes * MINUTE) splits.push(at);
    return splits;
  }
  const days = Math.max(1, Math.ceil(span / DAY / Math.max(1, most)));
  // By the calendar: days have 23 or 25 hours twice a year.
  for (let day = midnight(to); day >= from; day = midnight(day, -days)) splits.unshift(day);
  return splits;
}

function midnight(at: number, days = 0): number {
  const date = new Date(at);
  return new Date(date.getFullYear(), date.getMonth(), date.getDate() + days).getTime();
}

function nextStep(from: number, step: number): number {
  const start = midnight(from);
  return start + Math.ceil((from - start) / step) * step;
}
