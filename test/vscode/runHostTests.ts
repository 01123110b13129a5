import { mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startFakeLeadMagic } from '../fake-leadmagic/server';
import { resultsVariable, type TestResults } from '../gate/results';
import { buildHostTests } from '../host/build';
import { getVSCode } from './getVSCode';
import { runInHostTests } from './hostTests';
import { packFolder } from './packFolder';
import { versionNames, type VersionName } from './pins';
import { during, printProgress } from './progress';
import { runCommand } from './runCommand';

/**
 * `npx tsx test/vscode/runHostTests.ts [--version 1.103|newest] [--suites NAME,NAME] [--grep TITLE]`: the suites of
 * test/host inside the extension host of a real VS Code, the newest unless one is named. Ends with 1 if a test failed.
 *
 * The suites find an empty folder open, and the stand-in API in LEADMAGIC_BASE_URL with an account for the key in
 * LEADMAGIC_API_KEY. They steer it by its control route.
 */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { version: { type: 'string' }, suites: { type: 'string' }, grep: { type: 'string' } },
  });
  const root = join(__dirname, '..', '..');
  // A run of several suites has built what it packaged.
  if (!process.env['LEADMAGIC_TEST_VSIX'])
    await runCommand(process.execPath, ['esbuild.js', '--production'], { cwd: root });
  const extensionTestsPath = await buildHostTests(root, values.suites?.split(','));
  const install = await getVSCode(parseVersion(values.version ?? 'newest'));
  const grep = values.grep === undefined ? {} : { grep: values.grep };
  const results = await during(printProgress, `VS Code ${install.version} (${install.kind})`, () =>
    withWorld((world) =>
      runInHostTests(install, { ...world, ...grep, extensionDevelopmentPath: root, extensionTestsPath }),
    ),
  );
  await tell(results);
}

async function tell(results: TestResults): Promise<void> {
  for (const { title, message } of results.failures) console.log(`\nFAILED ${title}\n${message}`);
  console.log(`${results.passed} passed, ${results.failed} failed`);
  const file = process.env[resultsVariable];
  if (file) await writeFile(file, JSON.stringify(results));
  process.exitCode = results.failed === 0 && results.passed > 0 ? 0 : 1;
}

interface World {
  readonly folder: string;
  /** Another extension beside ours, which lends its storage. */
  readonly vsix: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

/** A fresh one for each VS Code. */
async function withWorld<T>(use: (world: World) => Promise<T>): Promise<T> {
  const key = 'host-suite-key-0123456789';
  const api = await startFakeLeadMagic({ accounts: [{ key, credits: 15_432.5 }] });
  // macOS has its temporary folder behind a link, which VS Code would resolve.
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'leadmagic-workspace-')));
  const packed = await mkdtemp(join(tmpdir(), 'leadmagic-another-'));
  try {
    const another = await packFolder(
      join(__dirname, '..', 'host', 'extension'),
      join(packed, 'another.vsix'),
    );
    const env = { LEADMAGIC_API_KEY: key, LEADMAGIC_BASE_URL: api.origin };
    return await use({ folder, vsix: [another], env });
  } finally {
    await rm(packed, { recursive: true, force: true });
    await rm(folder, { recursive: true, force: true });
    await api.close();
  }
}

function parseVersion(text: string): VersionName {
  const version = versionNames.find((name) => name === text);
  if (version === undefined) throw new Error(`--version must be one of ${versionNames.join(', ')}.`);
  return version;
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
