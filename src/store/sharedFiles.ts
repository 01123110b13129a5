import { Exclusive } from './exclusive';
import type { Disposable, Folder } from './folder';
import { JsonFile, type JsonFormat } from './jsonFile';
import { Lock, type Held } from './lock';

/** Holding the write lock takes a few ms. */
const WRITE_STALE_MS = 3000;

export interface StoreTools {
  readonly now: () => number;
  readonly random: () => number;
  readonly newId: () => string;
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
          const done = await this.#exclusive.run((held) => tryUpdate(file, held, change, after));
          if (done !== undefined) return done.value;
        }
      },
    };
  }

  /** Runs under the write lock, for files that are not JSON (the history). */
  exclusively<T>(action: () => Promise<T>): Promise<T> {
    return this.#exclusive.run(action);
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
    const { now, newId } = this.tools;
    return new Lock(this.folder, { name, staleMs, now, newId });
  }
}

/** undefined when the lock was lost half-way. */
async function tryUpdate<T>(
  file: JsonFile<T>,
  held: Held,
  change: (value: T) => T,
  after: ((value: T, before: T) => Promise<void>) | undefined,
): Promise<{ readonly value: T } | undefined> {
  const before = await file.readToWrite();
  const value = change(before);
  if (value !== before) {
    // A window that slept while it held the lock must not write over what others did meanwhile.
    if (!(await held.isHeld())) return undefined;
    await file.write(value);
  }
  await after?.(value, before);
  return { value };
}
