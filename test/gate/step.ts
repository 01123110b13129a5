import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

import { during, printProgress } from '../vscode/progress';
import { supervise } from '../vscode/supervised';
import {
  addResults,
  failedWith,
  noResults,
  parseResults,
  resultsVariable,
  type TestResults,
} from './results';

const root = join(__dirname, '..', '..');

/** One part of a run, in a process group of its own. */
export interface Step {
  readonly name: string;
  /** A package of `node_modules`, or one of our scripts (`.ts`), with its arguments. */
  readonly command: readonly [program: string, ...args: readonly string[]];
  /** Whether it writes results; else its exit code is its one result. */
  readonly hasTests: boolean;
  /** Minutes after which it is ended. Generous: it is there for what hangs, not for what is slow. */
  readonly limit: number;
}

export interface Outcome {
  readonly name: string;
  readonly results: TestResults;
  /** Why it was not run at all. */
  readonly skippedFor?: string;
}

/** Runs a step to its end, and then shows what it wrote. */
export async function runStep(step: Step, env: NodeJS.ProcessEnv = {}): Promise<Outcome> {
  const folder = await mkdtemp(join(tmpdir(), 'lm-gate-'));
  const file = join(folder, 'results.json');
  try {
    const { code, output } = await during(printProgress, step.name, () =>
      execute(step, { ...env, [resultsVariable]: file }),
    );
    if (step.hasTests || code !== 0) console.log(output.trimEnd());
    return { name: step.name, results: await resultsOf(step, code, output, file) };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

interface Ended {
  /** `undefined` where it had to be ended. */
  readonly code: number | undefined;
  readonly output: string;
}

async function execute({ command: [program, ...args], limit }: Step, env: NodeJS.ProcessEnv): Promise<Ended> {
  const child = supervise(process.execPath, [...nodeArguments(program), ...args], {
    cwd: root,
    env: { ...process.env, ...env },
  });
  const stop = new AbortController();
  const late = delay(limit * 60_000, undefined, { signal: stop.signal }).catch(() => undefined);
  const code = await Promise.race([child.ended, late]);
  stop.abort();
  await child.end();
  return { code, output: child.output() };
}

/** Node is started directly, with no shell between: what is to end gets its signal. */
function nodeArguments(program: string): readonly string[] {
  if (program.endsWith('.ts')) return ['--import', 'tsx', program];
  const { resolve } = createRequire(__filename);
  const manifest = resolve(`${program === 'tsc' ? 'typescript' : program}/package.json`);
  const { bin } = createRequire(__filename)(manifest) as {
    readonly bin: string | Readonly<Record<string, string>>;
  };
  const script = typeof bin === 'string' ? bin : bin[program];
  if (script === undefined) throw new Error(`${manifest} names no program ${program}.`);
  return [join(dirname(manifest), script)];
}

async function resultsOf(
  { name, hasTests, limit }: Step,
  code: number | undefined,
  output: string,
  file: string,
): Promise<TestResults> {
  const end = output.trimEnd().split('\n').slice(-30).join('\n');
  if (code === undefined) return failedWith(name, `It had not ended after ${limit} minutes.\n${end}`);
  if (!hasTests) return code === 0 ? { ...noResults, passed: 1 } : failedWith(name, end);
  const text = await readFile(file, 'utf8').catch(() => undefined);
  if (text === undefined) return failedWith(name, `It ended with ${code} and told no results.\n${end}`);
  const results = parseResults(text);
  if (results.failed > 0) return results;
  // A suite that broke off, or ran nothing, has failed whatever it counted.
  if (code !== 0) return addResults(results, failedWith(name, `It ended with ${code}.\n${end}`));
  return results.passed > 0 ? results : failedWith(name, 'It ran no test.');
}
