import { Disposable, EventEmitter, lm, McpHttpServerDefinition, Uri } from 'vscode';

import type { SettingsSource } from '../settingsSource';

/** As `package.json` has it. */
const PROVIDER = 'leadmagic';
/** LeadMagic's own name for it; not translated. */
const LABEL = 'LeadMagic';
const ADDRESS = 'https://mcp.leadmagic.io/mcp';

/** Offers LeadMagic's hosted MCP server to editors while the setting `offerMcpServer` is on. It is signed in to by OAuth; no key is handed over. */
export function registerMcpServer(settings: SettingsSource): Disposable {
  const changed = new EventEmitter<void>();
  let isOffered = settings.current.offerMcpServer;
  return Disposable.from(
    changed,
    settings.onDidChange(() => {
      const { offerMcpServer } = settings.current;
      if (offerMcpServer === isOffered) return;
      isOffered = offerMcpServer;
      changed.fire();
    }),
    lm.registerMcpServerDefinitionProvider(PROVIDER, {
      onDidChangeMcpServerDefinitions: changed.event,
      provideMcpServerDefinitions: () =>
        settings.current.offerMcpServer ? [new McpHttpServerDefinition(LABEL, Uri.parse(ADDRESS))] : [],
    }),
  );
}
