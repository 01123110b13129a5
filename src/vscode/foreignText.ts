const ZERO_WIDTH_SPACE = '\u200b';

/**
 * A text of another's (a server's words, a name, a task's label) for a tooltip, by `appendText`. That takes Markdown out,
 * but leaves `<command:…>`, which runs a command, and what looks like an address, which becomes a link.
 */
export function foreignText(text: string): string {
  return text.replace(/<|:(?=\/\/)|www(?=\.)|@/gi, `$&${ZERO_WIDTH_SPACE}`);
}
