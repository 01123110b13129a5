import type { Disposable, Folder } from '../folder';
import { LOCKS } from '../lock';
import { MemoryFolder } from './memoryFolder';

const TRY_DISK_AGAIN_MS = 5 * 60_000;

/**
 * Changes in memory over a disk that refuses them; what can still be read of the disk shows through. Calls that come
 * while it moves to the disk wait for that, and go to the disk themselves when it has: nothing is written into what
 * is about to be left.
 */
export class MemoryLayer implements Folder {
  /** The disk works again: nothing here is looked at any more. */
  isLeft = false;
  /** The disk is left to a later version: it is not tried again. */
  isForGood = false;
  #top = new MemoryFolder();
  /** What the disk said of each file that was changed here, before it was. */
  readonly #bases = new Map<string, string | undefined>();
  readonly #running = new Set<Promise<unknown>>();
  #moving: Promise<void> | undefined;
  #hasMoved = false;

  #triedAt: number;

  constructor(
    private readonly disk: Folder,
    private readonly now: () => number,
  ) {
    this.#triedAt = now();
  }

  ensure(): Promise<void> {
    return this.#run(
      (disk) => disk.ensure(),
      () => Promise.resolve(),
    );
  }

  read(name: string): Promise<string | undefined> {
    return this.#run(
      (disk) => disk.read(name),
      () => (this.#bases.has(name) ? this.#top.read(name) : this.#onDisk(name)),
    );
  }

  /** Whoever asks: nobody else writes here, whatever lock was lost with the disk. */
  write(name: string, text: string): Promise<boolean> {
    return this.#change([name], (folder) => folder.write(name, text));
  }

  append(name: string, text: string): Promise<boolean> {
    return this.#change([name], (folder) => folder.append(name, text));
  }

  create(name: string, text: string): Promise<boolean> {
    return this.#change([name], (folder) => folder.create(name, text));
  }

  remove(name: string): Promise<void> {
    return this.#change([name], (folder) => folder.remove(name));
  }

  rename(from: string, to: string): Promise<boolean> {
    return this.#change([from, to], (folder) => folder.rename(from, to));
  }

  list(folder: string): Promise<readonly string[]> {
    return this.#run(
      (disk) => disk.list(folder),
      async () => {
        // Nobody else writes in here, whatever others lock on disk.
        if (folder === LOCKS) return this.#top.list(folder);
        const below = await this.disk.list(folder).catch((): readonly string[] => []);
        const prefix = folder === '' ? '' : `${folder}/`;
        const untouched = below.filter((name) => !this.#bases.has(prefix + name));
        return [...untouched, ...(await this.#top.list(folder))];
      },
    );
  }

  /** Of what was changed here. */
  listNow(folder: string): readonly string[] {
    return (this.#hasMoved ? this.disk : this.#top).listNow(folder);
  }

  watch(listener: (name: string | undefined) => void): Disposable {
    return this.disk.watch(listener);
  }

  /**
   * Every few minutes writes what was changed here, and says whether it did; rejects when the disk still refuses.
   * A file that another window changed meanwhile stays as that window left it, and a lock is nobody's any more.
   */
  async moveWhenDue(): Promise<boolean> {
    const now = this.now();
    // A clock that was put back must not keep the disk from being tried.
    if (this.isForGood || Math.abs(now - this.#triedAt) < TRY_DISK_AGAIN_MS) return false;
    this.#triedAt = now;
    const moving = this.#move();
    this.#moving = moving.catch(() => undefined).then(() => (this.#moving = undefined));
    await moving;
    return true;
  }

  async #move(): Promise<void> {
    await Promise.allSettled(this.#running);
    await this.disk.ensure();
    for (const [name, base] of this.#bases) {
      if (isLock(name)) continue;
      const text = await this.#top.read(name);
      if (text === base || (await this.disk.read(name)) !== base) continue;
      if (text === undefined) await this.disk.remove(name);
      else await this.disk.write(name, text);
      this.#bases.set(name, text);
    }
    this.#hasMoved = true;
  }

  #change<T>(names: readonly string[], action: (folder: Folder) => Promise<T>): Promise<T> {
    return this.#run(action, async () => {
      for (const name of names) await this.#take(name);
      return action(this.#top);
    });
  }

  async #run<T>(onDisk: (disk: Folder) => Promise<T>, here: () => Promise<T>): Promise<T> {
    while (this.#moving !== undefined) await this.#moving;
    if (this.#hasMoved) {
      try {
        return await onDisk(this.disk);
      } catch (error) {
        // Once it is left, whoever left it begins another one.
        if (this.isLeft) throw error;
        this.#beginAnew();
      }
    }
    const running = here();
    this.#running.add(running);
    try {
      return await running;
    } finally {
      this.#running.delete(running);
    }
  }

  /** The disk refuses again although all went there: it holds what was here. */
  #beginAnew(): void {
    if (!this.#hasMoved) return;
    this.#hasMoved = false;
    this.#bases.clear();
    this.#top = new MemoryFolder();
  }

  /** From now on the file is the one in memory. */
  async #take(name: string): Promise<void> {
    if (this.#bases.has(name)) return;
    const text = isLock(name) ? undefined : await this.#onDisk(name);
    // Another call may have been first.
    if (this.#bases.has(name)) return;
    this.#bases.set(name, text);
    if (text !== undefined) await this.#top.write(name, text);
  }

  #onDisk(name: string): Promise<string | undefined> {
    return this.disk.read(name).catch(() => undefined);
  }
}

function isLock(name: string): boolean {
  return name.startsWith(`${LOCKS}/`);
}
