import type { Moment } from '../balance/moment';
import type { Folder } from './folder';
import type { LockCare } from './lazy/lockCare';
import type { Processes } from './processes';

export interface LockOptions {
  /** Its files' name, before the number: `lease`, `write`. */
  readonly name: string;
  /** A holder that may be alive counts as dead once this window has watched it for so long; ms. */
  readonly staleMs: number;
  readonly moment: () => Moment;
  readonly processes: Processes;
}

/** A lock that is held until released. */
export interface Held {
  /** Whether nobody has taken it over meanwhile: this window may have been stopped. At once, so that it can be acted upon. */
  isHeld(): boolean;
  release(): Promise<void>;
}

/** Apart, so that locks do not wake who watches the shared files. */
export const LOCKS = 'locks';
/** Of the tenures there were, at least so many are kept: whoever acts on a listing that old meets them. */
const KEPT = 16;

/**
 * A lock over a shared folder, as numbered tenures. `lease-7` is made with O_EXCL, and whoever made the highest number
 * holds the lock; `lease-7.free` beside it says that it is released. Taking a free lock and taking over a dead one are
 * the same act, so there is one winner, and nothing is renamed, written again or unlinked that could still count: a lock
 * file that is unlinked when it looks stale may be somebody else's by then.
 *
 * No time stamp is trusted. A holder is dead when its process is gone, or has been watched for the stale time.
 */
export class Lock {
  #care: Promise<LockCare> | undefined;

  constructor(
    private readonly folder: Folder,
    private readonly options: LockOptions,
  ) {}

  /** Takes the lock if it is free or its holder is dead; does not wait. */
  async tryTake(): Promise<Held | undefined> {
    const names = await this.folder.list(LOCKS);
    const top = this.#last(names);
    const isFree = top === 0 || names.includes(`${this.options.name}-${top}.free`);
    if (!isFree && !(await (await this.#loadCare()).isDead(this.#path(top)))) return undefined;
    const number = top + 1;
    if (!(await this.folder.create(this.#path(number), this.options.processes.self))) return undefined;
    const others = await this.folder.list(LOCKS);
    // This number is an old one that was swept.
    if (this.#last(others) > number) return undefined;
    if (number % KEPT === 0) await this.#sweep(others, number - KEPT);
    const isHeld = (): boolean => this.#last(this.folder.listNow(LOCKS)) === number;
    const release = async (): Promise<void> => {
      if (isHeld()) await this.folder.create(`${this.#path(number)}.free`, '');
    };
    return { isHeld, release };
  }

  async #sweep(names: readonly string[], last: number): Promise<void> {
    const old = names.map((name) => this.#numberOf(name)).filter((number) => number > 0 && number <= last);
    await (await this.#loadCare()).sweep(new Map(old.map((number) => [number, this.#path(number)])));
  }

  #loadCare(): Promise<LockCare> {
    this.#care ??= import('./lazy/lockCare').then(
      ({ LockCare: Care }) => new Care(this.folder, this.options),
    );
    return this.#care;
  }

  /** The highest number; 0 where there is none. */
  #last(names: readonly string[]): number {
    return Math.max(0, ...names.map((name) => this.#numberOf(name)));
  }

  /** 0 for the name of another file. */
  #numberOf(name: string): number {
    const [, lock, number = 0] = /^(\w+)-(\d{1,15})(\.free)?$/.exec(name) ?? [];
    return lock === this.options.name ? Number(number) : 0;
  }

  #path(number: number): string {
    return `${LOCKS}/${this.options.name}-${number}`;
  }
}
