import type { ProductRow } from '../usage/dashboardView';

export const sortColumns = ['name', 'requests', 'credits', 'share', 'successRate', 'averageCost'] as const;
export type SortColumn = (typeof sortColumns)[number];

export interface Sort {
  readonly by: SortColumn;
  readonly isDescending: boolean;
}

/** The rows in order of a column; rows without a value come last either way, equal ones by name. */
export function sortRows(
  rows: readonly ProductRow[],
  { by, isDescending }: Sort,
  locale: string,
): readonly ProductRow[] {
  const { compare } = new Intl.Collator(locale);
  return [...rows].sort((a, b) => {
    const [left, right] = [a[by], b[by]];
    if (left === undefined || right === undefined) {
      return Number(left === undefined) - Number(right === undefined) || compare(a.name, b.name);
    }
    const order =
      typeof left === 'string' || typeof right === 'string'
        ? compare(String(left), String(right))
        : left - right;
    return (isDescending ? -order : order) || compare(a.name, b.name);
  });
}

/** A column chosen again turns round; a new one starts with the largest figures, or with A. */
export function sortBy(column: SortColumn, current: Sort): Sort {
  return column === current.by
    ? { by: column, isDescending: !current.isDescending }
    : { by: column, isDescending: column !== 'name' };
}
