import * as say from '../text/cliMessages';
import { english } from '../text/translate';
import { Output } from './output';

// Node ends with 1 when a program breaks, which here would say "too few credits": it is 2 until a verdict is in.
process.exitCode = 2;
process.on('uncaughtException', (error: unknown) => {
  // Its message may hold anything, the key too.
  const name = error instanceof Error ? error.name : typeof error;
  process.stderr.write(`${english(say.cliUnexpected, name)}\n`);
  process.exit(2);
});
// Who reads the output may leave early, as `head` does; the exit code stands.
process.stdout.on('error', () => undefined);
process.stderr.on('error', () => undefined);

const interrupt = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.once(signal, () => interrupt.abort());
}

async function main(): Promise<void> {
  // From here on nothing can break unseen, not even the loading of the rest.
  const { runProgram } = await import('./program');
  const streams = {
    out: (text: string) => void process.stdout.write(text),
    err: (text: string) => void process.stderr.write(text),
  };
  process.exitCode = await runProgram(process.argv.slice(2), {
    env: process.env,
    now: () => Date.now(),
    output: new Output(streams, process.env['LEADMAGIC_API_KEY']),
    signal: interrupt.signal,
  });
  await Promise.all([drained(process.stdout), drained(process.stderr)]);
  // A connection that was still being made could not be ended, and would keep the process for as long as it takes.
  process.exit();
}

/** Resolves when all that was written has gone out, or nobody reads it any more. */
function drained(stream: NodeJS.WriteStream): Promise<void> {
  return new Promise((resolve) => {
    stream.write('', () => resolve());
  });
}

void main();
