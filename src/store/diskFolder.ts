import { randomBytes } from 'node:crypto';
import { appendFileSync, readdirSync, renameSync, watch } from 'node:fs';
import { lstat, mkdir, open, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

import type { Disposable, Folder } from './folder';

const OWNER_ONLY = { mode: 0o600 } as const;
const WINDOWS_BUSY = new Set(['EPERM', 'EACCES', 'EBUSY']);

/** A folder on disk; it is created when first written to. */
export class DiskFolder implements Folder {
  constructor(private readonly root: string) {}

  async ensure(): Promise<void> {
    await mkdir(this.root, { recursive: true, mode: 0o700 });
  }

  read(name: string): Promise<string | undefined> {
    return unlessMissing(() => patiently(() => readFile(this.#path(name), 'utf8')), undefined);
  }

  async write(name: string, text: string, may = () => true): Promise<boolean> {
    const path = this.#path(name);
    const temporary = `${path}.${randomBytes(6).toString('hex')}.tmp`;
    try {
      await this.#inFolder(path, () => writeFile(temporary, text, OWNER_ONLY));
      const isDone = await patiently(() => {
        if (!may()) return false;
        renameSync(temporary, path);
        return true;
      });
      if (!isDone) await rm(temporary, { force: true });
      return isDone;
    } catch (error) {
      await rm(temporary, { force: true });
      throw error;
    }
  }

  append(name: string, text: string, may = () => true): Promise<boolean> {
    const path = this.#path(name);
    return this.#inFolder(path, () => {
      if (!may()) return false;
      appendFileSync(path, text, OWNER_ONLY);
      return true;
    });
  }

  async create(name: string, text: string): Promise<boolean> {
    const path = this.#path(name);
    try {
      const file = await this.#inFolder(path, () => open(path, 'wx', OWNER_ONLY.mode));
      try {
        await file.writeFile(text);
      } finally {
        await file.close();
      }
      return true;
    } catch (error) {
      // What is no file is not listed: whoever takes it for one that another window made tries for ever.
      if (codeOf(error) === 'EEXIST' && (await isFileOrGone(path))) return false;
      throw error;
    }
  }

  async remove(name: string): Promise<void> {
    await patiently(() => rm(this.#path(name), { force: true }));
  }

  rename(from: string, to: string): Promise<boolean> {
    return unlessMissing(async () => {
      await patiently(() => rename(this.#path(from), this.#path(to)));
      return true;
    }, false);
  }

  list(folder: string): Promise<readonly string[]> {
    return new Promise((resolve) => resolve(this.listNow(folder)));
  }

  listNow(folder: string): readonly string[] {
    try {
      const entries = readdirSync(this.#path(folder), { withFileTypes: true });
      return entries.filter((entry) => entry.isFile()).map((entry) => entry.name);
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return [];
      throw error;
    }
  }

  watch(listener: (name: string | undefined) => void): Disposable {
    try {
      const watcher = watch(this.root, { persistent: false }, (_event, name) => listener(name ?? undefined));
      // The tick reads the folder anyway: a watcher that fails is only slower.
      watcher.on('error', () => watcher.close());
      return { dispose: () => watcher.close() };
    } catch {
      return { dispose: () => undefined };
    }
  }

  #path(name: string): string {
    return join(this.root, name);
  }

  async #inFolder<T>(path: string, action: () => T | Promise<T>): Promise<T> {
    try {
      return await patiently(action);
    } catch (error) {
      if (codeOf(error) !== 'ENOENT') throw error;
      await mkdir(dirname(path), { recursive: true, mode: 0o700 });
      return patiently(action);
    }
  }
}

/** What the action gives, or `otherwise` where there is no such file. */
async function unlessMissing<T>(action: () => Promise<T>, otherwise: T): Promise<T> {
  try {
    return await action();
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return otherwise;
    throw error;
  }
}

function isFileOrGone(path: string): Promise<boolean> {
  return lstat(path).then(
    (entry) => entry.isFile(),
    () => true,
  );
}

/** On Windows a reader or a scanner can hold a file for a moment; elsewhere the first try counts. */
async function patiently<T>(action: () => T | Promise<T>): Promise<T> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await action();
    } catch (error) {
      if (attempt >= 5 || process.platform !== 'win32' || !WINDOWS_BUSY.has(codeOf(error) ?? '')) throw error;
      await new Promise((resolve) => setTimeout(resolve, 10 << attempt));
    }
  }
}

/** The system's error code (`ENOSPC`), if the error carries one. */
export function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
