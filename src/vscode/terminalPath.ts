import { delimiter } from 'node:path';
import type { EnvironmentVariableCollection } from 'vscode';

import * as say from '../text/messages';
import type { Translate } from '../text/translate';

/** What an extension adds to the environment of terminals. */
export type TerminalVariables = Pick<
  EnvironmentVariableCollection,
  'description' | 'prepend' | 'replace' | 'clear'
>;

/**
 * Puts the command line on the PATH of integrated terminals. Of local windows only: in a remote window
 * the terminal is on another machine than these files may be.
 * @param bin the folder of the programs
 */
export function offerCommandLine(
  variables: TerminalVariables,
  remoteName: string | undefined,
  bin: string,
  t: Translate,
): void {
  if (remoteName !== undefined) {
    variables.clear();
    return;
  }
  variables.description = t(say.terminalPath);
  variables.prepend('PATH', bin + delimiter);
  // VS Code's own executable runs the program where there is no Node.
  variables.replace('LEADMAGIC_NODE', process.execPath);
}
