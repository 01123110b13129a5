import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { versionVariable } from './variables';

describe('the extension in a real extension host', () => {
  it('runs in the VS Code that was asked for', () => {
    const wanted = process.env[versionVariable] ?? '';
    assert.ok(vscode.version.startsWith(wanted), `${vscode.version} is not ${wanted}`);
  });

  it('is there and activates', async () => {
    const extension = vscode.extensions.getExtension('leadmagic-credits.leadmagic-credits');
    assert.ok(extension, 'not installed');
    await extension.activate();
    assert.equal(extension.isActive, true);
  });

  it('registers every command of its manifest', async () => {
    const extension = vscode.extensions.getExtension('leadmagic-credits.leadmagic-credits');
    const declared = commandsOf(extension?.packageJSON);
    assert.notEqual(declared.length, 0);
    const registered = new Set(await vscode.commands.getCommands(true));
    assert.deepEqual(
      declared.filter((command) => !registered.has(command)),
      [],
    );
  });
});

function commandsOf(manifest: unknown): readonly string[] {
  const commands = child(child(manifest, 'contributes'), 'commands');
  if (!Array.isArray(commands)) return [];
  return commands.map((entry: unknown) => String(child(entry, 'command')));
}

function child(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null
    ? Object.entries(value).find(([key]) => key === name)?.[1]
    : undefined;
}
