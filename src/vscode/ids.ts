/** Ids that `package.json` declares too; a test compares them. */
export const section = 'leadmagicCredits';

export const commandNames = [
  'showActions',
  'setApiKey',
  'clearApiKey',
  'confirmOrigin',
  'refresh',
  'checkHealth',
  'openBilling',
  'openUsage',
  'openDashboard',
  'estimateRun',
  'exportHistory',
  'clearHistory',
  'snoozeAlerts',
  'addAccount',
  'renameAccount',
  'removeAccount',
  'switchAccount',
  'setThresholds',
  'removeAllData',
  'findLeakedKey',
  'troubleshoot',
  'showLog',
  'observe',
] as const;

/** A command of ours; VS Code knows it under `commandId`. */
export type CommandName = (typeof commandNames)[number];

export function commandId(name: CommandName): string {
  return `${section}.${name}`;
}

/** Context keys for `when` clauses. */
export const contextKeys = {
  /** A key is in use. */
  hasKey: 'leadmagicCredits.hasKey',
  /** A key waits to be confirmed for another server. */
  needsConfirmation: 'leadmagicCredits.needsConfirmation',
} as const;

/** Pages at LeadMagic. */
export const urls = {
  billing: 'https://app.leadmagic.io/settings/billing',
  usage: 'https://app.leadmagic.io/api/reporting',
  apiKey: 'https://app.leadmagic.io/settings/api',
} as const;

/** The type of the guard's tasks. */
export const taskType = 'leadmagic-guard';

/** Tools for language models, named after those of LeadMagic's own MCP server. */
export const toolNames = ['leadmagic_check_credit_balance', 'leadmagic_estimate_cost'] as const;
export type ToolName = (typeof toolNames)[number];

/** The panel; VS Code brings it back after a reload. */
export const dashboardViewType = 'leadmagicCredits.dashboard';
