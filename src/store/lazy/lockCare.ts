import { elapsed, type Moment } from '../../balance/moment';
import type { Folder } from '../folder';
import { isGoneFor } from '../goneProcess';
import { numbersOf, pathOf, type LockOptions } from '../lock';

/** No look counts for more: the time a machine slept, or a window was stopped, is no time that it was watched. */
const LONGEST_LOOK_MS = 2000;

/** What a lock needs where others have it, and now and then: judging holders, and sweeping up old tenures. */
export class LockCare {
  #watched: { readonly number: number; readonly ms: number; readonly seen: Moment } | undefined;

  constructor(
    private readonly folder: Folder,
    private readonly options: LockOptions,
  ) {}

  /** Whether the holder of that tenure is dead: its process is gone, or was watched for the stale time. */
  async isDead(number: number): Promise<boolean> {
    const { moment, name, processes, staleMs } = this.options;
    const holder = await this.folder.read(pathOf(name, number));
    if (holder !== undefined && isGoneFor(processes, holder)) return true;
    const seen = moment();
    const before = this.#watched?.number === number ? this.#watched : { ms: 0, seen };
    const ms = before.ms + Math.min(elapsed(before.seen, seen), LONGEST_LOOK_MS);
    this.#watched = { number, ms, seen };
    return ms > staleMs;
  }

  /** Removes tenures up to `last`, in ascending order, so that no number is free again below one that still counts. */
  async sweep(names: readonly string[], last: number): Promise<void> {
    const { name } = this.options;
    const old = new Set(numbersOf(names, name).filter((number) => number <= last));
    for (const number of [...old].sort((a, b) => a - b)) {
      for (const end of ['', '.free']) await this.folder.remove(pathOf(name, number) + end);
    }
  }
}
