import { env, l10n, MarkdownString, Uri, type Disposable, type ExtensionContext } from 'vscode';

import type { Companion, CompanionTools } from './app/lazy/companion';
import type { MonitorView } from './app/monitor';
import { thrownFields } from './app/log';
import type { Opening } from './app/lookBack';
import type { Notice } from './app/notices';
import type { RunsOfAccount } from './app/runsOfAccount';
import { once } from './app/once';
import { present } from './leadmagic/present';
import type { AccountSession } from './app/session';
import { foldersIn, forgetFolders } from './store/accountFolders';
import type { Folder } from './store/folder';
import { LastClosing } from './store/lastClosing';
import { OpenWindows } from './store/openWindows';
import type { BarFacts } from './text/bar';
import type { BarFormats } from './text/barFormats';
import { barLabel } from './text/barLabel';
import { Formats } from './text/formats';
import { registerMcpServer } from './vscode/agents/mcpServer';
import { ContextKeys } from './vscode/contextKeys';
import type { CommandName } from './vscode/ids';
import type { OutputLog } from './vscode/outputLog';
import type { PublicApi } from './vscode/publicApi';
import { publicState } from './vscode/publicState';
import { offerCommandLine } from './vscode/terminalPath';
import { renderTooltip } from './vscode/tooltip';
import type { Ground } from './main';

/** All that the composition root built. */
export type Toolbox = Ground & {
  readonly context: ExtensionContext;
  readonly log: OutputLog;
  readonly formats: BarFormats;
  readonly api: PublicApi;
};

/**
 * What a first balance does not need: loaded once it shows, or with the first command. Large parts are loaded later still,
 * each with its first use.
 */
export class Later implements Disposable {
  readonly #formats: Formats;
  readonly #windows: OpenWindows;
  readonly #closing: LastClosing;
  /** Enters this window among those that are open. */
  readonly #opening = once(async (): Promise<Opening> => {
    const closedAt = await this.#closing.read();
    return { isAlone: await this.#windows.enter(), ...present({ closedAt }) };
  });
  #hasCompanion = false;
  readonly #begun: { dispose(): void }[] = [];

  constructor(private readonly tools: Toolbox) {
    this.#formats = new Formats(tools.formats.locale, tools.formats.t);
    this.#windows = new OpenWindows(tools.files);
    this.#closing = new LastClosing(tools.storagePath());
    const contextKeys = new ContextKeys();
    const render = (view: MonitorView): void => {
      contextKeys.render(view);
      tools.api.tell(publicState(view));
    };
    render(tools.monitor.view);
    this.#begun.push(tools.monitor.onDidChange(render));
  }

  /** Starts what goes on by itself: cost hovers, the leak check, the command line in terminals. */
  readonly begin = once(async () => {
    const { context, log, settingsSource } = this.tools;
    this.#opening().catch((error: unknown) => log.warn('openWindows', thrownFields(error)));
    const { CostHover } = await import('./vscode/lazy/costHover');
    const onDidChangeSettings = settingsSource.onDidChange;
    this.#begun.push(new CostHover({ ...this.tools, onDidChangeSettings }));
    this.#begun.push(registerMcpServer(settingsSource));
    await this.#leaks();
    const bin = Uri.joinPath(context.extensionUri, 'bin').fsPath;
    const { environmentVariableCollection: variables } = context;
    offerCommandLine(variables, env.remoteName, bin, this.tools.formats.t);
  });

  dispose(): void {
    this.#closing.note(this.tools.moment());
    // VS Code may end before it is written; a process that is gone is seen to be.
    this.#windows.leave().catch(() => undefined);
    for (const part of this.#begun) part.dispose();
  }

  tooltip(view: MonitorView, now: number): MarkdownString {
    return renderTooltip(new MarkdownString('', true), view, this.#formats, now);
  }

  label(facts: BarFacts): string {
    return barLabel(facts, this.#formats);
  }

  async notify(notice: Notice): Promise<void> {
    (await this.#notifier()).show(notice, this.tools.monitor.view.label);
  }

  async companion(session: AccountSession, tools: CompanionTools): Promise<Companion> {
    const { Companion: Loaded } = await import('./app/lazy/companion');
    const { accounts, log, now, openFolder, storagePath } = this.tools;
    const root = storagePath('accounts');
    const folders = async (): Promise<readonly Folder[]> => {
      const known = new Set((await accounts.read()).accounts.map(({ id }) => id));
      const forgotten = await forgetFolders(root, known, now());
      if (forgotten > 0) log.info('foldersForgotten', { forgotten });
      return (await foldersIn(root)).map(openFolder);
    };
    // The account this window was opened with looks back; another one, or another key, was left by itself, not closed.
    const opening = this.#hasCompanion ? () => Promise.resolve({ isAlone: false }) : this.#opening;
    this.#hasCompanion = true;
    return new Loaded(session, { ...tools, folders, opening });
  }

  async runs(session: AccountSession, tools: CompanionTools): Promise<RunsOfAccount> {
    const { formats, monitor, api, context } = this.tools;
    const { startRuns } = await import('./vscode/lazy/runs');
    const { extension } = context;
    return startRuns(session, { ...tools, formats, account: monitor.info.id, finished: api.runs, extension });
  }

  async command(name: CommandName, args: readonly unknown[]): Promise<unknown> {
    return (await this.#commands()).run(name, args);
  }

  /** Reads the balance for another extension. */
  async refresh(): Promise<void> {
    await (await this.#commands()).balance.refreshQuietly();
  }

  /** Takes in what another extension hands over. */
  async observe(response: unknown): Promise<boolean> {
    return (await this.#commands()).observe(response);
  }

  readonly agents = once(async () => {
    const { Agents } = await import('./vscode/lazy/agents');
    return new Agents(this.tools);
  });

  readonly dashboard = once(async () => {
    const { Dashboard } = await import('./vscode/lazy/dashboard');
    const { extensionUri } = this.tools.context;
    return new Dashboard({ ...this.tools, extensionUri, translations: l10n.bundle });
  });

  readonly #notifier = once(async () => {
    const { Notifier } = await import('./vscode/lazy/notifier');
    return new Notifier(this.tools.formats, this.tools.log);
  });

  readonly #leaks = once(async () => {
    const { LeakCheck } = await import('./vscode/lazy/leaks');
    const leaks = new LeakCheck({
      ...this.tools,
      onDidChangeSettings: this.tools.settingsSource.onDidChange,
    });
    this.#begun.push(leaks);
    return leaks;
  });

  readonly #diagnosis = once(async () => {
    const { Diagnosis } = await import('./vscode/lazy/diagnosis');
    const { extension } = this.tools.context;
    const diagnosis = new Diagnosis({ ...this.tools, extension, environment: process.env });
    this.#begun.push(diagnosis);
    return diagnosis;
  });

  readonly #commands = once(async () => {
    const { Commands } = await import('./vscode/lazy/commands');
    return new Commands({
      ...this.tools,
      showLog: () => this.tools.log.show(),
      openDashboard: async () => (await this.dashboard()).open(),
      troubleshoot: async () => (await this.#diagnosis()).troubleshoot(),
      findLeakedKey: async () => (await this.#leaks()).findLeakedKey(),
    });
  });
}
