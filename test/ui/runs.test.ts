import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';

import { DashboardPage } from './dashboardPage';
import { selectors } from './harness/selectors';
import type { Theme } from './harness/theme';
import { until } from '../waiting';
import { openWorkbench, type Workbench } from './harness/workbench';
import { isForBalance, KEY, refresh, useStage } from './setup';

const pictured: readonly Theme[] = ['dark', 'highContrast', 'light'];

/** What VS Code's notifications would take for a link that runs a command. */
const LINK = '[x](command:leadmagicCredits.showLog)';

/** `node spend.js 3 1` pays for 3 finders and 1 validation (3.25); with a file's name behind, it waits for that file. */
const spend = `
const { existsSync } = require('node:fs');
const [finders, validations, file] = process.argv.slice(2);
const call = (path) => fetch(process.env.STAND_IN_API + path, { method: 'POST', headers: { 'X-API-Key': '${KEY}' } });
(async () => {
  for (let n = 0; n < finders; n++) await call('/v1/people/email-finder');
  for (let n = 0; n < validations; n++) await call('/v1/people/email-validation');
  while (file !== undefined && !existsSync(file)) await new Promise((resolve) => setTimeout(resolve, 50));
})();
`;

const task = (label: string, args: string): object => ({
  ...{ label, type: 'shell', command: `node spend.js ${args}` },
  // Else VS Code asks how to read its output.
  problemMatcher: [],
});
/** A folder, and one in it that a second window opens. */
const files: Readonly<Record<string, string>> = {
  ...folder('', [task('enrich', '3 1'), task(LINK, '3 1'), task('one', '1 0 go')]),
  ...folder('inner/', [task('two', '2 0 ../go')]),
};

function folder(path: string, tasks: readonly object[]): Readonly<Record<string, string>> {
  return {
    [`${path}spend.js`]: spend,
    [`${path}.vscode/tasks.json`]: JSON.stringify({ version: '2.0.0', tasks }),
  };
}

describe('what a run cost', () => {
  const stage = useStage({
    withKey: true,
    files,
    launch: (origin) => ({
      env: { STAND_IN_API: origin },
      userSettings: { 'leadmagicCredits.apiBaseUrl': origin },
    }),
  });
  let window: Workbench;
  before(async () => {
    window = stage.window;
    await window.statusItem.waitFor({ text: '15,432.5' });
  });

  /** Runs a task of a window from a balance that was read just now. */
  async function run(label: string, where = window): Promise<void> {
    await refresh({ kept: stage.kept, window: where });
    // Its last read need not wait for its turn.
    await stage.kept.letTimePass(60_000);
    await where.runCommand('Tasks: Run Task');
    await where.quickInput.choose(label);
  }

  /** The line about the last run in the Quick Pick behind the status bar item. */
  async function lastRun(where: Workbench, expected: string): Promise<void> {
    const seen: string[] = [];
    await until(
      `the Quick Pick to tell of the run: ${expected}`,
      async () => {
        await where.statusItem.click();
        const items = await where.quickInput.waitForPick();
        seen.push(...items.map(({ label }) => label).filter((label) => label.startsWith('Last run')));
        if (seen.at(-1) === expected) return true;
        await where.quickInput.cancel();
        return undefined;
      },
      () => Promise.resolve(`It told ${seen.at(-1) ?? 'of none'}.`),
    );
  }

  /** Waits until so many credits were spent since the last 15,426 there were. */
  function spent(credits: number): Promise<true> {
    return until(`${credits} credits to be spent`, () =>
      Promise.resolve(stage.account.credits === 15_426 - credits ? true : undefined),
    );
  }

  it('is told in the Quick Pick and the tooltip', async () => {
    await run('enrich');
    await window.statusItem.waitFor({ text: '15,429.25' });
    await lastRun(window, 'Last run: enrich, 3.25 credits');
    await window.statusBarPicture('run-actions');
    await window.quickInput.cancel();
    for (const theme of pictured) {
      await window.switchTheme(theme);
      const tooltip = await window.statusItem.hover();
      assert.ok((await tooltip.text()).split('\n').includes('Last run: enrich, 3.25 credits'));
      await window.statusBarPicture(`run-tooltip-${theme}`);
      await window.statusItem.leave();
    }
  });

  it('stands in the dashboard', async () => {
    const page = new DashboardPage(window);
    await page.open();
    await page.waitFor('.panel-runs');
    const rows = await page.rows('.panel-runs');
    assert.deepEqual(
      rows.map(([name, folder, , credits, sure]) => [name, folder, credits, sure]),
      [['enrich', basename(stage.folder), '3.25', 'No other known run']],
    );
    for (const theme of pictured) {
      await window.switchTheme(theme);
      await page.scrollTo('.panel-runs');
      await window.picture(`run-dashboard-${theme}`);
    }
  });

  it('is told by a toast above the limit that the user set, and its name makes no link there', async () => {
    await window.changeSettings({
      'leadmagicCredits.runWarnCredits': 2,
      // The limit is the user's own.
      'leadmagicCredits.notifications': 'critical',
    });
    await run(LINK);
    const toast = await window.toasts.waitFor(/^LeadMagic: the run /);
    assert.equal(
      toast.text,
      'LeadMagic: the run [x] (command:leadmagicCredits.showLog) cost more than 2: 3.25 credits.',
    );
    assert.equal(toast.severity, 'warning');
    assert.equal(
      await window.page.locator(`${selectors.toast} ${selectors.notificationMessage} a`).count(),
      0,
    );
    await window.statusBarPicture('run-warning');
    await window.toasts.press(toast.text, 'Open dashboard');
    await new DashboardPage(window).waitFor('.panel-runs');
    await window.changeSettings({ 'leadmagicCredits.runWarnCredits': 0 });
  });

  it('is shared with the run of another window at the same time', async () => {
    const second = await openWorkbench(stage.vscode, { folder: join(stage.folder, 'inner') });
    try {
      await second.statusItem.waitFor({ text: '15,426' });
      await run('one');
      await spent(1);
      await run('two', second);
      await spent(3);
      stage.server.clearRequests();
      await writeFile(join(stage.folder, 'go'), '');
      // The last read of the one that ends first; that of the other need not wait for its turn.
      await stage.server.waitForRequests(1, isForBalance);
      await stage.kept.letTimePass(60_000);
      await lastRun(window, 'Last run: one, 3 credits, shared with runs at the same time');
      await window.quickInput.cancel();
      await lastRun(second, 'Last run: two, 2 credits, shared with runs at the same time');
      await second.statusBarPicture('run-shared');
      await second.quickInput.cancel();
    } finally {
      await second.close();
    }
  });
});
