import { mkdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { during, type Progress } from './progress';
import { runCommand } from './runCommand';

const root = join(__dirname, '..', '..');

/**
 * The extension as users get it: built for production and packaged. `LEADMAGIC_TEST_VSIX` names one that is packaged
 * already, so that a run of several suites packages once.
 * @returns the VSIX file
 */
export async function packageExtension(progress: Progress): Promise<string> {
  const named = process.env['LEADMAGIC_TEST_VSIX'];
  if (named) return named;
  const vsix = join(root, 'out', 'leadmagic-credits.vsix');
  const vsce = createRequire(__filename).resolve('@vscode/vsce/vsce');
  await mkdir(join(root, 'out'), { recursive: true });
  await during(progress, 'packaging the extension', () =>
    // vsce builds first, by the script vscode:prepublish.
    runCommand(process.execPath, [vsce, 'package', '--no-dependencies', '--out', vsix], { cwd: root }),
  );
  return vsix;
}
