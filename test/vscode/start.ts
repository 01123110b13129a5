import { mkdir } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { openWorkbench } from '../ui/harness/workbench';
import { getVSCode } from './getVSCode';
import type { LaunchOptions, VSCodeInstall } from './host';
import { launch } from './launch';
import { holdMachine } from './machine';
import { packageExtension } from './packageExtension';
import { printProgress } from './progress';
import { startServer } from './serverHost';
import { liveApi, standIn, type Api, type CleanUp } from './startApi';
import { parseStartOptions, usage, UsageError, type StartOptions } from './startOptions';

async function main(): Promise<number> {
  const options = parseStartOptions(process.argv.slice(2), process.env);
  if (options.help) {
    process.stdout.write(usage);
    return 0;
  }
  const cleanUps: CleanUp[] = [];
  try {
    return await Promise.race([run(options, cleanUps), stopSignal()]);
  } finally {
    for (const cleanUp of cleanUps.reverse()) await cleanUp();
  }
}

/** Resolves with the exit code at Ctrl+C, or when asked to end. Ending on request is no failure. */
function stopSignal(): Promise<number> {
  return new Promise((done) => {
    // The terminal and npm may both send it: any after the first changes nothing.
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => done(0));
  });
}

async function run(options: StartOptions, cleanUps: CleanUp[]): Promise<number> {
  const vsix = await packageExtension(printProgress);
  const install = await getVSCode(options.version, printProgress);
  const api = options.live ? liveApi(process.env) : await standIn(cleanUps);
  const launchOptions: LaunchOptions = {
    vsix: [vsix],
    env: api.env,
    port: options.port,
    userSettings: api.userSettings,
  };
  return options.screenshot === undefined
    ? show(install, launchOptions, api, cleanUps)
    : photograph(install, launchOptions, options.screenshot, cleanUps);
}

/** Starts VS Code for a person, and waits until they are done with it. */
async function show(
  install: VSCodeInstall,
  options: LaunchOptions,
  api: Api,
  cleanUps: CleanUp[],
): Promise<number> {
  let ended: Promise<unknown>;
  if (install.kind === 'server') {
    const free = await holdMachine(printProgress);
    const server = await startServer(install, options).finally(free);
    cleanUps.push(() => server.end());
    ended = server.ended;
    process.stdout.write(`\nOpen ${server.origin}/?ew=true in a browser: VS Code ${install.version}.\n`);
  } else {
    const vscode = await launch(install, { ...options, isForPerson: true });
    cleanUps.push(() => vscode.close());
    await vscode.open();
    ended = vscode.ended;
    process.stdout.write(`\nVS Code ${install.version} is open.\n`);
  }
  process.stdout.write(
    [
      'Look at the right of the status bar: the balance. Rest the pointer on it for more, click it for what you can do;',
      'all commands are in the palette (F1) under "LeadMagic".',
      ...api.hints,
      'Ctrl+C here ends everything.\n',
    ].join('\n'),
  );
  await ended;
  // A person closes the desktop. A server that ends by itself has failed.
  return install.kind === 'desktop' ? 0 : 1;
}

/** Waits for a number in the status bar, saves a picture, and prints the text. */
async function photograph(
  install: VSCodeInstall,
  options: LaunchOptions,
  target: string,
  cleanUps: CleanUp[],
): Promise<number> {
  // npm runs scripts in the package's folder, and says where it was called.
  const file = resolve(process.env['INIT_CWD'] ?? process.cwd(), target);
  await mkdir(dirname(file), { recursive: true });
  const vscode = await launch(install, options);
  cleanUps.push(() => vscode.close());
  const window = await openWorkbench(vscode);
  const { text } = await window.statusItem.waitFor({ text: /\d/ });
  await window.picture(file);
  process.stdout.write(`status bar: ${text}\n`);
  return 0;
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    const message = error instanceof Error ? error.message : String(error);
    process.stderr.write(error instanceof UsageError ? `${message}\n\n${usage}` : `${message}\n`);
    process.exit(error instanceof UsageError ? 2 : 1);
  },
);
