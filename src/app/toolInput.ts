import { present } from '../leadmagic/present';
import { err, ok, type Result } from '../leadmagic/result';

const MOST = 1e9;
/** No path or id is nearly as long. */
const LONGEST = 500;

/** What `leadmagic_estimate_cost` is called with. */
export interface EstimateInput {
  /** A path or product id. */
  readonly endpoint: string;
  readonly rows: number;
  readonly maxResultsPerRequest?: number;
}

/** Unknown in, parsed out: not every caller goes by the schema. */
export function parseEstimateInput(input: unknown): Result<EstimateInput, 'badInput'> {
  if (typeof input !== 'object' || input === null) return err('badInput');
  const endpoint = 'endpoint' in input ? input.endpoint : undefined;
  const rows = 'rows' in input ? input.rows : undefined;
  const limit = 'maxResultsPerRequest' in input ? input.maxResultsPerRequest : undefined;
  if (typeof endpoint !== 'string' || endpoint.length > LONGEST || !isCount(rows)) return err('badInput');
  if (limit !== undefined && !isCount(limit)) return err('badInput');
  return ok({ endpoint, rows, ...present({ maxResultsPerRequest: limit }) });
}

/** A path as code has it: with its origin, a query or a slash at the end; or a product id. */
export function endpointName(text: string): string {
  const trimmed = text.trim().replace(/^(?:GET|POST)\s+/i, '');
  const path = /^https?:\/\/[^/]+(\/[^?#]*)/i.exec(trimmed)?.[1] ?? trimmed.replace(/[?#].*$/, '');
  return path.length > 1 ? path.replace(/\/+$/, '') : path;
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= MOST;
}
