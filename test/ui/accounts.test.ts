import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative, sep } from 'node:path';

import { DashboardPage } from './dashboardPage';
import { until } from '../waiting';
import { openWorkbench, type Workbench } from './harness/workbench';
import { KEY, refresh, useStage } from './setup';

const GLOBEX_KEY = 'lm_ui_globex_0123456789';
const LOW_OF_GLOBEX = /650 credits left, under 1,000\.$/;

/** In order: from one account without a name to two, in two windows, and back to none. */
describe('accounts, by name', () => {
  const stage = useStage({
    withKey: true,
    accounts: [
      { key: KEY, credits: 15_432.5 },
      { key: GLOBEX_KEY, credits: 650 },
    ],
  });
  let folder: string;
  let second: Workbench;

  before(async function () {
    this.timeout(120_000);
    folder = await mkdtemp(join(tmpdir(), 'leadmagic-accounts-'));
    await stage.window.statusItem.waitFor({ text: '15,432.5' });
  });
  after(async () => {
    await rm(folder, { recursive: true, force: true });
  });

  const answer = async (title: string, text: string, { quickInput } = stage.window): Promise<void> => {
    await quickInput.waitForInput({ title });
    await quickInput.type(text);
    await quickInput.accept();
  };

  /** What VS Code keeps secret. Only in a browser it can be looked at: the desktop has a keyring. */
  const secrets = async (): Promise<string> => {
    const { page } = stage.window;
    return (await page.evaluate(() => localStorage.getItem('secrets.provider'))) ?? '';
  };

  it('a second one is added, and the first one is named with it', async () => {
    const { window } = stage;
    await window.runCommand('LeadMagic: Add Account…');
    await answer('Name the account you have', 'Acme');
    await window.quickInput.waitForInput({ title: 'Name the new account' });
    await window.quickInput.type('Acme');
    await window.quickInput.waitForInput({ message: 'Another account has this name.' });
    await window.quickInput.type('  ');
    await window.quickInput.waitForInput({ message: 'Type a name, or press Escape.' });
    await answer('Name the new account', 'Globex');
    await window.quickInput.waitForInput({ title: 'LeadMagic API key' });
    await window.quickInput.type(GLOBEX_KEY);
    await window.quickInput.accept();
    await window.toasts.waitFor(`The LeadMagic key of “Globex” is stored, for ${stage.server.origin}.`);
    await window.statusItem.waitFor({
      text: 'Globex 650',
      icon: 'warning',
      background: 'warning',
      label: /^LeadMagic, Globex: 650 credits left\. Low: under 1,000\./,
    });
    await window.toasts.waitFor(LOW_OF_GLOBEX);
    await window.picture('accounts-added');
    await window.toasts.dismiss(LOW_OF_GLOBEX);
    await window.toasts.dismiss(/^The LeadMagic key of “Globex”/);
    if (stage.vscode.install.kind === 'server') assert.ok((await secrets()).includes(GLOBEX_KEY));
  });

  it('each window shows its own, by name', async () => {
    // Only now: a page of the server host learns of another page's secrets when it is loaded, a window of the desktop at once.
    second = await openWorkbench(stage.vscode, { folder });
    await second.statusItem.waitFor({
      text: 'Acme 15,432.5',
      icon: 'credit-card',
      background: 'none',
      label: /^LeadMagic, Acme: 15,432\.5 credits left\./,
    });
    await second.picture('accounts-second-window');
    await stage.window.statusItem.waitFor({ text: 'Globex 650' });
  });

  it('a key that another one has is not taken twice', async () => {
    const { window, kept } = stage;
    const before = await kept.accounts();
    await window.runCommand('LeadMagic: Add Account…');
    await answer('Name the new account', 'Again');
    await window.quickInput.waitForInput({ title: 'LeadMagic API key' });
    await window.quickInput.type(KEY);
    await window.quickInput.accept();
    await window.toasts.dismiss('The account “Acme” has this key already.');
    await window.statusItem.waitFor({ text: 'Globex 650' });
    assert.deepEqual(await kept.accounts(), before);
  });

  it('has its own warning thresholds', async () => {
    const { window } = stage;
    await window.runCommand('LeadMagic: Set Warning Thresholds of an Account…');
    await window.quickInput.choose('Globex');
    await answer('Warn under how many credits?', '600');
    await answer('Critical under how many credits?', '');
    await window.statusItem.waitFor({ text: 'Globex 650', icon: 'credit-card', background: 'none' });
    await second.statusItem.waitFor({ text: 'Acme 15,432.5', background: 'none' });
  });

  it('is switched in one workspace', async () => {
    const { window } = stage;
    await window.statusItem.click();
    await window.quickInput.choose('Switch account…');
    const offered = await window.quickInput.waitForList(['Acme', 'Globex']);
    assert.deepEqual(
      offered.map(({ description }) => description),
      ['used where a workspace chose none', ''],
    );
    await window.statusBarPicture('accounts-switch');
    await window.quickInput.choose('Acme');
    await window.quickInput.choose('In this workspace');
    await window.statusItem.waitFor({ text: 'Acme 15,432.5', background: 'none' });

    await second.runCommand('LeadMagic: Switch Account…');
    await second.quickInput.choose('Globex');
    await second.quickInput.choose('In this workspace');
    await second.statusItem.waitFor({ text: 'Globex 650' });
    await window.statusItem.waitFor({ text: 'Acme 15,432.5' });
  });

  it('an answer that comes after the switch changes neither', async () => {
    const { window, server, kept } = stage;
    const acme = server.accounts.get(KEY);
    acme?.set(15_000);
    const delayed = { kind: 'pass', delayMs: 3_000, path: '/v1/credits/refresh', key: KEY } as const;
    server.setFault(delayed);
    server.clearRequests();
    await refresh({ kept, window });
    const asked = await until('the request to be under way', () =>
      Promise.resolve(server.requests.find(({ path }) => path === delayed.path)),
    );
    await window.runCommand('LeadMagic: Switch Account…');
    await window.quickInput.choose('Globex');
    await window.quickInput.choose('In this workspace');
    await window.statusItem.waitFor({ text: 'Globex 650', background: 'none' });
    await until('the answer, or its end', () => Promise.resolve(asked.over ? true : undefined));
    server.accounts.get(GLOBEX_KEY)?.set(640);
    await refresh({ kept, window });
    await window.statusItem.waitFor({ text: 'Globex 640', background: 'none' });
    await second.statusItem.waitFor({ text: 'Globex 640' });
    assert.deepEqual(stage.toasts.matching(/could not be refreshed/), [], 'what was given up did not fail');
  });

  it('is renamed in every window, and keeps what another one changed meanwhile', async () => {
    const { window } = stage;
    await window.runCommand('LeadMagic: Rename Account…');
    await window.quickInput.choose('Globex');
    await window.quickInput.waitForInput({ title: 'Rename the account' });
    await second.runCommand('LeadMagic: Set Warning Thresholds of an Account…');
    await second.quickInput.choose('Globex');
    await answer('Warn under how many credits?', '700', second);
    await answer('Critical under how many credits?', '', second);
    await second.statusItem.waitFor({ text: 'Globex 640', background: 'warning' });
    await answer('Rename the account', 'Initech');
    for (const one of [window, second]) {
      await one.statusItem.waitFor({ text: 'Initech 640', background: 'warning' });
    }
  });

  it('stays the one of its workspace after a reload', async () => {
    await stage.window.runCommand('LeadMagic: Switch Account…');
    await stage.window.quickInput.choose('Acme');
    await stage.window.quickInput.choose('Wherever no other account was chosen');
    await second.reload();
    await second.statusItem.waitFor({ text: 'Initech 640' });
  });

  it('has a dashboard of its own, one a window, which follows and mixes nothing', async () => {
    const { window } = stage;
    const page = new DashboardPage(window);
    const balances = async (): Promise<readonly (string | undefined)[]> => {
      await page.clickFromAfar('.panel-balance button[aria-label^="Show Balance over time as a table"]');
      const rows = await page.rows('.panel-balance');
      await page.clickFromAfar('.panel-balance button[aria-label^="Show Balance over time as a chart"]');
      return rows.map((row) => row[1]);
    };
    const tab = (name: string) => window.page.locator('.tab', { hasText: name });
    await page.open();
    await page.open();
    await tab('LeadMagic Dashboard: Acme').waitFor();
    await page.waitForText('.panel-now .amount', '15,000');
    assert.deepEqual([...new Set(await balances())].sort(), ['15,000', '15,432.5']);
    await window.answer('LeadMagic: Switch Account…', 'Initech', 'In this workspace');
    await tab('LeadMagic Dashboard: Initech').waitFor();
    await page.waitForText('.panel-now .amount', '640');
    assert.deepEqual([...new Set(await balances())].sort(), ['640', '650']);
    await window.picture('accounts-dashboard');
    assert.equal(await window.page.locator('.tab').count(), 1);
    await window.answer('LeadMagic: Switch Account…', 'Acme', 'In this workspace');
    await page.waitForText('.panel-now .amount', '15,000');
    await window.runCommand('View: Close All Editors');
  });

  it('is removed with its key and its state, and keeps its history when that is wanted', async () => {
    const { window, kept } = stage;
    await window.runCommand('LeadMagic: Remove Account…');
    await window.quickInput.choose('Initech');
    await window.dialog.waitFor();
    await window.dialog.press('Remove, keep the history for 90 days');
    await window.toasts.dismiss('The LeadMagic account “Initech” is removed.');
    await window.statusItem.waitFor({ text: '15,000' });
    assert.ok(!(await secrets()).includes(GLOBEX_KEY));
    const files = [...(await kept.files()).keys()].map((file) =>
      relative(join(kept.folder, 'accounts'), file).split(sep),
    );
    const inUse = files.find(([, name]) => name === 'snapshot.json')?.[0];
    const left = files.filter(([folder]) => folder !== inUse && !folder?.startsWith('.'));
    assert.deepEqual([...new Set(left.map(([, name]) => name))], ['history']);
    await window.runCommand('LeadMagic: Add Account…');
    await answer('Name the new account', 'Initech');
    await answer('LeadMagic API key', GLOBEX_KEY);
    await window.toasts.dismiss(/^The LeadMagic key of “Initech”/);
    await window.statusItem.waitFor({ text: 'Initech 640' });
  });

  it('is removed with its key, its state and its history; the other stays, without its name in the bar', async () => {
    const { window, kept } = stage;
    const two = await kept.accounts();
    assert.equal(two.length, 2);
    await window.runCommand('LeadMagic: Remove Account…');
    await window.quickInput.choose('Initech');
    const dialog = await window.dialog.waitFor();
    assert.equal(dialog.message, 'Remove the LeadMagic account “Initech”?');
    assert.equal(dialog.detail, 'Its key and what is known of its balance are deleted.');
    await window.picture('accounts-remove');
    await window.dialog.press('Remove with its history');
    await window.toasts.dismiss('The LeadMagic account “Initech” is removed.');
    for (const one of [window, second]) await one.statusItem.waitFor({ text: /^15,(432\.5|000)$/ });
    assert.equal((await kept.accounts()).length, 1);
  });

  it('all data is removed after a question, and nothing is left', async () => {
    const { window, kept } = stage;
    // On the server host its page would go on with a key that it does not know to be gone.
    await second.close();
    await window.runCommand('LeadMagic: Remove All Data…');
    const dialog = await window.dialog.waitFor();
    assert.equal(dialog.message, 'Delete everything LeadMagic Credits keeps on this machine?');
    await window.picture('remove-all-data');
    await window.dialog.press('Cancel');
    await window.statusItem.waitFor({ text: /^15,/ });

    await window.runCommand('LeadMagic: Remove All Data…');
    await window.dialog.waitFor();
    await window.dialog.press('Delete everything');
    await window.toasts.dismiss('LeadMagic Credits keeps nothing on this machine any more.');
    await window.statusItem.waitFor({ text: 'Set LeadMagic key' });
    assert.deepEqual(await readdir(kept.folder), []);
    assert.ok(!(await secrets()).includes('lm_ui_'));
    await window.reload();
    await window.statusItem.waitFor({ text: 'Set LeadMagic key', icon: 'key' });
  });
});
