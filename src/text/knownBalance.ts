import type { Formats } from './formats';
import { labelBalance, labelRead } from './messages';

/** The last balance, read at a time (ms since 1970): what stands in for an answer that is not asked for now. */
export function knownBalance(spendable: number, at: number, now: number, formats: Formats): string {
  return `${formats.plural(labelBalance, spendable)} ${formats.t(labelRead, formats.time(at, now))}`;
}
