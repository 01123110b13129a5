import type { Folder } from './folder';
import { object, time } from './shape';

export interface LockOptions {
  /** File name before the generation number: `lease`, `write`. */
  readonly name: string;
  /** A holder that has not released after this many ms is taken to be dead (a killed window). */
  readonly staleMs: number;
  readonly now: () => number;
  readonly newId: () => string;
}

/** A lock that is held until released. */
export interface Held {
  /** Whether nobody has taken it over meanwhile (this window may have slept past the stale time). */
  isHeld(): Promise<boolean>;
  release(): Promise<void>;
}

interface Generation {
  readonly number: number;
  readonly text: string;
}

const FREE = 'free';
const holder = object<{ readonly at: number }>({ at: time });

/**
 * A lock over a shared folder, as numbered lock files. The highest number says who holds it; taking it
 * means creating the next number with O_EXCL, so that a takeover after a crash has one winner, and a
 * straggler that acts on an old listing finds a higher number and gives up. Releasing leaves a `free`
 * file behind, so that numbers only rise.
 */
export class Lock {
  #firstSeen: { readonly number: number; readonly at: number } | undefined;

  constructor(
    private readonly folder: Folder,
    private readonly options: LockOptions,
  ) {}

  /** Takes the lock if it is free or stale; does not wait. */
  async tryTake(): Promise<Held | undefined> {
    const top = await this.#top();
    if (top !== undefined && !this.#canTake(top)) return undefined;
    const number = (top?.number ?? 0) + 1;
    const text = JSON.stringify({ id: this.options.newId(), at: this.options.now() });
    if (!(await this.folder.create(this.#file(number), text))) return undefined;
    const others = await this.#numbers();
    if (others.some((other) => other > number)) {
      await this.folder.remove(this.#file(number));
      return undefined;
    }
    await Promise.all(
      others.filter((other) => other < number).map((other) => this.folder.remove(this.#file(other))),
    );
    const isHeld = async (): Promise<boolean> => {
      const now = await this.#top();
      return now?.number === number && now.text === text;
    };
    return {
      isHeld,
      release: async () => {
        if (await isHeld()) await this.folder.write(this.#file(number), FREE);
      },
    };
  }

  #canTake(top: Generation): boolean {
    if (top.text === FREE) return true;
    const now = this.options.now();
    if (this.#firstSeen?.number !== top.number || now < this.#firstSeen.at) {
      this.#firstSeen = { number: top.number, at: now };
    }
    // A window killed between creating and writing leaves no time: then only watching tells.
    const since = timeIn(top.text) ?? this.#firstSeen.at;
    return Math.max(Math.abs(now - since), now - this.#firstSeen.at) > this.options.staleMs;
  }

  async #top(): Promise<Generation | undefined> {
    const numbers = await this.#numbers();
    if (numbers.length === 0) return undefined;
    const number = Math.max(...numbers);
    return { number, text: (await this.folder.read(this.#file(number))) ?? FREE };
  }

  async #numbers(): Promise<readonly number[]> {
    const pattern = new RegExp(`^${this.options.name}\\.(\\d{1,15})\\.lock$`);
    const found = (await this.folder.list('')).map((name) => pattern.exec(name)?.[1]);
    return found.filter((number) => number !== undefined).map(Number);
  }

  #file(number: number): string {
    return `${this.options.name}.${number}.lock`;
  }
}

function timeIn(text: string): number | undefined {
  try {
    return holder(JSON.parse(text))?.at;
  } catch {
    return undefined;
  }
}
