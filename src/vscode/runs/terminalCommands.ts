import {
  Disposable,
  Uri,
  window,
  workspace,
  type Terminal,
  type TerminalOptions,
  type TerminalShellExecution,
  type WorkspaceFolder,
} from 'vscode';

import type { FoundRun } from '../../app/runsFound';
import type { RunSink } from '../../app/runsOfAccount';
import { present } from '../../leadmagic/present';
import { keyInEnvironment } from './keyInEnvironment';
import { isForTyping } from './terminalKind';

interface Going {
  readonly id: string;
  readonly terminal: Terminal;
}

/** Reports commands of terminals with shell integration. A terminal that is closed ends its command. */
export function listenToTerminals(sink: RunSink): Disposable {
  const going = new Map<TerminalShellExecution, Going>();
  let count = 0;
  const end = (execution: TerminalShellExecution, { id }: Going): void => {
    going.delete(execution);
    sink.end(id);
  };
  return Disposable.from(
    window.onDidStartTerminalShellExecution(({ terminal, execution }) => {
      if (!isForTyping(terminal.creationOptions)) return;
      const id = `terminal-${(count += 1)}`;
      going.set(execution, { id, terminal });
      sink.begin(foundCommand(id, terminal, execution));
    }),
    window.onDidEndTerminalShellExecution(({ execution }) => {
      const known = going.get(execution);
      if (known !== undefined) end(execution, known);
    }),
    window.onDidCloseTerminal((terminal) => {
      for (const [execution, known] of going) if (known.terminal === terminal) end(execution, known);
    }),
  );
}

function foundCommand(
  id: string,
  terminal: Terminal,
  { commandLine, cwd }: TerminalShellExecution,
): FoundRun {
  const options: TerminalOptions = 'pty' in terminal.creationOptions ? {} : terminal.creationOptions;
  const folder = folderOf(cwd ?? terminal.shellIntegration?.cwd ?? options.cwd);
  const key = keyInEnvironment(options.env);
  return {
    ...{ id, kind: 'terminal', at: Date.now(), commandLine: commandLine.value, terminalName: terminal.name },
    debugTerminal: options.env?.['VSCODE_INSPECTOR_OPTIONS'] !== undefined,
    ...present({ folder, key }),
  };
}

/** The shell may not have told yet where it is; where it was started is told by its options. */
function folderOf(place: Uri | string | undefined): WorkspaceFolder | undefined {
  if (place === undefined) return undefined;
  return workspace.getWorkspaceFolder(typeof place === 'string' ? Uri.file(place) : place);
}
