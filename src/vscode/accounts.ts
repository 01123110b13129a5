import type { Memento } from 'vscode';

import { Emitter, type Subscribe } from '../app/emitter';
import { thrownFields, type Log } from '../app/log';
import type { AccountsPort } from '../app/monitor';
import { accountsFile, type AccountList } from '../store/accountsFile';
import type { Disposable } from '../store/folder';
import type { Shared, SharedFiles } from '../store/sharedFiles';

const CHOSEN = 'leadmagicCredits.account';

/** The accounts in the shared folder, and the choice of this workspace. */
export class Accounts implements AccountsPort, Disposable {
  readonly file: Shared<AccountList>;
  readonly #changed: Emitter<void>;
  #watcher: Disposable | undefined;

  constructor(
    private readonly files: SharedFiles,
    private readonly workspaceState: Memento,
    log: Log,
  ) {
    this.file = accountsFile(files);
    this.#changed = new Emitter((error) => log.error('accounts', thrownFields(error)));
  }

  get onDidChange(): Subscribe<void> {
    return this.#changed.event;
  }

  async read(): Promise<AccountList> {
    if (this.#watcher === undefined) {
      // A folder that is not there yet cannot be watched.
      await this.files.folder.ensure();
      this.#watcher ??= this.files.watch((name) => {
        if (name === undefined || name === 'accounts.json') this.#changed.fire();
      });
    }
    return this.file.read();
  }

  chosen(): string | undefined {
    const value: unknown = this.workspaceState.get(CHOSEN);
    return typeof value === 'string' ? value : undefined;
  }

  /** Which account this workspace uses; undefined: the first. */
  async choose(id: string | undefined): Promise<void> {
    await this.workspaceState.update(CHOSEN, id);
    this.#changed.fire();
  }

  /** Looks again: this window changed something itself, whatever the watcher does. */
  changedHere(): void {
    this.#changed.fire();
  }

  dispose(): void {
    this.#watcher?.dispose();
    this.#changed.dispose();
  }
}
