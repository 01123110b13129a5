import { creditsSpentWhileClosed, type SpentWhileClosed } from '../balance/forecast';
import { elapsed, type Moment } from '../balance/moment';
import type { Observation } from '../balance/observation';
import type { Settings } from './settings';

const TOLD_FOR_MS = 24 * 3_600_000;
/** In minutes. A window in use looks at least that often, unless the setting says otherwise. */
const USUAL_INTERVAL = 5;

/** How a window was opened. */
export interface Opening {
  /** No other window of VS Code was open, but for those that were opened together with it. */
  readonly isAlone: boolean;
  /** When the last one before was closed, where that is known; ms since 1970. */
  readonly closedAt?: number;
}

export interface LookBackTools {
  readonly now: () => number;
  readonly moment: () => Moment;
  readonly settings: () => Pick<Settings, 'cacheTtlSeconds' | 'refreshIntervalMinutes'>;
  /** How this window was opened; absent: alone, and nobody knows when the last one was closed. */
  readonly opening?: () => Promise<Opening>;
}

/** What was spent before this window was opened, while nobody could have looked. */
export class LookBack {
  readonly #openedAt: number;
  #hasLooked = false;
  #found: (SpentWhileClosed & { readonly toldAt: Moment }) | undefined;

  constructor(private readonly tools: LookBackTools) {
    this.#openedAt = tools.now();
  }

  /** For a day. */
  get found(): SpentWhileClosed | undefined {
    const found = this.#found;
    return found && elapsed(found.toldAt, this.tools.moment()) < TOLD_FOR_MS ? found : undefined;
  }

  /** What was known of before is cleared. */
  forget(): void {
    this.#found = undefined;
  }

  /** By the first balance that this window reads. Says whether it found something. */
  async look({ balance }: Observation, before: Observation | undefined): Promise<boolean> {
    if (this.#hasLooked) return false;
    this.#hasLooked = true;
    if (before === undefined || before.at >= this.#openedAt) return false;
    // As lately as a window in use looks: it was only opened anew.
    if (this.#openedAt - before.at < this.#lately) return false;
    const last = { t: before.at, c: before.balance.credits };
    const credits = creditsSpentWhileClosed(last, balance.credits);
    if (credits === undefined || !(await this.#wasClosedSince(before.at))) return false;
    this.#found = { credits, since: before.at, toldAt: this.tools.moment() };
    return true;
  }

  /** Whether VS Code was closed shortly after the balance was read, rather than open without looking at it again. */
  async #wasClosedSince(readAt: number): Promise<boolean> {
    const { isAlone, closedAt = 0 } = (await this.tools.opening?.()) ?? { isAlone: true };
    if (!isAlone) return false;
    // A window that was killed could not write when. Whoever looks in the background looked not long before.
    if (closedAt < readAt) return this.tools.settings().refreshIntervalMinutes > 0;
    return closedAt - readAt < this.#lately;
  }

  /** ms */
  get #lately(): number {
    const { cacheTtlSeconds, refreshIntervalMinutes } = this.tools.settings();
    return (Math.min(refreshIntervalMinutes, USUAL_INTERVAL) * 60 + cacheTtlSeconds) * 1000;
  }
}
