import assert from 'node:assert/strict';
import { DashboardPage } from './dashboardPage';
import { watchPolicy } from './harness/policy';
import { until } from '../waiting';
import { enterKey, KEY, refresh, useStage } from './setup';

/** One after the other, in one VS Code. */
describe('the dashboard where there is little to show', function () {
  this.timeout(240_000);
  const stage = useStage({
    accounts: [{ key: KEY, credits: 2_000, analytics: { empty: true } }],
    launch: (origin) => ({
      viewport: { width: 760, height: 800 },
      userSettings: { 'leadmagicCredits.apiBaseUrl': origin, 'leadmagicCredits.notifications': 'off' },
    }),
  });
  let page: DashboardPage;
  let refused: readonly string[];

  before(async () => {
    const { window, server } = stage;
    refused = watchPolicy(window.page);
    page = new DashboardPage(window);
    // The check of the key works, and tells nothing of the balance; all else fails.
    server.configure({ headers: { credits: false } });
    server.setFault({ kind: 'error', status: 503, path: '/v1/credits', times: 'always' });
    server.setFault({ kind: 'error', status: 502, path: '/v1/analytics/*', times: 'always' });
    await enterKey(window, KEY);
  });

  it('says of each part why it is missing when nothing can be read', async () => {
    const { server } = stage;
    await page.open();
    await page.waitForText('.panel-now .note', /^LeadMagic/);
    await page.waitForText('.panel-products .note', /^LeadMagic has a problem \(status 502\)\. Tried at /);
    assert.equal(await page.count('.panel-spending .note'), 1);
    // No history comes where there was never a balance.
    await page.waitForText('.panel-balance .quiet', /^The balance is recorded while VS Code is open;/);
    await until('the last skeleton to go', async () =>
      (await page.count('.skeleton')) === 0 ? true : undefined,
    );
    assert.deepEqual(await page.inEveryTheme('dashboard-unread', 'main'), []);
    server.clearFaults();
    server.configure({ headers: { credits: true } });
  });

  it('says that nothing was requested yet', async () => {
    await stage.kept.letTimePass(10 * 60_000);
    // Seconds after the last try the button asks for nothing: it is pressed until it does.
    await until('the empty account', async () => {
      await page.click('vscode-button:has-text("Refresh")');
      return (await page.count('[data-testid=empty]')) === 1 ? true : undefined;
    });
    await page.waitForText(
      '[data-testid=empty]',
      /^Nothing was requested with this key in the last 30 days\./,
    );
    await page.waitForText('[data-testid=balance]', '2,000');
    assert.deepEqual(await page.inEveryTheme('dashboard-empty', 'main'), []);
    assert.equal(await page.count('.panel-extras'), 0);
  });

  for (const [level, credits, words] of [
    ['low', 900, 'Low: under 1,000'],
    ['critical', 80, 'Critical: under 100'],
    ['empty', 0, 'Empty'],
  ] as const) {
    it(`names the level ${level} so that it can be read, with a way to top up`, async () => {
      stage.account.set(credits);
      await refresh(stage);
      await page.waitForText(`.level-${level}`, words);
      assert.equal(await page.count('.panel-now vscode-button'), 1);
      assert.deepEqual(await page.inEveryTheme(`dashboard-${level}`, 'main'), []);
    });
  }

  it('says what is frozen', async () => {
    stage.account.set(2_000);
    stage.account.freeze(1_500);
    await refresh(stage);
    await page.waitForText('.frozen', 'The account is frozen.');
    await page.waitForText('[data-testid=balance]', '500');
    assert.deepEqual(await page.inEveryTheme('dashboard-frozen', 'main'), []);
    stage.account.unfreeze();
    await refresh(stage);
    await page.waitForText('.level-ok', 'Enough');
  });

  it('says that a key was entered for another server', async () => {
    const { window, server } = stage;
    await window.changeSettings({ 'leadmagicCredits.apiBaseUrl': 'http://127.0.0.1:1' });
    await page.waitForText('.message p', /^The API key was entered for another server\./);
    assert.deepEqual(await page.inEveryTheme('dashboard-unconfirmed', 'main'), []);
    await window.changeSettings({ 'leadmagicCredits.apiBaseUrl': server.origin });
    await page.waitForText('[data-testid=balance]', '2,000');
  });

  it('says that the key was rejected, and comes back by itself once it is good again', async () => {
    const { window, account, kept } = stage;
    account.revoke();
    await kept.letTimePass(60_000);
    await window.runCommand('LeadMagic: Check API Key');
    await page.waitForText('.message p', 'LeadMagic rejected the API key.');
    assert.deepEqual(await page.inEveryTheme('dashboard-rejected', 'main'), []);
    account.restore();
    await kept.letTimePass(60_000);
    await window.runCommand('LeadMagic: Check API Key');
    await page.waitForText('[data-testid=balance]', '2,000');
    await page.waitFor('[data-testid=empty]');
  });

  it('asks for a key once there is none', async () => {
    const { window, server } = stage;
    await window.runCommand('LeadMagic: Clear API Key');
    await window.dialog.waitFor();
    await window.dialog.press('Remove');
    await window.toasts.dismiss('The LeadMagic key is removed.');
    await page.waitForText('.message p', 'Set a LeadMagic API key to see where the credits go.');
    server.clearRequests();
    assert.deepEqual(await page.inEveryTheme('dashboard-no-key', 'main'), []);
    assert.deepEqual(server.requests, []);
    await page.click('vscode-button:has-text("Set key")');
    await window.quickInput.waitForInput({ title: 'LeadMagic API key' });
    await window.quickInput.cancel();
  });

  it('never did what its own policy refuses', () => assert.deepEqual(refused, []));
});
