import { ProgressLocation, window } from 'vscode';

import type { Asked } from '../app/asking';
import type { KeyChecker } from '../app/checkKey';
import { isAmong } from '../app/fingerprint';
import {
  baseUrlFor,
  chooseKey,
  environmentFor,
  isOfEnvironment,
  isTrusted,
  type BoundKey,
  type KeyChoice,
} from '../app/keys';
import type { AccountsPort, Monitor } from '../app/monitor';
import type { Succession } from '../app/succession';
import { serverWords } from '../leadmagic/errors';
import type { HealthVerdict } from '../leadmagic/healthVerdict';
import { accountFor, mayUseEnvironment, type AccountInfo, type AccountList } from '../store/accountsFile';
import { describeError } from '../text/errors';
import type { Formats } from '../text/formats';
import * as say from '../text/messages';
import type { ApiKeys } from './apiKeys';
import { askForKey } from './keySources';
import type { KeyWriter } from './keyWriter';
import { alarm, ask, inform, warn } from './toasts';

export interface KeyCommandTools {
  readonly monitor: Monitor;
  readonly keys: ApiKeys;
  readonly writer: KeyWriter;
  readonly formats: Formats;
  readonly accounts: Pick<AccountsPort, 'read' | 'chosen'>;
  /** The origin of the `apiBaseUrl` setting, where the user set it. */
  readonly setOrigin: () => string | undefined;
  readonly checker: KeyChecker;
  readonly succession: Succession;
}

/** The commands that set, clear and confirm the key. The key never leaves this class but to be stored or checked. */
export class KeyCommands {
  constructor(private readonly tools: KeyCommandTools) {}

  async setApiKey(): Promise<boolean> {
    return this.setKeyOf(await this.#whichAccount());
  }

  /** Of this window. Its key may not have been read yet, so the monitor does not tell. */
  async #whichAccount(): Promise<AccountInfo> {
    const { accounts } = this.tools;
    return accountFor(await accounts.read(), accounts.chosen());
  }

  /** Asks for the key of an account, checks and stores it; says whether one was stored. */
  async setKeyOf(account: AccountInfo): Promise<boolean> {
    const { keys, formats } = this.tools;
    for (;;) {
      const origin = baseUrlFor(this.tools.setOrigin(), keys.environment);
      const key = await askForKey(origin, keys.environment.key, formats);
      if (key === undefined || !(await this.#isMeant(origin))) return false;
      const next = await this.#checkAndStore(account, { key, origin });
      if (next !== 'again') return next === 'stored';
    }
  }

  /** Whether a key may go to an origin: the user set it, it is beyond doubt, or, named by the environment alone, agreed to. */
  async #isMeant(origin: string): Promise<boolean> {
    if (this.tools.setOrigin() === origin || isTrusted(origin)) return true;
    return this.#agreesTo(origin, this.tools.formats.t(say.confirmDetailEnvironment));
  }

  async #agreesTo(origin: string, detail: string): Promise<boolean> {
    const { t } = this.tools.formats;
    const yes = { title: t(say.confirmYes) };
    return (await ask(t(say.confirmQuestion, origin), detail, yes)) === yes;
  }

  async clearApiKey(): Promise<void> {
    const { writer, monitor, formats } = this.tools;
    const { t } = formats;
    const info = await this.#whichAccount();
    const { id } = info;
    if ((await writer.stored(id)) === undefined) {
      void inform(t(isOfEnvironment(monitor.keyChoice) ? say.environmentKeyStays : say.needsKey));
      return;
    }
    const next = this.#withoutStoredKey(info, await this.tools.accounts.read());
    const yes = { title: t(say.clearKeyYes) };
    const isUsedThen = next.kind === 'use';
    const detail = t(isUsedThen ? say.clearKeyDetailEnvironment : say.clearKeyDetail);
    if ((await ask(t(say.clearKeyQuestion), detail, yes)) !== yes) return;
    await writer.clear(id);
    void inform(t(say.keyCleared));
  }

