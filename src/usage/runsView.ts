/**
 * What the dashboard shows of metered runs, as plain data. Credits are rounded to 0.01, times ms since 1970. Names and
 * folders are untrusted text.
 */
export interface RunsView {
  /** The newest first. */
  readonly runs: readonly RunRow[];
  /** Of all runs that are kept; the folder that spent most first. */
  readonly folders: readonly FolderRow[];
  /** At least this much was spent by runs of several folders at once; nobody can say which. */
  readonly mixed: number;
  /** When the oldest kept run began; 0 without runs. */
  readonly since: number;
}

export interface RunRow {
  readonly name: string;
  readonly folder?: string;
  readonly startedAt: number;
  readonly endedAt: number;
  readonly credits?: number;
  /** See `Certainty` of the runs. */
  readonly certainty: (typeof certainties)[number];
  /** Why there is no cost; present exactly when `credits` is not. */
  readonly noCost?: (typeof noCosts)[number];
}

export interface FolderRow {
  /** Absent for runs without a folder. */
  readonly folder?: string;
  /** How many of them have a cost. */
  readonly runs: number;
  readonly credits: number;
  /** Of `credits`, what rough costs make up. */
  readonly rough: number;
  /** At least this much more, from runs at the same time. */
  readonly shared: number;
}

export const certainties = ['alone', 'shared', 'rough'] as const;
export const noCosts = ['otherKey', 'noStart', 'noEnd'] as const;

export const noRuns: RunsView = { runs: [], folders: [], mixed: 0, since: 0 };
