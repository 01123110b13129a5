import type { Folder } from './folder';

export interface JsonFormat<T> {
  readonly name: string;
  /** The value of a file that is not there yet. */
  readonly empty: () => T;
  /** undefined when the content is torn, alien or of another schema version. */
  readonly parse: (value: unknown) => T | undefined;
}

/** One JSON file; a content that cannot be understood is set aside, never fatal. */
export class JsonFile<T> {
  #text: string | undefined;
  #value: T | undefined;

  constructor(
    private readonly folder: Folder,
    private readonly format: JsonFormat<T>,
    private readonly onSetAside: (name: string) => void,
  ) {}

  async read(): Promise<T> {
    return (await this.tryRead()) ?? this.format.empty();
  }

  /** As `read`, but moves a content that cannot be understood out of the way. For holders of the write lock. */
  async readToWrite(): Promise<T> {
    const text = await this.folder.read(this.format.name);
    if (text === undefined) return this.format.empty();
    const value = this.#understand(text);
    if (value !== undefined) return value;
    await this.folder.rename(this.format.name, `${this.format.name}.set-aside`);
    this.onSetAside(this.format.name);
    return this.format.empty();
  }

  /** As `Folder.write`. */
  write(value: T, may: () => boolean): Promise<boolean> {
    return this.folder.write(this.format.name, JSON.stringify(value), may);
  }

  /** undefined when the file is missing or cannot be understood. */
  async tryRead(): Promise<T | undefined> {
    const text = await this.folder.read(this.format.name);
    return text === undefined ? undefined : this.#understand(text);
  }

  /** A text that was read before, as on most ticks, gives the very same value. */
  #understand(text: string): T | undefined {
    if (text !== this.#text) {
      this.#text = text;
      this.#value = this.#parse(text);
    }
    return this.#value;
  }

  #parse(text: string): T | undefined {
    try {
      return this.format.parse(JSON.parse(text));
    } catch {
      return undefined;
    }
  }
}
