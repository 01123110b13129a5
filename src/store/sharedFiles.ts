import type { Moment } from '../balance/moment';
import { Exclusive } from './exclusive';
import type { Disposable, Folder } from './folder';
import { JsonFile, type JsonFormat } from './jsonFile';
import { Lock } from './lock';
import type { Processes } from './processes';

/** Holding the write lock takes a few ms. */
const WRITE_STALE_MS = 5000;

export interface StoreTools {
  readonly moment: () => Moment;
  readonly random: () => number;
  readonly newId: () => string;
  readonly processes: Processes;
  /** A file that could not be understood was moved out of the way. */
  readonly onSetAside: (name: string) => void;
}

/** A file that is changed by reading, thinking and writing under the write lock. */
export interface Shared<T> {
  read(): Promise<T>;
  /**
   * Replaces the value by `change` of it; nothing is written when that returns the same object.
   * Resolves with the value that stands. `after` runs still under the lock.
   */
  update(change: (value: T) => T, after?: (value: T, before: T) => Promise<void>): Promise<T>;
}

/** A folder whose files several windows change together. */
export class SharedFiles {
  readonly #exclusive: Exclusive;

  constructor(
    readonly folder: Folder,
    readonly tools: StoreTools,
  ) {
    this.#exclusive = new Exclusive(this.lock('write', WRITE_STALE_MS), tools.random);
  }

  /** A file that windows change together. */
  share<T>(format: JsonFormat<T>): Shared<T> {
    const file = new JsonFile(this.folder, format, this.tools.onSetAside);
    return {
      read: () => file.read(),
      update: async (change, after) => {
        for (;;) {
          const done = await this.#exclusive.run(() => this.#tryUpdate(file, change, after));
          if (done !== undefined) return done.value;
        }
      },
    };
  }

  /** Runs under the write lock, for files that are not JSON (the history). */
  exclusively<T>(action: () => Promise<T>): Promise<T> {
    return this.#exclusive.run(action);
  }

  /** Whether what runs under the write lock may still write: a window that was stopped must not write over the others. */
  get mayWrite(): () => boolean {
    return this.#exclusive.isHeld;
  }

  /** Calls back, perhaps too often, when a window changed a file of that name. */
  watch(listener: (name: string | undefined) => void): Disposable {
    return this.folder.watch((name) => {
      if (name === undefined || name.endsWith('.json')) listener(name);
    });
  }

  /** Another folder, with the same tools. */
  over(folder: Folder): SharedFiles {
    return new SharedFiles(folder, this.tools);
  }

  protected lock(name: string, staleMs: number): Lock {
    const { moment, processes } = this.tools;
    return new Lock(this.folder, { name, staleMs, moment, processes });
  }

  /** undefined when the lock was lost half-way. */
  async #tryUpdate<T>(
    file: JsonFile<T>,
    change: (value: T) => T,
    after: ((value: T, before: T) => Promise<void>) | undefined,
  ): Promise<{ readonly value: T } | undefined> {
    const before = await file.readToWrite();
    const value = change(before);
    if (value !== before && !(await file.write(value, this.mayWrite))) return undefined;
    await after?.(value, before);
    return { value };
  }
}
