import { Disposable, lm, tasks } from 'vscode';

import { taskType, toolNames } from '../ids';
import type { Agents } from '../lazy/agents';

/** Registers what VS Code wants to find once the extension is active: guard tasks and tools. What they do is loaded when used. */
export function registerAgents(load: () => Promise<Agents>): Disposable {
  return Disposable.from(
    tasks.registerTaskProvider(taskType, {
      provideTasks: async () => (await load()).tasks(),
      resolveTask: async (task) => (await load()).resolve(task),
    }),
    ...toolNames.map((name) =>
      lm.registerTool(name, {
        prepareInvocation: async (options) => (await load()).prepare(name, options),
        invoke: async (options, token) => (await load()).invoke(name, options, token),
      }),
    ),
  );
}
