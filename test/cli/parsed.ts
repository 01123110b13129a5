import assert from 'node:assert/strict';
import { isObject } from '../../src/leadmagic/json';
import type { JsonObject } from '../../src/leadmagic/json';

/** An object out of JSON. */
export function parsed(text: string): JsonObject {
  const value: unknown = JSON.parse(text);
  assert.ok(isObject(value), `no object: ${text}`);
  return value;
}

/** The error that `--json` printed. */
export function errorIn(text: string): JsonObject {
  const { version, error, ...more } = parsed(text);
  assert.deepEqual([version, more], [1, {}]);
  assert.ok(isObject(error), `no error: ${text}`);
  return error;
}
