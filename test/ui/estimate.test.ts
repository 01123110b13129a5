import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

import { takePictureAround } from './harness/pictures';
import { selectors } from './harness/selectors';
import { patience, readable, until } from '../waiting';
import type { Workbench } from './harness/workbench';
import { useStage } from './setup';

const COMMAND = 'LeadMagic: Estimate the Cost of a Run…';

/** 1,203 rows, some of them on two lines. */
const leads = [
  'name,company,note',
  ...Array.from({ length: 1203 }, (_, n) =>
    n % 100 === 0 ? `Ada ${n},Acme,"two\nlines"` : `Ada ${n},Acme,`,
  ),
].join('\n');

const client = `// Finds the mobile number of each lead.
const url = new URL('/v1/people/mobile-finder', process.env.LEADMAGIC_BASE_URL);
`;

const files: Readonly<Record<string, string>> = {
  'leads.csv': leads,
  'client.js': client,
  'launched.js': "require('node:fs').writeFileSync('launched.txt', '');",
  '.vscode/tasks.json': JSON.stringify({
    version: '2.0.0',
    tasks: [{ label: 'enough credits', type: 'leadmagic-guard', minCredits: 20_000 }],
  }),
  '.vscode/launch.json': JSON.stringify({
    version: '0.2.0',
    configurations: [
      {
        ...{ name: 'Enrich', type: 'node', request: 'launch' },
        ...{ program: '${workspaceFolder}/launched.js', preLaunchTask: 'enough credits' },
      },
    ],
  }),
};

describe('what a run would cost', () => {
  const stage = useStage({
    withKey: true,
    files,
    launch: (origin) => ({
      userSettings: {
        'leadmagicCredits.apiBaseUrl': origin,
        'chat.disableAIFeatures': false,
        'debug.onTaskErrors': 'prompt',
      },
    }),
  });
  let window: Workbench;
  before(async () => {
    window = stage.window;
    await window.statusItem.waitFor({ text: '15,432.5' });
  });

  const openFile = async (name: string): Promise<void> => {
    await window.page.keyboard.press('ControlOrMeta+P');
    await window.quickInput.type(name);
    await window.quickInput.choose(name);
    await until(`${name} in an editor`, async () =>
      (await window.page.locator('.tab.active', { hasText: name }).count()) > 0 ? true : undefined,
    );
  };
  const picture = async (name: string): Promise<void> => {
    // Off the list, or a tooltip would lie over it.
    await window.page.mouse.move(20, 700);
    await takePictureAround(window.page, name, [window.quickInput.locator]);
  };
  const figures = async (title: string): Promise<readonly string[]> => {
    const items = await window.quickInput.waitForPick(title);
    return items.map(({ label, description }) => (description ? `${label} | ${description}` : label));
  };

  it('is told for the rows of the open CSV file', async () => {
    await openFile('leads.csv');
    await window.runCommand(COMMAND);
    const endpoints = await window.quickInput.waitForPick('Estimate the cost of a run');
    const validation = endpoints.find(({ label }) => label === 'Email validation');
    assert.equal(validation?.description, '0.25 credits a request');
    assert.equal(
      validation.detail,
      '/v1/people/email-validation · LeadMagic API quick reference, Sep 6, 2026',
    );
    await picture('estimate-endpoint');
    await window.quickInput.type('email-finder');
    await window.quickInput.choose('Email finder');

    const [file] = await window.quickInput.waitForPick('Rows for Email finder');
    assert.equal(file?.label, 'leads.csv: 1,203 rows');
    assert.equal(file.detail, 'The first line is taken for the names of columns and left out.');
    await picture('estimate-rows');
    await window.quickInput.choose('leads.csv: 1,203 rows');

    const lines = await figures('Email finder: 1,203 requests');
    await picture('estimate-result');
    assert.deepEqual(lines.slice(0, 2), ['Enough credits, whatever is found', 'Least: 0 | nothing is found']);
    assert.match(lines[2] ?? '', /^Expected: [\d.,]+ \| you found [\d.]+% with [\d,]+ requests in 30 days$/);
    assert.equal(lines[3], 'Most: 1,203 | everything is found');
    assert.match(lines[4] ?? '', /^Balance after: 14,229\.5 to 15,432\.5 \| 15,432\.5 now, read at /);
    assert.ok(lines.includes('Price: 1 credit a request | LeadMagic API quick reference, Sep 6, 2026'));
    assert.ok(!lines.includes('Top up'));
    await window.quickInput.cancel();
  });

  it('is told beside the path in the code, and estimated from there', async () => {
    await openFile('client.js');
    const path = window.page.locator(selectors.editorLine).filter({ hasText: 'mobile-finder' });
    const hover = window.page.locator('.monaco-hover:visible', { hasText: 'Mobile finder' }).first();
    await until('the hover', async () => {
      await window.page.mouse.move(20, 20);
      await path.locator('span', { hasText: 'mobile-finder' }).last().hover();
      return hover.waitFor({ timeout: 5_000 }).then(
        () => true,
        () => undefined,
      );
    });
    const text = readable(await hover.innerText());
    assert.match(text, /LeadMagic · Mobile finder — 5 credits a request/);
    assert.match(text, /The balance of 15,432\.5 pays for 3,086 requests\./);
    await takePictureAround(window.page, 'cost-hover', [path, hover]);

    await hover.locator('a', { hasText: 'Estimate a run' }).click({ timeout: patience });
    await window.quickInput.waitForInput({ title: 'Rows for Mobile finder' });
    await window.quickInput.type('1,5');
    await window.quickInput.waitForInput({ message: 'Type a whole number, at most 1,000,000,000.' });
    await window.quickInput.type('50,000');
    await window.quickInput.accept();
    const lines = await figures('Mobile finder: 50,000 requests');
    await picture('estimate-short');
    assert.equal(lines[0], 'Not enough credits');
    assert.ok(lines.includes('Up to 234,567.5 credits are missing'), lines.join('\n'));
    assert.ok(lines.includes('Top up'));
    await window.quickInput.cancel();
  });

  it('is asked about before a debug session that the guard finds too dear', async () => {
    await window.runCommand('Debug: Start Debugging');
    const dialog = await window.dialog.waitFor();
    await window.picture('guard-prompt');
    assert.match(
      dialog.message + dialog.detail,
      /^The preLaunchTask 'enough credits' terminated with exit code 1\./,
    );
    assert.ok(dialog.buttons.includes('Debug Anyway'), dialog.buttons.join());
    await window.dialog.press('Abort');
  });

  it('is launched all the same when the user says so, and not before', async () => {
    const isLaunched = () => existsSync(join(stage.folder, 'launched.txt'));
    await window.runCommand('Debug: Start Debugging');
    await window.dialog.waitFor();
    assert.equal(isLaunched(), false);
    await window.dialog.press('Debug Anyway');
    await until('the program to be launched', () => Promise.resolve(isLaunched() ? true : undefined));
  });

  it('LeadMagic’s MCP server is offered once the setting is on', async () => {
    const listed = async (): Promise<boolean> => {
      await window.runCommand('MCP: List Servers');
      const items = await window.quickInput.waitForPick();
      if (items.some(({ label }) => label === 'LeadMagic')) return true;
      await window.quickInput.cancel();
      return false;
    };
    assert.equal(await listed(), false);
    await window.changeSettings({ 'leadmagicCredits.offerMcpServer': true });
    await until('the server in the list', async () => ((await listed()) ? true : undefined));
    await picture('mcp-server');
    await window.quickInput.cancel();
  });
});
