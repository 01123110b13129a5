import type { HealthVerdict } from '../leadmagic/healthVerdict';
import { AccountStore } from '../store/accountStore';
import type { Folder } from '../store/folder';
import { MemoryFolder } from '../store/lazy/memoryFolder';
import { OverlayFolder } from '../store/overlayFolder';
import type { AccountTools } from './account';
import { clientFor } from './clientFor';
import { fingerprint } from './fingerprint';
import type { BoundKey } from './keys';
import { Asking, type Asked } from './asking';
import { AccountSession } from './session';

export type KeyCheckTools = Omit<AccountTools, 'onDidChange' | 'loadCompanion' | 'notify' | 'isFocused'>;

/**
 * Asks the server whether a key works, before it is stored: through a gate like every other request, so that a
 * deadline holds here too. A key that is not stored leaves no file behind.
 */
export class KeyChecker {
  /** Of keys that this machine does not know; as long as the window lives. */
  readonly #strangers = new Map<string, AccountStore>();

  constructor(private readonly tools: KeyCheckTools) {}

  async check(bound: BoundKey): Promise<Asked<HealthVerdict>> {
    const { tools } = this;
    const session = new AccountSession(clientFor(bound, tools), await this.#storeOf(bound), {
      ...tools,
      onKept: () => Promise.resolve(),
      onRead: () => undefined,
    });
    try {
      return await new Asking(session, tools.now).checkHealth();
    } finally {
      session.dispose();
    }
  }

  /** The key is going to be stored: a deadline that its check was told binds all windows from now on. */
  async keep(bound: BoundKey): Promise<void> {
    const name = fingerprint(bound.key, bound.origin);
    const stranger = this.#strangers.get(name);
    if (stranger === undefined) return;
    this.#strangers.delete(name);
    const { attempts, hold } = await stranger.snapshot.read();
    const store = this.#open(this.#disk(name));
    // The balance is read anew: a check tells nothing of what is frozen.
    await store.snapshot.update((known) =>
      known.seq === 0 ? { ...known, attempts, ...(hold && { hold }) } : known,
    );
  }

  async #storeOf({ key, origin }: BoundKey): Promise<AccountStore> {
    const name = fingerprint(key, origin);
    const disk = this.#disk(name);
    if (await isKnown(disk)) return this.#open(disk);
    const stranger = this.#strangers.get(name) ?? this.#open(new MemoryFolder());
    this.#strangers.set(name, stranger);
    return stranger;
  }

  #disk(name: string): Folder {
    return new OverlayFolder(this.tools.openFolder(name), {
      now: this.tools.now,
      onDidChange: () => undefined,
    });
  }

  #open(folder: Folder): AccountStore {
    return new AccountStore(folder, { ...this.tools, onSetAside: () => undefined });
  }
}

async function isKnown(folder: Folder): Promise<boolean> {
  return (await folder.read('snapshot.json')) !== undefined;
}
