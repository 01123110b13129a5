import * as vscode from 'vscode';

import { thrownFields } from './app/log';
import { once } from './app/once';
import { BarFormats } from './text/barFormats';
import { registerAgents } from './vscode/agents/register';
import { registerCommands } from './vscode/commands';
import { dashboardViewType } from './vscode/ids';
import type { Afterwards } from './vscode/lazy/afterwards';
import type { Balance } from './vscode/lazy/balance';
import { OutputLog } from './vscode/outputLog';
import { PublicApi, type LeadMagicCreditsApi } from './vscode/publicApi';
import { StatusBar } from './vscode/statusBar';

/**
 * Shows the item, registers what VS Code looks for, and returns the public API. What reads the balance is loaded
 * after that, and what a first balance does not need after the balance: both from `lazy/`.
 */
export function activate(context: vscode.ExtensionContext): LeadMagicCreditsApi {
  const log = new OutputLog();
  const formats = new BarFormats(vscode.env.language, (message, ...values) =>
    vscode.l10n.t(message, ...values),
  );
  const statusBar = new StatusBar(formats, async () => {
    const loaded = await afterwards();
    loaded.begin().catch((error: unknown) => log.error('begin', thrownFields(error)));
    return loaded;
  });
  const api = new PublicApi(
    {
      refresh: async () => (await afterwards()).refresh(),
      observe: async (response) => (await afterwards()).observe(response),
    },
    log,
  );

  const balance: () => Promise<Balance> = once(async () => {
    const { buildBalance } = await import('./vscode/lazy/balance');
    const built = buildBalance({ context, log, afterwards });
    const { monitor, settings } = built;
    context.subscriptions.push(monitor.onDidChange((view) => statusBar.render(view, settings())));
    return built;
  });
  const afterwards: () => Promise<Afterwards> = once(async () => {
    const { Afterwards: Loaded } = await import('./vscode/lazy/afterwards');
    const loaded = new Loaded({ ...(await balance()), context, log, formats, api });
    context.subscriptions.push(loaded);
    return loaded;
  });

  context.subscriptions.push(
    log,
    statusBar,
    api,
    registerCommands(async (name, args) => (await afterwards()).command(name, args), log),
    registerAgents(async () => (await afterwards()).agents()),
    vscode.window.registerWebviewPanelSerializer(dashboardViewType, {
      deserializeWebviewPanel: async (panel) => (await (await afterwards()).dashboard()).restore(panel),
    }),
  );

  // The item is on its way to the screen; only now may the keyring, the disk and the network be touched.
  setTimeout(() => {
    balance()
      .then(({ monitor }) => monitor.start())
      .catch((error: unknown) => log.error('start', thrownFields(error)));
  }, 0);
  return api.exports;
}
