import { elapsed, type Moment } from '../../balance/moment';
import type { Folder } from '../folder';
import { isGone } from '../goneProcess';
import type { LockOptions } from '../lock';

/** No look counts for more: the time a machine slept, or a window was stopped, is no time that it was watched. */
const LONGEST_LOOK_MS = 2000;

/** What a lock needs where others have it, and now and then: judging holders, and sweeping up old tenures. */
export class LockCare {
  #watched: { readonly path: string; readonly ms: number; readonly seen: Moment } | undefined;

  constructor(
    private readonly folder: Folder,
    private readonly options: LockOptions,
  ) {}

  /** Whether the holder of the tenure in that file is dead: its process is gone, or was watched for the stale time. */
  async isDead(path: string): Promise<boolean> {
    const { moment, processes, staleMs } = this.options;
    const holder = await this.folder.read(path);
    if (holder !== undefined && (processes.isGone?.(holder) ?? isGone(holder, processes.self))) return true;
    const seen = moment();
    const before = this.#watched?.path === path ? this.#watched : { ms: 0, seen };
    const ms = before.ms + Math.min(elapsed(before.seen, seen), LONGEST_LOOK_MS);
    this.#watched = { path, ms, seen };
    return ms > staleMs;
  }

  /** Removes tenures, in ascending order, so that no number is free again below one that still counts. */
  async sweep(paths: ReadonlyMap<number, string>): Promise<void> {
    for (const [, path] of [...paths].sort(([a], [b]) => a - b)) {
      for (const end of ['', '.free']) await this.folder.remove(path + end);
    }
  }
}
