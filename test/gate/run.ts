import { getVSCode } from '../vscode/getVSCode';
import { packageExtension } from '../vscode/packageExtension';
import { versionNames } from '../vscode/pins';
import { printProgress } from '../vscode/progress';
import { addResults, failedWith, noResults, type TestResults } from './results';
import { runStep, type Outcome, type Step } from './step';
import * as steps from './steps';

/**
 * `tsx test/gate/run.ts NAME [SCENARIO ...]`: every run of several suites. Whatever happens, its last lines name each
 * failure with its reason, and the very last is `N passed, N failed`. One heavy thing at a time: only the checks, which
 * keep one core each, go side by side.
 */
const runs: Readonly<Record<string, (names: readonly string[]) => Promise<readonly Outcome[]>>> = {
  check,
  test: async () => [
    ...(await check()),
    ...(await inOrder([steps.windowsBasics])),
    ...(await withPackage(gate)),
  ],
  host: () => withPackage(() => inOrder([steps.hostSuite('newest', 'all')])),
  versions: () => withPackage(() => inOrder(versionNames.map((name) => steps.hostSuite(name, 'all')))),
  ui: (names) => withPackage(() => scenarios(names)),
  windows: () => inOrder([steps.windowsSuite]),
  cli: () => inOrder([steps.cliSuite]),
};

/** Before each commit: under a minute. */
async function check(): Promise<readonly Outcome[]> {
  const { format, lint, types } = steps.checks;
  const lanes = await Promise.all([inOrder([lint, format]), inOrder([...types, steps.unitSuite])]);
  return lanes.flat();
}

/** What the gate holds beside the checks, once the extension is packaged. */
async function gate(): Promise<readonly Outcome[]> {
  return [
    ...(await inOrder([steps.packageSuite])),
    ...(await attempt('VS Code', async () => {
      await getVSCode('newest');
    })),
    ...(await inOrder([steps.hostSuite('newest', 'basics')])),
    ...(await smoke()),
  ];
}

/** A machine that cannot drive a workbench says why, and its word stands in the last lines. */
async function smoke(): Promise<readonly Outcome[]> {
  const step = steps.uiScenario('smoke');
  const why = process.env['LEADMAGIC_NO_WORKBENCH'];
  return why
    ? [{ name: step.name, results: { ...noResults, skipped: 1 }, skippedFor: why }]
    : inOrder([step]);
}

function scenarios(names: readonly string[]): Promise<readonly Outcome[]> {
  const all = steps.uiScenarioNames();
  const unknown = names.filter((name) => !all.includes(name));
  if (unknown.length > 0) throw new Error(`No scenario ${unknown.join(', ')}; there are ${all.join(', ')}.`);
  return inOrder((names.length > 0 ? names : all).map(steps.uiScenario));
}

/** Packages the extension once for all that follows. Without a package the suites would only say so again. */
async function withPackage(rest: () => Promise<readonly Outcome[]>): Promise<readonly Outcome[]> {
  const packaged = await attempt('package', async () => {
    process.env['LEADMAGIC_TEST_VSIX'] = await packageExtension(printProgress);
  });
  return packaged.length > 0 ? packaged : rest();
}

async function inOrder(all: readonly Step[]): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const step of all) outcomes.push(await runStep(step));
  return outcomes;
}

/** What is no test: an outcome only where it breaks off. */
async function attempt(name: string, work: () => Promise<void>): Promise<readonly Outcome[]> {
  try {
    await work();
    return [];
  } catch (error) {
    return [{ name, results: failedWith(name, error instanceof Error ? error.message : String(error)) }];
  }
}

function tell(outcomes: readonly Outcome[]): TestResults {
  const all = outcomes.map(({ results }) => results).reduce(addResults, noResults);
  console.log('');
  for (const { name, results } of outcomes)
    for (const { title, message } of results.failures)
      console.log(`FAILED ${title === name ? name : `${name}: ${title}`}\n${indent(message)}\n`);
  for (const { name, skippedFor } of outcomes)
    if (skippedFor !== undefined) console.log(`SKIPPED ${name}\n${indent(skippedFor)}\n`);
  const skipped = all.skipped > 0 ? `, ${all.skipped} skipped` : '';
  console.log(`${all.passed} passed, ${all.failed} failed${skipped}`);
  return all;
}

/** The reason is in its first lines; what comes after is the stack. */
function indent(message: string): string {
  return message
    .split('\n')
    .slice(0, 40)
    .map((line) => `  ${line}`)
    .join('\n');
}

async function main([name = 'test', ...names]: readonly string[]): Promise<void> {
  const run = runs[name];
  if (run === undefined) throw new Error(`No run ${name}; there are ${Object.keys(runs).join(', ')}.`);
  const outcomes = await run(names).catch((error: unknown): readonly Outcome[] => [
    {
      name,
      results: failedWith(name, error instanceof Error ? (error.stack ?? error.message) : String(error)),
    },
  ]);
  process.exitCode = tell(outcomes).failed === 0 ? 0 : 1;
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 2;
});
