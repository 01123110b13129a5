import assert from 'node:assert/strict';
import { join } from 'node:path';
import { fingerprint } from '../../src/app/fingerprint';
import { life } from './dashboardLife';
import { numbers } from './dashboardNumbers';
import { DashboardPage } from './dashboardPage';
import { writePast, writeRuns } from './dashboardPast';
import { use } from './dashboardUse';
import { watchPolicy } from './harness/policy';
import { KEY, useStage } from './setup';

describe('the dashboard', function () {
  this.timeout(240_000);
  const email = 'canary-dashboard@example.com';
  const stage = useStage({
    withKey: true,
    accounts: [{ key: KEY, credits: 15_432.5, analytics: { email } }],
  });
  let page: DashboardPage;
  let refused: readonly string[];

  before(async () => {
    stage.server.configure({ analytics: { extras: true } });
    const account = join(stage.kept.folder, 'accounts', fingerprint(KEY, stage.server.origin));
    await writePast(account);
    await writeRuns(account);
    refused = watchPolicy(stage.window.page);
    page = new DashboardPage(stage.window);
    await page.open();
  });

  describe('shows, as the API served it,', () => numbers(stage, () => page));
  describe('in use', () => use(stage, () => page));
  describe('over time', () => life(stage, () => page));

  describe('in all this', () => {
    it('never did what its own policy refuses', () => assert.deepEqual(refused, []));
  });
});
