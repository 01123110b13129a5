import { KEYWORDS, QUIET, WRAPPERS } from './programs';

/** A command line longer than this is cut: what is set for a command stands before it. */
const LONGEST_LINE = 4096;
const NAME = 'LEADMAGIC_API_KEY';
/** A word with its quotes, or what ends a command. */
const TOKEN = /(?:"[^"]*"|'[^']*'|[^\s"';&|()])+|[;&|()\n]/g;
const ASSIGNMENT = /^[A-Za-z_]\w*\+?=/;
/** Set variables for the command behind them. */
const SETTERS = new Set(['env', 'cross-env', 'cross-env-shell']);
/** Set variables for the commands that follow. */
const EXPORTERS = new Set(['set', 'export', 'declare', 'typeset']);
/** May stand before an assignment that is one. */
const BEFORE = new Set([...KEYWORDS, ...SETTERS, ...EXPORTERS, '{', 'sudo', 'doas', 'time', 'nohup', 'npx']);
const CONTAINERS = new Set(['docker', 'podman', 'nerdctl', 'docker-compose']);
const POWERSHELL = /\$(?:env:LEADMAGIC_API_KEY|\{env:LEADMAGIC_API_KEY\})\s*=(?!=)/i;
/** In PowerShell a bare word behind `=` is an expression, such as a command whose output is the key. */
const POWERSHELL_TEXT = new RegExp(`^${POWERSHELL.source}\\s*("[^"]*"|'[^']*')$`, 'i');

/** One command of a line: the keys it sets, whether for the commands behind it too, and what it runs. */
interface Command {
  readonly keys: readonly string[];
  readonly isForAll: boolean;
  readonly program: string;
}

/**
 * The key that a command line sets for what it runs (`LEADMAGIC_API_KEY=… npm run enrich`): undefined where it sets
 * none, and '' where which one it is does not stand there for sure, or it is set for a part of the line only. Text that
 * only looks like an assignment, as behind `echo` or `grep`, sets nothing.
 */
export function assignedKey(line: string): string | undefined {
  const commands = commandsOf(line).map(readCommand);
  const setting = commands.filter(({ keys }) => keys.length > 0);
  const isForAll = setting.some((command) => command.isForAll);
  const [first, ...more] = setting.flatMap(({ keys }) => keys);
  if (first === undefined) return undefined;
  const isForPart = !isForAll && commands.some(({ keys, program }) => keys.length === 0 && spends(program));
  return isForPart || more.some((key) => key !== first) ? '' : first;
}

/** Not what only sets, prints or filters, nor what is left of a redirection or a bracket. */
function spends(program: string): boolean {
  return /[a-z]/i.test(program) && !QUIET.has(program.toLowerCase());
}

/** Everything after `<<` is, or may be, input rather than a command. */
function commandsOf(line: string): string[][] {
  const [typed = ''] = line.slice(0, LONGEST_LINE).split('<<');
  const commands: string[][] = [[]];
  for (const [token] of typed.matchAll(TOKEN)) {
    if (/^[;&|()\n]$/.test(token)) commands.push([]);
    else commands.at(-1)?.push(token);
  }
  return commands;
}

function readCommand(words: readonly string[]): Command {
  const text = words.join(' ');
  if (POWERSHELL.test(text))
    return { keys: [unquoted(POWERSHELL_TEXT.exec(text)?.[1] ?? '')], isForAll: true, program: '' };
  const at = programAt(words);
  const before = words.slice(0, at);
  const program = words[at] ?? '';
  const isBySetter = before.some((word) => SETTERS.has(word) || EXPORTERS.has(word));
  const keys = before
    .map((word) => valueIn(word, isBySetter))
    .filter((value) => value !== undefined)
    // Alone, it is one of the shell's variables; whether also of the environment is not known.
    .map((value) => (isBySetter || program !== '' ? value : ''));
  return {
    keys: CONTAINERS.has(program) ? [...keys, ...keysOfContainer(words)] : keys,
    isForAll: program === '',
    program,
  };
}

/** Past assignments, keywords and what runs the command after it, with its options and their values. */
function programAt(words: readonly string[]): number {
  let valued: ReadonlySet<string> = new Set();
  const at = words.findIndex((word, index) => {
    if (!isBefore(word) && !valued.has(words[index - 1] ?? '')) return true;
    valued = WRAPPERS.get(word)?.valued ?? valued;
    return false;
  });
  return at < 0 ? words.length : at;
}

/** `docker run -e NAME=…` */
function keysOfContainer(words: readonly string[]): string[] {
  return words
    .filter((_, at) => /^(?:-e|--env)$/.test(words[at - 1] ?? ''))
    .map((word) => valueIn(word, true))
    .filter((value) => value !== undefined);
}

/** Whether an assignment may follow this word of a command. */
function isBefore(word: string): boolean {
  return BEFORE.has(word) || word.startsWith('-') || ASSIGNMENT.test(word.replace(/^["']/, ''));
}

/** Of a word with its quotes; '' where only a part of the value is quoted, which shells read differently. */
function valueIn(word: string, mayBeQuoted: boolean): string | undefined {
  const whole = mayBeQuoted ? unquoted(word) : word;
  if (!whole.startsWith(`${NAME}=`)) return undefined;
  const value = unquoted(whole.slice(NAME.length + 1));
  return /["']/.test(value) ? '' : value;
}

function unquoted(text: string): string {
  return /^(?:"[^"]*"|'[^']*')$/.test(text) ? text.slice(1, -1) : text;
}
