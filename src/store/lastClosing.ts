import { existsSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Moment } from '../balance/moment';
import { finite, object, oneOf } from './shape';

const parse = object<Moment & { readonly v: 1 }>({ v: oneOf(1 as const), at: finite, up: finite });

/** `closed.json`: when a window was closed last. Written at once, as an extension host that ends waits for nothing. */
export class LastClosing {
  readonly #file: string;

  /** @param root the storage folder that all windows share */
  constructor(private readonly root: string) {
    this.#file = join(root, 'closed.json');
  }

  /** This window is closed now. Where everything was removed, nothing is made again. */
  note(now: Moment): void {
    try {
      if (existsSync(join(this.root, 'windows.json')))
        writeFileSync(this.#file, JSON.stringify({ v: 1, ...now }));
    } catch {
      // Then nobody knows.
    }
  }

  /** ms since 1970; undefined where nobody knows. */
  async read(): Promise<number | undefined> {
    try {
      return parse(JSON.parse(await readFile(this.#file, 'utf8')))?.at;
    } catch {
      return undefined;
    }
  }
}
