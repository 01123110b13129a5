import * as v from 'valibot';
import { errorShapes } from './errorShapes';

/** Parts that every fault may have: when it strikes and what it does besides its kind. */
const common = {
  /** How many requests it strikes, or `always` until cleared. Default 1. */
  times: v.exactOptional(v.union([v.pipe(v.number(), v.integer(), v.minValue(1)), v.literal('always')])),
  /** Exact path, or a prefix that ends in `*`. Default any path. */
  path: v.exactOptional(v.pipe(v.string(), v.startsWith('/'))),
  method: v.exactOptional(v.string()),
  /** Only requests that carry this key. */
  key: v.exactOptional(v.string()),
  /** Waits this long before anything else. */
  delayMs: v.exactOptional(v.pipe(v.number(), v.minValue(0))),
  /** Overrides response headers; null leaves one out. Names in any case. */
  headers: v.exactOptional(v.record(v.string(), v.nullable(v.string()))),
  /** Leaves out every header of the API's own, as an edge proxy would. */
  bareHeaders: v.exactOptional(v.boolean()),
};
const status = v.pipe(v.number(), v.integer(), v.minValue(200), v.maxValue(599));
const bytes = v.pipe(v.number(), v.integer(), v.minValue(0));

export const faultSchema = v.variant('kind', [
  /** The true answer, with the delay and headers above. */
  v.strictObject({ kind: v.literal('pass'), ...common }),
  /** An error status. On 429 nothing says when to come back unless one of the last three does. */
  v.strictObject({
    kind: v.literal('error'),
    ...common,
    status,
    shape: v.exactOptional(v.picklist(errorShapes)),
    code: v.exactOptional(v.string()),
    title: v.exactOptional(v.string()),
    detail: v.exactOptional(v.string()),
    action: v.exactOptional(v.string()),
    param: v.exactOptional(v.array(v.string())),
    context: v.exactOptional(v.record(v.string(), v.unknown())),
    /** `Retry-After`: seconds, or the text to send (an HTTP date). */
    retryAfter: v.exactOptional(v.union([v.number(), v.string()])),
    /** `RateLimit-Reset`, seconds. */
    rateLimitReset: v.exactOptional(v.number()),
    /** `context.retry_after_seconds`. */
    contextRetryAfter: v.exactOptional(v.number()),
  }),
  /** Reads the request and never answers. */
  v.strictObject({ kind: v.literal('hang'), ...common }),
  /** Breaks the connection before the first byte. */
  v.strictObject({ kind: v.literal('reset'), ...common }),
  /** Half the true body; the connection breaks in the middle, or with `clean` ends as if that were all. */
  v.strictObject({ kind: v.literal('truncated'), ...common, clean: v.exactOptional(v.boolean()) }),
  /** A web page instead of JSON. Default status 200; 502 is the usual edge. */
  v.strictObject({ kind: v.literal('html'), ...common, status: v.exactOptional(status) }),
  v.strictObject({ kind: v.literal('empty'), ...common, status: v.exactOptional(status) }),
  /** Text that claims to be JSON. */
  v.strictObject({ kind: v.literal('notJson'), ...common }),
  /** A balance body whose `credits` is wrong. */
  v.strictObject({
    kind: v.literal('credits'),
    ...common,
    as: v.picklist(['string', 'nanText', 'infinite', 'null', 'missing', 'object']),
  }),
  /** A true-looking balance body, padded to about this size (default 5 MiB), without Content-Length. */
  v.strictObject({ kind: v.literal('huge'), ...common, bytes: v.exactOptional(bytes) }),
  /** Sends the caller to `to`, another origin as a rule. Default 307, which keeps method and headers. */
  v.strictObject({ kind: v.literal('redirect'), ...common, to: v.string(), status: v.exactOptional(status) }),
  /** Any body at all. */
  v.strictObject({
    kind: v.literal('body'),
    ...common,
    status: v.exactOptional(status),
    text: v.string(),
    contentType: v.exactOptional(v.string()),
  }),
]);
export type Fault = v.InferOutput<typeof faultSchema>;

interface Standing {
  readonly fault: Fault;
  left: number;
}

/** The faults that wait to strike. Counted ones go before standing ones, each in the order they were set. */
export class FaultQueue {
  #standing: Standing[] = [];

  add(fault: Fault): void {
    const times = fault.times ?? 1;
    this.#standing.push({ fault, left: times === 'always' ? Infinity : times });
  }

  clear(): void {
    this.#standing = [];
  }

  get waiting(): readonly Fault[] {
    return this.#standing.map(({ fault }) => fault);
  }

  /** The fault for this request, if any; uses up one of its times. */
  take(method: string, path: string, key: string | undefined): Fault | undefined {
    const matching = this.#standing.filter(({ fault }) => matches(fault, method, path, key));
    const chosen = matching.find(({ left }) => left !== Infinity) ?? matching[0];
    if (chosen === undefined) {
      return undefined;
    }
    chosen.left -= 1;
    this.#standing = this.#standing.filter(({ left }) => left > 0);
    return chosen.fault;
  }
}

function matches(fault: Fault, method: string, path: string, key: string | undefined): boolean {
  const pathMatches =
    fault.path === undefined ||
    (fault.path.endsWith('*') ? path.startsWith(fault.path.slice(0, -1)) : path === fault.path);
  return (
    pathMatches &&
    (fault.method === undefined || fault.method.toUpperCase() === method) &&
    (fault.key === undefined || fault.key === key)
  );
}
