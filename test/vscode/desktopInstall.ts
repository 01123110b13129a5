import { downloadAndUnzipVSCode } from '@vscode/test-electron';
import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { cacheFolder } from './installCache';
import { desktopVersions, type VersionName } from './pins';
import { during, type Progress } from './progress';

/**
 * The desktop VS Code of a version: `VSCODE_PATH` names an executable, else test-electron downloads it.
 * test-electron keeps it in the cache folder, and takes only a whole download for one.
 */
export async function installDesktop(name: VersionName, progress: Progress): Promise<string> {
  const named = process.env['VSCODE_PATH'];
  if (named) {
    if (!existsSync(named)) throw new Error(`VSCODE_PATH names a file that does not exist: ${named}`);
    return named;
  }
  const version = desktopVersions[name];
  const cachePath = join(cacheFolder(), 'desktop');
  await mkdir(cachePath, { recursive: true });
  return during(progress, `getting VS Code ${version} for the desktop`, () =>
    downloadAndUnzipVSCode({
      version,
      cachePath,
      reporter: { report: () => undefined, error: () => undefined },
    }),
  );
}

/** True if the desktop can be had: one is named, or VS Code's update server answers within 4 s. */
export async function desktopIsReachable(): Promise<boolean> {
  if (process.env['VSCODE_PATH']) return true;
  try {
    const answer = await fetch('https://update.code.visualstudio.com/api/releases/stable', {
      signal: AbortSignal.timeout(4_000),
    });
    await answer.body?.cancel();
    return answer.ok;
  } catch {
    return false;
  }
}
