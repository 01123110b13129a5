import { homedir } from 'node:os';
import { Uri, workspace } from 'vscode';

/** Where a file is offered to be saved: in the open folder, without one in the user's own. */
export function offeredFile(name: string): Uri {
  return Uri.joinPath(workspace.workspaceFolders?.[0]?.uri ?? Uri.file(homedir()), name);
}
