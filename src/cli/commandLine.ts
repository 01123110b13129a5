import { parseArgs } from 'node:util';

import { parseOrigin } from '../app/origin';
import { err, ok, type Result } from '../leadmagic/result';
import * as say from '../text/cliMessages';
import { english } from '../text/translate';

/** What the command line asks for. */
export type Command = { readonly kind: 'help' | 'version' } | ReadCommand;

export type ReadCommand = ReadOptions &
  (
    | { readonly kind: 'guard'; readonly minCredits: number }
    | { readonly kind: 'balance'; readonly json: boolean }
  );

interface ReadOptions {
  readonly timeoutMs: number;
  /** The origin that the user confirms. */
  readonly origin?: string;
}

type Token = ReturnType<typeof tokensOf>[number];

const DEFAULT_TIMEOUT = '10';
const LONGEST_TIMEOUT_SECONDS = 300;

const options = {
  min: { type: 'string' },
  json: { type: 'boolean' },
  timeout: { type: 'string' },
  origin: { type: 'string' },
  version: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

const optionsOf: Readonly<Record<ReadCommand['kind'], readonly string[]>> = {
  guard: ['min', 'timeout', 'origin'],
  balance: ['json', 'timeout', 'origin'],
};

/**
 * Reads the arguments; the error is a sentence. No value is ever quoted, since a key may have got among the arguments;
 * that is also why `parseArgs` does not judge them itself: its errors quote.
 */
export function parseCommand(args: readonly string[]): Result<Command, string> {
  const tokens = tokensOf(args);
  if (tokens.some((token) => token.kind === 'option' && token.name === 'help')) return ok({ kind: 'help' });
  if (tokens.some((token) => token.kind === 'option' && token.name === 'version'))
    return ok({ kind: 'version' });

  const [name, ...more] = tokens.flatMap((token) => (token.kind === 'positional' ? [token.value] : []));
  if (name === undefined) return err(say.usageNoCommand);
  if (name !== 'guard' && name !== 'balance') return err(say.usageUnknownCommand);
  const problem = tokens
    .map((token) => problemOf(token, optionsOf[name]))
    .find((found) => found !== undefined);
  if (problem !== undefined) return err(problem);
  if (more.length > 0) return err(say.usageTooMany);
  return readCommand(
    name,
    new Map(tokens.flatMap((token) => (token.kind === 'option' ? [[token.name, token.value]] : []))),
  );
}

function tokensOf(args: readonly string[]) {
  return parseArgs({ args: [...args], options, strict: false, tokens: true }).tokens;
}

function problemOf(token: Token, known: readonly string[]): string | undefined {
  if (token.kind !== 'option') return undefined;
  const type = Object.entries(options).find(([name]) => name === token.name && known.includes(name))?.[1]
    .type;
  if (type === undefined) {
    // Only what looks like an option, and so is none of the keys.
    return /^--?[a-z][a-z-]{0,30}$/.test(token.rawName)
      ? english(say.usageUnknownOptionNamed, token.rawName)
      : say.usageUnknownOption;
  }
  if (type === 'string' && token.value === undefined) return english(say.usageNoValue, token.rawName);
  if (type === 'boolean' && token.value !== undefined) return english(say.usageTakesNoValue, token.rawName);
  return undefined;
}

function readCommand(
  name: ReadCommand['kind'],
  values: ReadonlyMap<string, string | undefined>,
): Result<Command, string> {
  const timeout = values.get('timeout') ?? DEFAULT_TIMEOUT;
  const seconds = /^\d{1,3}(\.\d{1,3})?$/.test(timeout) ? Number(timeout) : 0;
  if (seconds <= 0 || seconds > LONGEST_TIMEOUT_SECONDS) return err(say.usageBadTimeout);
  const origin = values.has('origin') ? parseOrigin(values.get('origin') ?? '') : undefined;
  if (origin?.ok === false) return err(say.usageBadOrigin);
  const shared = { timeoutMs: seconds * 1000, ...(origin !== undefined && { origin: origin.value }) };

  if (name === 'balance') return ok({ kind: name, json: values.has('json'), ...shared });
  const min = values.get('min');
  if (min === undefined) return err(say.usageNoMinimum);
  if (!/^\d{1,12}(\.\d{1,2})?$/.test(min)) return err(say.usageBadMinimum);
  return ok({ kind: name, minCredits: Number(min), ...shared });
}
