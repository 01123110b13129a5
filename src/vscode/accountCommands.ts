import { ThemeIcon, window } from 'vscode';

import { fingerprint } from '../app/fingerprint';
import { isOfEnvironment, type BoundKey } from '../app/keys';
import type { Monitor } from '../app/monitor';
import { noAccounts, type AccountInfo, type AccountList } from '../store/accountsFile';
import {
  foldersOf,
  removeAllIn,
  removeAllButHistory,
  removeFolder,
  removeForGood,
} from '../store/accountFolders';
import type { Formats } from '../text/formats';
import * as say from '../text/accountMessages';
import type { Accounts } from './accounts';
import type { KeyCommands } from './keyCommands';
import type { KeyWriter } from './keyWriter';
import { ask, inform } from './toasts';

const LONGEST_LABEL = 40;

export interface AccountCommandTools {
  readonly accounts: Accounts;
  readonly monitor: Monitor;
  readonly key: KeyCommands;
  readonly writer: KeyWriter;
  readonly formats: Formats;
  readonly newId: () => string;
  /** The path of a folder under the extension's own storage. */
  readonly storagePath: (...names: readonly string[]) => string;
}

/** The commands about several named keys. */
export class AccountCommands {
  constructor(private readonly tools: AccountCommandTools) {}

