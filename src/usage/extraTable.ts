import type { ProbeRoute } from '../leadmagic/probeRoutes';
import { readFoundRates } from '../leadmagic/analyticsRates';
import type { Cell, Extra } from './dashboardView';
import type { ExtraReport } from './reports';

const mostRows = 50;
const mostColumns = 8;
const mostRates = 100;

/** Words of the API; not so long, and not so many digits, as a key has. */
const word = /^(?!.*\d{4})[a-z]\w{0,29}$/i;
/** What a map may go by: a status, or a word; a digit in it may be of somebody's key. */
const mapKey = /^(\d{3}|[a-z][a-z_-]{0,29})$/i;
/** Words that mean something to a program: a name has a blank, a dot or a capital within. */
const technical = /^([A-Z]+|\d{3}|\dxx|[a-z][a-z0-9]{0,19}([_-][a-z0-9]{1,19}){0,3})$/;
const dateOrTime = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?(Z|[+-]\d{2}:?\d{2})?)?$/;
/** The column of what a map goes by. */
const OF = '';
/** Columns whose words tell of requests; those of any other may tell of people, or be somebody's key. */
const technicalColumn = /^(method|product|product_id|code|error|error_code|type|kind|reason|status|result)$/;
const timeColumn = /^(date|day|time|timestamp|at|\w+_at)$/;
const pathColumn = /^(endpoint|path|route)$/;
/** What the names of LeadMagic's routes are made of; in any other path somebody may be named. */
const routeWords =
  'ads|b2b|batch|bulk|change|comments|companies|company|competitors|cost|countries|credits|details|detector|email|employee|finder|funding|google|health|industries|intent|job|jobs|lookalike|meta|mobile|people|personal|posts|preview|profile|refresh|regions|role|search|stats|technographics|to|types|validation';
const routePath = new RegExp(`^/v\\d(/(${routeWords})(-(${routeWords}))*)+$`);
/** Columns of which not even numbers are wanted. */
const personalColumn = /phone|mobile|mail|person|contact|address|(^|_)(ip|id|key|token|tel|zip|user)(_|$)/i;
/** As many digits have telephone numbers and ids. */
const LEAST_PERSONAL_NUMBER = 1e8;

type Table = Omit<Extra, 'id'>;
type Plain = Readonly<Record<string, unknown>>;

/** As much as may be kept of what a route told. */
export function extraReport(route: ProbeRoute, body: unknown): ExtraReport {
  const table = extraTable(body);
  const rates = route === 'found-rate' ? readFoundRates(body)?.slice(0, mostRates) : undefined;
  return { ...(table && { table }), ...(rates && { rates }) };
}

/**
 * A body that nobody has described, as a table: its first list or map of objects, else its own figures. Only numbers,
 * yes and no, and technical words in technical columns get through: a log of requests may tell of people.
 */
export function extraTable(body: unknown): Table | undefined {
  if (!isPlain(body)) return Array.isArray(body) ? tableOf(rowsOf(body)) : undefined;
  const inner = isPlain(body['data']) ? body['data'] : body;
  const candidates = Object.entries(inner)
    .filter(([name]) => name !== 'period')
    .map(([, value]) => rowsOf(value));
  const rows = candidates.find((each) => each.length > 0) ?? figuresOf(inner);
  return tableOf(rows);
}

function rowsOf(value: unknown): readonly Plain[] {
  if (Array.isArray(value)) return value.filter(isPlain);
  if (!isPlain(value)) return [];
  return Object.entries(value).flatMap(([of, each]) => (isPlain(each) ? [{ ...each, [OF]: of }] : []));
}

function figuresOf(value: Plain): readonly Plain[] {
  return Object.entries(value).flatMap(([of, each]) =>
    cellOf(of, each) === undefined ? [] : [{ [OF]: of, value: each }],
  );
}

function tableOf(rows: readonly Plain[]): Table | undefined {
  const kept = rows.slice(0, mostRows).filter((row) => !(OF in row) || cellOf(OF, row[OF]) !== undefined);
  const names = new Set(kept.flatMap((row) => [...(OF in row ? [OF] : []), ...Object.keys(row)]));
  const columns = [...names]
    .filter((name) => kept.some((row) => cellOf(name, row[name]) !== undefined))
    .slice(0, mostColumns);
  if (columns.length === 0) return undefined;
  return {
    columns: columns.map((name) => (name === OF ? 'name' : name)),
    rows: kept.map((row) => columns.map((name) => cellOf(name, row[name]) ?? '')),
  };
}

function cellOf(column: string, value: unknown): Cell | undefined {
  if (column === OF) return typeof value === 'string' && mapKey.test(value) ? value : undefined;
  if (!word.test(column)) return undefined;
  if (typeof value === 'string') return isTechnical(column, value) ? value : undefined;
  if (personalColumn.test(column)) return undefined;
  if (typeof value === 'number') return Math.abs(value) < LEAST_PERSONAL_NUMBER ? value : undefined;
  return typeof value === 'boolean' ? String(value) : undefined;
}

function isTechnical(column: string, value: string): boolean {
  if (timeColumn.test(column)) return dateOrTime.test(value);
  if (pathColumn.test(column)) return routePath.test(value);
  return technicalColumn.test(column) && technical.test(value);
}

function isPlain(value: unknown): value is Plain {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
