import { launchDesktop } from './desktopHost';
import type { LaunchOptions, RunningVSCode, VSCodeInstall } from './host';
import { holdMachine } from './machine';
import { printProgress } from './progress';
import { launchServer } from './serverHost';
import { upToThreeTimes } from './tries';

/**
 * Starts a VS Code, as soon as no other process runs one under test. The same for both hosts; end it with `close`.
 * @throws the reason of the last try, if three could not start it
 */
export async function launch(install: VSCodeInstall, options: LaunchOptions = {}): Promise<RunningVSCode> {
  const free = await holdMachine(printProgress);
  try {
    const vscode = await upToThreeTimes('Starting VS Code', printProgress, () =>
      install.kind === 'desktop' ? launchDesktop(install, options) : launchServer(install, options),
    );
    if (options.isForPerson === true) await free();
    else void vscode.ended.finally(free);
    return vscode;
  } catch (error) {
    await free();
    throw error;
  }
}
