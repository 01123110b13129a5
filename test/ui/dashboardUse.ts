import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { productName } from '../../src/usage/productName';
import { totals } from '../fake-leadmagic/analytics';
import { served, servedProducts, written } from './dashboardNumbers';
import type { DashboardPage } from './dashboardPage';
import { saveAs } from './harness/saveDialog';
import { themes } from './harness/theme';
import { until } from '../waiting';
import type { Stage } from './setup';

const chart = '.panel-spending lm-chart';
const DAYS = 30;
/** WCAG 2, level AA, for small text. */
const LEGIBLE = 4.5;

/** What a person does with the dashboard, by mouse and by keyboard. */
export function use(stage: Stage, page: () => DashboardPage): void {
  /** How many days ago somebody last worked, today left out. */
  const lastBusy = (): number =>
    [1, 2, 3, 4, 5].find((count) => totals(served(stage, count + 1).slice(0, 1)).requests > 0) ?? 1;
  const dayBefore = (count: number) => stage.account.analytics.day(daysAgo(count));

  it('sorts by a column, and turns it round', async () => {
    const heading = '.panel-products th:nth-child(2)';
    const expected = servedProducts(stage, DAYS)
      .map(({ requests }) => requests)
      .toSorted((a, b) => b - a)
      .map(written);
    const shown = async () => (await page().rows('.panel-products')).map((row) => row[1]);
    await page().click(`${heading} button`);
    assert.equal(await page().attribute(heading, 'aria-sort'), 'descending');
    assert.deepEqual(await shown(), expected);
    await page().press(`${heading} button`, 'Enter');
    assert.equal(await page().attribute(heading, 'aria-sort'), 'ascending');
    assert.deepEqual(await shown(), expected.toReversed());
  });

  it('switches the range', async () => {
    await page().setRange(7);
    await page().waitForText('.panel-figures h2', 'Last 7 days');
    await page().waitForText('.panel-figures dd', written(totals(served(stage, 7)).credits));
    assert.equal(await page().attribute(chart, 'aria-valuemax'), '6');
    assert.deepEqual(await page().inEveryTheme('dashboard-7-days', 'main'), []);
    await page().setRange(90);
    await page().waitForText('.panel-figures dd', written(totals(served(stage, 90)).credits));
    assert.equal(await page().attribute(chart, 'aria-valuemax'), '89');
    assert.deepEqual(await page().inEveryTheme('dashboard-90-days', 'main'), []);
    await page().setRange(DAYS);
    await page().waitForText('.panel-figures dd', written(totals(served(stage, DAYS)).credits));
    // The first product of the sorted table has the fewest requests, yet some credits.
    const whole = await page().width('.panel-products .share svg');
    const part = await page().width('.panel-products .share rect');
    assert.ok(part > 0 && part < whole, `${part} of ${whole}`);
  });

  it('shows the value under the pointer', async () => {
    const back = lastBusy();
    const { credits, requests } = totals([dayBefore(back)]);
    await page().scrollTo('.panel-spending');
    await page().pointAt(chart, DAYS - 1 - back, DAYS);
    assert.deepEqual((await page().tip(chart)).slice(1), [
      `${written(credits)} credits`,
      `${written(requests)} requests`,
    ]);
    await page().pointAt('.panel-latency lm-chart', DAYS - 1 - back, DAYS);
    const { p50Ms, p95Ms, p99Ms } = dayBefore(back);
    assert.deepEqual((await page().tip('.panel-latency lm-chart')).slice(1), [
      `p50: ${written(p50Ms)} ms`,
      `p95: ${written(p95Ms)} ms`,
      `p99: ${written(p99Ms)} ms`,
    ]);
    assert.deepEqual(await page().tip(chart), []);
  });

  it('says of today that it is not over', async () => {
    for (const panel of ['.panel-spending', '.panel-latency', '.panel-errors']) {
      const days = `${panel} lm-chart`;
      await page().scrollTo(panel);
      await page().pointAt(days, DAYS - 1, DAYS);
      assert.match((await page().tip(days))[0] ?? '', /, \d{4}, so far$/);
      await page().pointAt(days, DAYS - 2, DAYS);
      assert.match((await page().tip(days))[0] ?? '', /, \d{4}$/);
    }
  });

  it('opens the products of a day by a click, and closes them by another', async () => {
    const back = lastBusy();
    await page().scrollTo('.panel-spending');
    await page().clickAt(chart, DAYS - 1 - back, DAYS);
    await page().waitFor('.day table');
    assert.equal((await page().rows('.day')).length, dayBefore(back).products.length);
    await page().clickAt(chart, DAYS - 1 - back, DAYS);
    await until('the day to close', async () => ((await page().count('.day')) === 0 ? true : undefined));
  });

  it('opens the products of a day by keyboard, says so, and gives the keyboard back', async () => {
    const back = lastBusy();
    const day = dayBefore(back);
    await page().focus(chart);
    await page().press(chart, 'End');
    for (let step = 0; step < back; step += 1) await page().press(chart, 'ArrowLeft');
    const { credits, requests } = totals([day]);
    const said = (await page().attribute(chart, 'aria-valuetext')) ?? '';
    assert.ok(said.endsWith(`${written(credits)} credits, ${written(requests)} requests`), said);
    await page().press(chart, 'Enter');
    await page().waitFor('.day table');
    assert.deepEqual(
      (await page().rows('.day')).map(([name, count, cost]) => [name, count, cost]),
      day.products
        .toSorted(
          (a, b) => b.credits - a.credits || (productName(a.productId) < productName(b.productId) ? -1 : 1),
        )
        .map(({ productId, ...used }) => [
          productName(productId),
          written(used.requests),
          written(used.credits),
        ]),
    );
    // The chart was drawn anew with the day marked; its tip is still of that day.
    const title = await page().text('.day h3');
    assert.equal(`Products on ${(await page().tip(chart))[0]}`, title);
    assert.equal((await page().texts('.panel-spending [role=status]')).join(), title);
    assert.deepEqual(await page().inEveryTheme('dashboard-day', '.panel-spending'), []);

    await page().focus('.day button[aria-label=Close]');
    await page().press('.day button[aria-label=Close]', 'Enter');
    await until('the day to close', async () => ((await page().count('.day')) === 0 ? true : undefined));
    assert.equal(await page().focused(), 'lm-chart');
    assert.equal((await page().texts('.panel-spending [role=status]')).join(), '');
  });

  it('opens and closes a day in the table, too', async () => {
    await page().click('button[aria-label="Show Credits per day as a table"]');
    const opener = `.panel-spending button[data-date="${daysAgo(lastBusy())}"]`;
    await page().press(opener, 'Enter');
    await page().waitFor('.day table');
    await page().press('.day button[aria-label=Close]', 'Enter');
    await until('the keyboard back where it was', async () =>
      (await page().count(`${opener}:focus`)) === 1 ? true : undefined,
    );
    await page().click('button[aria-label="Show Credits per day as a chart"]');
  });

  it('has nothing that axe-core calls serious or critical, in any theme', async () => {
    await page().leave();
    assert.deepEqual(await page().inEveryTheme('dashboard', 'main'), []);
    assert.deepEqual(await page().inEveryTheme('dashboard-lower', '.panel-products'), []);
    assert.deepEqual(await page().inEveryTheme('dashboard-service', '.panel-latency'), []);
  });

  it('nor with its tables in place of the charts, and all that is folded up open', async () => {
    const toggles = ['Balance over time', 'Credits per day', 'Response times', 'Error rate'];
    for (const title of toggles) await page().click(`button[aria-label="Show ${title} as a table"]`);
    for (const extra of ['requests', 'quality', 'errors'])
      await page().click(`[data-testid=extra-${extra}] summary`);
    assert.deepEqual(await page().inEveryTheme('dashboard-tables', '.panel-spending'), []);
    assert.deepEqual(await page().inEveryTheme('dashboard-extras', '.panel-extras'), []);
    for (const title of toggles) await page().click(`button[aria-label="Show ${title} as a chart"]`);
    for (const extra of ['requests', 'quality', 'errors'])
      await page().click(`[data-testid=extra-${extra}] summary`);
  });

  it('draws its charts anew in the colours of another theme, and in another width', async () => {
    const drawn = () => page().drawing('.panel-spending lm-chart');
    await page().wear('dark');
    const dark = await drawn();
    await page().wear('light');
    const light = await until('the chart in other colours', async () => {
      const now = await drawn();
      return now.pixels === dark.pixels ? undefined : now;
    });
    assert.equal(light.width, dark.width);
    await stage.window.page.setViewportSize({ width: 1000, height: 800 });
    await until('the chart in another width', async () =>
      (await drawn()).width < light.width ? true : undefined,
    );
    await stage.window.page.setViewportSize({ width: 1280, height: 800 });
    await until('the chart as wide as before', async () =>
      (await drawn()).width === light.width ? true : undefined,
    );
  });

  it('shows the value of a chart at the upper edge of the page, too', async () => {
    await page().scrollTo(chart);
    await page().pointAt(chart, 5, DAYS);
    const top = await page().topOf(`${chart} .chart-tip`);
    assert.ok(top >= 0, `${top} pixels`);
    await page().leave();
  });

  it('is legible in every theme, under the pointer and with the keyboard, too', async () => {
    const refresh = 'vscode-button:has-text("Refresh")';
    const opener = '.panel-extras summary';
    for (const theme of themes) {
      await page().wear(theme);
      for (const part of [refresh, opener]) {
        await page().hover(part);
        assert.ok((await page().contrast(part)) >= LEGIBLE, `${part} under the pointer, ${theme}`);
        await page().leave();
        await page().focus(part);
        assert.ok((await page().contrast(part)) >= LEGIBLE, `${part} with the keyboard, ${theme}`);
      }
      await page().hover(refresh);
      await stage.window.picture(`dashboard-refresh-${theme}`);
      await page().leave();
    }
  });

  it('fits into a narrow column', async () => {
    await stage.window.page.setViewportSize({ width: 460, height: 800 });
    assert.equal(await page().overflow(), 0);
    for (const part of ['main', '.panel-spending', '.panel-products', '.panel-latency', '.panel-limits'])
      assert.deepEqual(
        await page().inEveryTheme(`dashboard-narrow-${part.replace('.panel-', '')}`, part),
        [],
      );
    await stage.window.page.setViewportSize({ width: 1280, height: 800 });
  });

  it('exports panels as CSV', async () => {
    const [names, ...rows] = await exported(stage, page(), 'products', 'Products');
    assert.equal(names, 'product,requests,credits,share_percent,success_rate_percent,average_cost');
    assert.deepEqual(
      rows.map((row) => row.split(',').slice(0, 3).join()),
      servedProducts(stage, DAYS).map(
        ({ productId, requests, credits }) => `${productId},${requests},${credits}`,
      ),
    );
    const spending = await exported(stage, page(), 'spending', 'Credits per day');
    assert.deepEqual(spending, [
      'date,credits,requests',
      ...served(stage, DAYS).map((day) => {
        const { credits, requests } = totals([day]);
        return `${day.date},${credits},${requests}`;
      }),
    ]);
    const balance = await exported(stage, page(), 'now', 'Balance');
    assert.deepEqual(balance.slice(0, 3), ['figure,value', 'credits,15432.5', 'spendable,15432.5']);
  });
}

function daysAgo(count: number): string {
  return new Date(Date.now() - count * 24 * 3_600_000).toISOString().slice(0, 10);
}

/** Saves a panel to a file by its button. @returns the lines of the file */
async function exported(
  { window }: Stage,
  page: DashboardPage,
  panel: string,
  title: string,
): Promise<readonly string[]> {
  const folder = await mkdtemp(join(tmpdir(), 'leadmagic-export-'));
  try {
    const file = join(folder, `${panel}.csv`);
    await page.click(`button[aria-label="Export ${title} as CSV"]`);
    const text = await saveAs(window, `leadmagic-${panel}-`, file);
    await window.toasts.waitFor(`Exported to ${panel}.csv.`);
    assert.deepEqual(await page.inEveryTheme(`dashboard-export-${panel}`, `.panel-${panel}`), []);
    await window.toasts.dismiss(`Exported to ${panel}.csv.`);
    return text.trimEnd().split('\r\n');
  } finally {
    await rm(folder, { recursive: true });
  }
}
