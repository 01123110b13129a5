/**
 * Rows as CSV (RFC 4180, CRLF). Text that a spreadsheet would take for a formula, be it one that passes over blanks, gets
 * an apostrophe in front, and so does text that looks like the outcome of that, so that the first can be told from the
 * second; numbers are written as they are. What some countries separate by is quoted too.
 */
export function csv(rows: readonly (readonly (string | number | undefined)[])[]): string {
  return rows.map((row) => `${row.map(field).join(',')}\r\n`).join('');
}

/** Also in the wide forms of East Asian keyboards. */
const FORMULA = /^'*(\s*[=+\-@＝＋－＠]|[\t\r\n])/;

function field(value: string | number | undefined): string {
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : '';
  if (value === undefined) return '';
  const safe = FORMULA.test(value) ? `'${value}` : value;
  return /[",;\t\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
