import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Test } from 'mocha';

import { failedWith, resultsVariable, type TestFailure, type TestResults } from '../gate/results';
import { grepVariable, startedVariable } from './variables';

/**
 * VS Code calls this in its extension host. It runs every `*.test.js` beside it (bundled, see build.ts) and writes down
 * the counts, since all that VS Code itself passes on is whether this resolved.
 * @throws Error if a test failed
 */
export async function run(): Promise<void> {
  process.setSourceMapsEnabled(true);
  const started = process.env[startedVariable];
  if (started) await writeFile(started, '');
  const results = await runSuites().catch((error: unknown) =>
    failedWith('The suites did not load.', messageOf(error)),
  );
  const target = process.env[resultsVariable];
  if (target) await writeFile(target, JSON.stringify(results));
  if (results.failed > 0) throw new Error(`${results.failed} tests failed`);
}

async function runSuites(): Promise<TestResults> {
  // mocha is an ES module, and this a CommonJS one.
  const { default: Mocha } = await import('mocha');
  const grep = process.env[grepVariable];
  const mocha = new Mocha({
    ui: 'bdd',
    timeout: 60_000,
    forbidOnly: true,
    ...(grep ? { grep: new RegExp(grep) } : {}),
  });
  const files = await readdir(__dirname);
  for (const file of files.filter((name) => name.endsWith('.test.js')).sort())
    mocha.addFile(join(__dirname, file));
  await mocha.loadFilesAsync();

  const failures: TestFailure[] = [];
  return new Promise((resolve) => {
    const runner = mocha.run(() =>
      resolve({
        passed: runner.stats?.passes ?? 0,
        failed: failures.length,
        skipped: runner.stats?.pending ?? 0,
        failures,
      }),
    );
    runner.on('fail', (test: Test, error: unknown) => {
      failures.push({ title: test.fullTitle(), message: messageOf(error) });
    });
  });
}

function messageOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
