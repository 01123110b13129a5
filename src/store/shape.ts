/** Reads an unknown value as a `T`; undefined when it is none. */
export type Reader<T> = (value: unknown) => T | undefined;

type Readers<T> = { readonly [K in keyof T]-?: Reader<Exclude<T[K], undefined>> };
type Optional<T> = { [K in keyof T]-?: undefined extends T[K] ? K : never }[keyof T];

// A few readers for our own files. The library that reads the API's bodies would be a tenth of all that
// is loaded before the first balance shows.

export const isTrueOrFalse: Reader<boolean> = (value) => (typeof value === 'boolean' ? value : undefined);

/** A number from 0 to `most`. */
export function upTo(most: number): Reader<number> {
  return (value) => (typeof value === 'number' && value >= 0 && value <= most ? value : undefined);
}

/** A finite number that is not negative. */
export const amount = upTo(Number.MAX_VALUE);

/** A finite number: credits, of which an account may owe some. */
export const credits: Reader<number> = (value) => (Number.isFinite(value) ? Number(value) : undefined);

/** ms since 1970, as far as a date can tell. */
export const time = upTo(8.64e15);

export const text: Reader<string> = (value) =>
  typeof value === 'string' && value.length <= 500 ? value : undefined;

/** A list whose every entry is one. */
export function listOf<T>(entry: Reader<T>): Reader<readonly T[]> {
  return (value) => {
    const read = Array.isArray(value) ? value.map(entry) : undefined;
    return read?.every((one) => one !== undefined) === true ? read : undefined;
  };
}

export function oneOf<T extends string | number>(...choices: readonly T[]): Reader<T> {
  return (value) => choices.find((choice) => choice === value);
}

/** An object with these fields and no others; those named in `optional` may be missing. */
export function object<T extends object>(
  readers: Readers<T>,
  ...optional: readonly Optional<T>[]
): Reader<T> {
  return (value) => {
    if (typeof value !== 'object' || value === null) return undefined;
    const read: Partial<T> = {};
    for (const name of keysOf(readers)) {
      const field: unknown = Reflect.get(value, name);
      if (field === undefined && optional.some((known) => known === name)) continue;
      const parsed = readers[name](field);
      if (parsed === undefined) return undefined;
      read[name] = parsed;
    }
    // Every field that is not optional was read above.
    return read as T;
  };
}

function keysOf<T extends object>(readers: T): readonly (keyof T)[] {
  return Object.keys(readers) as (keyof T)[];
}
