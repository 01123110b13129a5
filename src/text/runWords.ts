import type { Run } from '../runs/run';
import type { Formats } from './formats';
import * as say from './runMessages';

type Told = Pick<Run, 'name' | 'kind' | 'credits' | 'certainty' | 'noCost'>;

/** `Last run: npm run enrich, 37.25 credits`. The name is safe to show, but not to render as markup. */
export function lastRunLine(run: Told, formats: Formats): string {
  return formats.t(say.lastRun, runName(run, formats), runCost(run, formats));
}

const kinds = { task: say.runTask, debug: say.runDebug, terminal: say.runTerminal };
const kindsAlone = { task: say.aloneTask, debug: say.aloneDebug, terminal: say.aloneTerminal };

/** A run without a safe name is told by its kind. */
export function runName({ name, kind }: Told, { t }: Formats): string {
  return name === '' ? t(kinds[kind]) : name;
}

/** The same where it is no part of a sentence. */
export function runTitle({ name, kind }: Told, { t }: Formats): string {
  return name === '' ? t(kindsAlone[kind]) : name;
}

/** The cost with how sure it is, or why there is none. */
export function runCost({ credits, certainty, noCost }: Told, formats: Formats): string {
  if (credits === undefined) return formats.t(noCostWords(noCost));
  switch (certainty) {
    case 'alone':
      return formats.plural(say.runCost, credits);
    case 'rough':
      return formats.plural(say.runCostRough, credits);
    case 'shared':
      return formats.plural(say.runCostShared, credits);
  }
}

function noCostWords(reason: Run['noCost']): string {
  switch (reason) {
    case 'otherKey':
      return say.runOtherKey;
    case 'noStart':
      return say.runNoStart;
    case 'noEnd':
    case undefined:
      return say.runNoEnd;
  }
}
