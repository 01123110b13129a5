import type { Disposable, Folder } from '../../src/store/folder';

/** How a window that is alive sees the shared folder. */
export interface FolderFacts {
  readonly isAlive: () => boolean;
  /** Resolves when an operation of this window gets its turn, so many ms later than the disk takes. */
  readonly turn: (laterMs: number) => Promise<void>;
  /** Does the work itself. */
  readonly work: <T>(work: Promise<T>) => Promise<T>;
  /** Whether the folder tells of changes. */
  readonly isWatchable: boolean;
  /** Called when the operation is reached at which the window dies. */
  readonly onDeath: () => void;
}

/** The shared folder as one window sees it; it stops answering for good when the window is killed. */
export class WindowFolder implements Folder {
  #left = Infinity;
  #stallMs = 0;

  constructor(
    private readonly shared: Folder,
    private readonly facts: FolderFacts,
  ) {}

  /** The window dies before the operation after the next `count`. */
  dieAfter(count: number): void {
    this.#left = count;
  }

  /** The next operation takes so much longer; ms. */
  stall(ms: number): void {
    this.#stallMs = ms;
  }

  ensure(): Promise<void> {
    return this.#do(() => this.shared.ensure());
  }

  read(name: string): Promise<string | undefined> {
    return this.#do(() => this.shared.read(name));
  }

  write(name: string, text: string, may?: () => boolean): Promise<boolean> {
    return this.#do(() => this.shared.write(name, text, may));
  }

  append(name: string, text: string, may?: () => boolean): Promise<boolean> {
    return this.#do(() => this.shared.append(name, text, may));
  }

  create(name: string, text: string): Promise<boolean> {
    return this.#do(() => this.shared.create(name, text));
  }

  remove(name: string): Promise<void> {
    return this.#do(() => this.shared.remove(name));
  }

  rename(from: string, to: string): Promise<boolean> {
    return this.#do(() => this.shared.rename(from, to));
  }

  list(folder: string): Promise<readonly string[]> {
    return this.#do(() => this.shared.list(folder));
  }

  listNow(folder: string): readonly string[] {
    return this.shared.listNow(folder);
  }

  watch(listener: (name: string | undefined) => void): Disposable {
    if (!this.facts.isWatchable) return { dispose: () => undefined };
    const watching = this.shared.watch((name) => {
      if (this.facts.isAlive()) listener(name);
      // Its process took the watcher along.
      else watching.dispose();
    });
    return watching;
  }

  async #do<T>(action: () => Promise<T>): Promise<T> {
    if (this.#left <= 0 && this.facts.isAlive()) this.facts.onDeath();
    this.#left -= 1;
    await this.#living();
    const stallMs = this.#stallMs;
    this.#stallMs = 0;
    await this.facts.turn(stallMs);
    await this.#living();
    const result = await this.facts.work(action());
    await this.#living();
    return result;
  }

  /** Of a dead window nothing goes on. */
  #living(): Promise<void> | undefined {
    return this.facts.isAlive() ? undefined : new Promise(() => undefined);
  }
}
