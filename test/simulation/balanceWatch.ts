import type { Observation } from '../../src/balance/observation';
import type { Report } from './invariants';
import type { Told } from './simulatedApi';
import type { SimWindow } from './simWindow';
import type { VirtualTime } from './virtualTime';

/** Watches what windows show: only what the server said, never something older, never nothing again. */
export class BalanceWatch {
  /** Every balance the server told so far. */
  readonly #told = new Set<number>();
  readonly #numbered = new Map<string, number>();
  readonly #bodies = new Set<number>();
  readonly #shown = new Map<SimWindow, Observation>();

  constructor(
    private readonly time: VirtualTime,
    private readonly report: Report,
  ) {}

  told({ body, header }: Told): void {
    if (body !== undefined) {
      this.#told.add(body.credits);
      this.#bodies.add(body.credits);
    }
    if (header !== undefined) this.#told.add(header);
  }

  /** Another extension of this person's saw a header. */
  handed(credits: number): void {
    this.#told.add(credits);
  }

  seen(window: SimWindow): void {
    const { observation } = window.account.session.state.snapshot;
    const before = this.#shown.get(window);
    if (observation?.seq === before?.seq && observation?.balance.credits === before?.balance.credits) return;
    if (observation === undefined) {
      this.#lost(window, 'a balance was followed by none');
      return;
    }
    this.#shown.set(window, observation);
    this.#checkNumber(window, observation);
    const { credits } = observation.balance;
    if (!this.#told.has(credits)) this.#lost(window, `${credits} was never told`);
    const isHeader = observation.source === 'header' || observation.source === 'handed';
    if (isHeader && before !== undefined && before.balance.credits !== credits && !this.#isLikely(credits)) {
      this.#lost(window, `${credits} was believed on the word of a header`);
    }
    if (before === undefined) return;
    if (observation.seq < before.seq)
      this.#lost(window, `number ${before.seq} was followed by ${observation.seq}`);
  }

  /** One number, one value, in all windows. */
  #checkNumber(window: SimWindow, { seq, balance }: Observation): void {
    const name = `${window.account.session.state.snapshot.epoch} ${seq}`;
    const known = this.#numbered.get(name) ?? balance.credits;
    this.#numbered.set(name, known);
    if (known !== balance.credits)
      this.#lost(window, `number ${seq} is ${balance.credits} here, ${known} elsewhere`);
  }

  /** Some balance that was told is near enough that a header may be believed. */
  #isLikely(credits: number): boolean {
    return (
      [...this.#told].some(
        (told) => told !== credits && Math.abs(told - credits) <= told / 2 && credits > 0,
      ) || this.#bodies.has(credits)
    );
  }

  #lost(window: SimWindow, text: string): void {
    this.report(
      'never a good value lost to a bad or older one',
      `${window.name}: ${text} (${this.time.wall})`,
    );
  }
}
