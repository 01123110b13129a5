import type { Run } from '../runs/run';
import type { Formats } from '../text/formats';
import * as say from '../text/runMessages';
import { runName } from '../text/runWords';
import type { Settings } from './settings';

/**
 * What a notification tells of a run that cost more than the user asked to be warned of. The limit is the user's own,
 * so only `off` silences it.
 */
export function runWarning(
  run: Run,
  { runWarnCredits, notifications }: Pick<Settings, 'runWarnCredits' | 'notifications'>,
  formats: Formats,
): string | undefined {
  if (runWarnCredits === 0 || notifications === 'off' || (run.credits ?? 0) <= runWarnCredits)
    return undefined;
  const name = runName(run, formats);
  const amount = formats.plural(run.certainty === 'rough' ? say.runCostRough : say.runCost, run.credits ?? 0);
  return formats.t(wordsFor(run), name, amount, formats.credits(runWarnCredits));
}

/** Only what it spent alone is called its cost. */
function wordsFor({ name, certainty }: Run): string {
  if (certainty !== 'alone') return say.runWarningUnsure;
  return name === '' ? say.runWarningUnnamed : say.runWarning;
}
