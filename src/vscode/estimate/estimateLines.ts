import type { Affordability, Means } from '../../app/affordability';
import { faultLine } from '../../app/guardCheck';
import { present } from '../../leadmagic/present';
import type { MissCost } from '../../runs/costTable';
import { hasUnknownCharge, isByFoundOnly, type Estimate } from '../../runs/estimate';
import * as say from '../../text/estimateMessages';
import type { Formats } from '../../text/formats';
import { notesOf, priceText, sourceText } from './costWords';

/** A line of the result: what, and why or of when. */
export interface EstimateLine {
  readonly label: string;
  readonly description?: string;
}

const icons = {
  free: 'pass',
  affordable: 'pass',
  tight: 'warning',
  short: 'error',
  unknown: 'question',
} as const satisfies Readonly<Record<Estimate['verdict'], string>>;

const whyLeast: Readonly<Record<MissCost, string>> = {
  free: say.resultLeastWhy,
  partly: say.resultLeastIfFree,
  billed: say.resultLeastBilled,
  unknown: say.resultLeastIfFree,
};

/** The codicon that goes with a verdict. */
export function verdictIcon({ verdict }: Estimate): string {
  return icons[verdict];
}

/** `Email finder: 1,203 requests` */
export function estimateTitle({ run }: Affordability, formats: Formats): string {
  const { unit, name } = run.cost.endpoint;
  return formats.plural(unit === 'row' ? say.resultTitleRows : say.resultTitle, run.rows, name);
}

/** The verdict, then the figures it rests on; nothing that is not known. */
export function estimateLines(
  result: Affordability,
  formats: Formats,
  now: number,
): readonly [EstimateLine, ...EstimateLine[]] {
  return [
    { label: verdictText(result, formats) },
    ...costLines(result, formats),
    ...balanceLines(result, formats, now),
    priceLine(result, formats),
    ...notesOf(result.run.cost, formats).map((label) => ({ label })),
  ];
}

function verdictText({ run: { cost }, estimate }: Affordability, { t }: Formats): string {
  const { verdict, expected, most } = estimate;
  switch (verdict) {
    case 'free':
      return t(say.verdictFree);
    case 'affordable':
      return t(say.verdictAffordable);
    case 'tight':
      if (most === undefined) return t(hasUnknownCharge(cost) ? say.verdictBaseCharge : say.verdictOpen);
      if (expected !== undefined) return t(say.verdictTight);
      return t(isByFoundOnly(cost) ? say.verdictTightUnexpected : say.verdictTightMost);
    case 'short':
      return t(say.verdictShort);
    case 'unknown':
      return t(say.verdictUnknown);
  }
}

function costLines(result: Affordability, formats: Formats): readonly EstimateLine[] {
  const { t } = formats;
  const { least, expected, most } = result.estimate;
  if (most === 0) return [];
  const lines: EstimateLine[] = [
    {
      label: t(say.resultLeast, formats.credits(least)),
      description: t(whyLeast[result.run.cost.endpoint.miss]),
    },
  ];
  if (expected !== undefined) {
    lines.push(line(t(say.resultExpected, formats.credits(expected)), basisText(result, formats)));
  }
  if (most !== undefined) {
    lines.push({ label: t(say.resultMost, formats.credits(most)), description: t(say.resultMostWhy) });
  }
  return lines;
}

/** What the expected cost rests on; the same choice as in `estimate`. */
function basisText({ run: { cost }, figures }: Affordability, formats: Formats): string | undefined {
  const { unit, miss } = cost.endpoint;
  if (figures === undefined || miss === 'billed') return undefined;
  const { requests, foundRate, averageCost } = figures;
  if (unit !== 'result' && cost.credits !== undefined && miss === 'free' && foundRate !== undefined) {
    return formats.plural(say.resultByFoundRate, requests, formats.percent(foundRate / 100));
  }
  return averageCost === undefined ? undefined : formats.plural(say.resultByAverage, requests);
}

function balanceLines(
  { means, estimate }: Affordability,
  formats: Formats,
  now: number,
): readonly EstimateLine[] {
  if (!means.ok) return [{ label: unknownText(means.error, formats, now) }];
  if (estimate.most === 0) return [{ label: nowText(means.value, formats, now) }];
  const lines = [line(afterText(estimate, formats), nowText(means.value, formats, now))];
  const missing = missingText(estimate, formats);
  if (missing !== undefined) lines.push({ label: missing });
  const { pacePerDay } = means.value;
  const days = Math.round((estimate.runwayDaysLost ?? 0) * 10) / 10;
  if (pacePerDay !== undefined && days > 0) {
    const pace = Math.round(pacePerDay * 100) / 100;
    lines.push(line(formats.plural(say.resultRunway, days), formats.plural(say.resultRunwayWhy, pace)));
  }
  return lines;
}

/** Why the balance is not known. */
function unknownText(
  reason: (Affordability['means'] & { readonly ok: false })['error'],
  formats: Formats,
  now: number,
): string {
  switch (reason) {
    case 'noKey':
      return formats.t(say.resultNoKey);
    case 'unconfirmed':
      return formats.t(say.resultUnconfirmed);
    case 'starting':
      return formats.t(say.resultStarting);
    default:
      return faultLine(reason, formats, now);
  }
}

function afterText({ balanceAfter }: Estimate, formats: Formats): string {
  const { worst, best = 0 } = balanceAfter ?? {};
  const high = formats.credits(best);
  if (worst === undefined) return formats.t(say.resultAfterAtMost, high);
  const low = formats.credits(worst);
  return low === high ? formats.t(say.resultAfter, high) : formats.t(say.resultAfterBetween, low, high);
}

/** Without an upper limit nobody knows the most that can be missing. */
function missingText({ balanceAfter }: Estimate, formats: Formats): string | undefined {
  const { worst, expected = 0 } = balanceAfter ?? {};
  if (worst === undefined) {
    return expected < 0 ? formats.plural(say.resultMissingExpected, -expected) : undefined;
  }
  return worst < 0 ? formats.plural(say.resultMissing, -worst) : undefined;
}

function nowText({ spendable, at, isStale }: Means, formats: Formats, now: number): string {
  const words = isStale ? say.resultNowStale : say.resultNow;
  return formats.t(words, formats.credits(spendable), formats.time(at, now));
}

function priceLine({ run: { cost } }: Affordability, formats: Formats): EstimateLine {
  return line(formats.t(say.resultPrice, priceText(cost, formats)), sourceText(cost, formats));
}

function line(label: string, description: string | undefined): EstimateLine {
  return { label, ...present({ description }) };
}
