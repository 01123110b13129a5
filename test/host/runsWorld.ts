import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { DiskFolder } from '../../src/store/diskFolder';
import { RunFiles } from '../../src/store/runFiles';
import { SharedFiles } from '../../src/store/sharedFiles';
import { realMoment, unknownProcesses } from '../moment';
import { until } from '../waiting';
import { findStorage, type Storage } from './storage';
import type { FinishedRun, LeadMagicCreditsApi } from '../../src/vscode/publicApi';

/** What runs spend with: `node enrich.js 3 1 500` pays for 3 finders and 1 validation (3.25), then lasts 500 ms more. */
const script = `
const [finders, validations, lastsMs] = process.argv.slice(2).map(Number);
const { LEADMAGIC_BASE_URL: origin, LEADMAGIC_API_KEY: key } = process.env;
const call = (path) => fetch(origin + path, { method: 'POST', headers: { 'X-API-Key': key } });
(async () => {
  for (let n = 0; n < finders; n++) await call('/v1/people/email-finder');
  for (let n = 0; n < validations; n++) await call('/v1/people/email-validation');
  await new Promise((resolve) => setTimeout(resolve, lastsMs));
})();
`;

/** Tells when it is ready, as a compiler that watches does, and goes on. */
const watcher = `console.log('build begins'); console.log('build ends'); setInterval(() => undefined, 1000);`;

const shell = (label: string, command: string): object => ({ label, type: 'shell', command });
const tasks = {
  version: '2.0.0',
  tasks: [
    shell('prepare', 'node enrich.js 1 0 0'),
    shell('fetch', 'node enrich.js 1 0 500'),
    shell('clean', 'node enrich.js 0 2 500'),
    { label: 'sequence', dependsOn: ['fetch', 'clean'], dependsOrder: 'sequence' },
    { label: 'all', dependsOn: 'sequence' },
    {
      ...shell('watch', 'node watch.js'),
      isBackground: true,
      problemMatcher: {
        pattern: { regexp: '^(.*) is wrong$', file: 1, location: 2, message: 3 },
        background: { beginsPattern: '^build begins', endsPattern: '^build ends' },
      },
    },
  ],
};
const configuration = { type: 'node', request: 'launch', program: '${workspaceFolder}/enrich.js' };
const launch = {
  version: '0.2.0',
  configurations: [
    { ...configuration, name: 'Quiet', args: ['1', '1', '500'] },
    { ...configuration, name: 'Prepared', args: ['2', '0', '500'], preLaunchTask: 'prepare' },
    { ...configuration, name: 'Composed', args: ['2', '0', '500'], preLaunchTask: 'all' },
    { ...configuration, name: 'Watched', args: ['1', '0', '500'], preLaunchTask: 'watch' },
    { ...configuration, name: 'Shown', args: ['0', '3', '500'], console: 'integratedTerminal' },
  ],
};

/** The extension in this host, the stand-in API, and the folder that is open. */
export class RunsHost {
  readonly finished: FinishedRun[] = [];
  readonly #waiting = new Set<() => void>();
  readonly #subscription: { dispose(): void };
  /** What the windows tell each other of runs that go on. */
  readonly open: RunFiles['open'];

