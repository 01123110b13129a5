import type { ExtensionTerminalOptions, TerminalOptions } from 'vscode';

type Words = readonly string[];

/** Shells with which VS Code tells commands apart, and how their options say "run this and end". */
const SHELLS: readonly { readonly name: RegExp; readonly runsOneCommand: (words: Words) => boolean }[] = [
  { name: /^(?:bash|zsh|fish|sh|nu|xonsh|elvish)[-\d.]*$/, runsOneCommand: posixRunsOne },
  { name: /^(?:pwsh|powershell)(?:-preview)?[-\d.]*$/, runsOneCommand: powerShellRunsOne },
  { name: /^(?:cmd|git-cmd)$/, runsOneCommand: cmdRunsOne },
];

/**
 * Whether a terminal is one that commands are typed into. The terminal of a task reports its command as well, but the
 * task is reported already; it is told by its program, since its name may be that of an earlier task.
 */
export function isForTyping(options: TerminalOptions | ExtensionTerminalOptions): boolean {
  if ('pty' in options) return false;
  const { shellPath, shellArgs = [] } = options;
  const words = typeof shellArgs === 'string' ? shellArgs.split(/\s+/) : shellArgs;
  const program = shellPath
    ?.split(/[\\/]/)
    .at(-1)
    ?.toLowerCase()
    .replace(/\.exe$/, '');
  const shells = SHELLS.filter(({ name }) => program === undefined || name.test(program));
  return shells.length > 0 && !shells.some(({ runsOneCommand }) => runsOneCommand(words));
}

/** `-c`, alone or behind others: `-lc`. fish's `-C` runs a command first and stays. */
function posixRunsOne(words: Words): boolean {
  return words.some((word) => /^-[a-z]*c$/.test(word));
}

/** Options may be cut short, down to where they are still told apart. Developer prompts have `-NoExit`, and stay. */
function powerShellRunsOne(words: Words): boolean {
  const has = (option: string, shortest: string): boolean =>
    words.some((word) => {
      const [, name = ''] = /^[-/]([a-z]+)$/i.exec(word) ?? [];
      return name.length >= shortest.length && option.startsWith(name.toLowerCase());
    });
  const runs = has('command', 'c') || has('encodedcommand', 'e') || has('ec', 'ec') || has('file', 'f');
  return runs && !has('noexit', 'noe');
}

/** `/c`, also behind others. Developer prompts have `/k`, which runs a command and stays; what follows is the command's. */
function cmdRunsOne(words: Words): boolean {
  const switches = words.map((word) => /^(?:\/[a-z](?::\w+)?)*?\/([ckr])$/i.exec(word)?.[1]?.toLowerCase());
  const first = switches.find((letter) => letter !== undefined);
  return first === 'c' || first === 'r';
}
