import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';

import { Outcomes } from '../../app/diagnosisOutcomes';
import { thrownFields } from '../../app/log';
import { Monitor } from '../../app/monitor';
import { DiskFolder } from '../../store/diskFolder';
import { OverlayFolder } from '../../store/overlayFolder';
import { SharedFiles } from '../../store/sharedFiles';
import { Accounts } from '../accounts';
import { ApiKeys } from '../apiKeys';
import type { OutputLog } from '../outputLog';
import { SettingsSource } from '../settingsSource';
import { WindowFocus } from '../windowFocus';
import type { Afterwards } from './afterwards';

/** What stands before the balance is read. */
export interface Ground {
  readonly context: vscode.ExtensionContext;
  readonly log: OutputLog;
  readonly afterwards: () => Promise<Afterwards>;
}

export type Balance = ReturnType<typeof buildBalance>;

/** Builds what reads the balance; nothing is read before `monitor.start()`. Loaded once the item is on its way to the screen. */
export function buildBalance({ context, log, afterwards }: Ground) {
  const settingsSource = new SettingsSource(log);
  const focus = new WindowFocus(log);
  const keys = new ApiKeys(context.secrets, log, process.env);
  const storagePath = (...names: readonly string[]): string =>
    vscode.Uri.joinPath(context.globalStorageUri, ...names).fsPath;
  const tools = {
    now: () => Date.now(),
    random: Math.random,
    newId: randomUUID,
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
      afterwards()
        .then((loaded) => loaded.notify(notice))
        .catch((error: unknown) => log.error('notify', thrownFields(error)));
    },
    loadCompanion: async (...parts) => (await afterwards()).companion(...parts),
    loadRuns: async (...parts) => (await afterwards()).runs(...parts),
    onDidChangeFocus: focus.onDidChange,
    onDidChangeSettings: settingsSource.onDidChange,
  });
  context.subscriptions.push(settingsSource, focus, keys, accounts, monitor);
  return { ...tools, accounts, keys, monitor, storagePath, settingsSource };
}
