import type { Folder } from './folder';

/** Of all these files. What is only added needs no further one: see `object` in `shape.ts`. */
const SCHEMA = 1;

export interface JsonFormat<T> {
  readonly name: string;
  /** The value of a file that is not there yet. */
  readonly empty: () => T;
  /** undefined when the content is torn, alien or of another schema version. */
  readonly parse: (value: unknown) => T | undefined;
}

/**
 * One JSON file; a content that cannot be understood is set aside, never fatal. What a later version of the extension
 * wrote, in a schema of its own, stays as it is, and this window is alone from then on.
 */
export class JsonFile<T> {
  #text: string | undefined;
  #value: T | undefined;

  constructor(
    private readonly folder: Folder,
    private readonly format: JsonFormat<T>,
    private readonly onSetAside: (name: string) => void,
  ) {}

  async read(): Promise<T> {
    const text = await this.folder.read(this.format.name);
    return (await this.#understand(text)) ?? this.format.empty();
  }

  /** As `read`, but moves a content that cannot be understood out of the way. For holders of the write lock. */
  async readToWrite(): Promise<T> {
    const text = await this.folder.read(this.format.name);
    const value = await this.#understand(text);
    if (value === undefined && text !== undefined && !isLater(text)) {
      await this.folder.rename(this.format.name, `${this.format.name}.set-aside`);
      this.onSetAside(this.format.name);
    }
    return value ?? this.format.empty();
  }

  /** As `Folder.write`. */
  write(value: T, may: () => boolean): Promise<boolean> {
    return this.folder.write(this.format.name, JSON.stringify(value), may);
  }

  /** undefined when it is missing or cannot be understood. A text that was read before gives the very same value. */
  async #understand(text: string | undefined): Promise<T | undefined> {
    if (text !== this.#text) {
      this.#text = text;
      this.#value = text === undefined ? undefined : this.#parse(text);
    }
    const value = this.#value;
    if (text !== undefined && isLater(text)) await this.folder.leave?.();
    return value;
  }

  #parse(text: string): T | undefined {
    try {
      return this.format.parse(JSON.parse(text));
    } catch {
      return undefined;
    }
  }
}

/** Each of these files tells its schema first. */
function isLater(text: string): boolean {
  return Number(/^\{"v":(\d+)/.exec(text)?.[1]) > SCHEMA;
}
