import type { Folder } from '../store/folder';
import { HistoryFiles } from '../store/historyFiles';
import { isOwnedBy } from '../store/owner';
import { hasPredecessor } from '../store/predecessor';
import { RunFiles } from '../store/runFiles';
import type { SharedFiles } from '../store/sharedFiles';
import { takeOver } from '../store/takeOver';
import { withoutKept } from '../store/snapshot';
import { tidyFiles } from '../store/tidyFiles';
import { fingerprint } from './fingerprint';
import { thrownFields, type Log } from './log';
import type { AccountSession } from './session';
import type { Settings } from './settings';

export interface UpkeepTools {
  /** The id of the account. */
  readonly account: string;
  readonly now: () => number;
  readonly settings: () => Pick<Settings, 'historyMonths'>;
  readonly log: Log;
  /** The folder of a key, by its fingerprint; absent where there is one. */
  readonly openFolder?: (name: string) => Folder;
  /** The folders of all accounts that there ever were; absent where there is one. */
  readonly folders?: () => Promise<readonly Folder[]>;
}

/** Keeps the files of an account in order: its own folder, and those that a key before it or another account left. */
export class Upkeep {
  constructor(
    private readonly session: AccountSession,
    private readonly tools: UpkeepTools,
  ) {}

  /** Takes over what was kept of the key before, of the same account. Says whether there was something. */
  async takeOver(): Promise<boolean> {
    const { store, client } = this.session;
    const { openFolder } = this.tools;
    if (openFolder === undefined || !(await hasPredecessor(store))) return false;
    const { key, origin } = client.options;
    try {
      const isMoved = await takeOver(store, fingerprint(key, origin), openFolder);
      if (isMoved) this.tools.log.info('historyTakenOver');
      return isMoved;
    } catch (error) {
      // The next look goes on.
      this.tools.log.warn('takeOver', thrownFields(error));
      return false;
    }
  }

  /** Compacts histories and drops what is past keeping, runs included: here, and of accounts that are not in use. */
  async tidy(): Promise<void> {
    await this.#tidy(this.session.store);
    for (const files of await this.#others()) {
      // One that cannot be tidied must not keep the others from it.
      await this.#tidy(files).catch((error: unknown) =>
        this.tools.log.warn('tidyOther', thrownFields(error)),
      );
    }
  }

  /** Removes what the history holds, and what runs cost, with what keys that the account had before left. */
  async clear(): Promise<void> {
    const { store } = this.session;
    for (const files of [store, ...(await this.#others())]) {
      if (files !== store && !(await isOwnedBy(files, this.tools.account))) continue;
      await new HistoryFiles(files).clear();
      await new RunFiles(files).clear();
    }
    // Other windows see by it that theirs is gone too; the next observation is kept as the first.
    await store.snapshot.update(withoutKept);
  }

  async #others(): Promise<readonly SharedFiles[]> {
    const folders = (await this.tools.folders?.()) ?? [];
    return folders.map((folder) => this.session.store.over(folder));
  }

  async #tidy(files: SharedFiles): Promise<void> {
    const done = await tidyFiles(files, this.tools.now(), this.tools.settings().historyMonths);
    if (done.compacted + done.dropped > 0) this.tools.log.info('historyTidied', { ...done });
  }
}
