import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { rowSources } from '../../src/vscode/estimate/rowSources';
import { AgentsHost, until } from './agentsHost';

const section = 'leadmagicCredits';

describe('the hover on a path', () => {
  let host: AgentsHost;
  let source: vscode.Uri;

  before(async () => {
    host = await AgentsHost.open();
    await host.refreshUntil(({ credits }) => credits !== undefined);
    const lines = [
      "fetch(base + '/v1/people/mobile-finder?x=1');",
      "fetch('https://example.com/v1/people/role-finder')",
      "fetch(base + '/v1/people/employee-finder');",
    ];
    source = await host.write('client.js', lines.join('\n'));
    await until('the hover', async () => (await hoverAt(source, 0, 20)) !== undefined);
  });
  after(() => host.close());
  afterEach(async () => {
    for (const name of ['costHover', 'costOverrides']) await set(name, undefined);
  });

  it('tells price, miss, what the balance pays for, source and date, and leads to an estimate', async () => {
    const { spendable = 0 } = host.extension.state;
    const hover = await hoverAt(source, 0, 20);
    assert.ok(hover);
    const [content] = hover.contents;
    assert.ok(content instanceof vscode.MarkdownString);
    const calls = new Intl.NumberFormat('en').format(Math.floor(spendable / 5));
    assert.match(content.value, /Mobile finder.*5 credits a request/);
    assert.match(content.value, /Nothing found costs nothing\./);
    assert.ok(content.value.includes(` pays for ${calls} requests.`), content.value);
    assert.match(content.value, /LeadMagic API quick reference, \w+ \d+, \d{4}/);
    assert.match(content.value, /command:leadmagicCredits\.estimateRun\?%5B%22mobile-finder%22%5D/);
    assert.deepEqual(content.isTrusted, { enabledCommands: ['leadmagicCredits.estimateRun'] });
    const range = hover.range;
    assert.deepEqual([range?.start.character, range?.end.character], [14, 38]);
  });

  it('promises no more than the highest price allows', async () => {
    const { spendable = 0 } = host.extension.state;
    const numbers = new Intl.NumberFormat('en');
    const results = numbers.format(Math.floor(spendable));
    const promise = `The balance of ${numbers.format(spendable)} pays for ${results} results.`;
    const text = await textAt(source, 2, 24);
    assert.match(text, /0\.05 to 1 credits a result/);
    assert.ok(text.includes(promise), text);
    assert.match(text, /That is at the highest price\./);
  });

  it('is not there beside the path, nor on another host', async () => {
    assert.equal(await hoverAt(source, 0, 2), undefined);
    assert.equal(await hoverAt(source, 1, 40), undefined);
  });

  it('goes by the user’s own price', async () => {
    await set('costOverrides', { '/v1/people/mobile-finder': 2.5, nonsense: 1 });
    await until('the price', async () => (await textAt(source, 0, 20)).includes('2.5 credits a request'));
    assert.match(await textAt(source, 0, 20), /Your own price/);
  });

  it('goes with the setting, and comes back', async () => {
    await set('costHover', false);
    await until('the hover to go', async () => (await hoverAt(source, 0, 20)) === undefined);
    await set('costHover', undefined);
    await until('the hover to come back', async () => (await hoverAt(source, 0, 20)) !== undefined);
  });
});

describe('the rows of what is open', () => {
  let host: AgentsHost;
  before(async () => {
    host = await AgentsHost.open();
  });
  afterEach(() => host.close());

  const show = async (name: string, text: string, ...lines: readonly number[]): Promise<void> => {
    const editor = await vscode.window.showTextDocument(await host.write(name, text));
    const [from, to] = lines;
    if (from !== undefined && to !== undefined) editor.selection = new vscode.Selection(from, 0, to, 0);
  };

  it('are those of a CSV file, line breaks in quotes and the header left out', async () => {
    await show('leads.csv', 'name,note\nAda,"two\nlines"\nBob,\n\n');
    assert.deepEqual(await rowSources(), [
      { kind: 'file', name: 'leads.csv', count: { rows: 2, header: true } },
    ]);
  });

  it('are those of JSON and JSONL files', async () => {
    await show('leads.json', '{"leads":[1,2,3]}');
    assert.deepEqual(await rowSources(), [{ kind: 'file', name: 'leads.json', count: { rows: 3 } }]);
    await show('leads.jsonl', '{}\n\n{}\n');
    assert.deepEqual(await rowSources(), [{ kind: 'file', name: 'leads.jsonl', count: { rows: 2 } }]);
  });

  it('are told to be unusable where they cannot be counted', async () => {
    await show('broken.json', '{');
    assert.deepEqual(await rowSources(), [{ kind: 'unusable', name: 'broken.json', problem: 'notJson' }]);
    await show('object.json', '{"a":1}');
    assert.deepEqual(await rowSources(), [{ kind: 'unusable', name: 'object.json', problem: 'noList' }]);
  });

  it('are the lines of the selection that are not empty, in any file', async () => {
    await show('list.txt', 'a\n\nb\nc\n', 0, 3);
    assert.deepEqual(await rowSources(), [{ kind: 'selection', rows: 2 }]);
  });

  it('count what is not saved yet', async () => {
    // A file of its own: one that was open before is read anew from disk at some time, over an edit.
    await show('unsaved.csv', 'email\na@example.com\n');
    const editor = vscode.window.activeTextEditor;
    assert.ok(await editor?.edit((edit) => edit.insert(new vscode.Position(2, 0), 'b@example.com\n')));
    const [source] = await rowSources();
    assert.deepEqual(source, { kind: 'file', name: 'unsaved.csv', count: { rows: 2, header: true } });
    await vscode.commands.executeCommand('workbench.action.files.revert');
  });

  it('are none with nothing open, or in a file of another kind', async () => {
    assert.deepEqual(await rowSources(), []);
    await show('notes.md', 'a,b\n');
    assert.deepEqual(await rowSources(), []);
  });
});

async function hoverAt(uri: vscode.Uri, line: number, character: number): Promise<vscode.Hover | undefined> {
  await vscode.workspace.openTextDocument(uri);
  const hovers = await vscode.commands.executeCommand<readonly vscode.Hover[]>(
    'vscode.executeHoverProvider',
    uri,
    new vscode.Position(line, character),
  );
  return hovers.find((hover) => textOf(hover).includes('LeadMagic'));
}

async function textAt(uri: vscode.Uri, line: number, character: number): Promise<string> {
  const hover = await hoverAt(uri, line, character);
  return hover === undefined ? '' : textOf(hover);
}

function textOf(hover: vscode.Hover): string {
  return hover.contents
    .map((content) => (content instanceof vscode.MarkdownString ? content.value : ''))
    .join('\n');
}

async function set(name: string, value: unknown): Promise<void> {
  await vscode.workspace.getConfiguration(section).update(name, value, vscode.ConfigurationTarget.Global);
}
