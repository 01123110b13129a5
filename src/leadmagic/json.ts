import { err, ok } from './result';
import type { ProtocolReason } from './errors';
import type { Result } from './result';

export type JsonObject = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A member that is itself an object, or nothing. */
export function objectAt(object: JsonObject | undefined, name: string): JsonObject | undefined {
  const value = object?.[name];
  return isObject(value) ? value : undefined;
}

/** Parses a body; `clean` sees every string and every name, so that what must not travel on is removed at the door. */
export function parseJson(text: string, clean: (text: string) => string): Result<unknown, ProtocolReason> {
  if (text.trim() === '') return err('empty');
  try {
    const value: unknown = JSON.parse(text, (_name, part: unknown) =>
      typeof part === 'string' ? clean(part) : isObject(part) ? withNames(part, clean) : part,
    );
    return ok(value);
  } catch {
    // Also a body nested too deep for the stack.
    return err('notJson');
  }
}

function withNames(object: JsonObject, clean: (text: string) => string): JsonObject {
  return Object.fromEntries(Object.entries(object).map(([name, value]) => [clean(name), value]));
}
