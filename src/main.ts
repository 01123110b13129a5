import { randomUUID } from 'node:crypto';
import { uptime } from 'node:os';
import { env, l10n, Uri, window, type ExtensionContext, type StatusBarItem } from 'vscode';

import { Outcomes } from './app/diagnosisOutcomes';
import { thrownFields } from './app/log';
import { Monitor } from './app/monitor';
import { once } from './app/once';
import type { Later } from './later';
import { DiskFolder } from './store/diskFolder';
import { OverlayFolder } from './store/overlayFolder';
import { thisProcess } from './store/processes';
import { SharedFiles } from './store/sharedFiles';
import { BarFormats } from './text/barFormats';
import { Accounts } from './vscode/accounts';
import { registerAgents } from './vscode/agents/register';
import { ApiKeys } from './vscode/apiKeys';
import { registerCommands } from './vscode/commands';
import { GlanceKeeper } from './vscode/glance';
import { dashboardViewType } from './vscode/ids';
import { OutputLog } from './vscode/outputLog';
import { PublicApi, type LeadMagicCreditsApi } from './vscode/publicApi';
import { SettingsSource } from './vscode/settingsSource';
import { StatusBar } from './vscode/statusBar';
import type { Place } from './vscode/statusItem';
import { WindowFocus } from './vscode/windowFocus';

/**
 * The composition root: what stands before a first balance shows. What that does not need is in `later.ts`, and is loaded
 * with the balance or with the first command.
 * @param item on its way to the screen, at `place`
 */
export function main(context: ExtensionContext, item: StatusBarItem, place: Place): LeadMagicCreditsApi {
  const log = new OutputLog();
  const formats = new BarFormats(env.language, (message, ...values) => l10n.t(message, ...values));
  const ground = buildBalance(context, log, () => later());
  const { monitor, settings } = ground;
  const later: () => Promise<Later> = once(async () => {
    const { Later: Loaded } = await import('./later');
    const loaded = new Loaded({ ...ground, context, log, formats, api });
    context.subscriptions.push(loaded);
    return loaded;
  });
  const statusBar = new StatusBar(item, place, formats, new GlanceKeeper(context.globalState), async () => {
    const loaded = await later();
    loaded.begin().catch((error: unknown) => log.error('begin', thrownFields(error)));
    return loaded;
  });
  const api = new PublicApi(
    {
      refresh: async () => (await later()).refresh(),
      observe: async (response) => (await later()).observe(response),
    },
    log,
  );

  context.subscriptions.push(
    log,
    statusBar,
    api,
    monitor.onDidChange((view) => statusBar.render(view, settings())),
    registerCommands(async (name, args) => (await later()).command(name, args), log),
    registerAgents(async () => (await later()).agents()),
    window.registerWebviewPanelSerializer(dashboardViewType, {
      deserializeWebviewPanel: async (panel) => (await (await later()).dashboard()).restore(panel),
    }),
  );
  // A keyring may keep it waiting; nobody waits with it.
  monitor.start().catch((error: unknown) => log.error('start', thrownFields(error)));
  return api.exports;
}

/** What reads the balance, and what that is built of. */
export type Ground = ReturnType<typeof buildBalance>;

/** Builds what reads the balance; nothing is read before `monitor.start()`. */
function buildBalance(context: ExtensionContext, log: OutputLog, later: () => Promise<Later>) {
  const settingsSource = new SettingsSource(log);
  const focus = new WindowFocus(log);
  const keys = new ApiKeys(context.secrets, log, process.env);
  const storagePath = (...names: readonly string[]): string =>
    Uri.joinPath(context.globalStorageUri, ...names).fsPath;
  const tools = {
    now: () => Date.now(),
    moment: () => ({ at: Date.now(), up: uptime() * 1000 }),
    random: Math.random,
    newId: randomUUID,
    processes: thisProcess(),
    fetch: () => globalThis.fetch,
    settings: () => settingsSource.current,
    log,
    outcomes: new Outcomes(),
    openFolder: (name: string) => new DiskFolder(storagePath('accounts', name)),
  };
  const shared = new OverlayFolder(new DiskFolder(storagePath()), {
    now: tools.now,
    onDidChange: () => undefined,
  });
  const onSetAside = (file: string): void => log.warn('fileSetAside', { file });
  const files = new SharedFiles(shared, { ...tools, onSetAside });
  const accounts = new Accounts(files, context.workspaceState, log);
  const monitor = new Monitor({
    ...tools,
    accounts,
    keys,
    isFocused: () => focus.isFocused,
    notify: (notice) => {
      later()
        .then((loaded) => loaded.notify(notice))
        .catch((error: unknown) => log.error('notify', thrownFields(error)));
    },
    loadCompanion: async (...parts) => (await later()).companion(...parts),
    loadRuns: async (...parts) => (await later()).runs(...parts),
    onDidChangeFocus: focus.onDidChange,
    onDidChangeSettings: settingsSource.onDidChange,
  });
  context.subscriptions.push(settingsSource, focus, keys, accounts, monitor);
  return { ...tools, accounts, files, keys, monitor, storagePath, settingsSource };
}
