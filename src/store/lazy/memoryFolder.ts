import type { Disposable, Folder } from '../folder';

/**
 * A folder that lives as long as the window: what a window works with when the disk refuses, and
 * what the simulations share between their windows.
 */
export class MemoryFolder implements Folder {
  readonly #files = new Map<string, string>();
  readonly #listeners = new Set<(name: string | undefined) => void>();

  ensure(): Promise<void> {
    return Promise.resolve();
  }

  read(name: string): Promise<string | undefined> {
    return Promise.resolve(this.#files.get(name));
  }

  write(name: string, text: string, may = () => true): Promise<boolean> {
    if (!may()) return Promise.resolve(false);
    this.#files.set(name, text);
    this.#notify(name);
    return Promise.resolve(true);
  }

  append(name: string, text: string, may?: () => boolean): Promise<boolean> {
    return this.write(name, (this.#files.get(name) ?? '') + text, may);
  }

  create(name: string, text: string): Promise<boolean> {
    if (this.#files.has(name)) return Promise.resolve(false);
    return this.write(name, text);
  }

  remove(name: string): Promise<void> {
    if (this.#files.delete(name)) this.#notify(name);
    return Promise.resolve();
  }

  rename(from: string, to: string): Promise<boolean> {
    const text = this.#files.get(from);
    if (text === undefined) return Promise.resolve(false);
    this.#files.delete(from);
    return this.write(to, text);
  }

  list(folder: string): Promise<readonly string[]> {
    return Promise.resolve(this.listNow(folder));
  }

  listNow(folder: string): readonly string[] {
    const prefix = folder === '' ? '' : `${folder}/`;
    return [...this.#files.keys()]
      .filter((name) => name.startsWith(prefix))
      .map((name) => name.slice(prefix.length))
      .filter((name) => !name.includes('/'));
  }

  watch(listener: (name: string | undefined) => void): Disposable {
    this.#listeners.add(listener);
    return { dispose: () => this.#listeners.delete(listener) };
  }

  #notify(name: string): void {
    if (name.includes('/')) return;
    for (const listener of this.#listeners) queueMicrotask(() => listener(name));
  }
}
