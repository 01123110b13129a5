import type { Disposable, Folder } from './folder';
import type { MemoryLayer } from './lazy/memoryLayer';

/** What an overlay tells when the disk refuses, and when it works again. */
export interface OverlayEvents {
  readonly now: () => number;
  /** `error` is undefined when the disk works again. */
  readonly onDidChange: (error: unknown) => void;
}

/**
 * A folder that goes on working when its disk refuses: from then on this window's changes stay in
 * memory over what can still be read, and the disk is tried again every few minutes. While that lasts
 * the window is alone: nothing is shared. What it changed goes to disk when that works again.
 */
export class OverlayFolder implements Folder {
  #layer: MemoryLayer | undefined;

  constructor(
    private readonly disk: Folder,
    private readonly events: OverlayEvents,
  ) {}

  /** False while the disk refuses. */
  get isShared(): boolean {
    return this.#layer === undefined;
  }

  async leave(): Promise<void> {
    (await this.#beginLayer(Object.assign(new Error(), { code: 'LATER_VERSION' }))).isForGood = true;
  }

  ensure(): Promise<void> {
    return this.#change((folder) => folder.ensure());
  }

  read(name: string): Promise<string | undefined> {
    return this.#look((folder) => folder.read(name));
  }

  write(name: string, text: string, may?: () => boolean): Promise<boolean> {
    return this.#change((folder) => folder.write(name, text, may));
  }

  append(name: string, text: string, may?: () => boolean): Promise<boolean> {
    return this.#change((folder) => folder.append(name, text, may));
  }

  create(name: string, text: string): Promise<boolean> {
    return this.#change((folder) => folder.create(name, text));
  }

  remove(name: string): Promise<void> {
    return this.#change((folder) => folder.remove(name));
  }

  rename(from: string, to: string): Promise<boolean> {
    return this.#change((folder) => folder.rename(from, to));
  }

  list(folder: string): Promise<readonly string[]> {
    return this.#look((root) => root.list(folder));
  }

  listNow(folder: string): readonly string[] {
    try {
      return (this.#layer ?? this.disk).listNow(folder);
    } catch {
      return [];
    }
  }

  watch(listener: (name: string | undefined) => void): Disposable {
    return this.disk.watch(listener);
  }

  async #look<T>(action: (folder: Folder) => Promise<T>): Promise<T> {
    try {
      return await action(this.#layer ?? this.disk);
    } catch (error) {
      return action(await this.#degrade(error));
    }
  }

  async #change<T>(action: (folder: Folder) => Promise<T>): Promise<T> {
    const layer = this.#layer;
    try {
      if (layer !== undefined && !(await layer.moveWhenDue())) return await action(layer);
      const result = await action(this.disk);
      if (layer !== undefined && this.#layer === layer) {
        layer.isLeft = true;
        this.#layer = undefined;
        this.events.onDidChange(undefined);
      }
      return result;
    } catch (error) {
      return action(await this.#degrade(error));
    }
  }

  #degrade(error: unknown): Promise<Folder> {
    // By the time it is told the disk may have been left already: an error of before says nothing then.
    return this.#layer === undefined ? this.#beginLayer(error) : Promise.resolve(this.#layer);
  }

  async #beginLayer(error: unknown): Promise<MemoryLayer> {
    const { MemoryLayer: Layer } = await import('./lazy/memoryLayer');
    if (this.#layer === undefined) {
      this.#layer = new Layer(this.disk, this.events.now);
      this.events.onDidChange(error);
    }
    return this.#layer;
  }
}