  /** Names a further key; the first one is named too, if it has no name yet. */
  async add(): Promise<void> {
    const { accounts, key, formats, monitor } = this.tools;
    const list = await accounts.read();
    const unnamed = list.accounts.find((account) => account.label === '');
    const isFirst = unnamed !== undefined && monitor.view.kind === 'noKey';
    const usesEnvironment = this.#usesEnvironment;
    const inUse = monitor.info.id;
    if (unnamed !== undefined && !isFirst && !(await this.#ask(unnamed, say.nameFirst, list))) return;
    const label = await this.#askLabel(formats.t(say.nameNew), '', await accounts.read());
    if (label === undefined) return;
    const account = isFirst ? { ...unnamed, label } : { id: this.tools.newId(), label };
    if (!(await key.setKeyOf(account))) return;
    const { id } = account;
    await this.#change((before) => ({
      ...before,
      accounts: [
        // With several accounts the environment's key stays with the one that has it.
        ...before.accounts
          .filter((other) => other.id !== id)
          .map((other) => (usesEnvironment && other.id === inUse ? { ...other, usesEnvironment } : other)),
        { ...(before.accounts.find((other) => other.id === id) ?? { id }), label, hasKey: true },
      ],
    }));
    await accounts.choose(id);
  }

  async rename(): Promise<void> {
    const account = await this.#pick(say.pickRename);
    if (account !== undefined) await this.#ask(account, say.nameAgain, await this.tools.accounts.read());
  }

  /** The account of this workspace, or, chosen so, of all that have none of their own. */
  async switch(): Promise<void> {
    const { accounts, formats } = this.tools;
    const { t } = formats;
    const list = await accounts.read();
    if (list.accounts.length < 2) {
      const add = { title: t(say.addAccount) };
      if ((await inform(t(say.onlyOne), add)) === add) await this.add();
      return;
    }
    const account = await this.#pick(say.pickSwitch);
    if (account === undefined) return;
    const here = { label: t(say.switchHere) };
    const everywhere = { label: t(say.switchEverywhere) };
    const scope = await window.showQuickPick([here, everywhere], { title: this.#nameOf(account) });
    if (scope === here) await accounts.choose(account.id);
    if (scope === everywhere) {
      await this.#change((before) => ({ ...before, first: account.id }));
      await accounts.choose(undefined);
    }
  }

  /** An account's own warning thresholds, in place of the settings. */
  async setThresholds(): Promise<void> {
    const account = await this.#pick(say.pickThresholds);
    if (account === undefined) return;
    const lowCredits = await this.#askCredits(say.thresholdLow, account.lowCredits);
    if (lowCredits === undefined) return;
    const most = lowCredits === 'setting' || lowCredits === 0 ? undefined : lowCredits;
    const criticalCredits = await this.#askCredits(say.thresholdCritical, account.criticalCredits, most);
    if (criticalCredits === undefined) return;
    await this.#edit(account, ({ lowCredits: _low, criticalCredits: _critical, ...rest }) => ({
      ...rest,
      ...(lowCredits !== 'setting' && { lowCredits }),
      ...(criticalCredits !== 'setting' && { criticalCredits }),
    }));
  }

  /** Removes an account's key and state, and its history when asked to. */
  async remove(): Promise<void> {
    const { accounts, writer, formats, monitor, storagePath } = this.tools;
    const { t } = formats;
    const account = await this.#pick(say.pickRemove);
    if (account === undefined) return;
    const staysInEnvironment = await this.#isOfEnvironment(account);
    const keep = { title: t(say.removeKeep) };
    const all = { title: t(say.removeAll) };
    const question = t(say.removeQuestion, this.#nameOf(account));
    const detail = t(staysInEnvironment ? say.removeDetailEnvironment : say.removeDetail);
    const picked = await ask(question, detail, keep, all);
    if (picked === undefined) return;
    const bound = await this.#keyOf(account);
    const others = (await accounts.read()).accounts.filter(({ id }) => id !== account.id);
    const boundToOthers = await Promise.all(others.map((other) => this.#keyOf(other)));
    await writer.clear(account.id);
    await this.#change((before) => withoutAccount(before, account.id));
    if (accounts.chosen() === account.id) await accounts.choose(undefined);
    await monitor.chooseAgain();
    const names = new Set(await foldersOf(storagePath('accounts'), account.id));
    if (bound !== undefined) names.add(fingerprint(bound.key, bound.origin));
    // The same key under two names, by a switch of the environment perhaps, has one folder.
    for (const kept of boundToOthers)
      if (kept !== undefined) names.delete(fingerprint(kept.key, kept.origin));
    const removed = picked === all ? removeFolder : removeAllButHistory;
    await Promise.all([...names].map((name) => removeForGood(() => removed(storagePath('accounts', name)))));
    const words = t(say.removed, this.#nameOf(account));
    // An only account goes by its name and what is known of it: the environment's key is used, or used now, without any.
    const isReplaced = others.length === 0 && this.#readsByEnvironment;
    void inform(isReplaced ? `${words} ${t(say.environmentKeyInUse)}` : words);
  }

  /** Deletes keys, accounts, state and history. */
  async removeAllData(): Promise<void> {
    const { accounts, writer, formats, monitor, storagePath } = this.tools;
    const { t } = formats;
    const yes = { title: t(say.removeDataYes) };
    if ((await ask(t(say.removeDataQuestion), t(say.removeDataDetail), yes)) !== yes) return;
    const list = await accounts.read();
    await writer.clearAll([...list.accounts, ...noAccounts.accounts].map(({ id }) => id));
    await this.#change(() => noAccounts);
    await accounts.choose(undefined);
    await monitor.chooseAgain();
    await removeForGood(() => removeAllIn(storagePath()));
    void inform(t(this.#readsByEnvironment ? say.removeDataDoneEnvironment : say.removeDataDone));
  }

  get #usesEnvironment(): boolean {
    return isOfEnvironment(this.tools.monitor.keyChoice);
  }

  /** Not while it waits to be confirmed. */
  get #readsByEnvironment(): boolean {
    return this.#usesEnvironment && this.tools.monitor.keyChoice?.kind === 'use';
  }

  /** Whether the key of an account is the environment's; one that is stored goes before it. */
  async #isOfEnvironment({ id, usesEnvironment }: AccountInfo): Promise<boolean> {
    const { monitor, writer } = this.tools;
    if (monitor.info.id === id) return this.#usesEnvironment;
    return usesEnvironment === true && (await writer.stored(id)) === undefined;
  }

  /** The key of an account, wherever it may go. */
  async #keyOf({ id }: AccountInfo): Promise<BoundKey | undefined> {
    const { monitor, writer } = this.tools;
    const choice = monitor.info.id === id ? monitor.keyChoice : undefined;
    return choice !== undefined && 'bound' in choice ? choice.bound : writer.stored(id);
  }

  async #ask(account: AccountInfo, title: string, list: AccountList): Promise<boolean> {
    const label = await this.#askLabel(this.tools.formats.t(title), account.label, list);
    if (label === undefined) return false;
    await this.#edit(account, (stored) => ({ ...stored, label }));
    return true;
  }

  async #askLabel(title: string, value: string, { accounts }: AccountList): Promise<string | undefined> {
    const { t } = this.tools.formats;
    const label = await window.showInputBox({
      title,
      value,
      prompt: t(say.namePrompt),
      ignoreFocusOut: true,
      validateInput: (typed) => {
        const name = typed.trim();
        if (name === '') return t(say.nameEmpty);
        if (name.length > LONGEST_LABEL) return t(say.nameTooLong, LONGEST_LABEL);
        const taken = accounts.some((account) => account.label === name && name !== value);
        return taken ? t(say.nameTaken) : undefined;
      },
    });
    return label?.trim();
  }

  async #askCredits(
    title: string,
    value: number | undefined,
    most = Infinity,
  ): Promise<number | 'setting' | undefined> {
    const { formats } = this.tools;
    const { t } = formats;
    const typed = await window.showInputBox({
      title: t(title),
      value: value === undefined ? '' : String(value),
      prompt: t(say.thresholdPrompt),
      validateInput: (text) => {
        if (!/^\s*\d{0,9}\s*$/.test(text)) return t(say.thresholdWrong);
        return Number(text) > most ? t(say.thresholdAbove, formats.credits(most)) : undefined;
      },
    });
    if (typed === undefined) return undefined;
    return typed.trim() === '' ? 'setting' : Number(typed);
  }

  async #pick(title: string): Promise<AccountInfo | undefined> {
    const { accounts, monitor, formats } = this.tools;
    const list = await accounts.read();
    const items = list.accounts.map((account) => ({
      label: this.#nameOf(account),
      iconPath: new ThemeIcon(account.id === monitor.info.id ? 'check' : 'account'),
      ...(account.id === list.first && { description: formats.t(say.isFirst) }),
      account,
    }));
    return (await window.showQuickPick(items, { placeHolder: formats.t(title) }))?.account;
  }

  #nameOf({ label }: AccountInfo): string {
    return label === '' ? this.tools.formats.t(say.unnamed) : label;
  }

  /** Changes an account as it is now: while the user was asked, another window may have changed it too. */
  #edit({ id }: AccountInfo, change: (stored: AccountInfo) => AccountInfo): Promise<void> {
    return this.#change((before) => ({
      ...before,
      accounts: before.accounts.map((stored) => (stored.id === id ? change(stored) : stored)),
    }));
  }

  async #change(change: (before: AccountList) => AccountList): Promise<void> {
    await this.tools.accounts.file.update(change);
    this.tools.accounts.changedHere();
  }
}

function withoutAccount(list: AccountList, id: string): AccountList {
  const accounts = list.accounts.filter((account) => account.id !== id);
  const [next] = accounts;
  if (next === undefined) return { ...list, accounts: noAccounts.accounts, first: noAccounts.first };
  return { ...list, accounts, first: list.first === id ? next.id : list.first };
}
