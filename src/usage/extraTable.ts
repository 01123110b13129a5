import type { ProbeRoute } from '../leadmagic/probeRoutes';
import { readFoundRates } from '../leadmagic/analyticsRates';
import type { Cell, Extra } from './dashboardView';
import type { ExtraReport } from './reports';

const mostRows = 50;
const mostColumns = 8;
const mostRates = 100;

/** Words and codes of the API; not so long, and not so many digits, as a key has. */
const word = /^(?!.*\d{4})(\d{3}|[a-z]\w{0,29})$/i;
/** Ids, codes, times, and paths of the API: a name has a blank, a person's page another slash. */
const technical = /^(\/v\d[\w./-]*|[\w.:+-]+)$/;
/** The column of what a map goes by. */
const OF = '';
/** Columns whose words tell of requests; those of any other may tell of people, or be somebody's key. */
const technicalColumn =
  /^(id|date|day|time|timestamp|at|\w+_at|endpoint|path|route|method|product|product_id|code|error|error_code|type|kind|reason|status|result|request_id)$/;
/** Columns of which not even numbers are wanted. */
const personalColumn = /phone|mobile|mail|person|address|(^|_)(ip|key|token|tel|zip|user)(_|$)/i;

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
  if (column === OF) return typeof value === 'string' && word.test(value) ? value : undefined;
  if (!word.test(column) || personalColumn.test(column)) return undefined;
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
  if (typeof value === 'boolean') return String(value);
  const isTechnical = typeof value === 'string' && technicalColumn.test(column);
  return isTechnical && value.length <= 64 && technical.test(value) ? value : undefined;
}

function isPlain(value: unknown): value is Plain {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
