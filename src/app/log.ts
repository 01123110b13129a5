/** Values of a log line; never a key, a body or server text. */
export type LogFields = Readonly<Record<string, string | number | boolean | undefined>>;

/** A log of events: a name and a few fields, not prose. */
export interface Log {
  debug(event: string, fields?: LogFields): void;
  info(event: string, fields?: LogFields): void;
  warn(event: string, fields?: LogFields): void;
  error(event: string, fields?: LogFields): void;
}

/** What may be logged of something that was thrown: its type and system code, not its text. */
export function thrownFields(error: unknown): LogFields {
  if (!(error instanceof Error)) return { thrown: typeof error };
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  return { thrown: error.name, code, at: firstFrame(error.stack) };
}

/** File and line of the first stack frame, without folders, which may name a person. */
function firstFrame(stack: string | undefined): string | undefined {
  return /\(?([^\s()/\\]+:\d+:\d+)\)?(?:\n|$)/.exec(stack ?? '')?.[1];
}
