import { CustomExecution, Task, TaskRevealKind, TaskScope } from 'vscode';

import { guard, type GuardTools } from '../../app/guard';
import type { GuardReport } from '../../app/guardCheck';
import { guardOffered } from '../../text/agentMessages';
import { taskType } from '../ids';
import { GuardTerminal } from './guardTerminal';

/** Gives a task of type `leadmagic-guard` what it does. Definition, name and scope must stay as they are. */
export function guardTask(task: Task, tools: GuardTools): Task {
  const minCredits: unknown = task.definition['minCredits'];
  const check = (signal: AbortSignal): Promise<GuardReport> => guard(minCredits, tools, signal);
  const guarded = new Task(
    task.definition,
    task.scope ?? TaskScope.Workspace,
    task.name,
    taskType,
    new CustomExecution(() => Promise.resolve(new GuardTerminal(check))),
    [],
  );
  // The panel comes up when there is something to tell.
  guarded.presentationOptions = { reveal: TaskRevealKind.Silent };
  return guarded;
}

/** The task that is offered to those who have written none. */
export function offeredTask(minCredits: number, tools: GuardTools): Task {
  const name = tools.formats.plural(guardOffered, minCredits);
  const definition = { type: taskType, minCredits };
  return guardTask(new Task(definition, TaskScope.Workspace, name, taskType), tools);
}
