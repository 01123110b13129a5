import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import * as v from 'valibot';

import { choiceSettings, numberSettings, parseSettings } from '../../../src/app/settings';
import { commandId, commandNames, section } from '../../../src/vscode/ids';

const root = join(__dirname, '..', '..', '..');

const manifestShape = v.object({
  engines: v.object({ vscode: v.string() }),
  devDependencies: v.record(v.string(), v.string()),
  dependencies: v.optional(v.record(v.string(), v.string())),
  contributes: v.object({
    commands: v.array(v.object({ command: v.string(), title: v.string(), category: v.string() })),
    menus: v.object({ commandPalette: v.array(v.object({ command: v.string(), when: v.string() })) }),
    configuration: v.object({
      properties: v.record(
        v.string(),
        v.object({
          scope: v.string(),
          type: v.string(),
          default: v.unknown(),
          order: v.number(),
          minimum: v.optional(v.number()),
          maximum: v.optional(v.number()),
          enum: v.optional(v.array(v.string())),
          markdownDescription: v.string(),
        }),
      ),
    }),
  }),
});

function readJson(file: string): unknown {
  return JSON.parse(readFileSync(join(root, file), 'utf8'));
}

describe('package.json', () => {
  const raw = readFileSync(join(root, 'package.json'), 'utf8');
  const manifest = v.parse(manifestShape, readJson('package.json'));
  const properties = manifest.contributes.configuration.properties;
  const strings = v.parse(v.record(v.string(), v.string()), readJson('package.nls.json'));

  it('declares every command that is registered, and no other', () => {
    // `observe` is for other extensions and stays out of the palette.
    const declared = manifest.contributes.commands.map(({ command }) => command);
    const registered = commandNames.filter((name) => name !== 'observe').map(commandId);
    assert.deepEqual([...declared].sort(), [...registered].sort());
  });

  it('keeps every command under one category', () => {
    assert.deepEqual(
      new Set(manifest.contributes.commands.map(({ category }) => category)),
      new Set(['LeadMagic']),
    );
  });

  it('limits only commands that there are', () => {
    for (const { command } of manifest.contributes.menus.commandPalette) {
      assert.ok(
        manifest.contributes.commands.some((declared) => declared.command === command),
        command,
      );
    }
  });

  it('declares numbers with the defaults and ranges the code goes by', () => {
    for (const [name, [fallback, least, most]] of Object.entries(numberSettings)) {
      const property = properties[`${section}.${name}`];
      assert.deepEqual(
        [property?.type, property?.default, property?.minimum, property?.maximum],
        ['number', fallback, least, most],
        name,
      );
    }
  });

  it('declares choices with the values the code knows, the first being the default', () => {
    for (const [name, choices] of Object.entries(choiceSettings)) {
      const property = properties[`${section}.${name}`];
      assert.deepEqual([property?.enum, property?.default], [choices, choices[0]], name);
    }
  });

  it('gives every setting a use: changing it changes what the code reads', () => {
    const { settings: defaults } = parseSettings(() => undefined);
    for (const [id, { type, enum: choices, minimum = 0 }] of Object.entries(properties)) {
      const name = id.slice(section.length + 1);
      const other: unknown =
        type === 'number'
          ? minimum + 1
          : type === 'boolean'
            ? !v.parse(v.boolean(), properties[id]?.default)
            : type === 'object'
              ? { 'email-finder': 2 }
              : (choices?.[1] ?? 'https://example.com');
      const { settings } = parseSettings((asked) => (asked === name ? other : undefined));
      assert.notDeepEqual(settings, defaults, name);
    }
  });

  it('lets no folder set anything', () => {
    for (const [name, { scope }] of Object.entries(properties)) assert.equal(scope, 'application', name);
  });

  it('takes every text from package.nls.json, and leaves none there unused', () => {
    const used = new Set([...raw.matchAll(/"%([^"%]+)%"/g)].map((match) => match[1]));
    assert.deepEqual([...used].sort(), Object.keys(strings).sort());
  });

  it('does not want newer types than the VS Code it runs on', () => {
    assert.equal(manifest.engines.vscode, `^${manifest.devDependencies['@types/vscode'] ?? ''}`);
  });

  it('has no runtime dependencies: what ships runs from bundles', () => {
    assert.equal(manifest.dependencies, undefined);
  });
});
