import { install } from '@sinonjs/fake-timers';

/** Real, whatever is faked later. */
const turn = setImmediate;

/**
 * Time that passes only when told: timers and the wall clock are faked for the whole process until
 * `dispose`. All that promises do is done before the next timer fires, so that a run is the same each time.
 */
export class VirtualTime {
  readonly #clock;
  #elapsed = 0;

  /** @param start ms since 1970. */
  constructor(start: number) {
    this.#clock = install({
      now: start,
      toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date'],
    });
  }

  /** The wall clock; ms since 1970. */
  get wall(): number {
    return this.#clock.now;
  }

  /** ms that passed since the start, whatever the wall clock did. */
  get elapsed(): number {
    return this.#elapsed;
  }

  readonly now = (): number => this.#clock.now;

  delay(ms: number): Promise<void> {
    return new Promise((resolve) => {
      this.#clock.setTimeout(() => resolve(), ms);
    });
  }

  /** Lets timers fire for so many ms. */
  async pass(ms: number): Promise<void> {
    const state = { isOver: false };
    this.#clock.setTimeout(() => (state.isOver = true), ms);
    await this.settle();
    while (!state.isOver) {
      const before = this.#clock.now;
      this.#clock.next();
      this.#elapsed += this.#clock.now - before;
      await this.settle();
    }
  }

  /** The wall clock moves, timers do not: sleep, or a clock that was set. */
  jump(ms: number): void {
    this.#clock.setSystemTime(this.#clock.now + ms);
  }

  /** Lets promises do all that they can without time passing. */
  async settle(): Promise<void> {
    await new Promise((resolve) => turn(resolve));
  }

  dispose(): void {
    this.#clock.uninstall();
  }
}
