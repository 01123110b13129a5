import assert from 'node:assert/strict';
import { homedir } from 'node:os';
import * as vscode from 'vscode';

const key = process.env['LEADMAGIC_API_KEY'] ?? '';

describe('the diagnosis', function () {
  // Its three requests keep to the pace of the user's own.
  this.timeout(90_000);

  before(async () => {
    await vscode.extensions.getExtension('leadmagic-credits.leadmagic-credits')?.activate();
  });

  after(() => vscode.commands.executeCommand('workbench.action.closeAllEditors'));

  it('opens as a read-only document that tells what is needed, and no secret', async () => {
    const text = await troubleshoot();
    for (const line of [
      /^- VS Code: 1\.\d+\.\d+/m,
      /^- Node: \d+\.\d+\.\d+$/m,
      /^- Extension host: beside the/m,
      /^- Source: LEADMAGIC_API_KEY of the environment$/m,
      /^- Name lookup of 127\.0\.0\.1: IPv4: 1, IPv6: 0; \d+ ms$/m,
      /^- Certificate: none \(http\)$/m,
      /^- GET \/v1\/credits: 200 \d+ ms/m,
      /^- POST \/v1\/credits\/refresh: 200 \d+ ms/m,
      /^- GET \/v1\/credits\/health: 200 \d+ ms/m,
      /^- Right to send: free \(number \d+\)$/m,
      /^- \S+Z: GET \/v1\/credits\/health 200 \d+ ms/m,
    ]) {
      assert.match(text, line);
    }
    for (const secret of [key, homedir(), '15432', '15,432']) {
      assert.ok(!text.includes(secret), `${secret} is in the report`);
    }
    assert.ok(!/undefined|\[object/.test(text));
  });

  it('cannot be changed', async () => {
    const { document } = vscode.window.activeTextEditor ?? {};
    assert.equal(document?.uri.scheme, 'leadmagic-credits');
    assert.equal(document.languageId, 'markdown');
    await vscode.commands.executeCommand('default:type', { text: 'x' });
    assert.ok(!document.isDirty);
  });

  it('is written anew in the same place when run again', async () => {
    const settings = vscode.workspace.getConfiguration('leadmagicCredits');
    await settings.update('lowCredits', 777, vscode.ConfigurationTarget.Global);
    try {
      await troubleshoot(/^- leadmagicCredits\.lowCredits: 777$/m);
    } finally {
      await settings.update('lowCredits', undefined, vscode.ConfigurationTarget.Global);
    }
    const tabs = vscode.window.tabGroups.all
      .flatMap((group) => group.tabs)
      .filter(
        ({ input }) => input instanceof vscode.TabInputText && input.uri.scheme === 'leadmagic-credits',
      );
    assert.equal(tabs.length, 1);
  });
});

/** Runs the command; gives the text once it has the line (a new text reaches an open document a moment later). */
async function troubleshoot(line = /^# /m): Promise<string> {
  await vscode.commands.executeCommand('leadmagicCredits.troubleshoot');
  const document = vscode.window.activeTextEditor?.document;
  assert.equal(document?.uri.scheme, 'leadmagic-credits');
  if (!line.test(document.getText())) {
    await new Promise<void>((resolve) => {
      const subscription = vscode.workspace.onDidChangeTextDocument(() => {
        if (!line.test(document.getText())) return;
        subscription.dispose();
        resolve();
      });
    });
  }
  return document.getText();
}
