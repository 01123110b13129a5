import { setMaxListeners } from 'node:events';
import { commands, window, type Uri, type WebviewPanel } from 'vscode';

import type { Account } from '../../app/account';
import { thrownFields, type Log } from '../../app/log';
import type { Monitor } from '../../app/monitor';
import { runsView } from '../../app/runsView';
import { historyView } from '../../app/usageHistory';
import type { UsageCache } from '../../app/usageCache';
import type { UsageReports } from '../../app/usageReports';
import { present } from '../../leadmagic/present';
import type { Disposable } from '../../store/folder';
import * as say from '../../text/dashboardMessages';
import type { Formats } from '../../text/formats';
import type { HistoryView } from '../../usage/balanceView';
import type { Shown } from '../../usage/panelRows';
import type { HostMessage } from '../../usage/hostMessage';
import { parsePageMessage, type PageMessage, type Selection } from '../../usage/pageMessage';
import type { Range } from '../../usage/range';
import { noReports } from '../../usage/reports';
import { noRuns } from '../../usage/runsView';
import { dayPart, usageView } from '../../usage/usageView';
import { commandId } from '../ids';
import { accountView } from './accountView';
import { exportCsv } from './exportCsv';
import { pageFolder, pageHtml } from './html';

const DAY = 24 * 3_600_000;

export interface DashboardTools {
  readonly monitor: Monitor;
  readonly formats: Formats;
  readonly reports: UsageCache;
  readonly log: Log;
  /** ms since 1970 */
  readonly now: () => number;
  readonly extensionUri: Uri;
  /** Translations by English message; absent in English. */
  readonly translations: Readonly<Record<string, string>> | undefined;
}

/** One open dashboard: tells the page what is known, and does what the page asks. Requests end when it closes. */
export class DashboardPanel {
  readonly #aborter = new AbortController();
  readonly #subscriptions: readonly Disposable[];
  /** What the page was told last, by type of message; empty while no page listens. */
  readonly #told = new Map<HostMessage['type'], string>();
  #isListening = false;
  #selection: Selection;
  #account: Account | undefined;
  #reports: UsageReports | undefined;
  #history: HistoryView | undefined;
  #historyOf = '';
  #runs = noRuns;
  /** The run that had ended last when the runs were read. */
  #runsUntil: string | undefined;
  #credits: number | undefined;
  #isTelling = false;

