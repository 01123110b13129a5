import assert from 'node:assert/strict';
import { dirname } from 'node:path';

import { until } from '../waiting';
import { answerSameAccount, enterKey, KEY, useStage } from './setup';

const OTHER_KEY = 'lm_ui_other_9876543210';
const TITLE = 'LeadMagic API key';

describe('the API key, through the masked box', () => {
  const stage = useStage({
    accounts: [
      { key: KEY, credits: 15_432.5 },
      { key: OTHER_KEY, credits: 77_000 },
    ],
  });

  it('is asked for while there is none', async () => {
    const { window } = stage;
    const state = await window.statusItem.waitFor({
      text: 'Set LeadMagic key',
      icon: 'key',
      background: 'none',
      label: 'LeadMagic credits: no API key is set. Press Enter to set one.',
    });
    assert.deepEqual(state.icons, ['key']);
    const tooltip = await window.statusItem.hover();
    assert.match(await tooltip.text(), /^Set an API key to see the credits left\./);
    assert.deepEqual(
      (await tooltip.links()).map(({ text }) => text),
      ['Set key', 'Settings'],
    );
    await window.themedPictures('no-key');
    await window.statusItem.leave();
  });

  it('leaves the commands that need a key out of the palette', async () => {
    const titles = await stage.window.palette.titles('LeadMagic: ');
    assert.deepEqual(
      ['LeadMagic: Set API Key…', 'LeadMagic: Show Actions', 'LeadMagic: Show Log'].filter(
        (title) => !titles.includes(title),
      ),
      [],
    );
    for (const title of [
      'LeadMagic: Refresh Balance',
      'LeadMagic: Check API Key',
      'LeadMagic: Clear API Key',
      'LeadMagic: Top Up Credits',
      'LeadMagic: Open Usage at LeadMagic',
      'LeadMagic: Snooze Notifications…',
      'LeadMagic: Confirm API Key for This Server…',
    ]) {
      assert.ok(!titles.includes(title), title);
    }
  });

  it('is typed into a masked box that names the server, and says what is wrong with it', async () => {
    const { window, server } = stage;
    await window.statusItem.click();
    const box = await window.quickInput.waitForInput({ title: TITLE });
    assert.equal(box.masked, true);
    assert.equal(box.placeholder, 'Paste the key');
    assert.match(
      box.message,
      new RegExp(`^It will be sent to ${server.origin} only, and kept in VS Code’s secret storage\\.`),
    );
    assert.equal(box.severity, 'none');
    await window.statusBarPicture('set-key');
    for (const [text, problem] of [
      ['lm_1234', /at least 8 characters/],
      ['lm_with a space', /no spaces, line breaks or accented characters/],
      ['lm_clé_12345', /no spaces, line breaks or accented characters/],
      ['x'.repeat(257), /at most 256 characters/],
    ] as const) {
      await window.quickInput.type(text);
      const refused = await window.quickInput.waitForInput({ message: problem });
      assert.equal(refused.severity, 'error', text);
    }
    await window.statusBarPicture('set-key-refused');
    await window.quickInput.cancel();
    assert.deepEqual(server.requests, [], 'nothing that was typed was sent');
  });

  it('is refused with the server’s reason, and may be typed again', async () => {
    const { window, server } = stage;
    await window.statusItem.click();
    await window.quickInput.waitForInput({ title: TITLE });
    await window.quickInput.type('lm_not_known_to_anybody');
    await window.quickInput.accept();
    const words =
      /^LeadMagic rejected this key; it was not stored\. LeadMagic says: The API key is not valid\.$/;
    const toast = await window.toasts.waitFor(words);
    assert.equal(toast.severity, 'error');
    await window.statusItem.leave();
    await window.themedPictures('key-refused');
    await window.toasts.press(words, 'Try again');
    await window.quickInput.waitForInput({ title: TITLE });
    await window.quickInput.cancel();
    await window.statusItem.waitFor({ text: 'Set LeadMagic key' });
    assert.deepEqual(await stage.kept.accounts(), [], 'a key that was refused leaves no file behind');
    assert.equal(server.requests.length, 1);
  });

  it('is saved unchecked if the user says so while offline', async () => {
    const { window, server } = stage;
    await server.goOffline();
    await window.statusItem.click();
    await window.quickInput.waitForInput({ title: TITLE });
    await window.quickInput.type(`  ${KEY} `);
    await window.quickInput.accept();
    const words = /^The key could not be checked\. LeadMagic could not be reached/;
    assert.equal((await window.toasts.waitFor(words)).severity, 'warning');
    await window.statusItem.leave();
    await window.themedPictures('key-unchecked');
    await window.toasts.press(words, 'Save anyway');
    await window.toasts.dismiss(`The LeadMagic key is stored, for ${server.origin}.`);
    await window.statusItem.waitFor({
      text: 'LeadMagic',
      icon: 'history',
      label: /the balance could not be read yet\. LeadMagic could not be reached/,
    });
    await window.statusItem.leave();
    await window.themedPictures('first-read-failed');

    await server.goOnline();
    server.clearRequests();
    await window.runCommand('LeadMagic: Refresh Balance');
    await window.statusItem.waitFor({ text: '15,432.5', icon: 'credit-card' });
    assert.deepEqual(
      server.requests.map(({ key }) => key),
      [KEY],
      'sent without the spaces around it',
    );
  });

  it('is removed after a question', async () => {
    const { window } = stage;
    await window.runCommand('LeadMagic: Clear API Key');
    const dialog = await window.dialog.waitFor();
    assert.equal(dialog.message, 'Remove the LeadMagic key from VS Code?');
    assert.equal(dialog.detail, 'The balance is not read any more until a key is set.');
    await window.picture('clear-key');
    await window.dialog.press('Cancel');
    await window.statusItem.waitFor({ text: '15,432.5' });

    await window.runCommand('LeadMagic: Clear API Key');
    await window.dialog.waitFor();
    await window.dialog.press('Remove');
    await window.statusItem.waitFor({ text: 'Set LeadMagic key', background: 'none' });
    await window.toasts.dismiss('The LeadMagic key is removed.');
    // The palette's commands follow.
    await until('the commands that need a key to go', async () =>
      (await window.palette.titles('LeadMagic: Refresh')).length === 0 ? true : undefined,
    );
  });

  it('shows the number, and is replaced by another key', async () => {
    const { window, server } = stage;
    // Of this one nothing is known, and its first answer takes a while.
    server.setFault({ kind: 'pass', delayMs: 6_000, path: '/v1/credits', key: OTHER_KEY });
    await window.statusItem.click();
    await window.quickInput.waitForInput({ title: TITLE });
    await window.quickInput.type(KEY);
    await window.quickInput.accept();
    await window.statusItem.waitFor({
      text: '15,432.5',
      icon: 'credit-card',
      background: 'none',
      label: /^LeadMagic: 15,432\.5 credits left\. Read at .+\.$/,
    });
    await window.toasts.dismiss(/^The LeadMagic key is stored/);

    await window.statusItem.click();
    await window.quickInput.choose('Replace key');
    await window.quickInput.waitForInput({ title: TITLE });
    await window.quickInput.type(OTHER_KEY);
    await window.quickInput.accept();
    await answerSameAccount(stage.window, 'Another account');
    await window.statusItem.waitFor({
      text: 'LeadMagic',
      icon: 'loading',
      background: 'none',
      label: 'LeadMagic credits: reading the balance.',
    });
    await window.themedPictures('first-load');
    await window.statusItem.waitFor({ text: '77,000' });
    await window.toasts.dismiss(/^The LeadMagic key is stored/);
  });

  it('is stored all the same while LeadMagic blocks the account', async () => {
    const { window, server } = stage;
    server.setFault({ kind: 'error', status: 403, path: '/v1/credits/health' });
    await window.statusItem.click();
    await window.quickInput.choose('Replace key');
    await window.quickInput.waitForInput({ title: TITLE });
    await window.quickInput.type(KEY);
    await window.quickInput.accept();
    await answerSameAccount(stage.window, 'Another account');
    const { text } = await window.toasts.waitFor(/^The LeadMagic key is stored/);
    assert.equal(
      text,
      `The LeadMagic key is stored, for ${server.origin}; LeadMagic blocks the account at the moment. LeadMagic says: Your plan does not include this product.`,
    );
    await window.toasts.dismiss(/^The LeadMagic key is stored/);
    // Another account's number is not shown under this key.
    await window.statusItem.waitFor({ text: '15,432.5' });
  });

  it('is there again after a reload', async () => {
    const { window, server } = stage;
    await server.goOffline();
    await window.reload();
    await window.statusItem.waitFor({ text: '15,432.5' });
    await server.goOnline();
  });

  it('a key of the same account in use is entered again at no cost to what is known', async () => {
    await enterKey(stage.window, KEY);
    await stage.window.statusItem.waitFor({ text: '15,432.5' });
    assert.equal((await stage.kept.accounts()).length, 2);
  });

  it('is not replaced when the question is left', async () => {
    const { window, kept } = stage;
    const before = await kept.files();
    await window.statusItem.click();
    await window.quickInput.choose('Replace key');
    await window.quickInput.waitForInput({ title: TITLE });
    await window.quickInput.type(OTHER_KEY);
    await window.quickInput.accept();
    await window.dialog.waitFor();
    await window.picture('key-same-account');
    await answerSameAccount(stage.window, 'Cancel');
    await window.statusItem.waitFor({ text: '15,432.5' });
    assert.deepEqual([...(await kept.files()).keys()].filter(isPredecessor), []);
    assert.ok(before.size > 0);
  });

  it('takes the history along to a new key of the same account', async () => {
    const { window, kept } = stage;
    await window.statusItem.click();
    await window.quickInput.choose('Replace key');
    await window.quickInput.waitForInput({ title: TITLE });
    await window.quickInput.type(OTHER_KEY);
    await window.quickInput.accept();
    await answerSameAccount(stage.window, 'Same account');
    await window.statusItem.waitFor({ text: '77,000' });
    await window.toasts.dismiss(/^The LeadMagic key is stored/);
    const month = await until('the history of both keys in one file', async () => {
      const files = [...(await kept.files())].filter(([name]) => /history.\d{4}-\d{2}\.jsonl$/.test(name));
      return files.length === 1 && files[0]?.[1].includes('"c":77000') ? files[0] : undefined;
    });
    const [name, text] = month;
    assert.ok(text.includes('"c":15432.5'), text);
    const [marker] = [...(await kept.files()).keys()].filter(isPredecessor);
    assert.equal(marker && dirname(marker), dirname(dirname(name)));
  });
});

function isPredecessor(name: string): boolean {
  return name.endsWith('predecessor.json');
}
