import { readdirSync } from 'node:fs';
import { join } from 'node:path';

import type { VersionName } from '../vscode/pins';
import type { Step } from './step';

/** Static checks and the suites, as the runs put them together. */

export const checks = {
  format: check('format', 'prettier', '--check', '--log-level', 'warn', '.'),
  lint: check('lint', 'eslint', '.'),
  types: [
    check('types of the extension', 'tsc', '-p', '.'),
    check('types of the tests', 'tsc', '-p', 'test'),
    check('types of the dashboard', 'tsc', '-p', 'src/webview'),
  ],
} as const;

export const unitSuite = mochaSuite('unit suite', 'test/unit/**/*.test.ts');
export const packageSuite = mochaSuite('package suite', 'test/package/**/*.test.ts');
export const cliSuite = mochaSuite('command line suite', 'test/cli/**/*.test.ts');
/** Real processes, judged by counts: short, and the same on a busy machine. */
export const windowsBasics = mochaSuite('windows, basics', 'test/windows/gate/**/*.test.ts', 180_000);
export const windowsSuite = mochaSuite('windows suite', 'test/windows/**/*.test.ts', 120_000);

/** The suites that need nothing but the extension host: what else there is waits for terminals and other extensions. */
const hostBasics = ['smoke', 'publicApi', 'key'] as const;

export function hostSuite(version: VersionName, which: 'basics' | 'all'): Step {
  const suites = which === 'all' ? [] : ['--suites', hostBasics.join()];
  return {
    name: `host suite, VS Code ${version}`,
    command: ['test/vscode/runHostTests.ts', '--version', version, ...suites],
    hasTests: true,
    limit: 30,
  };
}

export function uiScenario(name: string): Step {
  return { ...mochaSuite(`workbench, ${name}`, `test/ui/${name}.test.ts`, 240_000), limit: 30 };
}

export function uiScenarioNames(): readonly string[] {
  const files = readdirSync(join(__dirname, '..', 'ui'));
  return files.filter((file) => file.endsWith('.test.ts')).map((file) => file.replace('.test.ts', ''));
}

function check(name: string, program: string, ...args: readonly string[]): Step {
  return { name, command: [program, ...args], hasTests: false, limit: 10 };
}

function mochaSuite(name: string, files: string, timeout = 60_000): Step {
  const reporter = ['--reporter', 'test/gate/reporter.cjs'];
  return {
    name,
    command: ['mocha', ...reporter, '--timeout', String(timeout), files],
    hasTests: true,
    limit: 10,
  };
}
