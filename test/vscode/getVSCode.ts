import { desktopIsReachable, installDesktop } from './desktopInstall';
import type { HostKind, VSCodeInstall } from './host';
import { desktopVersions, serverPins, type VersionName } from './pins';
import { printProgress, type Progress } from './progress';
import { installServer } from './serverInstall';
import { upToThreeTimes } from './tries';

/** Gets a VS Code of a version onto this machine, if it is not there yet. */
export async function getVSCode(
  name: VersionName,
  progress: Progress = printProgress,
): Promise<VSCodeInstall> {
  if ((await decideHost(progress)) === 'desktop') {
    const executable = await upToThreeTimes('Getting VS Code', progress, () =>
      installDesktop(name, progress),
    );
    return { kind: 'desktop', name, version: desktopVersions[name], executable };
  }
  const pin = serverPins[name];
  const server = await upToThreeTimes('Getting VS Code', progress, () => installServer(pin, progress));
  return { kind: 'server', name, version: pin.vscode, server };
}

/**
 * Desktop or server. `LEADMAGIC_TEST_HOST` says it outright. The server is for Linux machines that cannot have the
 * desktop: no screen (under `xvfb-run` there is one), or no way to VS Code's update server.
 *
 * What was found out is put into that same variable, so that this process and those it starts ask the network once.
 */
async function decideHost(progress: Progress): Promise<HostKind> {
  const told = process.env['LEADMAGIC_TEST_HOST'];
  if (told === 'desktop' || told === 'server') return told;
  if (told) throw new Error(`LEADMAGIC_TEST_HOST must be "desktop" or "server", not "${told}".`);
  const [host, why] = await findHost();
  progress(`VS Code host: ${host} (${why})`);
  process.env['LEADMAGIC_TEST_HOST'] = host;
  return host;
}

async function findHost(): Promise<readonly [HostKind, string]> {
  if (process.env['VSCODE_PATH']) return ['desktop', 'VSCODE_PATH names one'];
  if (process.platform !== 'linux') return ['desktop', process.platform];
  if (!process.env['DISPLAY'] && !process.env['WAYLAND_DISPLAY']) return ['server', 'no screen'];
  return (await desktopIsReachable())
    ? ['desktop', 'the update server answers']
    : ['server', 'the update server does not answer'];
}
