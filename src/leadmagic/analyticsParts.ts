import * as v from 'valibot';
import { isUtcDay, sortDays } from './analyticsDays';
import { isObject } from './json';
import { mostCredits, roundCredits } from './numbers';
import { textUpTo } from './serverText';
import type { JsonObject } from './json';

// The bricks of the analytics readers.

/** So little is nothing: one number by another must stay one that can be shown. */
const least = 1e-6;
const notNegative = v.pipe(
  v.unknown(),
  v.number(),
  v.minValue(0),
  v.maxValue(mostCredits),
  v.transform((value) => (value < least ? 0 : value)),
);

/** A count, a latency or an average. */
export const amount = notNegative;
export const credits = v.pipe(notNegative, v.transform(roundCredits));
/** A quotient of floating-point numbers may come out a little above the whole. */
export const percent = v.pipe(
  notNegative,
  v.maxValue(100 + least),
  v.transform((value) => Math.min(value, 100)),
);
/** A UTC day, `YYYY-MM-DD`; told as the moment it begins, it is the same day. */
export const day = v.pipe(
  v.unknown(),
  v.string(),
  // At another hour, or without a zone, it is not certain which day is meant.
  v.transform((text) => text.replace(/T00:00:00(\.0+)?(Z|\+00:00)$/, '')),
  v.check(isUtcDay),
);
/** A point in time, as text; read as wall clock, ms. */
export const time = v.pipe(
  v.unknown(),
  v.string(),
  // Without a zone it would be read as local time.
  v.regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/),
  v.transform((text) => Date.parse(text)),
  v.finite(),
);
/** The id of a product: untrusted text. */
export const id = v.pipe(
  v.unknown(),
  v.transform((value) => textUpTo(value, 100)),
  v.string(),
);

/** How a member is read, and the names the API may give it, best first. */
export type Field<T = unknown> = readonly [schema: v.GenericSchema<unknown, T>, ...names: readonly string[]];
export type Fields = Readonly<Record<string, Field>>;

type Value<F> = F extends Field<infer T> ? T : never;
type Output<Required extends Fields, Optional extends Fields> = {
  readonly [K in keyof Required]: Value<Required[K]>;
} & {
  readonly [K in keyof Optional]?: Value<Optional[K]>;
};

/**
 * An object with members by our names. It is refused if a required member is missing or wrong; an optional one is then
 * left out and harms no other. Members not named are dropped.
 */
export function objectOf<const Required extends Fields, const Optional extends Fields>(
  required: Required,
  optional: Optional,
): v.GenericSchema<unknown, Output<Required, Optional>> {
  return v.pipe(
    v.unknown(),
    v.check(isObject),
    v.rawTransform(({ dataset, addIssue, NEVER }) => {
      const source = isObject(dataset.value) ? dataset.value : {};
      const output = pick(source, { ...optional, ...required });
      if (Object.keys(required).some((name) => !(name in output))) {
        addIssue();
        return NEVER;
      }
      // The loop in `pick` keeps to the tables, but the compiler cannot follow it.
      return output as Output<Required, Optional>;
    }),
  );
}

function pick(source: JsonObject, fields: Fields): JsonObject {
  const found = Object.entries(fields).flatMap(([name, [schema, ...names]]) => {
    const values = names.flatMap((each) => accepted(schema, source[each]));
    return values.slice(0, 1).map((value) => [name, value] as const);
  });
  return Object.fromEntries(found);
}

/**
 * A list, without the items that are no good. One that has items, but not a good one, is refused: it does not say that
 * there is nothing.
 */
export function listOf<T>(item: v.GenericSchema<unknown, T>): v.GenericSchema<unknown, readonly T[]> {
  return v.pipe(
    v.unknown(),
    v.array(v.unknown()),
    v.rawTransform(({ dataset, addIssue, NEVER }) => {
      const items = dataset.value.flatMap((each) => accepted(item, each));
      if (items.length > 0 || dataset.value.length === 0) return items;
      addIssue();
      return NEVER;
    }),
  );
}

/** A list of days, sorted and without repeats. */
export function daysOf<T extends { readonly date: string }>(
  item: v.GenericSchema<unknown, T>,
): v.GenericSchema<unknown, readonly T[]> {
  return v.pipe(listOf(item), v.transform(sortDays<T>));
}

/** A list of things with ids, or a map of them by id; of several with one id the last counts. */
export function byId<T extends { readonly id: string }>(
  item: v.GenericSchema<unknown, T>,
): v.GenericSchema<unknown, readonly T[]> {
  return v.pipe(
    v.unknown(),
    v.transform((value) =>
      isObject(value) ? Object.entries(value).map(([name, each]) => withId(each, name)) : value,
    ),
    listOf(item),
    v.transform((items) => [...new Map(items.map((each) => [each.id, each])).values()]),
  );
}

/** The names an id goes by. Objects of a map get theirs from the map. */
export const idField = [id, 'product_id', 'product', 'id'] as const;

function withId(item: unknown, name: string): unknown {
  return isObject(item) ? { ...item, product_id: name } : item;
}

function accepted<T>(schema: v.GenericSchema<unknown, T>, value: unknown): readonly T[] {
  const result = v.safeParse(schema, value);
  return result.success ? [result.output] : [];
}
