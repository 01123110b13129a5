import { install } from '@sinonjs/fake-timers';

import type { Moment } from '../../src/balance/moment';

/** Real, whatever is faked later. */
const turn = setImmediate;

/**
 * Time that passes only when told: timers and the wall clock are faked for the whole process until
 * `dispose`. All that promises do is done before the next timer fires, so that a run is the same each time.
 */
export class VirtualTime {
  readonly #clock;
  #atWork = 0;
  /** How far the wall clock was set; ms. */
  #set = 0;
  /** When the machine was started; ms of `elapsed`. */
  #startedAt = -3_600_000;

  /** @param start ms since 1970. */
  constructor(private readonly start: number) {
    this.#clock = install({
      now: start,
      toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date'],
    });
  }

  /** The wall clock; ms since 1970. */
  get wall(): number {
    return this.#clock.now;
  }

  /** ms that passed since the start, sleep included, whatever the wall clock did. */
  get elapsed(): number {
    return this.#clock.now - this.start - this.#set;
  }

  readonly now = (): number => this.#clock.now;
  readonly moment = (): Moment => ({ at: this.wall, up: this.elapsed - this.#startedAt });

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
      this.#clock.next();
      await this.settle();
    }
  }

  /** The machine sleeps: its clocks go on, timers do not. */
  sleep(ms: number): void {
    this.#clock.setSystemTime(this.#clock.now + ms);
  }

  /** The machine is started anew after so long. Whatever ran is to be killed before. */
  restart(afterMs: number): void {
    this.sleep(afterMs);
    this.#startedAt = this.elapsed - 20_000;
  }

  /** The wall clock is set. */
  jump(ms: number): void {
    this.#set += ms;
    this.#clock.setSystemTime(this.#clock.now + ms);
  }

  /** Lets promises, and the disk, do all that they can without time passing. */
  async settle(): Promise<void> {
    do await new Promise((resolve) => turn(resolve));
    while (this.#atWork > 0);
  }

  /** Work on the real disk, which takes no time here. */
  async outside<T>(work: Promise<T>): Promise<T> {
    this.#atWork += 1;
    try {
      return await work;
    } finally {
      this.#atWork -= 1;
    }
  }

  dispose(): void {
    this.#clock.uninstall();
  }
}
