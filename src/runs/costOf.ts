import { COST_TABLE, endpointOfPath, type Endpoint } from './costTable';

const MOST_CREDITS = 1000;
const KEY_SHOWN = 80;

/** The user's own prices, in credits per unit, by endpoint id. */
export type CostOverrides = ReadonlyMap<string, number>;

/** Why an entry of the setting was refused or changed. */
export interface OverrideProblem {
  /** The entry's key as written, cut to 80 characters; empty when the setting as a whole is no object. */
  readonly key: string;
  readonly problem: 'notAnObject' | 'unknownEndpoint' | 'notANumber' | 'clamped';
}

/**
 * Reads the setting `costOverrides`: an object of endpoint path or id to credits per unit, each 0 to 1000.
 * Never throws; a bad entry is left out and a number out of range is clamped, both reported.
 */
export function parseCostOverrides(value: unknown): {
  readonly overrides: CostOverrides;
  readonly problems: readonly OverrideProblem[];
} {
  const overrides = new Map<string, number>();
  const problems: OverrideProblem[] = [];
  if (value === undefined || value === null) return { overrides, problems };
  if (typeof value !== 'object' || Array.isArray(value)) {
    return { overrides, problems: [{ key: '', problem: 'notAnObject' }] };
  }
  for (const [rawKey, credits] of Object.entries(value) as [string, unknown][]) {
    const key = rawKey.slice(0, KEY_SHOWN);
    const endpoint = endpointOf(rawKey.trim());
    if (endpoint === undefined) {
      problems.push({ key, problem: 'unknownEndpoint' });
    } else if (typeof credits !== 'number' || Number.isNaN(credits)) {
      problems.push({ key, problem: 'notANumber' });
    } else {
      const clamped = Math.min(MOST_CREDITS, Math.max(0, credits));
      if (clamped !== credits) problems.push({ key, problem: 'clamped' });
      overrides.set(endpoint.id, clamped);
    }
  }
  return { overrides, problems };
}

/** A product's price as it holds for this user. Credits are per unit of `endpoint.unit`. */
export interface Cost {
  readonly endpoint: Endpoint;
  /** The price to reckon with; absent where it depends on what is sent (bulk). */
  readonly credits?: number;
  /** The lowest and highest price that may hold; both equal `credits` where there is only one. */
  readonly min: number;
  readonly max: number;
  /** Whether the price is the user's own. */
  readonly overridden: boolean;
}

/** The price of a path (no query) or endpoint id; `undefined` where neither is known. */
export function costOf(pathOrId: string, overrides: CostOverrides = new Map()): Cost | undefined {
  const endpoint = endpointOf(pathOrId);
  if (endpoint === undefined) return undefined;
  const own = overrides.get(endpoint.id);
  if (own !== undefined) return { endpoint, credits: own, min: own, max: own, overridden: true };
  const { credits, range } = endpoint;
  return {
    endpoint,
    ...(credits === undefined ? {} : { credits }),
    min: range?.min ?? credits ?? 0,
    max: range?.max ?? credits ?? 0,
    overridden: false,
  };
}

/** `/v1/analytics/*` itself is accepted too, so that the path in the table can be used as a key of the setting. */
function endpointOf(pathOrId: string): Endpoint | undefined {
  return COST_TABLE.find((endpoint) => endpoint.id === pathOrId) ?? endpointOfPath(pathOrId);
}
