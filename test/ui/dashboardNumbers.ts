import assert from 'node:assert/strict';
import * as v from 'valibot';
import { productName } from '../../src/usage/productName';
import { sumProducts, totals, type Totals } from '../fake-leadmagic/analytics';
import type { DashboardPage } from './dashboardPage';
import { until } from '../waiting';
import { KEY, type Stage } from './setup';

const number = new Intl.NumberFormat('en', { maximumFractionDigits: 2 });
const percent = new Intl.NumberFormat('en', { style: 'percent', maximumFractionDigits: 1 });

/** As the page writes it. */
export function written(value: number): string {
  return number.format(value);
}

/** @param value 0 to 100 */
function writtenPercent(value: number): string {
  return percent.format(value / 100);
}

/** What the API knows of the last days, today at the end. */
export function served({ account }: Stage, days: number) {
  return account.analytics.lastDays(days);
}

/** What it knows of each product over the last days, most credits first. */
export function servedProducts(stage: Stage, days: number) {
  return sumProducts(served(stage, days).map((day) => day.products)).toSorted(
    (a, b) => b.credits - a.credits,
  );
}

/** Everything that the dashboard shows of the last 30 days, beside what the API served. */
export function numbers(stage: Stage, page: () => DashboardPage): void {
  it('the balance and what was spent', async () => {
    await page().waitForText('[data-testid=balance]', '15,432.5');
    const monday = (new Date().getUTCDay() + 6) % 7;
    const firstOfMonth = new Date().getUTCDate() - 1;
    const expected: readonly (readonly [string, Totals])[] = [
      ['today', totals(served(stage, 1))],
      ['week', totals(served(stage, monday + 1))],
      ['month', totals(served(stage, firstOfMonth + 1))],
    ];
    for (const [name, { credits }] of expected) {
      await page().waitForText(`[data-testid=total-${name}]`, written(credits));
    }
    const { credits, requests, found, errors } = totals(served(stage, 30));
    const figures = await page().texts('.panel-figures dd');
    assert.deepEqual(figures.slice(0, 5), [
      written(credits),
      written(requests),
      written(credits / requests),
      writtenPercent((found / requests) * 100),
      writtenPercent(((requests - errors) / requests) * 100),
    ]);
    await stage.window.picture('dashboard');
  });

  it('how long the balance lasts at the pace of the last complete days', async () => {
    const pace = totals(served(stage, 7).slice(0, 6)).credits / 6;
    const days = Math.floor(15_432.5 / pace);
    await page().waitForText(
      '.panel-now .outlook',
      `Lasts about ${days} days, at ${written(pace)} a day (LeadMagic’s own figures for 6 days)`,
    );
  });

  it('the balance over time, with the top-up', async () => {
    await page().waitFor('.panel-balance lm-chart');
    assert.equal(await page().attribute('.panel-balance lm-chart', 'aria-label'), 'Balance over time');
    await page().click('.panel-balance button[aria-label^="Show Balance over time as a table"]');
    const rows = await page().rows('.panel-balance');
    assert.equal(rows[0]?.[1], '15,432.5');
    assert.deepEqual(
      rows.filter(([, , added]) => added !== '').map(([, credits, added]) => [credits, added]),
      [['20,000', '10,000']],
    );
    await page().click('.panel-balance button[aria-label^="Show Balance over time as a chart"]');
  });

  it('every product, most credits first', async () => {
    const all = totals(served(stage, 30)).credits;
    assert.deepEqual(
      await page().rows('.panel-products'),
      servedProducts(stage, 30).map(({ productId, requests, credits, found }) => [
        productName(productId),
        written(requests),
        written(credits),
        writtenPercent((credits / all) * 100),
        writtenPercent(Number(((found / requests) * 100).toFixed(1))),
        written(Number((credits / requests).toFixed(3))),
      ]),
    );
  });

  it('response times and the error rate of each day', async () => {
    for (const title of ['Response times', 'Error rate']) {
      await page().click(`button[aria-label="Show ${title} as a table"]`);
    }
    const days = served(stage, 30).toReversed();
    const dash = '–';
    assert.deepEqual(
      (await page().rows('.panel-latency')).map((row) => row.slice(1)),
      days.map(({ products, p50Ms, p95Ms, p99Ms }) =>
        [p50Ms, p95Ms, p99Ms].map((ms) => (products.length === 0 ? dash : `${written(ms)} ms`)),
      ),
    );
    assert.deepEqual(
      (await page().rows('.panel-errors')).map((row) => row.slice(1)),
      days.map((day) => {
        const { requests, errors } = totals([day]);
        const rate = Number(((errors / requests) * 100).toFixed(1));
        return [written(requests), requests === 0 ? dash : writtenPercent(rate)];
      }),
    );
    for (const title of ['Response times', 'Error rate']) {
      await page().click(`button[aria-label="Show ${title} as a chart"]`);
    }
    await page().waitFor('.panel-errors lm-chart');
  });

  it('rate limits and concurrency', async () => {
    const { rate_limit, concurrency } = await ask(stage, 'dashboard', dashboardShape);
    const { minute, daily } = rate_limit;
    assert.deepEqual(await page().texts('.meter .figure'), [
      `${written(minute.used)} of ${written(minute.limit)}`,
      `${written(daily.used)} of ${written(daily.limit)}`,
    ]);
    assert.equal(
      await page().attribute('.meter progress[aria-label="Requests today"]', 'aria-valuetext'),
      `${written(daily.used)} of ${written(daily.limit)} (${writtenPercent(daily.utilization)})`,
    );
    assert.deepEqual(
      await page().texts('.panel-limits dd'),
      [concurrency.current, concurrency.peak, concurrency.active_reservations].map(written),
    );
  });

  it('what the server tells beyond the documented reports, folded up', async () => {
    await page().waitFor('.panel-extras details');
    assert.equal(await page().count('.panel-extras details'), 5);
    const { errors } = totals(served(stage, 30));
    await page().click('.panel-extras [data-testid=extra-errors] summary');
    await until('the table of errors', async () =>
      (await page().texts('.panel-extras [data-testid=extra-errors] tbody tr > *')).join() ===
      `total_errors,${written(errors)}`
        ? true
        : undefined,
    );
    await page().scrollTo('.panel-limits');
    await stage.window.picture('dashboard-extras');
    await page().click('.panel-extras [data-testid=extra-errors] summary');
  });

  it('the runs, the newest first, and what each folder spent', async () => {
    const rows = await page().rows('.panel-runs');
    assert.deepEqual(
      rows.map(([name, folder, , credits, sure]) => [name, folder, credits, sure]),
      [
        ['Debug session', 'No folder', '–', 'Not metered: another key'],
        ['npm run enrich', 'crm', '37.25', 'No other known run'],
      ],
    );
    const [heading] = await page().texts('.panel-runs h3');
    assert.match(heading ?? '', /^By workspace folder, since \S+/);
    assert.deepEqual(await page().rows('.panel-runs .folders'), [['crm', '1', '37.25', '0', '0']]);
    await page().scrollTo('.panel-runs');
    await stage.window.picture('dashboard-runs');
  });
}

const limitShape = v.object({ limit: v.number(), used: v.number(), utilization: v.number() });
const dashboardShape = v.object({
  rate_limit: v.object({ minute: limitShape, daily: limitShape }),
  concurrency: v.object({ current: v.number(), peak: v.number(), active_reservations: v.number() }),
});

/** The body of an analytics route, as the API serves it to anyone with the key. */
async function ask<T>({ server }: Stage, route: string, shape: v.GenericSchema<unknown, T>): Promise<T> {
  const response = await fetch(`${server.origin}/v1/analytics/${route}`, { headers: { 'X-API-Key': KEY } });
  return v.parse(shape, await response.json());
}
