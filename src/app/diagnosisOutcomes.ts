import type { RequestLogEntry } from '../leadmagic/http';

const MOST = 10;

/** How a request ended, and when (ms since 1970). */
export interface RequestOutcome extends RequestLogEntry {
  readonly at: number;
}

/** The last ten requests of this window, oldest first, for the diagnosis. */
export class Outcomes {
  readonly #kept: RequestOutcome[] = [];

  get recent(): readonly RequestOutcome[] {
    return this.#kept;
  }

  keep(entry: RequestLogEntry, at: number): void {
    this.#kept.push({ ...entry, at });
    if (this.#kept.length > MOST) this.#kept.shift();
  }
}
