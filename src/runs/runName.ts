import { isPlainWord } from './plainWord';
import { KEYWORDS, QUIET, RUN, SCRIPT_FILE, SCRIPT_RUNNERS, WRAPPERS, type Wrapper } from './programs';
import { shellWords } from './shellWords';

/**
 * Names of runs, made so that a key on the command line cannot get into them. Both functions return '' when nothing
 * safe is left; views then show the kind of run. `secrets` are the keys known at the time: what holds one of them is
 * never shown, however harmless it looks. They are used here and kept nowhere.
 */

const LONGEST_NAME = 60;
/** Stands for a secret while a line is read: contains `=`, so the word around it is never shown. */
const MASK = '=';
const ASSIGNMENT = /^[A-Za-z_]\w*\+?=/;
/** Quoted text that is assigned, to its end or that of the line: its words are no words of a name. */
const ASSIGNED_TEXT = /=\s*(?:"(?:\\[^]?|[^"\\])*(?:"|$)|'[^']*(?:'|$))/g;

/**
 * The program and its first argument that is no option, of the command a line is run for: `npm run enrich --key X` is
 * `npm run enrich`, `KEY=x sudo -u bob /usr/bin/python3 -m enrich.main` is `enrich.main`, `cat a.csv | node src/b.ts`
 * is `node b.ts`. No assignments, options or their values, no directories, no quotes, no word that could be a key.
 */
export function nameOfCommand(line: string, secrets: readonly string[] = []): string {
  let quiet = '';
  for (const words of shellWords(masked(line, secrets))) {
    const { program, rest } = unwrapped(words);
    if (!isShown(program)) continue;
    if (QUIET.has(program.toLowerCase())) quiet ||= program;
    else return finished([program, ...argumentsOf(program, rest)].join(' '), secrets);
  }
  return finished(quiet, secrets);
}

/**
 * The name of a task or debug configuration as its author gave it, without words that could be a key, text that is
 * assigned and directories, and cut at the first option, since VS Code labels a shell task that has no name with its
 * command line.
 */
export function nameOfLabel(label: string, secrets: readonly string[] = []): string {
  const words = masked(label.replace(/\p{Cf}/gu, ''), secrets)
    .replace(ASSIGNED_TEXT, MASK)
    .split(/[\s\p{Cc}]+/u)
    .filter((word) => word !== '');
  const option = words.findIndex((word) => /^--?\w/.test(word));
  const kept = (option < 0 ? words : words.slice(0, option)).filter(isPlainPath).map(baseName);
  return finished(kept.filter((word) => word !== '').join(' '), secrets);
}

function masked(text: string, secrets: readonly string[]): string {
  return secrets.reduce((line, secret) => (secret === '' ? line : line.replaceAll(secret, MASK)), text);
}

/** The last net: joining words again must not have made a secret whole. */
function finished(name: string, secrets: readonly string[]): string {
  const cut = name.slice(0, LONGEST_NAME).trim();
  return secrets.some((secret) => secret !== '' && cut.includes(secret)) ? '' : cut;
}

/** Goes past assignments, keywords and wrappers to the program that a command really runs. */
function unwrapped(words: readonly string[]): { readonly program: string; readonly rest: readonly string[] } {
  let at = 0;
  for (;;) {
    const word = words[at];
    if (word === undefined) return { program: '', rest: [] };
    const program = programName(word);
    const wrapped = wrappedAt(words, at + 1, program);
    if (ASSIGNMENT.test(word) || KEYWORDS.has(word)) at++;
    else if (wrapped !== undefined) at = wrapped;
    else {
      const module = moduleOf(program, words, at + 1);
      if (module === undefined) return { program, rest: words.slice(at + 1) };
      return { program: programName(words[module] ?? ''), rest: words.slice(module + 1) };
    }
  }
}

/** Where the command begins that a program runs, if it does run one; `from` is the word behind it. */
function wrappedAt(words: readonly string[], from: number, program: string): number | undefined {
  const wrapper = WRAPPERS.get(program);
  if (wrapper === undefined) return undefined;
  const at = program === 'cmd' ? afterSwitches(words, from) : afterOptions(words, from, wrapper);
  const word = words[at] ?? '';
  if (wrapper.verbs?.has(word) === true) return afterOptions(words, at + 1, wrapper);
  // A whole line in one word, as `cmd` takes it, has no name.
  if (program === 'cmd' && (at === from || /\s/.test(word))) return undefined;
  return wrapper.verbless === true || words[at - 1] === '--' ? at : undefined;
}

function afterOptions(words: readonly string[], from: number, wrapper: Wrapper): number {
  let at = from;
  for (let word = words[at]; word?.startsWith('-') === true; word = words[at]) {
    at += 1;
    if (word === '--') break;
    if (takesNext(word, words[at], wrapper)) at += 1;
  }
  return at;
}

function takesNext(option: string, next = '-', { valued, flags }: Wrapper): boolean {
  if (valued.has(option)) return true;
  if (flags.has(option) || option.includes('=') || /^-[a-z]?\d+$/i.test(option)) return false;
  if (/^-[a-z]+$/i.test(option) && Array.from(option.slice(1)).every((letter) => flags.has(`-${letter}`)))
    return false;
  return !next.startsWith('-') && !SCRIPT_FILE.test(next);
}

/** `/d /s /c` */
function afterSwitches(words: readonly string[], from: number): number {
  let at = from;
  while (/^\/[a-z](?::\w+)?$/i.test(words[at] ?? '')) at += 1;
  return at;
}

/** Where the module of `python -m MODULE` stands. */
function moduleOf(program: string, words: readonly string[], from: number): number | undefined {
  if (!/^(?:python|py|pypy)[\d.]*$/i.test(program)) return undefined;
  for (let at = from; words[at]?.startsWith('-') === true; at++) if (words[at] === '-m') return at + 1;
  return undefined;
}

function programName(word: string): string {
  const base = baseName(word).replace(/\.(?:exe|cmd|bat|com)$/i, '');
  // A package runner's version: `tsx@4`.
  return base.includes('@', 1) ? base.slice(0, base.indexOf('@', 1)) : base;
}

function argumentsOf(program: string, rest: readonly string[]): string[] {
  const first = nextArgument(rest, 0);
  if (first === undefined) return [];
  if (!SCRIPT_RUNNERS.has(program) || !RUN.has(first.word)) return [first.word];
  const script = nextArgument(rest, first.at + 1);
  return script === undefined ? [first.word] : [first.word, script.word];
}

/**
 * The next word that is no option, if it may be shown. A word right behind an option may be the option's value
 * (`--token X`), so there only a script file or `run` is believed to be an argument.
 */
function nextArgument(
  words: readonly string[],
  from: number,
): { readonly word: string; readonly at: number } | undefined {
  let afterOption = false;
  for (let at = from; at < words.length; at++) {
    const word = words[at] ?? '';
    if (word.startsWith('-') || /^\/[a-z?]{1,2}$/i.test(word)) {
      afterOption = word !== '--' && !word.includes('=');
    } else if (afterOption && !SCRIPT_FILE.test(word) && !RUN.has(word)) {
      afterOption = false;
    } else {
      const base = baseName(word);
      return (SCRIPT_FILE.test(base) || isPlainPath(word)) && isShown(base) ? { word: base, at } : undefined;
    }
  }
  return undefined;
}

/** A base64 key may hold slashes: without a script's ending every part has to be plain. */
function isPlainPath(path: string): boolean {
  return !path.includes('://') && path.split(/[\\/]/).every((part) => part === '' || isPlainWord(part));
}

function isShown(word: string): boolean {
  return /^[\p{L}\p{N}._:+-]+$/u.test(word) && isPlainWord(word);
}

function baseName(path: string): string {
  return path.split(/[\\/]/).at(-1) ?? '';
}
