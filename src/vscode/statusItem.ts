import { StatusBarAlignment, ThemeColor, window, workspace, type StatusBarItem } from 'vscode';

import type { Settings } from '../app/settings';
import { commandId, section } from './ids';

/** Where the item stands. */
export type Place = Pick<Settings, 'alignment' | 'priority'>;

/** How loud the item is. */
export type Background = 'none' | 'warning' | 'error';

const colors = {
  none: undefined,
  warning: 'statusBarItem.warningBackground',
  error: 'statusBarItem.errorBackground',
} as const;

/** The place by the settings as they are written; what is not right there is put right with the first balance. */
export function writtenPlace(configuration = workspace.getConfiguration(section)): Place {
  const priority: unknown = configuration.get('statusBar.priority');
  return {
    alignment: configuration.get('statusBar.alignment') === 'left' ? 'left' : 'right',
    priority: typeof priority === 'number' ? priority : 100,
  };
}

/**
 * The one status bar item, not yet shown. VS Code puts an item back where the first one of its id was, whatever side and
 * priority are asked for.
 * @param moves how often it has been moved since the start
 */
export function createItem({ alignment, priority }: Place, name: string, moves = 0): StatusBarItem {
  const side = alignment === 'left' ? StatusBarAlignment.Left : StatusBarAlignment.Right;
  const item = window.createStatusBarItem(`balance${moves || ''}`, side, priority);
  item.name = name;
  item.command = commandId('showActions');
  return item;
}

export function paint(item: StatusBarItem, text: string, background: Background): void {
  const color = colors[background];
  item.text = text;
  item.backgroundColor = color === undefined ? undefined : new ThemeColor(color);
}
