import assert from 'node:assert/strict';

import type { Theme } from './harness/theme';
import { until } from '../waiting';
import { Walkthrough } from './harness/walkthrough';
import { openedPage, serveLeadMagicSite } from './harness/website';
import { KEY, useStage } from './setup';

const TITLE = 'LeadMagic API key';
const STEPS = ['getKey', 'setKey', 'readBar', 'chooseWarnings'] as const;
const OURS = /LeadMagic/;

describe('the first run, in a folder that is not trusted', () => {
  const stage = useStage({
    files: { '.env': `LEADMAGIC_API_KEY=${KEY}\n` },
    launch: (origin) => ({
      userSettings: {
        'leadmagicCredits.apiBaseUrl': origin,
        'security.workspace.trust.enabled': true,
        'security.workspace.trust.startupPrompt': 'never',
      },
      viewport: { width: 1440, height: 900 },
    }),
  });
  let walkthrough: Walkthrough;

  before(async () => {
    await serveLeadMagicSite(stage.vscode.context);
    walkthrough = new Walkthrough(stage.window);
  });

  it('asks for a key in the bar, and for nothing else', async () => {
    const { window } = stage;
    await window.statusItem.waitFor({ text: 'Set LeadMagic key', icon: 'key', background: 'none' });
    await walkthrough.open('Get Started with LeadMagic Credits');
    for (const step of STEPS) assert.equal(await walkthrough.isDone(step), false, step);
    assert.deepEqual(stage.toasts.matching(OURS), []);
    assert.deepEqual(stage.server.requests, []);
  });

  it('has a drawing to each step, which follows the theme', async () => {
    const { window } = stage;
    const drawings = new Set<string>();
    for (const step of STEPS) {
      await walkthrough.show(step);
      await until(`the drawing of ${step}`, async () => {
        const before = drawings.size;
        drawings.add((await walkthrough.drawing()).svg);
        return drawings.size > before || undefined;
      });
      await window.picture(`walkthrough-${step}`);
    }
    const grounds = new Set<string>();
    for (const theme of ['dark', 'highContrast', 'light'] satisfies Theme[]) {
      await window.switchTheme(theme);
      grounds.add((await walkthrough.drawing()).ground);
      await window.picture(`walkthrough-${theme}`);
    }
    assert.equal(grounds.size, 3, [...grounds].join());
  });

  it('leads to the page with the key', async () => {
    const address = await openedPage(stage.vscode.context, stage.window, () => walkthrough.press('getKey'));
    assert.equal(address, 'https://app.leadmagic.io/settings/api');
    await walkthrough.waitUntilDone('getKey');
    assert.equal(await walkthrough.isDone('setKey'), false);
  });

  it('takes a key by its box only: a file of a restricted folder is not offered', async () => {
    const { window, server } = stage;
    await walkthrough.press('setKey');
    // Where there were several ways, a list of them would come first.
    const box = await window.quickInput.waitForInput({ title: TITLE });
    assert.equal(box.masked, true);
    await window.picture('first-key-restricted');
    await window.quickInput.type(KEY);
    await window.quickInput.accept();
    await window.toasts.dismiss(`The LeadMagic key is stored, for ${server.origin}.`);
    await window.statusItem.waitFor({ text: '15,432.5' });
    await walkthrough.waitUntilDone('setKey');
  });

  it('shows what can be done', async () => {
    const { window } = stage;
    await walkthrough.press('readBar');
    const actions = await window.quickInput.waitForPick();
    assert.ok(actions.some(({ label }) => label === 'Top up'));
    await window.quickInput.cancel();
    await walkthrough.waitUntilDone('readBar');
  });

  it('leads to the settings of the warnings', async () => {
    const { window } = stage;
    await walkthrough.press('chooseWarnings');
    const names = window.page.locator('.settings-editor .setting-item-label');
    await until('the settings of the warnings', async () => {
      const shown = await names.allInnerTexts();
      return ['Critical Credits', 'Low Credits', 'Low Days Left', 'Notifications'].every((name) =>
        shown.some((text) => text.includes(name)),
      )
        ? true
        : undefined;
    });
    await window.picture('walkthrough-settings');
    // The newest VS Code shows settings on top of the editors, 1.103 among them.
    await window.page.locator('.settings-editor .suggest-input-container').click();
    await window.page.keyboard.press('Escape');
    await window.runCommand('View: Close All Editors');
    await walkthrough.open('Get Started with LeadMagic Credits');
    await walkthrough.waitUntilDone('chooseWarnings');
    await window.picture('walkthrough-done');
  });

  it('offers the file once the folder is trusted', async () => {
    const { window } = stage;
    await window.runCommand('Workspaces: Manage Workspace Trust');
    const editor = window.page.locator('.workspace-trust-editor');
    await editor.locator('.monaco-button', { hasText: /^Trust$/ }).click();
    await window.page.locator('.statusbar-item[id="status.workspaceTrust"]').waitFor({ state: 'hidden' });
    await window.runCommand('View: Close All Editors');
    await editor.waitFor({ state: 'hidden' });
    await window.runCommand('LeadMagic: Set API Key…');
    const ways = await window.quickInput.waitForPick(TITLE);
    assert.deepEqual(
      ways.map(({ label }) => label),
      ['Type or paste a key', 'Take it from a .env file of this workspace…'],
    );
    await window.picture('first-key-trusted');
    await window.quickInput.cancel();
  });
});
