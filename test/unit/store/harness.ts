import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AccountStore } from '../../../src/store/accountStore';
import type { Moment } from '../../../src/balance/moment';
import type { Disposable, Folder } from '../../../src/store/folder';
import { MemoryFolder } from '../../../src/store/lazy/memoryFolder';
import { unknownProcesses } from '../../moment';

/** Clocks that move only when told. */
export class Clock {
  /** ms since the machine was started. */
  up = 3_600_000;

  /** @param time ms since 1970 */
  constructor(public time = Date.UTC(2026, 10, 22, 12)) {}

  readonly now = (): number => this.time;
  readonly moment = (): Moment => ({ at: this.time, up: this.up });

  pass(ms: number): void {
    this.time += ms;
    this.up += ms;
  }

  /** The wall clock is set. */
  jump(ms: number): void {
    this.time += ms;
  }
}

export interface StoreKit {
  readonly store: AccountStore;
  readonly folder: Folder;
  readonly clock: Clock;
  /** Names of the files that were set aside. */
  readonly setAside: string[];
}

let lastId = 0;

/** An id that no other call in this run gets. */
export function newId(): string {
  return `id-${(lastId += 1)}`;
}

/** A store with a clock of its own; several over one folder are several windows. */
export function openStore(
  folder: Folder = new MemoryFolder(),
  clock = new Clock(),
  processes = unknownProcesses,
): StoreKit {
  const setAside: string[] = [];
  const tools = {
    moment: clock.moment,
    random: () => 0.5,
    newId,
    processes,
    onSetAside: (name: string) => void setAside.push(name),
  };
  return { store: new AccountStore(folder, tools), folder, clock, setAside };
}

/** Gives a new folder on the real disk for each call; all are removed after each test of the `describe`. */
export function temporaryFolders(): () => Promise<string> {
  const made: string[] = [];
  afterEach(async () => {
    await Promise.all(
      made.splice(0).map((path) => rm(path, { recursive: true, force: true, maxRetries: 5 })),
    );
  });
  return async () => {
    const path = await mkdtemp(join(tmpdir(), 'leadmagic-store-'));
    made.push(path);
    return path;
  };
}

type Operation = Exclude<keyof Folder, 'watch' | 'listNow'>;
const changes: ReadonlySet<Operation> = new Set(['ensure', 'write', 'append', 'create', 'remove', 'rename']);

/** A folder that refuses some operations with a system error, as a read-only or full disk does. */
export class RefusingFolder implements Folder {
  /** What each refused operation throws; undefined while the disk works. */
  code: string | undefined;
  refused: (operation: Operation, name: string) => boolean = (operation) => changes.has(operation);
  readonly calls: string[] = [];

  constructor(readonly inner: Folder = new MemoryFolder()) {}

  ensure(): Promise<void> {
    return this.#try('ensure', '', () => this.inner.ensure());
  }

  read(name: string): Promise<string | undefined> {
    return this.#try('read', name, () => this.inner.read(name));
  }

  write(name: string, text: string, may?: () => boolean): Promise<boolean> {
    return this.#try('write', name, () => this.inner.write(name, text, may));
  }

  append(name: string, text: string, may?: () => boolean): Promise<boolean> {
    return this.#try('append', name, () => this.inner.append(name, text, may));
  }

  create(name: string, text: string): Promise<boolean> {
    return this.#try('create', name, () => this.inner.create(name, text));
  }

  remove(name: string): Promise<void> {
    return this.#try('remove', name, () => this.inner.remove(name));
  }

  rename(from: string, to: string): Promise<boolean> {
    return this.#try('rename', from, () => this.inner.rename(from, to));
  }

  list(folder: string): Promise<readonly string[]> {
    return this.#try('list', folder, () => this.inner.list(folder));
  }

  listNow(folder: string): readonly string[] {
    return this.inner.listNow(folder);
  }

  watch(listener: (name: string | undefined) => void): Disposable {
    return this.inner.watch(listener);
  }

  #try<T>(operation: Operation, name: string, action: () => Promise<T>): Promise<T> {
    this.calls.push(`${operation} ${name}`);
    if (this.code === undefined || !this.refused(operation, name)) return action();
    return Promise.reject(Object.assign(new Error('refused'), { code: this.code }));
  }
}
