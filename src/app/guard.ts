import { readFailed } from '../text/guardMessages';
import type { Formats } from '../text/formats';
import { labelUnconfirmed, needsKey } from '../text/messages';
import { accountInUse, readToJudge } from './affordabilityRead';
import { guardReport, type GuardReport } from './guardCheck';
import { thrownFields, type Log } from './log';
import type { Monitor } from './monitor';

export interface GuardTools {
  readonly monitor: Monitor;
  readonly formats: Formats;
  readonly log: Log;
  /** ms since 1970 */
  readonly now: () => number;
}

/** Always comes to a number: 0 enough, 1 too few, 2 it cannot know. Never rejects. */
export async function guard(
  minCredits: unknown,
  { monitor, formats, log, now }: GuardTools,
  signal: AbortSignal,
): Promise<GuardReport> {
  const least = typeof minCredits === 'number' ? minCredits : NaN;
  try {
    const found = await accountInUse(monitor, signal);
    if (!found.ok) {
      const why = found.error === 'unconfirmed' ? labelUnconfirmed : needsKey;
      return { code: 2, lines: [formats.t(readFailed, formats.t(why))] };
    }
    // What was spent in the last seconds counts: a run may have ended just before.
    const read = await readToJudge(found.value.session, { maxAgeMs: 0, isAsked: true }, signal);
    const report = guardReport(
      read.ok ? { ok: true, value: read.value.balance } : read,
      least,
      formats,
      now(),
    );
    log.info('guard', { code: report.code });
    return report;
  } catch (error) {
    log.error('guard', thrownFields(error));
    return { code: 2, lines: [formats.t(readFailed, '').trim()] };
  }
}
