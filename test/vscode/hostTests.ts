import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

import { failedWith, parseResults, resultsVariable, type TestResults } from '../gate/results';
import { grepVariable, startedVariable, versionVariable } from '../host/variables';
import { prepareDesktop, type DesktopInstall } from './desktopHost';
import type { LaunchOptions, VSCodeInstall } from './host';
import { holdMachine } from './machine';
import { printProgress } from './progress';
import { startBrowser, startServer, type ServerInstall } from './serverHost';
import { supervise } from './supervised';
import { upToThreeTimes } from './tries';
import { hostEnvironment } from './userData';

export interface HostTestOptions extends LaunchOptions {
  /** The extension's folder. */
  readonly extensionDevelopmentPath: string;
  /** The bundled module that exports `run()`. */
  readonly extensionTestsPath: string;
  readonly folder?: string;
  readonly grep?: string;
  /** How long the whole suite may take once it has begun, in ms. 10 minutes unless said otherwise. */
  readonly timeout?: number;
  /** Gets the lines that the suite writes to its console. */
  readonly onLine?: (line: string) => void;
}

/** One start of a VS Code for it. */
interface HostRun extends HostTestOptions {
  readonly hasStarted: () => boolean;
}

/**
 * Runs a mocha suite inside the extension host of a VS Code. A VS Code in which the suite never began is started anew;
 * one in which it did is not: VS Code going down under it is a failure of the suite.
 * @throws Error with the end of VS Code's output, if three starts did not bring it to its beginning
 */
export async function runInHostTests(install: VSCodeInstall, options: HostTestOptions): Promise<TestResults> {
  const free = await holdMachine(printProgress);
  try {
    return await upToThreeTimes('Starting VS Code', printProgress, () => runOnce(install, options));
  } finally {
    await free();
  }
}

async function runOnce(install: VSCodeInstall, options: HostTestOptions): Promise<TestResults> {
  const folder = await mkdtemp(join(tmpdir(), 'leadmagic-results-'));
  const file = join(folder, 'results.json');
  const started = join(folder, 'started');
  const env = {
    ...options.env,
    [resultsVariable]: file,
    [startedVariable]: started,
    ...(options.grep === undefined ? {} : { [grepVariable]: options.grep }),
    ...(install.kind === 'server' ? { [versionVariable]: install.version } : {}),
  };
  const run = { ...options, env, hasStarted: () => existsSync(started) };
  try {
    const output = await (install.kind === 'desktop'
      ? runOnDesktop(install, run)
      : runOnServer(install, run));
    return await readResults(file, output);
  } catch (error) {
    if (!run.hasStarted()) throw error;
    return failedWith('The suite', error instanceof Error ? error.message : String(error));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function runOnDesktop(install: DesktopInstall, options: HostRun): Promise<string> {
  const folders = await prepareDesktop(install, options);
  const args = [
    ...folders.args,
    `--extensionDevelopmentPath=${options.extensionDevelopmentPath}`,
    `--extensionTestsPath=${options.extensionTestsPath}`,
    ...(options.folder === undefined ? [] : [options.folder]),
  ];
  const vscode = supervise(install.executable, args, {
    env: hostEnvironment(options.env),
    ...(folders.data.temporary ? { removeAtEnd: folders.data.root } : {}),
    onOutput: (text) => text.split('\n').forEach((line) => options.onLine?.(line)),
  });
  await inTime(vscode.ended, options, () => vscode.output()).finally(() => vscode.end());
  return vscode.output();
}

/**
 * The page gets the extension's and the suite's paths in its address, and calls two functions that this puts there: one
 * for each console line, one at the end. It takes them from its address only with the smoke-test driver on.
 */
async function runOnServer(install: ServerInstall, options: HostRun): Promise<string> {
  const server = await startServer(install, {
    ...options,
    args: [...(options.args ?? []), '--enable-smoke-test-driver'],
  });
  try {
    const context = await startBrowser(server.data, options);
    try {
      const page = context.pages()[0] ?? (await context.newPage());
      const done = new Promise<void>((resolve, reject) => {
        void page.exposeFunction('codeAutomationExit', () => resolve());
        page.once('crash', () => reject(new Error('The workbench crashed.')));
        void server.ended.then((code) => reject(new Error(`The server ended with ${code}.`)));
      });
      await page.exposeFunction('codeAutomationLog', (_type: string, args: readonly unknown[]) => {
        options.onLine?.(args.map(String).join(' '));
      });
      const remote = (path: string): string => `vscode-remote://${new URL(server.origin).host}${path}`;
      const payload = [
        ['extensionDevelopmentPath', remote(options.extensionDevelopmentPath)],
        ['extensionTestsPath', remote(options.extensionTestsPath)],
      ];
      const target =
        options.folder === undefined ? 'ew=true' : `folder=${encodeURIComponent(options.folder)}`;
      await page.goto(`${server.origin}/?${target}&payload=${encodeURIComponent(JSON.stringify(payload))}`);
      await inTime(done, options, () => server.output());
    } finally {
      await context.close();
    }
  } finally {
    await server.end();
  }
  return server.output();
}

/** How long VS Code may take until its suite begins, in ms. */
const startTimeout = 120_000;

/** @throws Error with the end of VS Code's output, when it is too late for the start or for the end of the suite */
async function inTime<T>(
  work: Promise<T>,
  { hasStarted, timeout = 600_000 }: HostRun,
  output: () => string,
): Promise<T> {
  const stop = new AbortController();
  const after = (ms: number): Promise<void> => delay(ms, undefined, { signal: stop.signal });
  const tooLate = async (): Promise<never> => {
    await after(startTimeout);
    const began = hasStarted();
    if (began) await after(timeout);
    const what = began ? `end within ${timeout / 1000} s` : `begin within ${startTimeout / 1000} s`;
    throw new Error(`The suite did not ${what}:\n${output().slice(-2000)}`);
  };
  const late = tooLate();
  late.catch(() => undefined);
  try {
    return await Promise.race([work, late]);
  } finally {
    stop.abort();
  }
}

async function readResults(file: string, output: string): Promise<TestResults> {
  const text = await readFile(file, 'utf8').catch(() => {
    throw new Error(`The suite ended without results:\n${output.slice(-4000)}`);
  });
  return parseResults(text);
}
