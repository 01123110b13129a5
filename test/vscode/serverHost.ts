import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { chromium, type BrowserContext, type Page } from 'playwright-core';
import { getBrowser } from './browserInstall';
import type { LaunchOptions, RunningVSCode, VSCodeInstall } from './host';
import { registerLanguagePacks } from './languagePacks';
import { printProgress } from './progress';
import { runCommand } from './runCommand';
import { supervise } from './supervised';
import { dataFolder, definedOnly, hostEnvironment, prepareSettings, type DataFolder } from './userData';
import { waitForWorkbench } from './workbenchLoad';

export type ServerInstall = Extract<VSCodeInstall, { kind: 'server' }>;

/** The server's half of `RunningVSCode`: started and ready, no browser yet. */
export interface RunningServer {
  readonly origin: string;
  readonly data: DataFolder;
  readonly settingsFile: string;
  readonly extensionsFolder: string;
  readonly output: () => string;
  readonly ended: Promise<number>;
  end(): Promise<void>;
}

export async function startServer(install: ServerInstall, options: LaunchOptions): Promise<RunningServer> {
  const data = await dataFolder(options.dataFolder);
  const extensionsFolder = join(data.root, 'extensions');
  const settingsFile = join(data.root, 'server', 'data', 'User', 'settings.json');
  const folders = ['--server-data-dir', join(data.root, 'server'), '--extensions-dir', extensionsFolder];
  // Without a gallery nothing is asked of the network.
  const env = { ...hostEnvironment(options.env), EXTENSIONS_GALLERY: '{"serviceUrl":""}' };
  await prepareSettings(settingsFile, options.userSettings);
  const vsix = (options.vsix ?? []).flatMap((file) => ['--install-extension', file]);
  if (vsix.length > 0) {
    await runCommand(install.server.node, [install.server.main, ...folders, ...vsix, '--force'], { env });
    await registerLanguagePacks(extensionsFolder, join(data.root, 'server', 'data'));
  }
  const portFile = join(data.root, 'port');
  const port = options.port ?? Number(await readFile(portFile, 'utf8').catch(() => '0'));
  const server = supervise(
    install.server.node,
    [
      install.server.main,
      ...['--host', '127.0.0.1', '--port', String(port)],
      ...['--without-connection-token', '--accept-server-license-terms', '--telemetry-level', 'off'],
      ...folders,
      ...(options.locale === undefined ? [] : ['--locale', options.locale]),
      ...(options.args ?? []),
    ],
    {
      env,
      ...(data.temporary ? { removeAtEnd: data.root } : {}),
      ...(options.onOutput === undefined ? {} : { onOutput: options.onOutput }),
    },
  );
  try {
    const bound = await server.waitFor(/Web UI available at https?:\/\/[^:]+:(\d+)/);
    const [, boundPort = ''] = bound;
    // A browser keeps secrets by origin: a second start with the same folder must have the same port.
    await writeFile(portFile, boundPort);
    return {
      origin: `http://127.0.0.1:${boundPort}`,
      data,
      settingsFile,
      extensionsFolder,
      output: server.output,
      ended: server.ended,
      end: () => server.end(),
    };
  } catch (error) {
    await server.end();
    throw error;
  }
}

/**
 * One browser profile: windows share secrets and storage as on a desktop. It lies in the data folder, since secrets of
 * the server host live in the browser.
 */
export async function startBrowser(data: DataFolder, options: LaunchOptions): Promise<BrowserContext> {
  const browser = await getBrowser(printProgress);
  return chromium.launchPersistentContext(join(data.root, 'browser'), {
    executablePath: browser.executable,
    env: { ...definedOnly(process.env), ...browser.env },
    headless: true,
    viewport: options.viewport ?? { width: 1280, height: 800 },
    deviceScaleFactor: options.scale ?? 1,
    locale: options.locale ?? 'en-US',
    permissions: ['clipboard-read', 'clipboard-write'],
    args: [
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
    // The signal belongs to whoever runs this, who closes the browser and the server in order.
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
  });
}

export async function launchServer(install: ServerInstall, options: LaunchOptions): Promise<RunningVSCode> {
  const server = await startServer(install, options);
  let context: BrowserContext;
  try {
    context = await startBrowser(server.data, options);
  } catch (error) {
    await server.end();
    throw error;
  }
  const spare = context.pages();
  return {
    install,
    url: server.origin,
    context,
    settingsFile: server.settingsFile,
    extensionsFolder: server.extensionsFolder,
    output: server.output,
    ended: server.ended,
    open: async ({ folder, focused = true } = {}) => {
      const page = spare.pop() ?? (await context.newPage());
      if (!focused) await page.addInitScript(() => (document.hasFocus = () => false));
      await openWorkbench(page, server.origin, folder);
      // The workbench takes itself to be focused until it has seen the opposite, and would not heed a later focus.
      if (!focused) await page.evaluate(() => window.dispatchEvent(new Event('blur')));
      return page;
    },
    close: async () => {
      await context.close();
      await server.end();
    },
  };
}

async function openWorkbench(page: Page, origin: string, folder: string | undefined): Promise<void> {
  if (folder !== undefined && !existsSync(folder)) throw new Error(`No such folder: ${folder}`);
  const query = folder === undefined ? 'ew=true' : `folder=${encodeURIComponent(folder)}`;
  await page.goto(`${origin}/?${query}`);
  await waitForWorkbench(page);
}
