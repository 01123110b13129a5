import { resolveCliArgsFromVSCodeExecutablePath } from '@vscode/test-electron';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { _electron, type ElectronApplication, type Page } from 'playwright-core';
import type { LaunchOptions, RunningVSCode, VSCodeInstall } from './host';
import { runCommand } from './runCommand';
import { dataFolder, hostEnvironment, prepareSettings, type DataFolder } from './userData';
import { waitForWorkbench } from './workbenchLoad';

export type DesktopInstall = Extract<VSCodeInstall, { kind: 'desktop' }>;

export interface DesktopFolders {
  readonly data: DataFolder;
  readonly settingsFile: string;
  readonly extensionsFolder: string;
  /** The options that tie a VS Code to these folders, and keep it quiet. */
  readonly args: readonly string[];
}

/** Settings written and VSIX files installed, ready to start with `args`. */
export async function prepareDesktop(
  install: DesktopInstall,
  options: LaunchOptions,
): Promise<DesktopFolders> {
  const data = await dataFolder(options.dataFolder);
  const user = join(data.root, 'user');
  const extensionsFolder = join(data.root, 'extensions');
  const settingsFile = join(user, 'User', 'settings.json');
  await prepareSettings(settingsFile, options.userSettings);
  const folders = [`--user-data-dir=${user}`, `--extensions-dir=${extensionsFolder}`];
  const vsix = (options.vsix ?? []).flatMap((file) => ['--install-extension', file]);
  if (vsix.length > 0) {
    const [cli, ...cliArgs] = resolveCliArgsFromVSCodeExecutablePath(install.executable);
    if (cli === undefined) throw new Error(`No command line found beside ${install.executable}`);
    await runCommand(cli, [...cliArgs, ...folders, ...vsix, '--force'], { env: hostEnvironment() });
  }
  const root = process.getuid?.() === 0;
  return {
    data,
    settingsFile,
    extensionsFolder,
    args: [
      ...folders,
      ...['--skip-welcome', '--skip-release-notes', '--disable-updates', '--disable-telemetry'],
      // No keyring: none can be counted on where tests run, and none may be asked for a password.
      '--use-inmemory-secretstorage',
      ...(root ? ['--no-sandbox'] : []),
      ...(options.locale === undefined ? [] : ['--locale', options.locale]),
      ...(options.args ?? []),
    ],
  };
}

/** The process starts with the first window, as there is no desktop VS Code without one. */
export async function launchDesktop(install: DesktopInstall, options: LaunchOptions): Promise<RunningVSCode> {
  const folders = await prepareDesktop(install, options);
  const env = hostEnvironment(options.env);
  const first = await _electron.launch({
    executablePath: install.executable,
    args: [...folders.args, '--new-window'],
    env,
    timeout: 60_000,
  });
  let text = '';
  const child = first.process();
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (data: Buffer) => {
      text += data.toString();
      options.onOutput?.(data.toString());
    });
  }
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  let empty: Page | undefined =
    first.windows()[0] ?? (await first.waitForEvent('window', { timeout: 60_000 }));

  return {
    install,
    url: undefined,
    context: first.context(),
    settingsFile: folders.settingsFile,
    extensionsFolder: folders.extensionsFolder,
    output: () => text,
    ended,
    open: async ({ folder } = {}) => {
      let page = folder === undefined ? empty : undefined;
      if (page === undefined) {
        // A second start with the same folders hands its window over to the running one, and ends.
        const opened = first.waitForEvent('window', { timeout: 60_000 });
        const target = folder === undefined ? [] : [folder];
        await runCommand(install.executable, [...folders.args, '--new-window', ...target], { env });
        page = await opened;
        await empty?.close();
      }
      empty = undefined;
      await waitForWorkbench(page);
      await resize(first, page, options.viewport ?? { width: 1280, height: 800 });
      return page;
    },
    close: async () => {
      await first.close().catch(() => undefined);
      await ended;
      if (folders.data.temporary) {
        await rm(folders.data.root, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
      }
    },
  };
}

interface Resizable {
  setContentSize(width: number, height: number): void;
}

async function resize(
  app: ElectronApplication,
  page: Page,
  size: { readonly width: number; readonly height: number },
): Promise<void> {
  const window = await app.browserWindow(page);
  await window.evaluate((target: Resizable, { width, height }) => target.setContentSize(width, height), size);
}
