import {
  alertKinds,
  claim,
  emptyAlertMemory,
  pendingAlerts,
  settleSnooze,
  snooze,
  updateEpisodes,
  type AlertFacts,
  type AlertKind,
  type AlertMemory,
} from '../balance/alerts';
import { remaining, type Moment } from '../balance/moment';
import { parseAlertMemory } from '../balance/parseAlerts';
import { rejoinedAlerts } from '../store/rejoined';
import type { AccountStore } from '../store/accountStore';
import type { Shared } from '../store/sharedFiles';
import type { Disposable } from '../store/folder';
import { thrownFields, type Log } from './log';
import type { Settings } from './settings';

/** How long a window in the background leaves a toast to the focused one. */
const LEAVE_TO_FOCUSED_MS = 2000;

export interface AlerterTools {
  readonly moment: () => Moment;
  readonly newId: () => string;
  readonly isFocused: () => boolean;
  readonly settings: () => Settings;
  readonly log: Log;
  /** Whether what the toast tells is known and true at the moment; it waits until it is. */
  readonly canTell: (kind: AlertKind) => boolean;
  /** Shows one toast; not waited for. */
  readonly show: (kind: AlertKind) => void;
}

/** Tells of low credits: one toast per episode and level, over all windows and reloads. */
export class Alerter {
  readonly #memory: Shared<AlertMemory>;
  #seen = emptyAlertMemory;
  readonly #window: string;
  readonly #watcher: Disposable;
  #leaving: NodeJS.Timeout | undefined;
  #isOver = false;

  constructor(
    store: AccountStore,
    private readonly tools: AlerterTools,
  ) {
    this.#window = tools.newId();
    this.#memory = store.share({
      name: 'alerts.json',
      // A file that was lost or set aside starts from what this window saw last: nothing is told again.
      empty: () => this.#seen,
      parse: (value) => {
        const parsed = parseAlertMemory(value);
        this.#seen = parsed ?? this.#seen;
        return parsed;
      },
    });
    this.#watcher = store.watch((name) => {
      if (name === 'alerts.json') this.#announceLater();
    });
  }

  dispose(): void {
    this.#isOver = true;
    clearTimeout(this.#leaving);
    this.#watcher.dispose();
  }

  /** Opens and closes episodes after an observation, then shows what is new. */
  async update(facts: AlertFacts): Promise<void> {
    const settings = this.tools.settings();
    await this.#change((memory) =>
      updateEpisodes(settleSnooze(memory, this.tools.moment()), facts, settings),
    );
    await this.announce();
  }

  /** After a time alone: what was told meanwhile, here or elsewhere, is told. */
  async rejoin(): Promise<void> {
    const alone = this.#seen;
    await this.#change((memory) => rejoinedAlerts(memory, alone, this.tools.moment()));
  }

  async snooze(lengthMs: number): Promise<void> {
    await this.#change((memory) => snooze(memory, this.tools.moment(), lengthMs));
  }

  /** ms since 1970 until when toasts are held back. */
  async snoozedUntil(): Promise<number | undefined> {
    const { snooze: held } = await this.#memory.read();
    const now = this.tools.moment();
    const left = remaining(held, now);
    return left > 0 ? now.at + left : undefined;
  }

  /** Shows what is pending; a window in the background leaves it to the focused one for a moment. */
  async announce(): Promise<void> {
    if (this.#isOver || !(await this.#hasPending())) return;
    if (this.tools.isFocused()) await this.#claimAll();
    else this.#announceLater();
  }

  #announceLater(): void {
    if (this.#leaving !== undefined || this.#isOver) return;
    this.#leaving = setTimeout(
      () => {
        this.#leaving = undefined;
        this.#claimAll().catch((error: unknown) => this.tools.log.error('alerts', thrownFields(error)));
      },
      this.tools.isFocused() ? 0 : LEAVE_TO_FOCUSED_MS,
    );
  }

  async #change(change: (memory: AlertMemory) => AlertMemory): Promise<void> {
    this.#seen = await this.#memory.update(change);
  }

  async #hasPending(): Promise<boolean> {
    return this.#pending(await this.#memory.read()).length > 0;
  }

  #pending(memory: AlertMemory): readonly AlertKind[] {
    return pendingAlerts(memory, this.tools.moment(), this.tools.settings(), this.tools.canTell);
  }

  async #claimAll(): Promise<void> {
    if (this.#isOver || !(await this.#hasPending())) return;
    const won: AlertKind[] = [];
    await this.#change((memory) => {
      won.length = 0;
      let claimed = memory;
      for (const kind of this.#pending(memory)) {
        const result = claim(claimed, kind, this.#window, this.tools.moment());
        if (result.won) won.push(kind);
        claimed = result.memory;
      }
      return claimed;
    });
    for (const kind of alertKinds.filter((known) => won.includes(known))) {
      this.tools.log.info('alert', { kind });
      this.tools.show(kind);
    }
  }
}
