import type { Folder } from '../store/folder';
import { HISTORY } from '../store/historyFiles';
import { isOnDisk } from '../store/onDisk';
import { OverlayFolder } from '../store/overlayFolder';
import { noteLeft } from '../store/owner';
import { forgetPredecessor, notePredecessor } from '../store/predecessor';
import { SharedFiles, type StoreTools } from '../store/sharedFiles';
import { fingerprint } from './fingerprint';
import type { BoundKey } from './keys';

export interface SuccessionTools extends Omit<StoreTools, 'onSetAside'> {
  /** ms since 1970 */
  readonly now: () => number;
  /** The folder of a key, by its fingerprint. */
  readonly openFolder: (name: string) => Folder;
}

/** What becomes of a key's history when another key takes its place. The move itself is the companion's. */
export class Succession {
  constructor(private readonly tools: SuccessionTools) {}

  /** Whether there is something to move. */
  async hasHistory(key: BoundKey): Promise<boolean> {
    return (await this.#files(key).folder.list(HISTORY)).length > 0;
  }

  /**
   * `next` is going to be stored, and is of the same LeadMagic account as `before`. Says whether that is on disk: where
   * the disk refuses, nothing would go on with it.
   */
  async prepare(before: BoundKey, next: BoundKey): Promise<boolean> {
    const files = this.#files(next);
    await notePredecessor(files, nameOf(before));
    return isOnDisk(files);
  }

  /** `next` was not stored, or is of another account. */
  async withdraw(next: BoundKey): Promise<void> {
    await forgetPredecessor(this.#files(next));
  }

  /** That key is not in use any more: what is kept of it goes after a while. */
  async leave(before: BoundKey): Promise<void> {
    await noteLeft(this.#files(before));
  }

  #files(key: BoundKey): SharedFiles {
    const { now, openFolder } = this.tools;
    const folder = new OverlayFolder(openFolder(nameOf(key)), { now, onDidChange: () => undefined });
    return new SharedFiles(folder, { ...this.tools, onSetAside: () => undefined });
  }
}

function nameOf({ key, origin }: BoundKey): string {
  return fingerprint(key, origin);
}
