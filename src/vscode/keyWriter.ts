import { fingerprint } from '../app/fingerprint';
import { formatSecret, parseSecret, type BoundKey } from '../app/keys';
import { thrownFields } from '../app/log';
import type { AccountInfo } from '../store/accountsFile';
import type { Accounts } from './accounts';
import { secretName, type ApiKeys } from './apiKeys';

/** Changes what `ApiKeys` reads: stores, clears and confirms keys. */
export class KeyWriter {
  constructor(
    private readonly keys: ApiKeys,
    private readonly accounts: Accounts,
  ) {}

  /** Stores and reads back; false when VS Code could not keep it. */
  async store(account: string, bound: BoundKey): Promise<boolean> {
    const { secrets, log } = this.keys;
    const secret = formatSecret(bound);
    const name = secretName(account);
    try {
      await secrets.store(name, secret);
      if ((await secrets.get(name)) !== secret) return false;
    } catch (error) {
      log.warn('secretStoreFailed', thrownFields(error));
      return false;
    }
    await this.#note(account, true);
    this.keys.changedHere();
    return true;
  }

  /** The key that SecretStorage holds for an account; undefined when it holds none, or cannot tell. */
  async stored(account: string): Promise<BoundKey | undefined> {
    const secret = await this.keys.read(account).catch(() => undefined);
    return secret === undefined ? undefined : parseSecret(secret);
  }

  async clear(account: string): Promise<void> {
    await this.#note(account, false);
    await this.keys.secrets.delete(secretName(account));
    this.keys.changedHere();
  }

  /** Clears the keys of these accounts, and whatever other keys of ours VS Code can tell of: the list may have been lost. */
  async clearAll(accounts: readonly string[]): Promise<void> {
    for (const account of accounts) await this.clear(account);
    const { secrets } = this.keys;
    const left = (await namesIn(secrets)).filter((name) => name.startsWith(secretName('')));
    for (const name of left) await secrets.delete(name);
    this.keys.changedHere();
  }

  /** The user agreed to send this key to this origin: in every window and profile. */
  async confirm({ key, origin }: BoundKey): Promise<void> {
    await this.accounts.file.update((list) => ({
      ...list,
      confirmed: [...(list.confirmed ?? []), fingerprint(key, origin)],
    }));
    this.accounts.changedHere();
  }

  /** Whether there is one is noted where every profile sees it, so that a key that VS Code lost is missed. */
  async #note(id: string, hasKey: boolean): Promise<void> {
    const noted = (account: AccountInfo): AccountInfo =>
      account.id === id ? { ...account, hasKey } : account;
    await this.accounts.file.update((list) =>
      list.accounts.every((account) => noted(account).hasKey === account.hasKey)
        ? list
        : { ...list, accounts: list.accounts.map(noted) },
    );
  }
}

/** Of what is stored; none in a VS Code that cannot tell them yet. */
async function namesIn(secrets: object): Promise<readonly string[]> {
  const keys: unknown = Reflect.get(secrets, 'keys');
  const names: unknown = typeof keys === 'function' ? await Reflect.apply(keys, secrets, []) : [];
  return Array.isArray(names) ? names.filter((name) => typeof name === 'string') : [];
}
