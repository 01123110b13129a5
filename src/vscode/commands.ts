import { commands, Disposable } from 'vscode';

import { thrownFields, type Log } from '../app/log';
import { commandId, commandNames, type CommandName } from './ids';

export type RunCommand = (name: CommandName, args: readonly unknown[]) => Promise<unknown>;

/** Registers the commands; what one throws is logged and rethrown, so that VS Code tells the user. */
export function registerCommands(run: RunCommand, log: Log): Disposable {
  const registered = commandNames.map((name) =>
    commands.registerCommand(commandId(name), async (...args: unknown[]) => {
      try {
        return await run(name, args);
      } catch (error) {
        log.error('command', { name, ...thrownFields(error) });
        throw error;
      }
    }),
  );
  return Disposable.from(...registered);
}

/** Runs one of our commands, as a button or a picked action does. */
export async function runCommand(name: CommandName): Promise<void> {
  await commands.executeCommand(commandId(name));
}
