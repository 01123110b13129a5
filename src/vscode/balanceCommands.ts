import { ConfigurationTarget, env, ProgressLocation, Uri, window, workspace, type MessageItem } from 'vscode';

import type { Account } from '../app/account';
import type { Monitor } from '../app/monitor';
import { Asking, type Asked } from '../app/asking';
import type { AccountSession } from '../app/session';
import type { Settings } from '../app/settings';
import { spendable } from '../leadmagic/balance';
import { serverWords } from '../leadmagic/errors';
import type { HealthVerdict } from '../leadmagic/healthVerdict';
import { describeError } from '../text/errors';
import type { Formats } from '../text/formats';
import { knownBalance } from '../text/knownBalance';
import * as say from '../text/messages';
import { runCommand } from './commands';
import { section, urls, type CommandName } from './ids';
import { alarm, inform } from './toasts';

const HOUR = 3_600_000;
const GLANCE_MS = 5000;

interface Button extends MessageItem {
  readonly command: CommandName;
}

/** The commands about the balance: refresh, health, top up, snooze. A failure is told once, with a way on. */
export class BalanceCommands {
  readonly #askings = new WeakMap<AccountSession, Asking>();

  constructor(
    private readonly monitor: Monitor,
    private readonly formats: Formats,
    private readonly settings: () => Pick<Settings, 'format'>,
  ) {}

  async refresh(): Promise<void> {
    const account = await this.#accountOrAsk();
    if (account === undefined) return;
    const asked = await this.#asking(account.session).refresh();
    const { t } = this.formats;
    if (asked.kind === 'cached') this.#showKnown(account);
    else if (asked.kind !== 'answered') this.#tellRefused(account, asked);
    // What was given up, since another account or key is in use by now, is no failure.
    else if (!asked.answer.ok && asked.answer.error.kind !== 'cancelled') {
      await this.#tellFailure(t(say.refreshFailed, describeError(asked.answer.error, t)), 'refresh');
    }
  }

  async checkHealth(): Promise<void> {
    const account = await this.#accountOrAsk();
    if (account === undefined) return;
    const asked = await window.withProgress(
      { location: ProgressLocation.Window, title: this.formats.t(say.keyChecking) },
      () => this.#asking(account.session).checkHealth(),
    );
    if (asked.kind === 'answered') await this.#tellVerdict(asked.answer);
    else this.#tellRefused(account, asked);
  }

  async openBilling(): Promise<void> {
    const companion = await this.monitor.account?.companion();
    companion?.topUps.arm();
    await env.openExternal(Uri.parse(urls.billing));
  }

  async openUsage(): Promise<void> {
    await env.openExternal(Uri.parse(urls.usage));
  }

  async snooze(): Promise<void> {
    const account = await this.#accountOrAsk();
    if (account === undefined) return;
    const { t } = this.formats;
    const hour = { label: t(say.snoozeHour) };
    const today = { label: t(say.snoozeToday) };
    const off = { label: t(say.snoozeOff), detail: t(say.snoozeOffDetail) };
    const picked = await window.showQuickPick([hour, today, off], { placeHolder: t(say.snoozeTitle) });
    if (picked === undefined) return;
    if (picked === off) {
      await workspace.getConfiguration(section).update('notifications', 'off', ConfigurationTarget.Global);
      void inform(t(say.notificationsOff));
      return;
    }
    const now = Date.now();
    const lengthMs = picked === hour ? HOUR : new Date(now).setHours(24, 0, 0, 0) - now;
    await (await account.companion()).alerter.snooze(lengthMs);
    const until = this.formats.time(now + lengthMs, now);
    void inform(t(say.snoozedUntil, until));
  }

  /** Reads the balance for another extension: as the command does, but tells nobody. */
  async refreshQuietly(): Promise<void> {
    const { account } = this.monitor;
    if (account !== undefined) await this.#asking(account.session).refresh();
  }

  /** One for each session: concurrent commands share its requests. */
  #asking(session: AccountSession): Asking {
    const asking = this.#askings.get(session) ?? new Asking(session, Date.now);
    this.#askings.set(session, asking);
    return asking;
  }

  /** The account in use; without one the user is led to setting a key. */
  async #accountOrAsk(): Promise<Account | undefined> {
    const { account } = this.monitor;
    if (account !== undefined) return account;
    const { t } = this.formats;
    const unconfirmed = this.monitor.view.kind === 'unconfirmed';
    const button = { title: t(unconfirmed ? say.actionConfirm : say.actionSetKey) };
    const words = t(unconfirmed ? say.labelUnconfirmed : say.needsKey);
    if ((await inform(words, button)) === button) {
      await runCommand(unconfirmed ? 'confirmOrigin' : 'setApiKey');
    }
    return undefined;
  }

  async #tellVerdict(verdict: HealthVerdict): Promise<void> {
    const { t } = this.formats;
    const took = this.formats.milliseconds(verdict.tookMs);
    const server = verdict.error && serverWords(verdict.error);
    const says = server === undefined ? '' : ` ${t(say.serverSays, server)}`;
    switch (verdict.verdict) {
      case 'valid':
        void inform(t(verdict.outOfCredits === true ? say.healthOutOfCredits : say.healthValid, took));
        return;
      case 'rejected':
        return this.#tellFailure(t(say.healthRejected, took) + says, 'checkHealth');
      case 'blocked':
        return this.#tellFailure(t(say.healthBlocked, took) + says, 'checkHealth');
      case 'unknown': {
        const why = verdict.error === undefined ? '' : describeError(verdict.error, t);
        return this.#tellFailure(t(say.healthUnknown, took, why), 'checkHealth');
      }
    }
  }

  /** Asked again within seconds: the answer of a moment ago, for as long as a glance lasts and it is the last one. */
  #showKnown({ session }: Account): void {
    const { observation } = session.state.snapshot;
    // For whoever shows no digits, the icon is the answer.
    if (observation === undefined || this.settings().format === 'icon') return;
    const words = knownBalance(spendable(observation.balance), observation.at, Date.now(), this.formats);
    const message = window.setStatusBarMessage(words, GLANCE_MS);
    const following = session.onDidChange(() => {
      message.dispose();
      following.dispose();
    });
  }

  #tellRefused({ session }: Account, asked: Exclude<Asked<unknown>, { kind: 'answered' }>): void {
    const { t } = this.formats;
    if (asked.kind !== 'waiting') {
      void inform(t(say.busyElsewhere));
      return;
    }
    const now = Date.now();
    const wait = t(say.waitUntil, this.formats.deadline(asked.until, now));
    const { observation } = session.state.snapshot;
    const age = observation && t(say.labelRead, this.formats.time(observation.at, now));
    void inform(age === undefined ? wait : `${wait} ${age}`);
  }

  async #tellFailure(words: string, retry: CommandName): Promise<void> {
    const { t } = this.formats;
    const buttons: readonly Button[] = [
      { title: t(say.actionRetry), command: retry },
      { title: t(say.actionSetKey), command: 'setApiKey' },
      { title: t(say.actionShowLog), command: 'showLog' },
    ];
    const picked = await alarm(words, ...buttons);
    if (picked !== undefined) await runCommand(picked.command);
  }
}
