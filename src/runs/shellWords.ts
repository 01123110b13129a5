/** A command line longer than this is cut: what matters for a name stands at its start. */
const LONGEST_LINE = 4096;

/**
 * Splits a command line of a POSIX shell, PowerShell or cmd into its commands, and each into words without quotes.
 * Not a shell: enough to find programs, and made so that text of a quoted word, a substitution, a here-document or
 * a comment never becomes a word of its own. A substitution stays in its word (`KEY=$(pass lm)` is one word).
 */
export function shellWords(line: string): string[][] {
  return new Splitter(withoutHereDocument(line.slice(0, LONGEST_LINE))).split();
}

/** Everything after `<<` is, or may be, input rather than a command. */
function withoutHereDocument(line: string): string {
  const at = line.indexOf('<<');
  return at < 0 ? line : line.slice(0, at);
}

class Splitter {
  private at = 0;
  private word: string | undefined;
  private words: string[] = [];
  private readonly commands: string[][] = [];

  constructor(private readonly line: string) {}

  split(): string[][] {
    while (this.at < this.line.length) this.step();
    this.endCommand();
    return this.commands;
  }

  private step(): void {
    const char = this.line.charAt(this.at);
    const next = this.line.charAt(this.at + 1);
    if (char === '\\' || char === '`' || char === '^') this.escape(char, next);
    else if (char === '"' || char === "'") this.quoted(char);
    else if ((char === '$' || char === '<' || char === '>') && next === '(') this.substitution();
    else if (char === '$' && next === '{') this.until('}');
    else if (char === '\n' || /[;|&(){}]/.test(char)) this.endCommand();
    else if (/\s/.test(char)) this.endWord();
    else if (char === '#' && this.word === undefined) this.comment();
    else this.add(char);
    this.at++;
  }

  /** Backslash (POSIX), backtick (PowerShell) or caret (cmd). A backslash before a letter is a Windows path. */
  private escape(char: string, next: string): void {
    if (next === '\n' || next === '\r') {
      this.at += this.line.startsWith('\r\n', this.at + 1) ? 2 : 1;
    } else if (char === '\\' && !/[\s"'\\$`;|&(){}<>]/.test(next)) this.add(char);
    else if (char === '`' && this.line.indexOf('`', this.at + 1) > 0) this.until('`');
    else if (next !== '') {
      this.add(next);
      this.at++;
    }
  }

  private quoted(quote: string): void {
    this.add('');
    for (this.at++; this.at < this.line.length; this.at++) {
      const char = this.line.charAt(this.at);
      if (char === quote) return;
      if (char === '\\' && quote === '"' && /["\\]/.test(this.line.charAt(this.at + 1))) this.at++;
      this.add(this.line.charAt(this.at));
    }
  }

  /** `$(…)`, `<(…)`: taken whole, however deep, so that the command in it is not taken for one of the line's. */
  private substitution(): void {
    let depth = 0;
    for (; this.at < this.line.length; this.at++) {
      const char = this.line.charAt(this.at);
      this.add(char);
      if (char === '(') depth++;
      else if (char === ')' && --depth === 0) return;
    }
  }

  private until(close: string): void {
    do this.add(this.line.charAt(this.at++));
    while (this.at < this.line.length && this.line.charAt(this.at) !== close);
    this.add(close);
  }

  private comment(): void {
    const end = this.line.indexOf('\n', this.at);
    this.at = (end < 0 ? this.line.length : end) - 1;
  }

  private add(text: string): void {
    this.word = (this.word ?? '') + text;
  }

  private endWord(): void {
    if (this.word !== undefined) this.words.push(this.word);
    this.word = undefined;
  }

  private endCommand(): void {
    this.endWord();
    if (this.words.length > 0) this.commands.push(this.words);
    this.words = [];
  }
}
