import assert from 'node:assert/strict';
import { totals } from '../fake-leadmagic/analytics';
import { served, written } from './dashboardNumbers';
import type { DashboardPage } from './dashboardPage';
import { logLines } from './harness/leadMagicLog';
import { themes } from './harness/theme';
import { until } from '../waiting';
import { KEY, refresh, type Stage } from './setup';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const undocumented = ['requests', 'quality', 'quality/daily', 'errors', 'found-rate'];

/** What happens to the dashboard over time: new balances, faults, reloads, an end. */
export function life(stage: Stage, page: () => DashboardPage): void {
  /** The analytics routes that the extension asked for since the log was cleared. */
  const asked = (): readonly string[] =>
    stage.server.requests
      .map(({ path }) => path)
      .filter((path) => path.startsWith('/v1/analytics/'))
      .map((path) => path.replace('/v1/analytics/', ''));

  /** How many reports were given up before their answer, by the log. */
  const givenUp = async (): Promise<number> => {
    const lines = await logLines(stage.vscode.settingsFile);
    return lines.filter((line) => /path=\/v1\/analytics\/.* kind=cancelled/.test(line)).length;
  };

  it('asked for the routes that may not be there once', () => {
    assert.deepEqual(
      asked()
        .filter((route) => undocumented.includes(route))
        .toSorted(),
      undocumented.toSorted(),
    );
  });

  it('says of when the reports are, and asks for no new ones within their limits', async () => {
    await page().waitForText('.age', /^Reports from \d\d:\d\d, renewed every 5 minutes at most\.$/);
    stage.server.clearRequests();
    await stage.kept.letTimePass(MINUTE, ['refresh']);
    await page().click('vscode-button:has-text("Refresh")');
    await until('the balance to be asked for', async () =>
      Promise.resolve(stage.server.requests.some(({ method }) => method === 'POST') ? true : undefined),
    );
    assert.deepEqual(
      asked().filter((route) => route !== 'dashboard'),
      [],
    );
  });

  it('reads everything anew at the press of a button', async () => {
    stage.account.spend(232.5);
    await stage.kept.letTimePass(10 * MINUTE);
    // Seconds after the last request it asks for nothing: it is pressed until it does.
    await until('the balance and what was spent today', async () => {
      await page().click('vscode-button:has-text("Refresh")');
      const shown = (await page().texts('[data-testid=balance], [data-testid=total-today]')).join(' ');
      return shown === `15,200 ${written(totals(served(stage, 1)).credits)}` ? true : undefined;
    });
  });

  it('follows the balance by itself', async () => {
    stage.account.spend(200);
    await stage.kept.letTimePass(10 * MINUTE);
    await stage.kept.letValuesAge(10 * MINUTE);
    await page().waitForText('[data-testid=balance]', '15,000');
  });

  it('asks for nothing while it is hidden, and for what it missed once it shows', async () => {
    const { window, account, kept, server } = stage;
    await window.runCommand('File: New Untitled Text File');
    await kept.letTimePass(10 * MINUTE);
    account.spend(50);
    server.clearRequests();
    await refresh(stage);
    await window.statusItem.waitFor({ text: '14,950' });
    account.spend(50);
    await refresh(stage);
    await window.statusItem.waitFor({ text: '14,900' });
    assert.deepEqual(
      asked().filter((route) => route !== 'credits'),
      [],
    );
    await window.runCommand('View: Close Editor');
    await page().waitForText('[data-testid=balance]', '14,900');
    await page().waitForText('[data-testid=total-today]', written(totals(served(stage, 1)).credits));
    account.topUp(100);
    await refresh(stage);
    await page().waitForText('[data-testid=balance]', '15,000');
  });

  it('holds neither the key nor an e-mail address, and may load and run nothing but its own', async () => {
    assert.ok(asked().includes('dashboard'));
    const content = await page().content();
    assert.ok(!content.includes(KEY));
    assert.ok(!content.includes('canary-dashboard'));
    const policy = /Content-Security-Policy" content="([^"]*)"/.exec(content)?.[1] ?? '';
    assert.match(
      policy,
      /^default-src 'none'; script-src 'nonce-[A-Za-z0-9+/]{22}=='; style-src 'self' https:\S+; base-uri 'none'; form-action 'none'$/,
    );
    for (const allowed of ['connect-src', 'unsafe-inline', 'unsafe-eval', '*;'])
      assert.ok(!policy.includes(allowed), policy);
  });

  it('is known by the icon of the extension', async () => {
    assert.match(await page().tabIcon(), /media\/icon\.png/);
  });

  it('comes back as it was after a reload of the window', async () => {
    const { server, window } = stage;
    const sorted = '.panel-products th:nth-child(5)';
    await page().click(`${sorted} button`);
    await page().setRange(7);
    await page().waitForText('.panel-figures h2', 'Last 7 days');
    await page().clickAt('.panel-spending lm-chart', 6, 7);
    await page().waitFor('.day table');
    await page().waitUntilKept(/range\\*":7\b.*successRate.*day\\*":/);
    await stage.kept.forgetReports();
    server.setFault({ kind: 'error', status: 500, path: '/v1/analytics/daily', times: 'always' });
    server.setFault({
      ...{ kind: 'body', path: '/v1/analytics/dashboard', times: 'always' },
      text: JSON.stringify({ rate_limit: { minute: { utilization: 85 }, daily: { used: 42 } } }),
    });
    server.clearRequests();
    await window.reload();
    await page().waitForText('.panel-figures h2', 'Last 7 days');
    await page().waitForText('[data-testid=balance]', '15,000');
    await page().waitFor('.day table');
    assert.equal(await page().attribute(sorted, 'aria-sort'), 'descending');
    assert.match(await page().tabIcon(), /media\/icon\.png/);
    assert.deepEqual(await page().inEveryTheme('dashboard-restored', 'main'), []);
  });

  it('leaves the other panels whole when one endpoint fails', async () => {
    const failed = /^LeadMagic has a problem \(status 500\)\. Tried at \d\d:\d\d\.$/;
    await page().waitForText('.panel-latency .note', failed);
    await page().waitForText('.panel-errors .note', failed);
    await page().waitFor('.panel-figures dd');
    await page().waitFor('.panel-products table');
    await page().waitFor('.panel-spending lm-chart');
    assert.equal(await page().count('.panel:not(.panel-limits) .note'), 2);
    assert.deepEqual(await page().inEveryTheme('dashboard-failing', '.panel-latency'), []);
  });

  it('says as much of the limits as it was told', async () => {
    assert.deepEqual(await page().texts('.meter .figure'), ['85%', '42']);
    assert.deepEqual(await page().texts('.meter .note'), ['More than 80% used']);
    assert.equal(await page().count('.meter progress'), 1);
    assert.equal(await page().attribute('.meter progress', 'aria-valuetext'), '85%');
    stage.server.clearFaults();
  });

  it('asked for no route that may not be there, and still knows what they told', async () => {
    await page().waitFor('.panel-extras details');
    assert.equal(await page().count('.panel-extras details'), 5);
    assert.deepEqual(
      asked().filter((route) => undocumented.includes(route)),
      [],
    );
  });

  it('draws the week into the tooltip of the status bar', async () => {
    const tooltip = await stage.window.statusItem.hover();
    const picture = tooltip.locator.locator('img[src^="data:image/svg+xml"]');
    await picture.waitFor();
    const words = (await picture.getAttribute('alt')) ?? '';
    assert.match(words, /15,000/);
    assert.ok((await tooltip.text()).split('\n').includes(words), words);
    const drawn = await picture.evaluate(
      (image) => image instanceof HTMLImageElement && image.complete && image.naturalWidth > 0,
    );
    assert.equal(drawn, true);
    await stage.window.statusItem.leave();
    for (const theme of themes) {
      await stage.window.switchTheme(theme);
      await (await stage.window.statusItem.hover()).locator.locator('img').waitFor();
      await stage.window.statusBarPicture(`sparkline-${theme}`);
      await stage.window.statusItem.leave();
    }
  });

  it('asks for nothing before a deadline, and by itself once it is over', async () => {
    const { server, window, kept } = stage;
    server.setFault({ kind: 'error', status: 429, retryAfter: 3600, path: '/v1/credits/refresh' });
    await kept.letTimePass(MINUTE, ['refresh']);
    await window.runCommand('LeadMagic: Refresh Balance');
    await window.toasts.dismiss(/^The LeadMagic balance could not be refreshed/);
    await kept.letTimePass(10 * MINUTE);
    server.clearRequests();
    await window.reload();
    await page().waitForText(
      '.panel-products .note',
      /^These figures are from .+\. LeadMagic asked to wait until .+\.$/,
    );
    // Said once of the totals and the days, which stand side by side below it.
    assert.equal(await page().count('.spending > .note'), 1);
    const days = await page().width('.spending-days');
    assert.ok(days > 3 * (await page().width('.spending-totals')), `${days} pixels`);
    await window.picture('dashboard-waiting');
    assert.deepEqual(server.requests, []);
    await kept.letTimePass(2 * HOUR);
    await until('the notes to go', async () =>
      (await page().count('.panel-products .note')) === 0 ? true : undefined,
    );
    await page().waitForText('.panel-figures dd', written(totals(served(stage, 7)).credits));
  });

  it('shows what is to come, and gives its requests up when it closes', async () => {
    const { server, window } = stage;
    const before = await givenUp();
    await stage.kept.forgetReports('-90');
    server.setFault({ kind: 'hang', path: '/v1/analytics/*', times: 'always' });
    await page().setRange(90);
    await page().waitFor('.panel-products .skeleton');
    await window.changeSettings({ 'workbench.reduceMotion': 'off' });
    await page().waitFor('body:not(.vscode-reduce-motion)');
    assert.notEqual(await page().style('.panel-products .skeleton', 'animation-name'), 'none');
    await window.changeSettings({ 'workbench.reduceMotion': 'on' });
    await page().waitFor('body.vscode-reduce-motion');
    assert.equal(await page().style('.panel-products .skeleton', 'animation-name'), 'none');
    await window.picture('dashboard-loading');
    await window.runCommand('View: Close All Editors');
    await until('the requests to be given up', async () =>
      (await givenUp()) >= before + 5 ? true : undefined,
    );
    server.clearFaults();
  });

  it('knows what it knew when it opens again', async () => {
    const { server } = stage;
    server.clearRequests();
    await page().open();
    await page().setRange(7);
    await page().waitFor('.panel-products table');
    await page().waitForText('.panel-figures dd', written(totals(served(stage, 7)).credits));
    // It opens with the 90 days that were given up; of the week it knows all.
    const again = stage.server.requests.filter(({ query }) => query['days'] === '7');
    assert.deepEqual(again, []);
  });
}
