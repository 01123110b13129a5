import * as vscode from 'vscode';

import type { SettingsSource } from '../settingsSource';

/** As `package.json` has it. */
const PROVIDER = 'leadmagic';
/** LeadMagic's own name for it; not translated. */
const LABEL = 'LeadMagic';
const ADDRESS = 'https://mcp.leadmagic.io/mcp';

/** Offers LeadMagic's hosted MCP server to editors while the setting `offerMcpServer` is on. It is signed in to by OAuth; no key is handed over. */
export function registerMcpServer(settings: SettingsSource): vscode.Disposable {
  const changed = new vscode.EventEmitter<void>();
  let isOffered = settings.current.offerMcpServer;
  return vscode.Disposable.from(
    changed,
    settings.onDidChange(() => {
      const { offerMcpServer } = settings.current;
      if (offerMcpServer === isOffered) return;
      isOffered = offerMcpServer;
      changed.fire();
    }),
    vscode.lm.registerMcpServerDefinitionProvider(PROVIDER, {
      onDidChangeMcpServerDefinitions: changed.event,
      provideMcpServerDefinitions: () =>
        settings.current.offerMcpServer
          ? [new vscode.McpHttpServerDefinition(LABEL, vscode.Uri.parse(ADDRESS))]
          : [],
    }),
  );
}
