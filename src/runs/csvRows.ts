/** Of a longer first record the beginning is looked at. */
const LONGEST_HEADER = 65_536;
const QUOTE = 34;
const LF = 10;
const CR = 13;
const SPACE = 32;
const BOM = 0xfeff;
const NO_BREAK_SPACE = 0xa0;

/**
 * Counts the data records of CSV text. Quoted fields may hold line breaks and doubled quotes; a quote opens a field
 * only at its start (after a line break, or `,` `;` tab `|`, spaces aside). Any of LF, CRLF and CR ends a record. Records
 * that hold nothing but separators and white space do not count, nor does Excel's `sep=;` line.
 *
 * The first record is taken for a header, and left out, when none of its cells is empty (but the first: an index
 * column), a number, a repeat of another, or looks like an address, a URL or a domain: rows to be looked up nearly
 * always do. A list of bare names cannot be told from a header, so views say whether one was left out.
 */
export function countCsvRows(text: string): { rows: number; header: boolean; unclosedQuote?: boolean } {
  const start = bodyStart(text);
  let scan = scanRecords(text, start, true);
  const unclosedQuote = scan.unclosed;
  if (unclosedQuote) scan = scanRecords(text, start, false);
  const header = scan.records > 0 && looksLikeHeader(scan.first);
  return { rows: scan.records - (header ? 1 : 0), header, ...(unclosedQuote ? { unclosedQuote } : {}) };
}

function bodyStart(text: string): number {
  const start = text.charCodeAt(0) === BOM ? 1 : 0;
  const hint = /^sep=.(?:\r\n|\n|\r)/i.exec(text.slice(start, start + 8));
  return start + (hint?.[0].length ?? 0);
}

/** One pass by character code; `first` is the text of the first record that counts. */
function scanRecords(
  text: string,
  start: number,
  quotes: boolean,
): { records: number; first: string; unclosed: boolean } {
  let records = 0;
  let first = '';
  let recordStart = start;
  let filled = false;
  let fieldStart = true;
  let quoted = false;
  const endRecord = (end: number): void => {
    if (filled && records++ === 0)
      first = text.slice(recordStart, Math.min(end, recordStart + LONGEST_HEADER));
    recordStart = end + 1;
    filled = false;
    fieldStart = true;
  };
  for (let i = start; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (quoted) {
      if (code !== QUOTE) filled ||= !isBlank(code);
      else if (text.charCodeAt(i + 1) === QUOTE) i++;
      else quoted = false;
    } else if (code === LF || code === CR) endRecord(i);
    else if (isSeparator(code)) fieldStart = true;
    else if (code === QUOTE && fieldStart && quotes) {
      quoted = true;
      fieldStart = false;
    } else if (!isBlank(code)) {
      filled = true;
      fieldStart = false;
    }
  }
  endRecord(text.length);
  return { records, first, unclosed: quoted };
}

function isSeparator(code: number): boolean {
  return code === 44 || code === 59 || code === 9 || code === 124;
}

function isBlank(code: number): boolean {
  return code <= SPACE || code === NO_BREAK_SPACE;
}

function looksLikeHeader(record: string): boolean {
  const cells = record.split(/[,;\t|]/).map((cell) => cell.trim().replaceAll('"', '').toLowerCase());
  // A separator at the end of each line makes one empty cell at the end.
  if (cells.length > 1 && cells.at(-1) === '') cells.pop();
  return (
    new Set(cells).size === cells.length &&
    cells.every((cell, column) => (cell === '' ? column === 0 && cells.length > 1 : isColumnName(cell)))
  );
}

/** Not "any dot": `contact.email` is a column of a flattened record. */
function isColumnName(cell: string): boolean {
  return !/@|:\/\/|\.(?:com|net|org|io|co|ai|app|dev|edu|gov|eu|uk|de|fr|es|it|nl|jp|cn|br|au|ca|in)$|^[+-]?[\d\s.()-]+$/.test(
    cell,
  );
}
