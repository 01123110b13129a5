import { Disposable, env, ExtensionKind, type Extension } from 'vscode';

import type { Emitter } from '../../app/emitter';
import type { CompanionTools } from '../../app/lazy/companion';
import { RunsOfAccount } from '../../app/runsOfAccount';
import { runWarning } from '../../app/runWarning';
import type { AccountSession } from '../../app/session';
import type { Run } from '../../runs/run';
import type { BarFormats } from '../../text/barFormats';
import { Formats } from '../../text/formats';
import { actionDashboard } from '../../text/messages';
import { runCommand } from '../commands';
import type { FinishedRun } from '../publicApi';
import { listenToDebugSessions } from '../runs/debugSessions';
import { keyInEnvironment } from '../runs/keyInEnvironment';
import { listenToTasks } from '../runs/tasks';
import { listenToTerminals } from '../runs/terminalCommands';
import { warn } from '../toasts';

export interface RunsTools extends CompanionTools {
  readonly formats: BarFormats;
  /** The id of the account, as other extensions know it. */
  readonly account: string;
  readonly extension: Extension<unknown>;
  /** Tells other extensions. */
  readonly finished: Emitter<FinishedRun>;
}

/** Begins to meter the runs of this window; loaded once the balance shows. */
export function startRuns(session: AccountSession, tools: RunsTools): RunsOfAccount {
  const formats = new Formats(tools.formats.locale, tools.formats.t);
  return new RunsOfAccount(session, {
    ...tools,
    environmentKey: hasEnvironmentOfTerminals(tools.extension) ? keyInEnvironment(process.env) : undefined,
    listen: (sink) =>
      Disposable.from(listenToTasks(sink), listenToDebugSessions(sink), listenToTerminals(sink)),
    onFinished: (run) => {
      tools.finished.fire(finishedRun(run, tools.account));
      const warning = runWarning(run, tools.settings(), formats);
      if (warning !== undefined) void warnOfRun(warning, formats);
    },
  });
}

async function warnOfRun(words: string, { t }: Formats): Promise<void> {
  const open = { title: t(actionDashboard) };
  if ((await warn(words, open)) === open) await runCommand('openDashboard');
}

/** Not so where the extension runs here, and the terminals on a remote machine. */
function hasEnvironmentOfTerminals({ extensionKind }: Extension<unknown>): boolean {
  return env.remoteName === undefined || extensionKind === ExtensionKind.Workspace;
}

/** What other extensions may know of a run. */
function finishedRun({ id, ...run }: Run, account: string): FinishedRun {
  return { ...run, account };
}
