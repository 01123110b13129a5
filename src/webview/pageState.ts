import { isUtcDay } from '../usage/utcDay';
import { panels, type Panel } from '../usage/panels';
import type { Selection } from '../usage/pageMessage';
import { ranges } from '../usage/range';
import { sortColumns, type Sort } from './sortRows';

/** What the person looks at; it survives a hidden panel and a reload of the window. */
export interface PageState extends Selection {
  readonly sort: Sort;
  /** Panels that show a table in place of their chart. */
  readonly asTable: readonly Panel[];
}

const fresh: Omit<PageState, 'range'> = { sort: { by: 'credits', isDescending: true }, asTable: [] };

/** Takes of a kept state what is sensible. @param opened the range that a new page begins with */
export function pageState(kept: unknown, opened: string | undefined): PageState {
  const { range, day, sort, asTable } = members(kept);
  const { by, isDescending } = members(sort);
  const column = sortColumns.find((name) => name === by);
  return {
    range: ranges.find((each) => each === range) ?? ranges.find((each) => String(each) === opened) ?? 30,
    sort: column && typeof isDescending === 'boolean' ? { by: column, isDescending } : fresh.sort,
    asTable: Array.isArray(asTable) ? panels.filter((panel) => asTable.includes(panel)) : fresh.asTable,
    ...(typeof day === 'string' && isUtcDay(day) && { day }),
  };
}

function members(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
