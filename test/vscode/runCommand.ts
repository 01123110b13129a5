import { supervise, type SupervisedOptions } from './supervised';

/**
 * Runs a program to its end. It ends with this process, should that end first.
 * @returns what it wrote
 * @throws Error with the end of its output, if it cannot start or ends with anything but 0
 */
export async function runCommand(
  command: string,
  args: readonly string[],
  options: Partial<Pick<SupervisedOptions, 'cwd' | 'env'>> = {},
): Promise<string> {
  const program = supervise(command, args, { env: process.env, ...options });
  const code = await program.ended;
  const output = program.output();
  if (code === 0) return output;
  throw new Error(`${command} ${args.join(' ')} ended with ${code}:\n${output.slice(-2000)}`);
}

/** `npm install` of exact packages into a folder, without running anything that they bring. */
export async function npmInstall(
  folder: string,
  packages: readonly string[],
  more: readonly string[] = [],
): Promise<void> {
  const quiet = ['--no-audit', '--no-fund', '--no-update-notifier', '--loglevel=error'];
  await runCommand(
    'npm',
    ['install', '--ignore-scripts', '--engine-strict=false', ...quiet, ...more, ...packages],
    { cwd: folder, env: withoutNpmScript(process.env) },
  );
}

/** Inside `npm test` npm describes the running script by variables, and a nested npm would take them for its own. */
function withoutNpmScript(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const script = /^(npm_(package|lifecycle|command|config_(local_prefix|prefix|global))|INIT_CWD)/;
  return Object.fromEntries(Object.entries(env).filter(([name]) => !script.test(name)));
}
