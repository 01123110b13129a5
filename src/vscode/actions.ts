import { QuickPickItemKind, ThemeIcon, window, type QuickPickItem } from 'vscode';

import type { Monitor } from '../app/monitor';
import type { Formats } from '../text/formats';
import * as say from '../text/messages';
import { lastRunLine } from '../text/runWords';
import { spentLines } from '../text/spending';
import { runCommand } from './commands';
import type { CommandName } from './ids';

interface Action extends QuickPickItem {
  readonly command?: CommandName;
}

/** The Quick Pick behind the status bar item: what can be done, in the state things are in. */
export async function showActions(monitor: Monitor, formats: Formats): Promise<void> {
  const picked = await window.showQuickPick([...figures(monitor, formats), ...actions(monitor, formats)], {
    placeHolder: formats.t(say.actionsPlaceholder),
  });
  if (picked?.command !== undefined) await runCommand(picked.command);
}

function actions({ view }: Monitor, { t }: Formats): readonly Action[] {
  const setKey = action('key', t(say.actionSetKey), 'setApiKey');
  const showLog = action('output', t(say.actionShowLog), 'showLog');
  switch (view.kind) {
    case 'starting':
    case 'noKey':
      return [setKey, showLog];
    case 'unconfirmed':
      return [
        action('shield', t(say.actionConfirm), 'confirmOrigin'),
        setKey,
        ...(view.source === 'stored' ? [action('trash', t(say.actionClearKey), 'clearApiKey')] : []),
        showLog,
      ];
    case 'account': {
      const all = [
        action('refresh', t(say.actionRefresh), 'refresh'),
        action('add', t(say.actionTopUp), 'openBilling'),
        action('dashboard', t(say.actionDashboard), 'openDashboard'),
        action('graph', t(say.actionUsage), 'openUsage'),
        action('symbol-numeric', t(say.actionEstimate), 'estimateRun'),
        action('pulse', t(say.actionCheckHealth), 'checkHealth'),
        action('bell-slash', t(say.actionSnooze), 'snoozeAlerts'),
        action('key', t(say.actionReplaceKey), 'setApiKey'),
      ];
      const switchTo = action('account', t(say.actionSwitchAccount), 'switchAccount');
      const clear = action('trash', t(say.actionClearKey), 'clearApiKey');
      return [
        ...all,
        ...(view.label === undefined ? [] : [switchTo]),
        ...(view.source === 'stored' ? [clear] : []),
        showLog,
      ];
    }
  }
}

/** Today's spend, the days left and the last run stand above the actions; choosing one opens the dashboard. */
function figures({ view }: Monitor, formats: Formats): readonly Action[] {
  if (view.kind !== 'account') return [];
  const { lastRun } = view;
  const lines = [
    ...spentLines(view, formats, Date.now()),
    ...(lastRun === undefined ? [] : [lastRunLine(lastRun, formats)]),
  ];
  if (lines.length === 0) return [];
  return [
    ...lines.map((label) => action('blank', label, 'openDashboard')),
    { label: '', kind: QuickPickItemKind.Separator },
  ];
}

function action(icon: string, label: string, command: CommandName): Action {
  return { label, iconPath: new ThemeIcon(icon), command };
}
