import { workspace } from 'vscode';

import { isObject } from '../../leadmagic/json';
import { referencesTo, type NamedTask } from '../../runs/taskReferences';

/** The `preLaunchTask`s of launch configurations and compounds that run a task, in a form that can be compared. */
export function launchesOf(task: NamedTask): readonly string[] {
  const references = [...listsIn('launch', 'configurations'), ...listsIn('launch', 'compounds')]
    .map(preLaunchTaskOf)
    .filter((reference) => reference !== undefined);
  return references.length === 0 ? [] : referencesTo(task, references, listsIn('tasks', 'tasks'));
}

/** A label, or properties of the task. */
export function preLaunchTaskOf(configuration: unknown): unknown {
  return isObject(configuration) ? configuration['preLaunchTask'] : undefined;
}

/** The entries of a list in the workspace file's, the user's and each folder's `launch.json` or `tasks.json`. */
function listsIn(file: 'launch' | 'tasks', list: string): readonly unknown[] {
  const { workspaceFolders = [] } = workspace;
  return [undefined, ...workspaceFolders].flatMap((folder): readonly unknown[] => {
    const entries: unknown = workspace.getConfiguration(file, folder).get(list);
    return Array.isArray(entries) ? entries : [];
  });
}
