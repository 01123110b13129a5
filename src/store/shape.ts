/** Reads an unknown value as a `T`; undefined when it is none. */
export type Reader<T> = (value: unknown) => T | undefined;

type OptionalKeys<T> = { [K in keyof T]-?: undefined extends T[K] ? K : never }[keyof T];
type Readers<T, K extends keyof T> = { readonly [N in K]-?: Reader<Exclude<T[N], undefined>> };

// A few readers for our own files. The library that reads the API's bodies would be a tenth of all that
// is loaded before the first balance shows.

export const isTrueOrFalse: Reader<boolean> = (value) => (typeof value === 'boolean' ? value : undefined);

/** A number from 0 to `most`. */
export function upTo(most: number): Reader<number> {
  return (value) => (typeof value === 'number' && value >= 0 && value <= most ? value : undefined);
}

/** A finite number that is not negative. */
export const amount = upTo(Number.MAX_VALUE);

/** Also one below 0. */
export const finite: Reader<number> = (value) => (Number.isFinite(value) ? Number(value) : undefined);

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

/** A map whose every value is one. */
export function mapOf<T>(entry: Reader<T>): Reader<Readonly<Record<string, T>>> {
  return (value) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
    const read = Object.entries(value).flatMap(([name, one]) => {
      const parsed = entry(one);
      return parsed === undefined ? [] : [[name, parsed] as const];
    });
    return read.length === Object.keys(value).length ? Object.fromEntries(read) : undefined;
  };
}

export function oneOf<T extends string | number>(...choices: readonly T[]): Reader<T> {
  return (value) => choices.find((choice) => choice === value);
}

/**
 * An object with the fields of `required`, and with those of `optional` or without. Any others, of a later version, are
 * kept.
 */
export function object<T extends object>(
  required: Readers<T, Exclude<keyof T, OptionalKeys<T>>>,
  optional?: Readers<T, OptionalKeys<T>>,
): Reader<T> {
  const readers: Record<string, Reader<unknown>> = { ...required, ...optional };
  return (value) => {
    if (typeof value !== 'object' || value === null) return undefined;
    const read: Record<string, unknown> = { ...value };
    for (const name of Object.keys(readers)) {
      if (read[name] === undefined && !(name in required)) continue;
      const parsed = readers[name]?.(read[name]);
      if (parsed === undefined) return undefined;
      read[name] = parsed;
    }
    // Every field that is not optional was read above.
    return read as T;
  };
}
