import {
  Disposable,
  ProcessExecution,
  ShellExecution,
  TaskGroup,
  tasks,
  type Task,
  type TaskExecution,
} from 'vscode';

import type { FoundRun } from '../../app/runsFound';
import type { RunSink } from '../../app/runsOfAccount';
import { present } from '../../leadmagic/present';
import { DEFAULT_BUILD } from '../../runs/taskReferences';
import { taskType } from '../ids';
import { keyInEnvironment } from './keyInEnvironment';
import { launchesOf } from './preLaunchTasks';

/** Reports tasks. A task that only depends on others ends without having begun, and is none. */
export function listenToTasks(sink: RunSink): Disposable {
  const ids = new Map<TaskExecution, string>();
  let count = 0;
  return Disposable.from(
    tasks.onDidStartTask(({ execution }) => {
      // The guard spends nothing.
      if (execution.task.definition.type === taskType) return;
      const id = `task-${(count += 1)}`;
      ids.set(execution, id);
      sink.begin(foundTask(id, execution.task));
    }),
    tasks.onDidEndTask(({ execution }) => {
      const id = ids.get(execution);
      ids.delete(execution);
      if (id !== undefined) sink.end(id);
    }),
  );
}

function foundTask(id: string, task: Task): FoundRun {
  const { name, source, scope, execution, group, definition, isBackground } = task;
  const isDefaultBuild = group?.id === TaskGroup.Build.id && group.isDefault === true;
  const taskLabels = [name, `${source}: ${name}`, ...(isDefaultBuild ? [DEFAULT_BUILD] : [])];
  const launches = launchesOf({ labels: taskLabels, definition });
  const isShell = execution instanceof ShellExecution;
  const isProgram = isShell || execution instanceof ProcessExecution;
  const commandLine = isShell ? execution.commandLine : undefined;
  const key = isProgram ? keyInEnvironment(execution.options?.env) : undefined;
  return {
    ...{ id, kind: 'task', at: Date.now(), label: name, taskLabels, launches, isBackground },
    ...(typeof scope === 'object' && { folder: scope }),
    ...present({ commandLine, key }),
  };
}
