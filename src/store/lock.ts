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
  #care: Promise<LockCare | undefined> | undefined;

  constructor(
    private readonly folder: Folder,
    private readonly options: LockOptions,
  ) {}

  /** Takes the lock if it is free or its holder is dead; does not wait. */
  async tryTake(): Promise<Held | undefined> {
    const top = this.#last(await this.folder.list(LOCKS));
    if (!top.isFree && (await (await this.#loadCare())?.isDead(top.number)) !== true) return undefined;
    const number = top.number + 1;
    const path = pathOf(this.options.name, number);
    if (!(await this.folder.create(path, this.options.processes.self))) return undefined;
    const others = await this.folder.list(LOCKS);
    // This number is an old one that was swept.
    if (this.#last(others).number > number) return undefined;
    if (number % KEPT === 0) await (await this.#loadCare())?.sweep(others, number - KEPT);
    const isHeld = (): boolean => this.#last(this.folder.listNow(LOCKS)).number === number;
    const release = async (): Promise<void> => {
      if (isHeld()) await this.folder.create(`${path}.free`, '');
    };
    return { isHeld, release };
  }

  /** Nothing where the file is gone: an update may remove it under a running VS Code. */
  #loadCare(): Promise<LockCare | undefined> {
    this.#care ??= import('./lazy/lockCare').then(
      ({ LockCare: Care }) => new Care(this.folder, this.options),
      () => undefined,
    );
    return this.#care;
  }

  #last(names: readonly string[]): Tenure {
    return lastTenure(names, this.options.name);
  }
}

/** The last time that a lock was taken. */
export interface Tenure {
  /** How often it was taken; 0: never. */
  readonly number: number;
  readonly isFree: boolean;
}

/** Of the lock of that name, among the names of the files in `LOCKS`. */
export function lastTenure(names: readonly string[], lock: string): Tenure {
  const number = Math.max(0, ...numbersOf(names, lock));
  return { number, isFree: number === 0 || names.includes(`${lock}-${number}.free`) };
}

/** Of all the tenures whose files are there. */
export function numbersOf(names: readonly string[], lock: string): readonly number[] {
  return names.flatMap((name) => {
    const [, of, number] = /^(\w+)-(\d{1,15})(\.free)?$/.exec(name) ?? [];
    return of === lock ? Number(number) : [];
  });
}

/** The file of a tenure. */
export function pathOf(lock: string, number: number): string {
  return `${LOCKS}/${lock}-${number}`;
}
