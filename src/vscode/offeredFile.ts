import { homedir } from 'node:os';
import * as vscode from 'vscode';

/** Where a file is offered to be saved: in the open folder, without one in the user's own. */
export function offeredFile(name: string): vscode.Uri {
  return vscode.Uri.joinPath(vscode.workspace.workspaceFolders?.[0]?.uri ?? vscode.Uri.file(homedir()), name);
}
