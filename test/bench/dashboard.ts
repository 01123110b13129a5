import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import * as v from 'valibot';

import { startFakeLeadMagic } from '../fake-leadmagic/server';
import { until } from '../waiting';
import { DashboardPage } from '../ui/dashboardPage';
import { openWorkbench, type Workbench } from '../ui/harness/workbench';
import { getVSCode } from '../vscode/getVSCode';
import { launch } from '../vscode/launch';
import { packageExtension } from '../vscode/packageExtension';
import { printProgress, quietly } from '../vscode/progress';
import { median, type Figure } from './figure';
import { pack } from './pack';

const KEY = 'bench-key-0123456789';
const ROUNDS = 5;
const PAGE = join(__dirname, '..', '..', 'dist', 'webview', 'main.js');

/**
 * From the choice of the command to the first number painted, over a panel that holds one number and no script; each is
 * opened anew, turn and turn about, in one window. The account has 90 days of twelve products, and all of them show. The
 * window knows the reports, so that all panels are painted with the balance.
 */
export async function dashboard(): Promise<readonly Figure[]> {
  const folder = await mkdtemp(join(tmpdir(), 'leadmagic-bench-'));
  const api = await startFakeLeadMagic({
    accounts: [{ key: KEY, credits: 5000, analytics: { historyDays: 90 } }],
  });
  try {
    const vscode = await launch(await getVSCode('newest', printProgress), {
      vsix: [await packageExtension(quietly), await pack('blank', folder)],
      env: { LEADMAGIC_API_KEY: KEY, LEADMAGIC_BASE_URL: api.origin },
    });
    try {
      const window = await openWorkbench(vscode);
      await window.statusItem.waitFor({ text: '5,000' });
      await watchClicks(window);
      await show90Days(window);
      const ours: Times[] = [];
      const blank: number[] = [];
      for (let round = 0; round < ROUNDS; round++) {
        blank.push((await open(window, 'Bench: Open Blank', ['balance'])).balance);
        ours.push(await open(window, 'LeadMagic: Open Dashboard', ['balance', 'figures']));
      }
      const least = median(blank);
      return [
        {
          name: 'dashboard',
          value: median(ours.map(({ balance }) => balance)) - least,
          unit: 'ms',
          budget: 150,
        },
        { name: 'dashboard-figures', value: median(ours.map(({ figures }) => figures)) - least, unit: 'ms' },
        { name: 'dashboard-blank', value: least, unit: 'ms' },
        { name: 'dashboard-bundle', value: (await stat(PAGE)).size / 1024, unit: 'KB', budget: 220 },
      ];
    } finally {
      await vscode.close();
    }
  } finally {
    await api.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** ms from the choice of the command; NaN for what was not waited for. */
interface Times {
  /** The first number: the balance. */
  readonly balance: number;
  /** The first that needs a report of LeadMagic. */
  readonly figures: number;
}

const paintsShape = v.array(v.object({ identifier: v.string(), at: v.number() }));

/** The window notes when something in it was clicked last. */
async function watchClicks({ page }: Workbench): Promise<void> {
  await page.evaluate(() => {
    document.addEventListener(
      'mousedown',
      () => document.body.setAttribute('data-bench-click', `${performance.timeOrigin + performance.now()}`),
      true,
    );
  });
}

/** The panel opens with the range that it showed last. */
async function show90Days(window: Workbench): Promise<void> {
  const page = new DashboardPage(window);
  await page.open();
  await page.setRange(90);
  await page.waitForText('.panel-figures h2', 'Last 90 days');
  await page.waitFor('[data-testid=total-today]');
  await window.runCommand('View: Close All Editors');
  await window.page.locator('iframe.webview').first().waitFor({ state: 'detached' });
}

async function open(window: Workbench, command: string, wanted: readonly (keyof Times)[]): Promise<Times> {
  await window.runCommand(command);
  const painted = await until(`the numbers of ${command}`, async () => {
    const found = await paints(window);
    return wanted.every((name) => found.has(name)) ? found : undefined;
  });
  const chosen = Number(await window.page.locator('body').getAttribute('data-bench-click'));
  await window.runCommand('View: Close All Editors');
  await window.page.locator('iframe.webview').first().waitFor({ state: 'detached' });
  return {
    balance: (painted.get('balance') ?? NaN) - chosen,
    figures: (painted.get('figures') ?? NaN) - chosen,
  };
}

/** When what is marked by `elementtiming` was painted first, as Chromium itself says. */
async function paints(window: Workbench): Promise<ReadonlyMap<string, number>> {
  const frame = await window.webview();
  // As text: the types of the DOM do not know these entries.
  const found: unknown = await frame.evaluate(`new Promise((resolve) => {
    new PerformanceObserver((list) => resolve(list.getEntries().map(({ identifier, startTime }) =>
      ({ identifier, at: performance.timeOrigin + startTime })))).observe({ type: 'element', buffered: true });
    setTimeout(() => resolve([]), 500);
  })`);
  return new Map(v.parse(paintsShape, found).map(({ identifier, at }) => [identifier, at]));
}
