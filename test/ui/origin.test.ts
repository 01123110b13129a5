import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { join } from 'node:path';

import { startFakeLeadMagic, type FakeLeadMagic } from '../fake-leadmagic/server';
import { until } from '../waiting';
import { openWorkbench } from './harness/workbench';
import { balanceRequests, enterKey, isForBalance, KEY, refresh, startVSCode, useStage } from './setup';

const CONFIRM = { text: 'Confirm LeadMagic key', icon: 'shield', background: 'warning' } as const;

describe('a key stays with the server it was entered for', () => {
  let other: FakeLeadMagic;
  const stage = useStage({
    files: {},
    prepare: async (folder) => {
      other = await startFakeLeadMagic({ accounts: [{ key: KEY, credits: 4321 }] });
      await mkdir(join(folder, '.vscode'));
      await writeFile(
        join(folder, '.vscode', 'settings.json'),
        JSON.stringify({
          'leadmagicCredits.apiBaseUrl': other.origin,
          'leadmagicCredits.lowCredits': 99_999,
        }),
      );
    },
  });
  after(() => other.close());

  it('whatever the settings of a folder say', async () => {
    const { window, server, account } = stage;
    await enterKey(window, KEY);
    await window.statusItem.waitFor({ text: '15,432.5', background: 'none' });
    server.clearRequests();
    account.set(15_000);
    await refresh(stage);
    await window.statusItem.waitFor({ text: '15,000', background: 'none' });
    // A report for the tooltip may have told the number first.
    await server.waitForRequests(1, isForBalance);
    assert.equal(balanceRequests(server).length, 1);
    assert.deepEqual(other.requests, []);
  });

  it('until the user agrees to another one', async () => {
    const { window, server } = stage;
    server.clearRequests();
    await window.changeSettings({ 'leadmagicCredits.apiBaseUrl': other.origin });
    await window.statusItem.waitFor({
      ...CONFIRM,
      label: 'LeadMagic credits: the API key was entered for another server and is not used.',
    });
    const tooltip = await window.statusItem.hover();
    assert.match(
      await tooltip.text(),
      new RegExp(
        `^The key was entered for ${server.origin}\\. It is not sent to ${other.origin} until you confirm\\.`,
      ),
    );
    assert.deepEqual(
      (await tooltip.links()).map(({ text }) => text),
      ['Confirm key', 'Set key'],
    );
    await window.statusItem.leave();
    await window.themedPictures('confirm-key');
    const titles = await window.palette.titles('LeadMagic: ');
    assert.ok(titles.includes('LeadMagic: Confirm API Key for This Server…'));
    assert.ok(!titles.includes('LeadMagic: Refresh Balance'));

    await window.statusItem.click();
    const dialog = await window.dialog.waitFor();
    assert.equal(dialog.message, `Send the LeadMagic key to ${other.origin}?`);
    assert.equal(
      dialog.detail,
      `It was entered for ${server.origin}. Confirm only if you trust the new server.`,
    );
    await window.picture('confirm-key-question');
    await window.dialog.press('Cancel');
    await window.statusItem.waitFor(CONFIRM);
    assert.deepEqual(other.requests, []);

    await window.statusItem.click();
    await window.dialog.waitFor();
    await window.dialog.press('Send it there');
    await window.statusItem.waitFor({ text: '4,321', background: 'none' });
    assert.ok(other.requests.every(({ key }) => key === KEY));
    assert.deepEqual(server.requests, [], 'and no longer to the first one');
  });

  it('and it is bound to that one now', async () => {
    const { window, server } = stage;
    server.clearRequests();
    await window.changeSettings({ 'leadmagicCredits.apiBaseUrl': server.origin });
    await window.statusItem.waitFor(CONFIRM);
    await window.changeSettings({ 'leadmagicCredits.apiBaseUrl': other.origin });
    await window.statusItem.waitFor({ text: '4,321' });
    assert.deepEqual(server.requests, []);
  });

  it('a base URL that would send it in the clear is none', async () => {
    const { window, vscode } = stage;
    other.clearRequests();
    await window.changeSettings({ 'leadmagicCredits.apiBaseUrl': 'http://leadmagic.example' });
    await window.statusItem.waitFor(CONFIRM);
    assert.match(
      await (await window.statusItem.hover()).text(),
      /It is not sent to https:\/\/api\.leadmagic\.io until you confirm\./,
    );
    await window.statusItem.leave();
    assert.deepEqual(other.requests, []);
    assert.ok(!vscode.output().includes(KEY));
  });
});

