/** The line of a `.gitignore` at the repository's root that means this one file. `relativePath` has forward slashes. */
export function gitIgnorePattern(relativePath: string): string {
  const escaped = relativePath
    .replace(/[\\*?[]/g, '\\$&')
    // A pattern cannot hold a line break, and would lose spaces at its end.
    .replace(/[\r\n]/g, '?')
    .replace(/ +$/, (spaces) => '\\ '.repeat(spaces.length));
  // The slash in front ties it to the root; without it, files of that name anywhere would match.
  return `/${escaped}`;
}

/** What to append to a `.gitignore` so that the pattern holds; empty when it does already. */
export function gitIgnoreAddition(text: string, pattern: string): string {
  const lines = text.split(/\r\n|\r|\n/);
  const at = lines.lastIndexOf(pattern);
  const isUndone = lines.slice(at + 1).some((line) => line.startsWith('!'));
  if (at >= 0 && !isUndone) return '';
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  return `${/[^\r\n]$/.test(text) ? eol : ''}${pattern}${eol}`;
}
