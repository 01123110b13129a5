import * as v from 'valibot';
import { byId, idField, objectOf, percent } from './analyticsParts';
import { isObject } from './json';
import type { NamedRate } from './analytics';

const found: v.GenericSchema<unknown, NamedRate> = objectOf(
  { id: idField, rate: [percent, 'found_rate', 'rate', 'success_rate'] },
  {},
);

/**
 * The share of requests of each product that found something, if the body of `/v1/analytics/found-rate` looks like it.
 * Nobody has published its shape; this takes lists and maps of `{product_id, found_rate}` and their likes.
 */
export function readFoundRates(body: unknown): readonly NamedRate[] | undefined {
  const inner = isObject(body) ? body['data'] : undefined;
  return [body, inner]
    .flatMap((outer) => [outer, ...(isObject(outer) ? [outer['products']] : [])])
    .map((candidate) => v.safeParse(byId(found), candidate))
    .flatMap((result) => (result.success ? [result.output] : []))
    .find((rates) => rates.length > 0);
}
