import { isObject, type JsonObject } from '../leadmagic/json';

/** A task as launch configurations and other tasks may name it. */
export interface NamedTask {
  readonly labels: readonly string[];
  /** Its properties, such as `type` and `script`. */
  readonly definition: JsonObject;
}

/** How a `preLaunchTask` names a task, in a form that can be compared; undefined where it names none. */
export function referenceKey(reference: unknown): string | undefined {
  if (typeof reference === 'string') return reference;
  if (!isObject(reference)) return undefined;
  return JSON.stringify(Object.entries(reference).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/**
 * The keys of those references that run a task: they name it, or an entry of a `tasks.json` that leads to it by
 * `dependsOn`, over however many others.
 */
export function referencesTo(
  task: NamedTask,
  references: readonly unknown[],
  entries: readonly unknown[],
): readonly string[] {
  const known = entries.filter(isObject).map((entry) => ({ entry, named: namedEntry(entry) }));
  const leads = (reference: unknown, passed: Set<JsonObject>): boolean => {
    if (names(reference, task)) return true;
    const next = known.filter(({ entry, named }) => !passed.has(entry) && names(reference, named));
    for (const { entry } of next) passed.add(entry);
    return next.some(({ entry }) => [entry['dependsOn']].flat().some((other) => leads(other, passed)));
  };
  const keys = references.filter((reference) => leads(reference, new Set())).map(referenceKey);
  return [...new Set(keys.filter((key) => key !== undefined))];
}

/** What a launch configuration may write for the build task that is marked as the default. */
export const DEFAULT_BUILD = '${defaultBuildTask}';

function namedEntry(entry: JsonObject): NamedTask {
  const { label, group } = entry;
  const isDefaultBuild = isObject(group) && group['kind'] === 'build' && group['isDefault'] === true;
  return {
    labels: [...(typeof label === 'string' ? [label] : []), ...(isDefaultBuild ? [DEFAULT_BUILD] : [])],
    definition: entry,
  };
}

/** By its label, or by properties that it has. */
function names(reference: unknown, { labels, definition }: NamedTask): boolean {
  if (typeof reference === 'string') return labels.includes(reference);
  if (!isObject(reference)) return false;
  const properties = Object.entries(reference);
  return (
    properties.length > 0 &&
    properties.every(([name, value]) =>
      name === 'label' && typeof value === 'string'
        ? labels.includes(value)
        : JSON.stringify(value) === JSON.stringify(definition[name]),
    )
  );
}
