import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

import * as v from 'valibot';
import type { Plural } from '../../../src/text/translate';

export const languages = ['de', 'es', 'fr', 'ja', 'pt-br', 'zh-cn'] as const;
export type Language = (typeof languages)[number];

const load = createRequire(__filename);
const root = join(__dirname, '..', '..', '..');
const bundleShape = v.record(v.string(), v.string());
const pluralShape = v.strictObject({ one: v.string(), other: v.string() });
const moduleShape = v.record(v.string(), v.unknown());

/** Every message of the extension host and the dashboard, in English: what a bundle has to translate. */
export function messages(): readonly string[] {
  return [...new Set(exported().flatMap(([, value]) => textsOf(value)))].sort();
}

/** Those of them that depend on a number, by the names of their constants. */
export function plurals(): readonly (readonly [string, Plural])[] {
  return exported().flatMap(([name, value]) => (v.is(pluralShape, value) ? [[name, value] as const] : []));
}

/** What the modules of messages export. What the command line says, and what a model gets to read (`model…`), is English everywhere. */
function exported(): readonly (readonly [string, unknown])[] {
  const folder = join(root, 'src', 'text');
  const files = readdirSync(folder).filter(
    (file) => /messages\.ts$/i.test(file) && file !== 'cliMessages.ts',
  );
  const all = files.flatMap((file) => Object.entries(v.parse(moduleShape, load(join(folder, file)))));
  return all.filter(([name]) => !/^model[A-Z]/.test(name));
}

/** The strings of `package.json`, by key. */
export function manifestStrings(language?: Language): Readonly<Record<string, string>> {
  return readBundle(language === undefined ? 'package.nls.json' : `package.nls.${language}.json`);
}

export function bundleOf(language: Language): Readonly<Record<string, string>> {
  return readBundle(join('l10n', `bundle.l10n.${language}.json`));
}

/** `{0}`, `{1}` ... of a text, in order, each once. */
export function placeholders(text: string): readonly string[] {
  return [...new Set(text.match(/\{\d+\}/g))].sort();
}

function readBundle(file: string): Readonly<Record<string, string>> {
  return v.parse(bundleShape, JSON.parse(readFileSync(join(root, file), 'utf8')));
}

/** A module of messages exports texts, plural forms, and tables of either. */
function textsOf(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(textsOf);
}
