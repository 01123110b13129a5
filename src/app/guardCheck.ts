import { spendable, type Balance } from '../leadmagic/balance';
import type { Result } from '../leadmagic/result';
import { guardVerdict, type GuardCode } from '../runs/guard';
import * as say from '../text/guardMessages';
import { describeError } from '../text/errors';
import type { Formats } from '../text/formats';
import { labelBalance, labelFrozen, waitUntil } from '../text/messages';
import type { ReadFault } from './readFault';

/** How a guard ends and what it says, a line each without line breaks; the same for the task and the command line. */
export interface GuardReport {
  readonly code: GuardCode;
  readonly lines: readonly string[];
}

/**
 * Judges a balance that was read just now.
 * @param minCredits as a person wrote it; anything but a number of at least 0 ends with 2.
 * @param now ms since 1970
 */
export function guardReport(
  read: Result<Balance, ReadFault>,
  minCredits: number,
  formats: Formats,
  now: number,
): GuardReport {
  const { code, reason } = guardVerdict({ ...(read.ok && { spendable: spendable(read.value) }), minCredits });
  if (reason === 'badMinimum') return { code, lines: [formats.t(say.guardBadMinimum)] };
  if (!read.ok) return { code, lines: [faultLine(read.error, formats, now)] };
  const forms = reason === 'enough' ? say.guardEnough : say.guardTooFew;
  const verdict = formats.plural(forms, spendable(read.value), formats.credits(minCredits));
  return { code, lines: [withFreeze(verdict, read.value, formats)] };
}

/** The credits that can be spent, in one line. */
export function balanceLine(balance: Balance, formats: Formats): string {
  return withFreeze(formats.plural(labelBalance, spendable(balance)), balance, formats);
}

/** Why the balance is not known and, where the server told, when to ask again; in one line. */
export function faultLine(fault: ReadFault, formats: Formats, now: number): string {
  const { t } = formats;
  const what = describeError(fault, t);
  const code = fault.systemCode ?? fault.reason;
  const why = code === undefined ? what : t(say.withCode, what, code);
  const line = t(say.readFailed, why);
  if (fault.retryAt === undefined || fault.retryAt <= now) return line;
  return `${line} ${t(waitUntil, formats.deadline(fault.retryAt, now))}`;
}

function withFreeze(line: string, balance: Balance, formats: Formats): string {
  return balance.isFrozen ? `${line} ${formats.t(labelFrozen, formats.credits(balance.credits))}` : line;
}
