/** A line of the report: a name and what is known of it. */
export type Row = readonly [name: string, value: string];

/** A time (ms since 1970) to the second, the same everywhere: reports are read elsewhere. */
export function utc(at: number): string {
  const time = new Date(at);
  return Number.isNaN(time.getTime()) ? '?' : time.toISOString().replace(/\.\d+Z$/, 'Z');
}
