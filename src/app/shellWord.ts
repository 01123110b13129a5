/**
 * A path as one word of a command line to copy. In double quotes a shell would run what a name like `$(…)` holds, so
 * these are single ones.
 */
export function shellWord(path: string): string {
  return /^[\w./-]+$/.test(path) ? path : `'${path.replaceAll("'", String.raw`'\''`)}'`;
}
