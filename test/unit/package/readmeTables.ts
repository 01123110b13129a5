import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import * as v from 'valibot';

import { manifestStrings } from './translations';

const root = join(__dirname, '..', '..', '..');
const readme = join(root, 'README.md');

const shape = v.object({
  contributes: v.object({
    commands: v.array(v.object({ command: v.string(), title: v.string(), category: v.string() })),
    configuration: v.object({
      properties: v.record(
        v.string(),
        v.object({
          default: v.unknown(),
          order: v.number(),
          markdownDescription: v.string(),
          enum: v.exactOptional(v.array(v.string())),
          minimum: v.exactOptional(v.number()),
          maximum: v.exactOptional(v.number()),
        }),
      ),
    }),
  }),
});

/** The README with its tables as the manifest has them; what stands outside the marks is left alone. */
export function readmeWithTables(text: string): string {
  const { contributes } = v.parse(shape, JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')));
  const strings = manifestStrings();
  const words = (placeholder: string): string => strings[placeholder.slice(1, -1)] ?? placeholder;
  const settings = Object.entries(contributes.configuration.properties)
    .sort(([, a], [, b]) => a.order - b.order)
    .map(([name, setting]) => [
      `\`${name}\``,
      `\`${JSON.stringify(setting.default)}\``,
      valuesOf(setting),
      words(setting.markdownDescription),
    ]);
  const commands = contributes.commands.map(({ command, title, category }) => [
    `${category}: ${words(title)}`,
    `\`${command}\``,
  ]);
  const withSettings = between(
    text,
    'settings',
    table(['Setting', 'Default', 'Values', 'What it does'], settings),
  );
  return between(withSettings, 'commands', table(['Command', 'Id'], commands));
}

/** The choices, or the range; nothing where the default tells. */
function valuesOf(setting: {
  readonly enum?: readonly string[];
  minimum?: number;
  maximum?: number;
}): string {
  const { minimum, maximum } = setting;
  if (setting.enum !== undefined)
    return setting.enum.map((choice) => `\`${JSON.stringify(choice)}\``).join(', ');
  if (minimum === undefined || maximum === undefined) return '';
  return `${minimum.toLocaleString('en-US')} to ${maximum.toLocaleString('en-US')}`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

function between(text: string, mark: string, content: string): string {
  const pattern = new RegExp(`(<!-- ${mark} -->)[^]*?(<!-- /${mark} -->)`);
  if (!pattern.test(text)) throw new Error(`README.md lacks the marks of ${mark}.`);
  return text.replace(pattern, (_all, start: string, end: string) => `${start}\n\n${content}\n\n${end}`);
}

/** `npm run docs` brings the tables up to date. */
if (require.main === module) writeFileSync(readme, readmeWithTables(readFileSync(readme, 'utf8')));
