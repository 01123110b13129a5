import type { Cost } from '../../runs/costOf';
import type { CostNote, CostUnit, Endpoint, MissCost } from '../../runs/costTable';
import * as say from '../../text/estimateMessages';
import type { Formats } from '../../text/formats';
import type { Plural } from '../../text/translate';

const single: Readonly<Record<CostUnit, Plural>> = {
  request: say.pricePerRequest,
  row: say.pricePerRow,
  result: say.pricePerResult,
};

const range: Readonly<Record<CostUnit, string>> = {
  request: say.rangePerRequest,
  row: say.rangePerRow,
  result: say.rangePerResult,
};

const misses: Readonly<Record<MissCost, string>> = {
  free: say.missFree,
  partly: say.missPartly,
  billed: say.missBilled,
  unknown: say.missUnknown,
};

const notes: Readonly<Record<CostNote, string>> = {
  invalidBilled: say.noteInvalidBilled,
  freeWhenUnresolved: say.noteFreeWhenUnresolved,
  freeOnTopPlans: say.noteFreeOnTopPlans,
  baseCharge: say.noteBaseCharge,
  singleRate: say.noteSingleRate,
  conflict: say.noteConflict,
  missUnofficial: say.noteMissUnofficial,
  notInReview: say.noteNotInReview,
};

/** `1 credit a request`, `0.2 to 1 credits a result`, `Free`. */
export function priceText({ endpoint: { unit }, min, max }: Cost, formats: Formats): string {
  if (max === 0) return formats.t(say.priceFree);
  if (min === max) return formats.plural(single[unit], max);
  return formats.t(range[unit], formats.credits(min), formats.credits(max));
}

/**
 * What a request costs that finds nothing, and what else is to be known of a price; a sentence each. With a price of
 * the user's own, only what is about misses.
 */
export function notesOf({ endpoint, overridden, max }: Cost, { t }: Formats): readonly string[] {
  if (max === 0) return [];
  const ofMisses: readonly CostNote[] = ['invalidBilled', 'freeWhenUnresolved', 'missUnofficial'];
  const known = endpoint.notes.filter((note) => !overridden || ofMisses.includes(note));
  return [misses[endpoint.miss], ...known.map((note) => notes[note])].map((words) => t(words));
}

/** Where the price was read, and when. */
export function sourceText({ endpoint, overridden }: Cost, formats: Formats): string {
  return overridden
    ? formats.t(say.priceOwn)
    : formats.t(say.priceSource, formats.t(say.costSources[endpoint.source]), dayText(endpoint, formats));
}

function dayText({ asOf }: Endpoint, { locale }: Formats): string {
  const hasDay = asOf.length > 'YYYY-MM'.length;
  const style = hasDay ? ({ dateStyle: 'medium' } as const) : ({ year: 'numeric', month: 'long' } as const);
  return new Intl.DateTimeFormat(locale, { ...style, timeZone: 'UTC' }).format(Date.parse(asOf));
}
