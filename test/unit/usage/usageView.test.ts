import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  readDashboard,
  readDay,
  readProducts,
  readSummary,
  readUsage,
} from '../../../src/leadmagic/analyticsReaders';
import { parseHostMessage } from '../../../src/usage/hostMessage';
import type { Result } from '../../../src/leadmagic/result';
import type { Report } from '../../../src/usage/reports';
import { dayPart, isUnused, reportsAt } from '../../../src/usage/usageView';
import { now, ready, viewOf } from './usageViewKit';

const DAY = 24 * 3_600_000;

describe('usageView', () => {
  it('is all loading before anything came', () => {
    const { extras, range, ...parts } = viewOf({});
    assert.deepEqual(Object.values(parts), Array(6).fill({ isLoading: true }));
    assert.deepEqual([extras, range], [[], 7]);
  });

  it('has every day of the range, those without traffic as 0, older ones left out', () => {
    const daily = [
      { date: '2026-09-09', credits: 99, requests: 99 },
      { date: '2026-09-10', credits: 1.5, requests: 2 },
      { date: '2026-09-16', credits: 3 },
    ];
    const { value } = viewOf({ credits: ready({ daily }) }).spending;
    assert.deepEqual(
      value?.map(({ date, credits, requests }) => [date.slice(8), credits, requests]),
      [
        ['10', 1.5, 2],
        ['11', 0, 0],
        ['12', 0, 0],
        ['13', 0, 0],
        ['14', 0, 0],
        ['15', 0, 0],
        ['16', 3, undefined],
      ],
    );
  });

  it('knows nothing of the days after the one that a report is of', () => {
    const old = now - DAY;
    const daily = [{ date: '2026-09-15', credits: 2, requests: 1, p50Ms: 5 }];
    const view = viewOf({
      credits: { isLoading: false, value: { daily }, at: old },
      daily: { isLoading: false, value: { daily }, at: old },
    });
    assert.deepEqual(view.spending.value?.slice(-3), [
      { date: '2026-09-14', credits: 0, requests: 0 },
      { date: '2026-09-15', credits: 2, requests: 1 },
      { date: '2026-09-16' },
    ]);
    assert.deepEqual(view.service.value?.slice(-2), [
      { date: '2026-09-15', requests: 1, p50: 5 },
      { date: '2026-09-16' },
    ]);
    assert.deepEqual(view.totals, { isLoading: true });
  });

  it('takes no day that it cannot read for one without requests', () => {
    const daily = [
      { date: '2026-09-14', requests: 0 },
      { date: '2026-09-15', requests: 4 },
      { date: '2026-09-16', credits: 3, requests: 2 },
    ];
    const view = viewOf({ credits: ready({ daily }), products: ready({ products: [] }) });
    assert.deepEqual(view.spending.value?.slice(-3), [
      { date: '2026-09-14', credits: 0, requests: 0 },
      { date: '2026-09-15', requests: 4 },
      { date: '2026-09-16', credits: 3, requests: 2 },
    ]);
    assert.deepEqual(view.totals.value, { today: { credits: 3, requests: 2 } });
    const blank = viewOf({ credits: ready({ daily: daily.map(({ date }) => ({ date })) }) });
    assert.deepEqual(blank.spending, { isLoading: false, problem: { kind: 'protocol' }, at: now });
    const nearlyBlank = [{ date: '2026-09-15' }, { date: '2026-09-16', credits: 0, requests: 0 }];
    const idle = { products: ready({ products: [] }), credits: ready({ daily: nearlyBlank }) };
    assert.equal(isUnused(viewOf(idle)), false);
  });

  it('says latencies of a day whose requests nobody told', () => {
    const { value } = viewOf({
      daily: ready({ daily: [{ date: '2026-09-16', p50Ms: 5, errorRate: 1 }] }),
    }).service;
    assert.deepEqual(value?.at(-1), { date: '2026-09-16', p50: 5, errorRate: 1 });
  });

  it('gives a day without requests neither latency nor error rate', () => {
    const idle = { date: '2026-09-15', requests: 0, p50Ms: 0, p95Ms: 0, p99Ms: 0, errorRate: 0 };
    const busy = { date: '2026-09-16', requests: 4, p50Ms: 10, p95Ms: 20, p99Ms: 30, errorRate: 0 };
    const { value } = viewOf({ daily: ready({ daily: [idle, busy] }) }).service;
    assert.deepEqual(value?.slice(-3), [
      { date: '2026-09-14', requests: 0 },
      { date: '2026-09-15', requests: 0 },
      { date: '2026-09-16', requests: 4, p50: 10, p95: 20, p99: 30, errorRate: 0 },
    ]);
  });

  it('is one that the page takes, whatever numbers the server tells', () => {
    const number = fc.oneof(fc.constantFrom(0, 5e-324, 1e-310, 1e-5, 1e15, 1.79e308), fc.double({ min: 0 }));
    const taken = <T>(reading: Result<T, unknown>): Report<T> =>
      reading.ok ? ready(reading.value) : { isLoading: false, problem: { kind: 'protocol' } };
    fc.assert(
      fc.property(number, number, number, (a, b, c) => {
        const counts = { total_requests: a, total_credits: b, successful_requests: c, failed_requests: b };
        const quota = { limit: a, used: b, remaining: c };
        const usage = viewOf({
          dashboard: taken(
            readDashboard({ rate_limit: { minute: quota, daily: quota }, stats: { today: counts } }),
          ),
          credits: taken(readUsage({ summary: counts, daily: [{ date: '2026-09-16', ...counts }] })),
          products: taken(readProducts({ products: { a: counts, b: { ...counts, total_requests: c } } })),
          summary: taken(readSummary({ total_api_requests: a, total_credits_consumed: b, ...counts })),
        });
        assert.notEqual(parseHostMessage({ type: 'usage', usage }), undefined);
        const products = [
          { product_id: 'a', requests: a, credits: b },
          { product_id: 'b', requests: b, credits: c },
        ];
        const day = { date: '2026-09-16', ...dayPart(taken(readDay({ products }, '2026-09-16'))) };
        assert.notEqual(parseHostMessage({ type: 'day', day }), undefined);
      }),
    );
  });

  it('leaves the other parts whole when one report failed', () => {
    const problem = { kind: 'server', status: 500 } as const;
    const view = viewOf({
      products: { isLoading: false, problem },
      daily: ready({ daily: [] }),
    });
    assert.deepEqual(view.products, { isLoading: false, problem });
    assert.equal(view.service.value?.length, 7);
  });

  it('keeps an older value beside a problem', () => {
    const problem = { kind: 'timeout' } as const;
    const { products } = viewOf({ products: { ...ready({ products: [{ id: 'a' }] }), problem } });
    assert.deepEqual(products, { isLoading: false, value: [{ id: 'a', name: 'A' }], problem, at: now });
  });

  it('takes totals from the days where the dashboard route fails', () => {
    const problem = { kind: 'network' } as const;
    const view = viewOf({
      dashboard: { isLoading: false, problem },
      credits: ready({ daily: [{ date: '2026-09-15', credits: 2, requests: 1 }] }),
    });
    // The month began before the range.
    assert.deepEqual(view.totals.value, {
      today: { credits: 0, requests: 0 },
      week: { credits: 2, requests: 1 },
    });
    assert.equal(view.totals.problem, undefined);
    assert.deepEqual(view.limits, { isLoading: false, problem });
  });

  it('is as old as the oldest of what nothing else says to be old', () => {
    const old = { isLoading: false, value: { products: [] } };
    assert.equal(reportsAt(viewOf({})), undefined);
    const view = viewOf({ products: { ...old, at: now - 9 }, dashboard: ready({}) });
    assert.equal(reportsAt(view), now - 9);
    const problem = { kind: 'server' } as const;
    assert.equal(
      reportsAt(viewOf({ products: { ...old, at: now - 9, problem }, dashboard: ready({}) })),
      now,
    );
  });

  it('tells figures of either report alone', () => {
    const usage = { summary: { credits: 7, requests: 10, chargeableRate: 70 }, daily: [] };
    const problem = { kind: 'server', status: 502 } as const;
    assert.deepEqual(viewOf({ usage: ready(usage), summary: { isLoading: false, problem } }).figures, {
      isLoading: false,
      value: { credits: 7, requests: 10, chargeableRate: 70 },
      problem,
      at: now,
    });
  });

  it('tells figures of two reports as old as the older one, or the one that could not be renewed', () => {
    const usage = { summary: { credits: 7 }, daily: [] };
    const summary = { successRate: 98 };
    const problem = { kind: 'server' } as const;
    const old = { ...ready(summary), at: now - 9 };
    assert.equal(viewOf({ usage: ready(usage), summary: old }).figures.at, now - 9);
    const failed = { ...ready(summary), at: now - 5, problem };
    assert.equal(viewOf({ usage: { ...ready(usage), at: now - 9 }, summary: failed }).figures.at, now - 5);
  });

  it('has no rate of no requests', () => {
    const summary = { requests: 0, credits: 0, successRate: 0, avgResponseMs: 0 };
    assert.deepEqual(viewOf({ summary: ready(summary) }).figures.value, { requests: 0, credits: 0 });
  });

  it('works out what a limit leaves unsaid', () => {
    const rateLimit = {
      minute: { limit: 300, remaining: 75 },
      daily: { limit: 10, used: 12, utilization: 120 },
    };
    const concurrency = { current: 1, peak: 7, activeReservations: 2 };
    assert.deepEqual(viewOf({ dashboard: ready({ rateLimit, concurrency }) }).limits.value, {
      minute: { limit: 300, used: 225, utilization: 75 },
      daily: { limit: 10, used: 12, utilization: 120 },
      inFlight: 1,
      peak: 7,
      reserved: 2,
    });
  });

  it('knows no limit that nobody told', () => {
    const told = { rateLimit: { minute: {}, daily: { utilization: 91 } } };
    assert.deepEqual(viewOf({ dashboard: ready(told) }).limits.value, { daily: { utilization: 91 } });
    assert.deepEqual(viewOf({ dashboard: ready({}) }).limits.value, {});
  });

  it('is done loading where all came and tells nothing', () => {
    const silent = {
      dashboard: ready({}),
      credits: ready({ daily: [] }),
      usage: ready({ daily: [] }),
      summary: ready({}),
    };
    // The days of the range are known to be without traffic; the month began before it.
    const day = { credits: 0, requests: 0 };
    assert.deepEqual(viewOf(silent).totals.value, { today: day, week: day });
    assert.deepEqual(viewOf(silent).figures, { isLoading: false, value: {}, at: now });
  });

  it('says why there are no totals', () => {
    const problem = { kind: 'server', status: 500 } as const;
    const { totals } = viewOf({ dashboard: ready({}), credits: { isLoading: false, problem } });
    assert.deepEqual(totals, { isLoading: false, problem });
    assert.deepEqual(viewOf({ dashboard: ready({}) }).totals, { isLoading: true });
  });

  it('fills a missing success rate with the found rate of the extra route', () => {
    const view = viewOf({
      products: ready({ products: [{ id: 'a' }, { id: 'b', successRate: 10 }] }),
      extras: {
        errors: ready({}),
        'found-rate': ready({
          table: { columns: ['name', 'found_rate'], rows: [['a', 60]] },
          rates: [
            { id: 'a', rate: 60 },
            { id: 'b', rate: 99 },
          ],
        }),
      },
    });
    assert.deepEqual(
      view.products.value?.map(({ id, successRate }) => [id, successRate]),
      [
        ['a', 60],
        ['b', 10],
      ],
    );
    assert.deepEqual(view.extras, [{ id: 'found-rate', columns: ['name', 'found_rate'], rows: [['a', 60]] }]);
  });

  it('shows what the extra routes told for a day', () => {
    const table = { columns: ['name', 'count'], rows: [['400', 1]] };
    const tablesAt = (at: number) =>
      viewOf({ extras: { errors: { isLoading: false, value: { table }, at } } }).extras.length;
    assert.deepEqual([tablesAt(now - DAY + 1), tablesAt(now - DAY)], [1, 0]);
  });

  it('lists the products of a day, most credits first', () => {
    const products = [
      { id: 'role_finder', requests: 4, credits: 1 },
      { id: 'email_finder', requests: 10, credits: 3, creditsShare: 74.9, maxCredits: 1 },
    ];
    assert.deepEqual(dayPart(ready({ date: '2026-09-15', products })).value, [
      {
        id: 'email_finder',
        name: 'Email finder',
        requests: 10,
        credits: 3,
        share: 74.9,
        averageCost: 0.3,
        mostCost: 1,
      },
      { id: 'role_finder', name: 'Role finder', requests: 4, credits: 1, share: 25, averageCost: 0.25 },
    ]);
  });
});
