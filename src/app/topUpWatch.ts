import { classifyRise } from '../balance/historyEvents';
import { elapsed, type Moment } from '../balance/moment';

const WATCH_MS = 5 * 60_000;
/** What was read so lately, as the window came back, need not be read again at once. */
const JUST_READ_MS = 5_000;

export interface TopUpWatchTools {
  readonly moment: () => Moment;
  /** Credits in all that are known now, since the spendable ones rise by an unfreezing too; undefined when nothing is. */
  readonly credits: () => number | undefined;
  /** When the balance was read last, if it was. */
  readonly readAt: () => Moment | undefined;
  /** Asks for a read of the class `watch`, whose limit sets the pace. */
  readonly read: () => Promise<unknown>;
  /** The balance rose by that many credits. */
  readonly onRise: (by: number) => void;
}

/**
 * After "Top up" was chosen: reads when the user comes back, then goes on for five minutes while the
 * window is focused, until the balance rises. Leaving again without having paid arms it anew.
 */
export class TopUpWatch {
  #before: number | undefined;
  #armed = false;
  /** When the user came back. */
  #since: Moment | undefined;

  constructor(private readonly tools: TopUpWatchTools) {}

  /** The billing page was opened. */
  arm(): void {
    this.#before = this.tools.credits();
    this.#armed = true;
    this.#since = undefined;
  }

  /** The window gained or lost the focus. */
  async focusChanged(isFocused: boolean): Promise<void> {
    if (!this.#isWatching) return;
    if (isFocused && this.#armed) {
      this.#armed = false;
      const now = this.tools.moment();
      this.#since = now;
      const readAt = this.tools.readAt();
      if (readAt === undefined || elapsed(readAt, now) >= JUST_READ_MS) await this.tools.read();
    } else if (!isFocused) {
      this.#armed = true;
    }
  }

  /** On the tick of a focused window. */
  async tick(): Promise<void> {
    if (this.#armed || this.#since === undefined) return;
    if (elapsed(this.#since, this.tools.moment()) >= WATCH_MS) this.#stop();
    else await this.tools.read();
  }

  /** A new balance is known. */
  observed(): void {
    if (!this.#isWatching) return;
    const now = this.tools.credits();
    this.#before ??= now;
    if (now === undefined || this.#before === undefined) return;
    if (now <= this.#before || classifyRise(this.#before, now) !== 'topUp') {
      this.#before = now;
      return;
    }
    const rise = now - this.#before;
    this.#stop();
    this.tools.onRise(rise);
  }

  get #isWatching(): boolean {
    return this.#armed || this.#since !== undefined;
  }

  #stop(): void {
    this.#armed = false;
    this.#since = undefined;
  }
}