  /**
   * @param range that a page without a state of its own begins with
   * @param isOpened by the person, just now, rather than by VS Code after a reload
   */
  constructor(
    readonly panel: WebviewPanel,
    private readonly tools: DashboardTools,
    range: Range,
    private isOpened: boolean,
  ) {
    this.#selection = { range };
    const { monitor, formats, extensionUri } = tools;
    const { webview } = panel;
    // All requests of this panel hang on it, of several ranges perhaps.
    setMaxListeners(0, this.#aborter.signal);
    panel.title = this.#title;
    webview.options = { enableScripts: true, localResourceRoots: [pageFolder(extensionUri)] };
    this.#subscriptions = [
      webview.onDidReceiveMessage((data: unknown) => this.#receive(data)),
      monitor.onDidChange(() => this.#accountChanged()),
      tools.reports.onDidChange(() => this.#tell()),
      panel.onDidChangeViewState(() => {
        // A hidden page is thrown away; the next one says when it listens.
        if (!panel.visible) this.#isListening = false;
      }),
    ];
    panel.onDidDispose(() => this.#dispose());
    webview.html = pageHtml(webview, extensionUri, formats.t(say.title), range);
  }

  /** Days that it shows. */
  get range(): Range {
    return this.#selection.range;
  }

  #dispose(): void {
    this.#isListening = false;
    this.#aborter.abort();
    for (const subscription of this.#subscriptions) subscription.dispose();
  }

  #receive(data: unknown): void {
    const message = parsePageMessage(data);
    if (message === undefined) {
      this.tools.log.warn('dashboardMessage');
      return;
    }
    this.#handle(message).catch((error: unknown) => this.tools.log.error('dashboard', thrownFields(error)));
  }

  async #handle(message: PageMessage): Promise<void> {
    switch (message.type) {
      case 'ready':
        this.#told.clear();
        this.#isListening = true;
        this.#tellTexts();
        this.#reports?.wantNewer();
        return this.#select(message, this.isOpened);
      case 'select':
        return this.#select(message, true);
      case 'refresh':
        await Promise.all([commands.executeCommand(commandId('refresh')), this.#renew()]);
        return;
      case 'export':
        return exportCsv(message.panel, this.#shown(), this.tools.formats.t, this.tools.now());
      case 'run':
        await commands.executeCommand(commandId(message.command));
    }
  }

  async #select({ range, day }: Selection, isAsked: boolean): Promise<void> {
    this.#selection = { range, ...present({ day }) };
    this.#follow();
    this.#tell();
    this.isOpened = false;
    await Promise.all([
      this.#readHistory(),
      this.#readRuns(),
      isAsked ? this.#renew() : this.#renewUnasked(),
    ]);
  }

  /** The balance, the key or the account changed, or only time went by. */
  #accountChanged(): void {
    this.panel.title = this.#title;
    if (!this.#isListening) return;
    const isOther = this.#follow();
    this.#tell();
    const credits = this.#account?.session.state.snapshot.observation?.balance.credits;
    if (this.#credits !== undefined && credits !== this.#credits && !isOther) this.#reports?.wantNewer();
    this.#credits = credits;
    const hasRun = this.#lastRun !== this.#runsUntil;
    Promise.all([this.#readHistory(), hasRun && this.#readRuns(), this.#renewUnasked()]).catch(
      (error: unknown) => this.tools.log.error('dashboard', thrownFields(error)),
    );
  }

  /** What is missing, failed, or fell behind. An unfocused window shows what the others were told. */
  async #renewUnasked(): Promise<void> {
    const { range, day } = this.#selection;
    if (window.state.focused) await this.#reports?.catchUp(range, day, this.#aborter.signal);
    else await this.#reports?.follow(range, day);
  }

  /** Turns to the account in use; true if it is another one than before. */
  #follow(): boolean {
    const { account } = this.tools.monitor;
    if (account === this.#account) return false;
    this.#account = account;
    this.#historyOf = '';
    this.#history = undefined;
    this.#runs = noRuns;
    this.#runsUntil = undefined;
    this.#reports = account && this.tools.reports.of(account.session);
    this.#reports?.wantNewer();
    return true;
  }

  async #renew(): Promise<void> {
    const { range, day } = this.#selection;
    await this.#reports?.renew(range, day, true, this.#aborter.signal);
  }

  /** Reads the local history when it grew, or when another range of it shows. */
  async #readHistory(): Promise<void> {
    const account = this.#account;
    const snapshot = account?.session.state.snapshot;
    if (account === undefined || snapshot?.observation === undefined) return;
    const wanted = JSON.stringify([this.#selection.range, snapshot.kept]);
    if (wanted === this.#historyOf) return;
    this.#historyOf = wanted;
    const now = this.tools.now();
    const from = now - this.#selection.range * DAY;
    const { history } = await account.companion();
    const records = await history.readSince(from).catch((error: unknown) => {
      this.#historyOf = '';
      throw error;
    });
    if (account !== this.#account || wanted !== this.#historyOf) return;
    this.#history = historyView(records, from, now, snapshot.observation.balance.credits);
    this.#tell();
  }

  get #title(): string {
    const { monitor, formats } = this.tools;
    const { view } = monitor;
    const label = view.kind === 'account' ? view.label : undefined;
    return label === undefined ? formats.t(say.title) : formats.t(say.titleOf, label);
  }

  get #lastRun(): string | undefined {
    return this.#account?.view.lastRun?.id;
  }

  async #readRuns(): Promise<void> {
    const account = this.#account;
    if (account === undefined) return;
    this.#runsUntil = this.#lastRun;
    const runs = await (await account.companion()).readRuns();
    if (account !== this.#account) return;
    this.#runs = runsView(runs, this.tools.formats);
    this.#tell();
  }

  /** Changes that come together are told once. */
  #tell(): void {
    if (this.#isTelling) return;
    this.#isTelling = true;
    queueMicrotask(() => {
      this.#isTelling = false;
      if (!this.#isListening) return;
      const { account, usage, day, runs } = this.#shown();
      this.#send({ type: 'account', account });
      this.#send({ type: 'usage', usage });
      this.#send({ type: 'day', ...(day && { day }) });
      this.#send({ type: 'runs', runs });
    });
  }

  #shown(): Shown {
    const { monitor, formats, now } = this.tools;
    const { range, day } = this.#selection;
    return {
      account: accountView(monitor.view, this.#history, formats),
      runs: this.#runs,
      usage: usageView(range, this.#reports?.reports(range) ?? noReports, now()),
      ...(day !== undefined && {
        day: { date: day, ...dayPart(this.#reports?.day(day) ?? { isLoading: true }) },
      }),
    };
  }

  #tellTexts(): void {
    const { formats, translations = {} } = this.tools;
    const needed = Object.values(say)
      .flatMap((message) => (typeof message === 'string' ? [message] : [message.one, message.other]))
      .flatMap((message) => {
        const translated = translations[message];
        return translated === undefined ? [] : [[message, translated] as const];
      });
    this.#send({ type: 'texts', locale: formats.locale, messages: Object.fromEntries(needed) });
  }

  #send(message: HostMessage): void {
    const text = JSON.stringify(message);
    if (this.#told.get(message.type) === text) return;
    this.#told.set(message.type, text);
    void this.panel.webview.postMessage(message);
  }
}
