import assert from 'node:assert/strict';

import { watchToasts, type ToastHistory } from './harness/toastHistory';
import { openedPage, serveLeadMagicSite } from './harness/website';
import { openWorkbench, type Workbench } from './harness/workbench';
import { until } from '../waiting';
import { balanceRequests, enterKey, isForBalance, KEY, refresh, useStage } from './setup';

const LOW = /^LeadMagic: [\d,]+ credits left, under 1,000\.$/;
const ADDED = /credits added/;
const HOUR = 3_600_000;

describe('two windows, one truth', () => {
  const stage = useStage({ withKey: true });
  let second: Workbench;
  let secondToasts: ToastHistory;

  before(async function () {
    // A desktop window hears of the focus from its main process, which a test cannot play.
    if (stage.vscode.install.kind === 'desktop') this.skip();
    await serveLeadMagicSite(stage.vscode.context);
    second = await openWorkbench(stage.vscode, { focused: false });
    secondToasts = await watchToasts(second.page);
  });

  /** Toasts of both windows that match. */
  function told(pattern: RegExp): readonly string[] {
    return [...stage.toasts.matching(pattern), ...secondToasts.matching(pattern)];
  }

  it('the second window shows what the first one read, and asks nothing', async () => {
    await stage.window.statusItem.waitFor({ text: '15,432.5' });
    await second.statusItem.waitFor({ text: '15,432.5', icon: 'credit-card' });
    assert.deepEqual(balanceRequests(stage.server), ['GET /v1/credits/health', 'GET /v1/credits']);
  });

  it('a number that one reads shows in the other', async () => {
    const { window, account, server } = stage;
    account.set(12_000);
    server.clearRequests();
    await refresh(stage);
    await window.statusItem.waitFor({ text: '12,000' });
    await second.statusItem.waitFor({ text: '12,000' });
    // A report for the tooltip may have told the number first.
    await server.waitForRequests(1, isForBalance);
    assert.equal(balanceRequests(server).length, 1);
  });

  it('a warning shows in both bars and is told in one window', async () => {
    const { window, account } = stage;
    account.set(900);
    await refresh(stage);
    await window.statusItem.waitFor({ text: '900', background: 'warning' });
    await second.statusItem.waitFor({ text: '900', background: 'warning' });
    await window.toasts.waitFor(LOW);
    await second.picture('second-window');
    await window.toasts.dismiss(LOW);
  });

  it('a reload shows what is known at once, without a request, and repeats no toast', async () => {
    const { window, server } = stage;
    await server.goOffline();
    await window.reload();
    await window.statusItem.waitFor({
      text: '900',
      icon: 'warning',
      background: 'warning',
      label: /^LeadMagic: 900 credits left\. Low: under 1,000\. Read at /,
    });
    await server.goOnline();
  });

  it('a window that is closed leaves word of when, in time', async () => {
    const before = Date.now();
    await stage.window.reload();
    await until('the word of the window that was closed', async () => {
      const [text] = [...(await stage.kept.files())].flatMap(([name, content]) =>
        name.endsWith('closed.json') ? [content] : [],
      );
      const { at } = text === undefined ? { at: 0 } : (JSON.parse(text) as { readonly at: number });
      return at >= before ? true : undefined;
    });
  });

  it('a read by the other window is no news either', async () => {
    const { window, account, kept } = stage;
    await window.setFocus(false);
    await second.setFocus(true);
    account.set(880);
    await refresh({ kept, window: second });
    await second.statusItem.waitFor({ text: '880', background: 'warning' });
    await window.statusItem.waitFor({ text: '880', background: 'warning' });
    await second.setFocus(false);
    await window.setFocus(true);
  });

  it('after "Top up" the balance is read when the user comes back, and the gain is told once', async () => {
    const { window, account, server, vscode, kept } = stage;
    server.clearRequests();
    assert.equal(
      await openedPage(vscode.context, window, () => window.runCommand('LeadMagic: Top Up Credits')),
      'https://app.leadmagic.io/settings/billing',
    );
    await window.setFocus(false);
    account.topUp(5000);
    assert.deepEqual(balanceRequests(server), [], 'nothing is asked while the user is away');
    await kept.letTimePass(60_000);
    await window.setFocus(true);
    await window.statusItem.waitFor({ text: '5,880', icon: 'credit-card', background: 'none' });
    await second.statusItem.waitFor({ text: '5,880', background: 'none' });
    const words = 'LeadMagic: 5,000 credits added; 5,880 can be spent now.';
    await window.toasts.waitFor(words);
    await window.statusBarPicture('top-up');
    await window.toasts.dismiss(words);
    assert.equal(balanceRequests(server).length, 1);
  });

  it('recovered in both: the next time is news again, once', async () => {
    const { window, account } = stage;
    account.set(650);
    await refresh(stage);
    await window.toasts.dismiss('LeadMagic: 650 credits left, under 1,000.');
    await second.statusItem.waitFor({ text: '650', background: 'warning' });
    assert.deepEqual(told(LOW), [
      'LeadMagic: 900 credits left, under 1,000.',
      'LeadMagic: 650 credits left, under 1,000.',
    ]);
    assert.equal(told(ADDED).length, 1);
  });

  it('a value that has become old says so, and keeps its colour', async () => {
    const { window, server, kept } = stage;
    await server.goOffline();
    await kept.letValuesAge(2 * HOUR);
    for (const one of [window, second]) {
      await one.statusItem.waitFor({
        text: '650',
        icon: 'history',
        background: 'warning',
        label: /^LeadMagic: 650 credits left\. Low: under 1,000\. Read at .+\. This may be out of date\.$/,
      });
    }
    await window.themedPictures('stale');
    await server.goOnline();
    await refresh(stage);
    for (const one of [window, second]) await one.statusItem.waitFor({ text: '650', icon: 'warning' });
  });

  it('a snooze in one holds in the other, through a reload, and is over in both', async () => {
    const { window, account, kept } = stage;
    account.set(9000);
    await refresh(stage);
    await second.statusItem.waitFor({ text: '9,000', background: 'none' });
    await second.runCommand('LeadMagic: Snooze Notifications…');
    await second.quickInput.choose('For an hour');
    await second.toasts.dismiss(/^LeadMagic notifications are held back until /);
    const before = told(LOW).length;
    account.set(600);
    await refresh(stage);
    for (const one of [window, second]) await one.statusItem.waitFor({ text: '600', background: 'warning' });
    await window.reload();
    await window.statusItem.waitFor({ text: '600', background: 'warning' });
    account.set(590);
    await refresh(stage);
    await second.statusItem.waitFor({ text: '590' });
    assert.equal(told(LOW).length, before);
    await kept.letTimePass(HOUR);
    await window.toasts.dismiss('LeadMagic: 590 credits left, under 1,000.');
    assert.equal(told(LOW).length, before + 1);
  });
});

describe('a key that is set while another window is open', () => {
  const stage = useStage();

  it('is in that one too, at the latest after a reload: a page of VS Code for the Web reads its secrets once', async function () {
    if (stage.vscode.install.kind === 'desktop') this.skip();
    const second = await openWorkbench(stage.vscode, { focused: false });
    await second.statusItem.waitFor({ text: 'Set LeadMagic key', icon: 'key' });
    await enterKey(stage.window, KEY);
    await stage.window.statusItem.waitFor({ text: '15,432.5' });
    // Nor does it say that one was lost.
    const shown = await second.statusItem.read();
    assert.equal(shown?.label, 'LeadMagic credits: no API key is set. Press Enter to set one.');
    await second.reload();
    await second.statusItem.waitFor({ text: '15,432.5', icon: 'credit-card' });
    assert.deepEqual(balanceRequests(stage.server), ['GET /v1/credits/health', 'GET /v1/credits']);
  });
});
