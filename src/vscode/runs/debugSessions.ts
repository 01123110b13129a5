import { debug, Disposable, type DebugSession } from 'vscode';

import type { FoundRun } from '../../app/runsFound';
import type { RunSink } from '../../app/runsOfAccount';
import { present } from '../../leadmagic/present';
import { referenceKey } from '../../runs/taskReferences';
import { keyInEnvironment } from './keyInEnvironment';
import { preLaunchTaskOf } from './preLaunchTasks';

/** Reports debug sessions; which of them belong together is for the meter to tell. */
export function listenToDebugSessions(sink: RunSink): Disposable {
  return Disposable.from(
    debug.onDidStartDebugSession((session) => sink.begin(foundSession(session))),
    debug.onDidTerminateDebugSession((session) => sink.end(idOf(session))),
  );
}

function foundSession(session: DebugSession): FoundRun {
  const { name, configuration, parentSession, workspaceFolder } = session;
  const key = keyInEnvironment(configuration['env']);
  const preLaunchTask = referenceKey(preLaunchTaskOf(configuration));
  return {
    ...{ id: idOf(session), kind: 'debug', at: Date.now(), label: name, terminalName: configuration.name },
    ...(parentSession !== undefined && { parentId: idOf(parentSession) }),
    ...present({ folder: workspaceFolder, preLaunchTask, key }),
  };
}

function idOf({ id }: DebugSession): string {
  return `debug-${id}`;
}
