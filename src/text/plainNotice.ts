/**
 * A text of another's that VS Code shows as it is, and not as a link: its notifications and the prompts of its input
 * boxes make links of `[text](command:…)`, which run the command.
 */
export function plainNotice(text: string): string {
  return text.replaceAll('](', '] (');
}
