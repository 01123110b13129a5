import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import * as vscode from 'vscode';
import type { ControlCommand } from '../fake-leadmagic/controlCommands';
import { balanceReads, findStorage, origin } from './storage';
import type { LeadMagicCreditsApi, PublicState } from '../../src/vscode/publicApi';

const PATIENCE_MS = 60_000;

export interface SlowBalance {
  /** Resolves once the request for it has reached the server. */
  readonly arrived: () => Promise<void>;
  /** All is as before. */
  readonly end: () => Promise<void>;
}

/** The extension in this host, the stand-in API, and the folder that is open. */
export class AgentsHost {
  private constructor(
    readonly extension: LeadMagicCreditsApi,
    readonly folder: vscode.WorkspaceFolder,
  ) {}

  static async open(): Promise<AgentsHost> {
    const extension = vscode.extensions.getExtension<LeadMagicCreditsApi>(
      'leadmagic-credits.leadmagic-credits',
    );
    assert.ok(extension);
    const [folder] = vscode.workspace.workspaceFolders ?? [];
    assert.ok(folder, 'no folder is open');
    return new AgentsHost(await extension.activate(), folder);
  }

  async write(name: string, text: string): Promise<vscode.Uri> {
    const uri = vscode.Uri.joinPath(this.folder.uri, name);
    await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
    return uri;
  }

  async read(name: string): Promise<string> {
    return new TextDecoder().decode(
      await vscode.workspace.fs.readFile(vscode.Uri.joinPath(this.folder.uri, name)),
    );
  }

  /** Steers the stand-in API. */
  async control(command: ControlCommand): Promise<void> {
    const response = await fetch(`${origin}/__control`, { method: 'POST', body: JSON.stringify(command) });
    assert.equal(response.status, 200, await response.text());
  }

  /** Reads the balance until the extension knows what is wanted; it need not wait for its turn. */
  async refreshUntil(wanted: (state: PublicState) => boolean): Promise<void> {
    const { kept } = await findStorage();
    await until('the balance to be as wanted', async () => {
      await kept.letTimePass(60_000);
      return wanted(await this.extension.refresh());
    });
  }

  /** Makes the balance old, so that who wants it has to ask, and leaves every request without an answer. */
  async slowBalance(): Promise<SlowBalance> {
    const { kept } = await findStorage();
    const since = Date.now();
    await this.control({ action: 'fault', fault: { kind: 'hang', path: '/v1/*', times: 'always' } });
    // Waits for a request under way, whose answer would make the balance young again.
    await kept.letTimePass(60_000);
    await kept.letValuesAge(120_000);
    const isOld = (): boolean => Date.now() - (this.extension.state.at ?? 0) > 100_000;
    await until('the old balance to be known', () => Promise.resolve(isOld()));
    return {
      arrived: () => until('the request', async () => (await balanceReads(since)).length > 0),
      end: async () => {
        await this.control({ action: 'clearFaults' });
        // Cuts the connection.
        await this.control({ action: 'offline', forMs: 1 });
        await this.refreshUntil(({ isStale, at = 0 }) => isStale === false && at >= since);
      },
    };
  }

  /** Waits until VS Code has read the tasks of the folder. */
  async knows(labels: readonly string[]): Promise<void> {
    await until('the tasks of the folder', async () => {
      const known = (await vscode.tasks.fetchTasks()).map(({ name }) => name);
      return labels.every((label) => known.includes(label));
    });
  }

  /** Runs a task of the folder. @returns what it ended with */
  async run(
    label: string,
    meanwhile?: (task: vscode.TaskExecution) => Promise<void>,
  ): Promise<number | undefined> {
    const task = (await vscode.tasks.fetchTasks()).find(({ name }) => name === label);
    assert.ok(task, label);
    const ended = next(vscode.tasks.onDidEndTaskProcess, ({ execution }) => execution.task.name === label);
    const execution = await vscode.tasks.executeTask(task);
    await meanwhile?.(execution);
    return (await ended).exitCode;
  }

  /** Debugs `quiet.js` after a task. `asked`: what VS Code would have asked the user. */
  async debug(preLaunchTask: string): Promise<{ readonly started: boolean; readonly asked?: string }> {
    const name = `after ${preLaunchTask}`;
    let begun = 0;
    const subscription = vscode.debug.onDidStartDebugSession((session) => {
      if (session.configuration.name === name) begun += 1;
    });
    const configuration = {
      ...{ type: 'node', request: 'launch', name, preLaunchTask },
      program: '${workspaceFolder}/quiet.js',
    };
    try {
      const ended = next(vscode.debug.onDidTerminateDebugSession, (session) => session.name === name);
      const started = await vscode.debug.startDebugging(this.folder, configuration);
      if (started) await ended;
      return { started: started && begun === 1 };
    } catch (error) {
      return { started: begun > 0, asked: error instanceof Error ? error.message : String(error) };
    } finally {
      subscription.dispose();
    }
  }

  async close(): Promise<void> {
    for (const terminal of vscode.window.terminals) terminal.dispose();
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  }
}

export async function until(what: string, holds: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = Date.now() + PATIENCE_MS;
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error(`Waited in vain for ${what}.`);
    await delay(200);
  }
}

/** The next event that fits. */
function next<T>(event: vscode.Event<T>, fits: (value: T) => boolean): Promise<T> {
  return new Promise((resolve) => {
    const subscription = event((value) => {
      if (!fits(value)) return;
      subscription.dispose();
      resolve(value);
    });
  });
}