  private constructor(
    readonly api: LeadMagicCreditsApi,
    readonly folder: vscode.WorkspaceFolder,
    readonly storage: Storage,
  ) {
    const tools = {
      moment: realMoment,
      processes: unknownProcesses,
      ...{ random: Math.random, newId: () => 'other', onSetAside: () => undefined },
    };
    this.open = new RunFiles(new SharedFiles(new DiskFolder(storage.accountFolder), tools)).open;
    this.#subscription = api.onDidFinishRun((run) => {
      this.finished.push(run);
      for (const look of this.#waiting) look();
    });
  }

  /** Resolves once runs are metered: that begins a moment after the first balance shows. */
  static async start(): Promise<RunsHost> {
    const extension = vscode.extensions.getExtension<LeadMagicCreditsApi>(
      'leadmagic-credits.leadmagic-credits',
    );
    assert.ok(extension);
    const [folder] = vscode.workspace.workspaceFolders ?? [];
    assert.ok(folder, 'no folder is open');
    const api = await extension.activate();
    const host = new RunsHost(api, folder, await findStorage());
    await host.#write('enrich.js', script);
    await host.#write('watch.js', watcher);
    await host.#write('.vscode/tasks.json', JSON.stringify(tasks));
    await host.#write('.vscode/launch.json', JSON.stringify(launch));
    await until('a run that is metered', async () => {
      await host.letTimePass();
      await host.task('warm-up', 'node --version');
      return (await host.open.read()).runs.length > 0 ? host.run('warm-up') : undefined;
    });
    return host;
  }

  dispose(): void {
    this.#subscription.dispose();
  }

  /** Nothing has to wait for its turn after it. */
  letTimePass(): Promise<void> {
    return this.storage.kept.letTimePass(60_000);
  }

  /** Makes the balance fresh, so that what begins now has a good start; and its last read need not wait for its turn. */
  async fresh(): Promise<void> {
    await this.letTimePass();
    const { at = 0 } = await this.api.refresh();
    assert.ok(Date.now() - at < 10_000, 'the balance is not fresh');
  }

  /** Runs a task of that name to its end: a command line in a shell, or a program with its arguments. */
  async task(
    name: string,
    command: string | readonly [string, ...string[]],
    env: Readonly<Record<string, string>> = {},
  ): Promise<void> {
    const execution =
      typeof command === 'string'
        ? new vscode.ShellExecution(command, { env })
        : new vscode.ProcessExecution(command[0], command.slice(1), { env });
    const task = new vscode.Task({ type: 'shell', name }, this.folder, name, 'suite', execution);
    const ended = next(vscode.tasks.onDidEndTask, ({ execution }) => execution.task.name === name);
    await vscode.tasks.executeTask(task);
    await ended;
  }

  /** Runs a configuration of the launch file to its end. @returns the names of the sessions that it began in turn */
  async debug(name: string): Promise<readonly string[]> {
    const children: string[] = [];
    const subscription = vscode.debug.onDidStartDebugSession(({ parentSession, name: own }) => {
      if (parentSession?.configuration.name === name) children.push(own);
    });
    const ended = next(
      vscode.debug.onDidTerminateDebugSession,
      ({ parentSession, configuration: { name: own } }) => parentSession === undefined && own === name,
    );
    assert.ok(await vscode.debug.startDebugging(this.folder, name));
    await ended;
    subscription.dispose();
    return children;
  }

  /** Stops a task that does not end by itself. */
  async stop(task: string): Promise<void> {
    const execution = vscode.tasks.taskExecutions.find(({ task: { name } }) => name === task);
    assert.ok(execution, `${task} does not run`);
    const ended = next(
      vscode.tasks.onDidEndTask,
      ({
        execution: {
          task: { name },
        },
      }) => name === task,
    );
    execution.terminate();
    await ended;
  }

  /** A terminal that knows when commands begin and end. */
  async terminal(options: vscode.TerminalOptions = {}): Promise<vscode.Terminal> {
    const terminal = vscode.window.createTerminal({ shellPath: 'bash', cwd: this.folder.uri, ...options });
    const integrated = next(
      vscode.window.onDidChangeTerminalShellIntegration,
      (event) => event.terminal === terminal,
    );
    terminal.show();
    await integrated;
    return terminal;
  }

  /** Types a command and waits for its end. */
  async type(terminal: vscode.Terminal, command: string): Promise<void> {
    const ended = next(vscode.window.onDidEndTerminalShellExecution, (event) => event.terminal === terminal);
    assert.ok(terminal.shellIntegration);
    terminal.shellIntegration.executeCommand(command);
    await ended;
  }

  /** The next run of that name that is told, or was told since `finished` was emptied. */
  async run(name: string): Promise<FinishedRun> {
    for (;;) {
      const found = this.finished.find((run) => run.name === name);
      if (found !== undefined) return found;
      await new Promise<void>((resolve) => {
        const look = (): void => {
          this.#waiting.delete(look);
          resolve();
        };
        this.#waiting.add(look);
      });
    }
  }

  async #write(name: string, text: string): Promise<void> {
    await vscode.workspace.fs.writeFile(
      vscode.Uri.joinPath(this.folder.uri, ...name.split('/')),
      new TextEncoder().encode(text),
    );
  }
}

export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** Resolves with the next event that is wanted. */
export function next<T>(event: vscode.Event<T>, isWanted: (value: T) => boolean): Promise<T> {
  return new Promise((resolve) => {
    const subscription = event((value) => {
      if (!isWanted(value)) return;
      subscription.dispose();
      resolve(value);
    });
  });
}
