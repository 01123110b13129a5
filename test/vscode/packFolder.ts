import { createRequire } from 'node:module';

import { runCommand } from './runCommand';

/**
 * Packages one of the small extensions that tests have of their own, as it lies in its folder.
 * @returns the VSIX file
 */
export async function packFolder(folder: string, file: string): Promise<string> {
  const vsce = createRequire(__filename).resolve('@vscode/vsce/vsce');
  const quiet = ['--no-dependencies', '--allow-missing-repository', '--skip-license'];
  await runCommand(process.execPath, [vsce, 'package', ...quiet, '--out', file], { cwd: folder });
  return file;
}
