import assert from 'node:assert/strict';
import { totals } from '../fake-leadmagic/analytics';
import { served, written } from './dashboardNumbers';
import { DashboardPage } from './dashboardPage';
import { openWorkbench, type Workbench } from './harness/workbench';
import { useStage } from './setup';

const MINUTE = 60_000;
const documented = ['usage', 'products', 'credits', 'summary', 'daily'];

describe('the dashboard in two windows, one report for both', function () {
  this.timeout(240_000);
  // A folder, so that each window restores what was open in it, and not in the other.
  const stage = useStage({ withKey: true, files: { 'notes.txt': 'Two windows.\n' } });
  let second: Workbench;
  let here: DashboardPage;
  let there: DashboardPage;

  before(async function () {
    // A desktop window hears of the focus from its main process, which a test cannot play.
    if (stage.vscode.install.kind === 'desktop') this.skip();
    second = await openWorkbench(stage.vscode, { focused: false });
    here = new DashboardPage(stage.window);
    there = new DashboardPage(second);
  });

  /** The reports that were asked for since the log was cleared. The week's credits, once an hour, are not of the dashboard. */
  const asked = (): readonly string[] =>
    stage.server.requests
      .filter(({ path, query }) => path.startsWith('/v1/analytics/') && query['days'] !== '7')
      .map(({ path }) => path.replace('/v1/analytics/', ''))
      .filter((route) => [...documented, 'dashboard'].includes(route))
      .toSorted();

  const spentOf = (days: number): string => written(totals(served(stage, days)).credits);

  it('the second shows what the first was told, and asks for nothing', async () => {
    await here.open();
    await here.waitForText('.panel-figures dd', spentOf(30));
    await here.waitFor('.panel-latency lm-chart');
    assert.deepEqual(asked(), [...documented, 'dashboard'].toSorted());
    stage.server.clearRequests();
    await there.open();
    await there.waitForText('.panel-figures dd', spentOf(30));
    await there.waitFor('.panel-latency lm-chart');
    assert.equal((await there.texts('.age')).join(), (await here.texts('.age')).join());
    assert.deepEqual(asked(), []);
    await second.picture('dashboard-second-window');
  });

  it('what one is told of another range, the other shows without a request', async () => {
    await there.setRange(90);
    await there.waitForText('.panel-figures dd', spentOf(90));
    assert.deepEqual(asked(), documented.toSorted());
    stage.server.clearRequests();
    await here.setRange(90);
    await here.waitForText('.panel-figures dd', spentOf(90));
    assert.deepEqual(asked(), []);
  });

  it('what one asks for anew shows in both', async () => {
    const { account, kept, server } = stage;
    account.spend(321.5);
    await kept.letTimePass(10 * MINUTE);
    server.clearRequests();
    await here.click('vscode-button:has-text("Refresh")');
    for (const page of [here, there]) {
      await page.waitForText('[data-testid=total-today]', spentOf(1));
      await page.waitForText('.panel-figures dd', spentOf(90));
    }
    assert.deepEqual(asked(), [...documented, 'dashboard'].toSorted());
  });

  it('a window without the focus restores its dashboard and asks for nothing until it has it', async () => {
    const { kept, server, window } = stage;
    await window.runCommand('View: Close All Editors');
    await window.setFocus(false);
    // Only a workbench that has the focus stores what its pages keep.
    await second.setFocus(true);
    await there.waitUntilKept(/range\\*":90\b/);
    await second.setFocus(false);
    await kept.forgetReports();
    server.clearRequests();
    await second.reload();
    await second.setFocus(false);
    await there.waitFor('[data-testid=balance]');
    await there.waitFor('.panel-products .skeleton');
    assert.deepEqual(asked(), []);
    await second.setFocus(true);
    await there.waitForText('.panel-figures dd', spentOf(90));
    assert.deepEqual(asked(), [...documented, 'dashboard'].toSorted());
  });
});
