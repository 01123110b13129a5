import { creditsSpentWhileClosed, type SpentWhileClosed } from '../balance/forecast';
import { elapsed, type Moment } from '../balance/moment';
import type { Observation } from '../balance/observation';
import type { Settings } from './settings';

const TOLD_FOR_MS = 24 * 3_600_000;

export interface LookBackTools {
  readonly now: () => number;
  readonly moment: () => Moment;
  readonly settings: () => Pick<Settings, 'cacheTtlSeconds' | 'refreshIntervalMinutes'>;
  /** Whether no other window of VS Code was open when this one was; absent: so it was. */
  readonly wasAlone?: () => Promise<boolean>;
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

  /** By the first balance that this window reads. Says whether it found something. */
  async look({ balance }: Observation, before: Observation | undefined): Promise<boolean> {
    if (this.#hasLooked) return false;
    this.#hasLooked = true;
    if (before === undefined || before.at >= this.#openedAt) return false;
    const { cacheTtlSeconds, refreshIntervalMinutes } = this.tools.settings();
    // As lately as a window in use looks: it was only opened anew.
    if (this.#openedAt - before.at < (refreshIntervalMinutes * 60 + cacheTtlSeconds) * 1000) return false;
    const last = { t: before.at, c: before.balance.credits };
    const credits = creditsSpentWhileClosed(last, balance.credits);
    if (credits === undefined || (await this.tools.wasAlone?.()) === false) return false;
    this.#found = { credits, since: before.at, toldAt: this.tools.moment() };
    return true;
  }
}