describe('a key of the environment', () => {
  let somewhere: Server;
  let connections = 0;
  let origin = '';

  before(async () => {
    somewhere = createServer((socket) => {
      connections += 1;
      socket.destroy();
    });
    await new Promise<void>((resolve) => somewhere.listen(0, '0.0.0.0', resolve));
    const address = somewhere.address();
    // An address that reaches this machine but does not say so: the extension takes it for any other.
    origin = `https://0.0.0.0:${typeof address === 'object' && address ? address.port : 0}`;
  });
  after(() => new Promise((resolve) => somewhere.close(resolve)));

  it('does not follow LEADMAGIC_BASE_URL to another machine before the user agrees', async () => {
    const vscode = await startVSCode({ env: { LEADMAGIC_API_KEY: KEY, LEADMAGIC_BASE_URL: origin } });
    try {
      const window = await openWorkbench(vscode);
      await window.statusItem.waitFor(CONFIRM);
      const words = new RegExp(
        `^LEADMAGIC_API_KEY of the environment is not sent to ${origin} until you confirm\\.`,
      );
      assert.match(await (await window.statusItem.hover()).text(), words);
      await window.statusItem.leave();
      await window.statusItem.click();
      const dialog = await window.dialog.waitFor();
      assert.equal(dialog.message, `Send the LeadMagic key to ${origin}?`);
      assert.equal(
        dialog.detail,
        'LEADMAGIC_BASE_URL of the environment, or the setting apiBaseUrl, names this server. Confirm only if you trust it.',
      );
      await window.dialog.press('Cancel');
      await window.statusItem.waitFor(CONFIRM);
      // Nor is another key that is entered now, to be checked.
      await window.runCommand('LeadMagic: Set API Key…');
      await window.quickInput.waitForPick('LeadMagic API key');
      await window.quickInput.choose('Type or paste a key');
      const { message } = await window.quickInput.waitForInput({ title: 'LeadMagic API key' });
      assert.ok(message.includes(origin), message);
      await window.quickInput.type('lm_ui_entered_01234567');
      await window.quickInput.accept();
      assert.equal((await window.dialog.waitFor()).message, `Send the LeadMagic key to ${origin}?`);
      await window.dialog.press('Cancel');
      assert.equal(connections, 0, 'not so much as a knock');

      // A base URL of the user's goes before the environment's, whose key was not meant for that one either.
      await window.changeSettings({ 'leadmagicCredits.apiBaseUrl': 'https://api.leadmagic.io' });
      await until('a key that is asked for LeadMagic itself', async () => {
        const text = await (await window.statusItem.hover()).text();
        await window.statusItem.leave();
        return text.includes('is not sent to https://api.leadmagic.io until you confirm') || undefined;
      });
      await window.changeSettings({ 'leadmagicCredits.apiBaseUrl': undefined });
      await until('a key that is asked for the environment’s server again', async () => {
        const text = await (await window.statusItem.hover()).text();
        await window.statusItem.leave();
        return text.includes(`is not sent to ${origin} until you confirm`) || undefined;
      });

      await window.statusItem.click();
      await window.dialog.waitFor();
      await window.dialog.press('Send it there');
      await until('a knock', () => Promise.resolve(connections > 0 ? true : undefined));
      await window.statusItem.waitFor({ text: 'LeadMagic', icon: 'history' });
      // Asked once per key and origin.
      await window.reload();
      await window.statusItem.waitFor({ text: 'LeadMagic', icon: 'history' });
    } finally {
      await vscode.close();
    }
  });
});
