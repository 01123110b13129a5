import { existsSync, rmSync } from 'node:fs';
import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** What every test wants: nothing on the screen or the network that is not the extension's. */
const quietSettings: Readonly<Record<string, unknown>> = {
  'security.workspace.trust.enabled': false,
  'workbench.startupEditor': 'none',
  'workbench.welcomePage.walkthroughs.openOnInstall': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.tips.enabled': false,
  'workbench.enableExperiments': false,
  'chat.disableAIFeatures': true,
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'update.showReleaseNotes': false,
  'extensions.autoUpdate': false,
  'extensions.autoCheckUpdates': false,
  'extensions.ignoreRecommendations': true,
  'git.openRepositoryInParentFolders': 'never',
  'remote.autoForwardPorts': false,
  'window.restoreWindows': 'none',
  'window.autoDetectColorScheme': false,
  // What moves is drawn over and over: a fifth of all the time that the UI suites would take of the processor.
  'workbench.reduceMotion': 'on',
  // Drawn by the workbench on both hosts, so that a test can read and press them.
  'window.dialogStyle': 'custom',
  'files.simpleDialog.enable': true,
};

/** A data folder of VS Code's: either one that the caller keeps, or one that goes at the end. */
export interface DataFolder {
  readonly root: string;
  readonly temporary: boolean;
}

export async function dataFolder(kept: string | undefined): Promise<DataFolder> {
  if (kept !== undefined) {
    await mkdir(kept, { recursive: true });
    return { root: kept, temporary: false };
  }
  const root = await mkdtemp(join(tmpdir(), 'leadmagic-vscode-'));
  if (temporaryFolders.size === 0) process.on('exit', removeTemporaryFolders);
  temporaryFolders.add(root);
  return { root, temporary: true };
}

/** Whoever runs VS Code removes its folder at the end. This is for an end before that. */
const temporaryFolders = new Set<string>();

function removeTemporaryFolders(): void {
  for (const root of temporaryFolders) rmSync(root, { recursive: true, force: true, maxRetries: 3 });
}

/** Writes settings.json; where one was kept and nothing is said about settings, it stays as it is. */
export async function prepareSettings(
  file: string,
  settings: Readonly<Record<string, unknown>> | undefined,
): Promise<void> {
  if (settings === undefined && existsSync(file)) return;
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, `${JSON.stringify({ ...quietSettings, ...settings }, undefined, 2)}\n`);
}

/**
 * The environment VS Code starts with. A LEADMAGIC_* variable of the person who runs the tests must not steer them, and
 * variables of a VS Code whose terminal this runs in would make the new one think that it is part of the old one.
 */
export function hostEnvironment(
  more: Readonly<Record<string, string | undefined>> = {},
): Record<string, string> {
  const strange = /^(LEADMAGIC_|VSCODE_|ELECTRON_|NODE_OPTIONS$|npm_)/;
  const own = Object.entries(process.env).filter(([name]) => !strange.test(name));
  return definedOnly(Object.fromEntries([...own, ...Object.entries(more)]));
}

export function definedOnly(env: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}
