import { env, l10n, workspace, type ExtensionContext } from 'vscode';

import * as say from './text/messages';
import { readGlance } from './vscode/glance';
import { section } from './vscode/ids';
import type { LeadMagicCreditsApi } from './vscode/publicApi';
import { createItem, paint, writtenPlace } from './vscode/statusItem';

/**
 * The first glance: shows the item by what lies at hand, with the balance that it showed last. Everything else is loaded
 * behind it. VS Code holds our commands until this resolves.
 */
export async function activate(context: ExtensionContext): Promise<LeadMagicCreditsApi> {
  const configuration = workspace.getConfiguration(section);
  const place = writtenPlace(configuration);
  const item = createItem(place, l10n.t(say.tooltipTitle));
  const glance = readGlance(context.globalState, {
    language: env.language,
    format: configuration.get('statusBar.format', 'full'),
    now: Date.now(),
    intervalMs: configuration.get('refreshIntervalMinutes', 5) * 60_000,
  });
  paint(item, glance?.text ?? '$(loading~spin) LeadMagic', glance?.background ?? 'none');
  item.accessibilityInformation = { label: l10n.t(say.labelLoading) };
  item.show();
  // The item is on its way to the screen; only now may the keyring, the disk and the network be touched.
  await new Promise((resolve) => setTimeout(resolve, 0));
  const { main } = await import('./main');
  return main(context, item, place);
}
