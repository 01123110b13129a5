import { err, ok, type Result } from '../leadmagic/result';
import { countCsvRows } from './csvRows';

/** Of a JSONL file, to see whether it is one. */
const LINES_READ = 100;

/** What rows can be counted in. */
export type RowFormat = 'csv' | 'json' | 'jsonl';

export interface RowCount {
  readonly rows: number;
  /** CSV only: whether the first record was taken for column names and left out. */
  readonly header?: boolean;
  /** CSV only: a quote is never closed, so lines were counted instead of records. */
  readonly unclosedQuote?: boolean;
}

/** `notJson`: it does not parse. `noList`: neither a list nor an object with exactly one list in it. */
export type RowProblem = 'notJson' | 'noList';

/** By VS Code's language id, else by the file's extension; `undefined` for anything else. */
export function rowFormatOf(fileName: string, languageId = ''): RowFormat | undefined {
  const extension = /\.([a-z0-9]+)$/i.exec(fileName)?.[1]?.toLowerCase() ?? '';
  // A `.jsonl` file is often opened in the language "json".
  if (extension === 'jsonl' || extension === 'ndjson' || languageId === 'jsonl') return 'jsonl';
  if (['csv', 'tsv', 'tab'].includes(extension) || /\b(?:csv|tsv)\b/.test(languageId)) return 'csv';
  if (extension === 'json' || languageId === 'json') return 'json';
  return undefined;
}

/** Counts the rows of a whole file's text, in time linear in its length. Errors are values. */
export function countRows(format: RowFormat, text: string): Result<RowCount, RowProblem> {
  switch (format) {
    case 'csv':
      return ok(countCsvRows(text));
    case 'jsonl':
      return countJsonlRows(text);
    case 'json':
      return countJsonRows(text);
  }
}

/** A selected part of a document: the number of its first line, and its text. */
export interface SelectedPart {
  readonly line: number;
  readonly text: string;
}

/** Lines of which something is selected that is more than white space; a line with two selections is one. */
export function countSelectedLines(parts: readonly SelectedPart[]): number {
  const lines = new Set<number>();
  for (const { line, text } of parts) {
    for (const [at, selected] of text.split(/\r\n|\r|\n/).entries()) {
      if (countFilledLines(selected) > 0) lines.add(line + at);
    }
  }
  return lines.size;
}

/** Lines that hold more than white space. */
export function countFilledLines(text: string): number {
  let rows = 0;
  let filled = false;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 10 || code === 13) {
      if (filled) rows++;
      filled = false;
    } else if (code > 32 && code !== 0xa0 && code !== 0xfeff) filled = true;
  }
  return filled ? rows + 1 : rows;
}

/**
 * A row a line, unless all is one list in one line. Whether it is JSONL at all is told by the first lines: to read all of
 * them would take long.
 */
function countJsonlRows(text: string): Result<RowCount, RowProblem> {
  const values: unknown[] = [];
  for (const [line] of text.matchAll(/[^\r\n]+/g)) {
    if (values.length === LINES_READ) break;
    const filled = line.trim();
    if (filled === '') continue;
    try {
      values.push(JSON.parse(filled));
    } catch {
      return err('notJson');
    }
  }
  const [first] = values;
  const isList = values.length === 1 && Array.isArray(first);
  return ok({ rows: isList ? first.length : countFilledLines(text) });
}

function countJsonRows(text: string): Result<RowCount, RowProblem> {
  let value: unknown;
  try {
    value = JSON.parse(text.charCodeAt(0) === 0xfeff ? text.slice(1) : text);
  } catch {
    return err('notJson');
  }
  if (Array.isArray(value)) return ok({ rows: value.length });
  if (typeof value !== 'object' || value === null) return err('noList');
  const [list, ...others] = Object.values(value).filter((member): member is unknown[] =>
    Array.isArray(member),
  );
  return list === undefined || others.length > 0 ? err('noList') : ok({ rows: list.length });
}
