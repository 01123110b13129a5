import { balanceLine, faultLine, guardReport } from '../app/guardCheck';
import type { BoundKey } from '../app/keys';
import type { ReadFault } from '../app/readFault';
import { readOnce, type FreshBalance } from '../app/readOnce';
import { err, ok, type Result } from '../leadmagic/result';
import type { GuardCode } from '../runs/guard';
import * as say from '../text/cliMessages';
import { Formats } from '../text/formats';
import { english } from '../text/translate';
import { version } from '../../package.json';
import { parseCommand, type ReadCommand } from './commandLine';
import { boundKey } from './environmentKey';
import type { EnvFetch } from './envFetch';
import { balanceJson, thresholds, type ErrorJson, type Fault } from './json';
import type { Output } from './output';
import type { Environment } from './proxies';

export interface ProgramTools {
  readonly env: Environment;
  /** Wall clock, ms. */
  readonly now: () => number;
  readonly output: Output;
  /** Aborted when the user gives up. */
  readonly signal: AbortSignal;
}

// Numbers as in any English, times by 24 hours.
const formats = new Formats('en-GB', english);

/** Runs the program to its end. */
export async function runProgram(args: readonly string[], tools: ProgramTools): Promise<GuardCode> {
  const { output } = tools;
  const command = parseCommand(args);
  if (!command.ok) {
    const message = english(say.usageHint, command.error);
    return failed({ kind: 'usage', message }, args.includes('--json'), output);
  }
  switch (command.value.kind) {
    case 'help':
      output.text(
        english(
          say.help,
          formats.credits(thresholds.lowCredits),
          formats.credits(thresholds.criticalCredits),
        ),
      );
      return 0;
    case 'version':
      output.line(version);
      return 0;
    case 'guard':
    case 'balance':
      return read(command.value, tools);
  }
}

async function read(command: ReadCommand, tools: ProgramTools): Promise<GuardCode> {
  const { output, now } = tools;
  const json = command.kind === 'balance' && command.json;
  const bound = boundKey(tools.env, command.origin);
  if (!bound.ok) return failed(bound.error, json, output);
  const answer = await ask(bound.value, command, tools);
  if (!answer.ok) return failed(answer.error, json, output);
  const { balance } = answer.value;
  if (command.kind === 'guard') {
    const { code, lines } = guardReport(ok(balance), command.minCredits, formats, now());
    for (const line of lines) output.line(line);
    return code;
  }
  if (json) output.json(balanceJson(answer.value, bound.value.origin));
  else output.line(balanceLine(balance, formats));
  return 0;
}

async function ask(
  bound: BoundKey,
  { timeoutMs }: ReadCommand,
  { env, now, signal }: ProgramTools,
): Promise<Result<FreshBalance, Fault>> {
  // Not loaded for what needs no network.
  const { openEnvFetch } = await import('./envFetch');
  let connection: EnvFetch;
  try {
    connection = openEnvFetch(env, bound.origin, timeoutMs);
  } catch {
    return err({ kind: 'badProxy', message: say.cliBadProxy });
  }
  try {
    const answer = await readOnce(bound, { now, fetch: () => connection.fetch, timeoutMs }, signal);
    return answer.ok ? answer : err(faultOf(answer.error, now()));
  } finally {
    await connection.close();
  }
}

function faultOf(fault: ReadFault, now: number): Fault {
  const { kind, retryAt } = fault;
  const message = faultLine(fault, formats, now);
  return { kind, message, ...(retryAt !== undefined && { retryAt: new Date(retryAt).toISOString() }) };
}

function failed(error: Fault, json: boolean, output: Output): GuardCode {
  const told: ErrorJson = { version: 1, error };
  if (json) output.json(told);
  else output.errorLine(error.message);
  return 2;
}
