import type { Held, Lock } from './lock';

const FIRST_WAIT_MS = 4;
const LONGEST_WAIT_MS = 60;
/** Several times as long as a lock takes to go stale: whoever waits longer would wait for ever. */
const GIVE_UP_AFTER_MS = 30_000;

/** Runs actions one at a time: in this window by a queue, over all windows by the write lock. */
export class Exclusive {
  #last: Promise<unknown> = Promise.resolve();
  #held: Held | undefined;

  constructor(
    private readonly lock: Pick<Lock, 'tryTake'>,
    private readonly random: () => number,
  ) {}

  /**
   * Waits for its turn, then runs. A holder that died is waited for until its lock is stale; rejects where the lock
   * cannot be had at all.
   */
  run<T>(action: () => Promise<T>): Promise<T> {
    const turn = this.#last.then(() => this.#locked(action));
    this.#last = turn.catch(() => undefined);
    return turn;
  }

  /** Whether the action that runs still has the lock to itself. */
  readonly isHeld = (): boolean => this.#held?.isHeld() === true;

  async #locked<T>(action: () => Promise<T>): Promise<T> {
    const held = await this.#take();
    this.#held = held;
    try {
      return await action();
    } finally {
      this.#held = undefined;
      await held.release();
    }
  }

  async #take(): Promise<Held> {
    let waited = 0;
    for (let wait = FIRST_WAIT_MS; ; wait = Math.min(wait * 2, LONGEST_WAIT_MS)) {
      const held = await this.lock.tryTake();
      if (held !== undefined) return held;
      if (waited > GIVE_UP_AFTER_MS) throw new Error('no lock');
      const pause = wait * (0.5 + this.random());
      waited += pause;
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  }
}