  /** What an account would use if none were stored for it. */
  #withoutStoredKey(account: AccountInfo, list: AccountList): KeyChoice {
    return chooseKey({
      stored: undefined,
      wasStored: false,
      environment: environmentFor(mayUseEnvironment(list, account), this.tools.keys.environment),
      setOrigin: this.tools.setOrigin(),
      isConfirmed: (bound) => isAmong(list.confirmed, bound),
    });
  }

  /** Binds the key to the origin that is wanted now, after asking. */
  async confirmOrigin(): Promise<void> {
    const { monitor, writer, formats } = this.tools;
    const { t } = formats;
    const { info, keyChoice: choice } = monitor;
    if (choice?.kind !== 'unconfirmed') {
      const origin = choice?.kind === 'use' ? choice.bound.origin : undefined;
      const words = origin === undefined ? t(say.needsKey) : t(say.nothingToConfirm, origin);
      void inform(words);
      return;
    }
    const { bound, wanted, source } = choice;
    const detail =
      source === 'stored' ? t(say.confirmDetailStored, bound.origin) : t(say.confirmDetailEnvironment);
    if (!(await this.#agreesTo(wanted, detail))) return;
    if (source === 'environment') await writer.confirm({ ...bound, origin: wanted });
    // Another window may have stored another key meanwhile.
    else if ((await writer.stored(info.id))?.key === bound.key)
      await this.#store(info, { ...bound, origin: wanted });
  }

  /** `again`: the user wants to enter another key. */
  async #checkAndStore(account: AccountInfo, bound: BoundKey): Promise<'stored' | 'again' | 'left'> {
    const { t } = this.tools.formats;
    const other = await this.#ownerOf(bound, account.id);
    if (other !== undefined) {
      void alarm(t(say.keyOfOtherAccount, other.label));
      return 'left';
    }
    const asked = await window.withProgress(
      { location: ProgressLocation.Window, title: t(say.keyChecking) },
      () => this.tools.checker.check(bound),
    );
    const verdict = asked.kind === 'answered' ? asked.answer : undefined;
    if (verdict?.verdict === 'rejected') return this.#refuse(verdict);
    const isKnown = verdict !== undefined && verdict.verdict !== 'unknown';
    if (!isKnown && !(await this.#saveAnyway(asked))) return 'left';
    return (await this.#replace(account, bound, verdict)) ? 'stored' : 'left';
  }

  /** Where another key was before at this server, its history may go on under this one: that is asked. */
  async #replace(account: AccountInfo, bound: BoundKey, verdict?: HealthVerdict): Promise<boolean> {
    const { succession, writer, formats } = this.tools;
    const { t } = formats;
    const before = await writer.stored(account.id);
    const isOther = before?.origin === bound.origin && before.key !== bound.key;
    if (!isOther || !(await succession.hasHistory(before))) return this.#store(account, bound, verdict);
    const same = { title: t(say.keySameAccount) };
    const another = { title: t(say.keyAnotherAccount) };
    const answer = await ask(t(say.keySameQuestion), t(say.keySameDetail), same, another);
    if (answer === undefined) return false;
    if (answer === same && !(await succession.prepare(before, bound))) {
      void alarm(t(say.worksAlone));
      return false;
    }
    const isStored = await this.#store(account, bound, verdict);
    if (answer !== same || !isStored) await succession.withdraw(bound);
    if (isStored) await succession.leave(before);
    return isStored;
  }

  /** Another account with the same key: two names for one balance would count it twice. */
  async #ownerOf({ key, origin }: BoundKey, except: string): Promise<AccountInfo | undefined> {
    for (const account of (await this.tools.accounts.read()).accounts) {
      if (account.id === except) continue;
      const stored = await this.tools.writer.stored(account.id);
      if (stored?.key === key && stored.origin === origin) return account;
      if (stored === undefined && this.#hasEnvironmentKey(account, key)) return account;
    }
    return undefined;
  }

  /** Whether an account without a stored key uses this one, which is in the environment. */
  #hasEnvironmentKey({ id, usesEnvironment }: AccountInfo, key: string): boolean {
    const { keys, monitor } = this.tools;
    if (keys.environment.key?.trim() !== key) return false;
    return usesEnvironment === true || (monitor.info.id === id && isOfEnvironment(monitor.keyChoice));
  }

  async #refuse({ error }: HealthVerdict): Promise<'again' | 'left'> {
    const { t } = this.tools.formats;
    const again = { title: t(say.keyTryAgain) };
    const server = error && serverWords(error);
    const words = server === undefined ? t(say.keyRefused) : t(say.keyRefusedWhy, server);
    return (await alarm(words, again)) === again ? 'again' : 'left';
  }

  async #saveAnyway(asked: Asked<HealthVerdict>): Promise<boolean> {
    const { t } = this.tools.formats;
    const save = { title: t(say.keySaveAnyway) };
    return (await warn(t(say.keyUnchecked, this.#whyUnknown(asked)), save)) === save;
  }

  #whyUnknown(asked: Asked<HealthVerdict>): string {
    const { t } = this.tools.formats;
    switch (asked.kind) {
      case 'answered':
        return asked.answer.error === undefined ? '' : describeError(asked.answer.error, t);
      case 'waiting':
        return t(say.waitUntil, this.tools.formats.deadline(asked.until, Date.now()));
      case 'busy':
      case 'cached':
        return t(say.busyElsewhere);
    }
  }

  /** What was stored, for which origin and account, is said once. */
  async #store(account: AccountInfo, bound: BoundKey, verdict?: HealthVerdict): Promise<boolean> {
    const { t } = this.tools.formats;
    await this.tools.checker.keep(bound);
    if (!(await this.tools.writer.store(account.id, bound))) {
      void alarm(t(say.keyNotKept));
      return false;
    }
    const isBlocked = verdict?.verdict === 'blocked';
    const server = isBlocked && verdict.error ? serverWords(verdict.error) : undefined;
    const words =
      account.label === ''
        ? t(isBlocked ? say.keyStoredBlocked : say.keyStored, bound.origin)
        : t(isBlocked ? say.keyStoredBlockedFor : say.keyStoredFor, bound.origin, account.label);
    void inform(server === undefined ? words : `${words} ${t(say.serverSays, server)}`);
    return true;
  }
}
