import assert from 'node:assert/strict';
import type { AccountView } from '../../../src/usage/balanceView';
import { panelRows, type Shown } from '../../../src/usage/panelRows';
import { panels } from '../../../src/usage/panels';
import { noReports } from '../../../src/usage/reports';
import { noRuns, type RunsView } from '../../../src/usage/runsView';
import { usageView } from '../../../src/usage/usageView';

const now = Date.parse('2026-09-16T10:00:00Z');
const balance = {
  credits: 5,
  spendable: 4,
  isFrozen: true,
  freezeMessage: '=frozen',
  freezePlanHint: 'Upgrade.',
  frozen: 1,
  level: 'low',
  lowCredits: 10,
  criticalCredits: 1,
  at: now,
  isBehind: false,
} as const;
const empty: Shown = {
  account: { status: 'starting' },
  usage: usageView(7, noReports, now),
  runs: noRuns,
};

describe('panelRows', () => {
  for (const panel of panels) {
    it(`${panel}: nothing while nothing is known`, () => assert.equal(panelRows(panel, empty), undefined));
  }

  it('products: one row each, with ids', () => {
    const products = { isLoading: false, value: [{ id: 'a', name: 'A', credits: 1, share: 33.33333333 }] };
    assert.deepEqual(panelRows('products', { ...empty, usage: { ...empty.usage, products } }), [
      ['product', 'requests', 'credits', 'share_percent', 'success_rate_percent', 'average_cost'],
      ['a', undefined, 1, 33.333, undefined, undefined],
    ]);
  });

  it('figures: by names of their own, rounded, with an empty cell for what is not known', () => {
    const value = {
      credits: 7.25,
      creditsPerRequest: 0.77777,
      chargeableRate: 81.11111,
      averageMs: 260.12345,
    };
    const shown = { ...empty, usage: { ...empty.usage, figures: { isLoading: false, value } } };
    assert.deepEqual(panelRows('figures', shown), [
      ['figure', 'value'],
      ['credits', 7.25],
      ['requests', undefined],
      ['credits_per_request', 0.778],
      ['charged_percent', 81.111],
      ['answered_without_error_percent', undefined],
      ['average_ms', 260.123],
    ]);
    const rest = { isLoading: false, value: { requests: 9, successRate: 91.66666 } };
    const rows = panelRows('figures', { ...empty, usage: { ...empty.usage, figures: rest } });
    assert.deepEqual(
      [rows?.[2], rows?.[5]],
      [
        ['requests', 9],
        ['answered_without_error_percent', 91.667],
      ],
    );
  });

  it('limits: the share of the limit that is used, rounded', () => {
    const use = { limit: 3, used: 1, utilization: 100 / 3 };
    const limits = { isLoading: false, value: { minute: use, daily: { ...use, utilization: 200 / 3 } } };
    const rows = panelRows('limits', { ...empty, usage: { ...empty.usage, limits } });
    assert.deepEqual(rows?.slice(1, 3), [
      ['requests_this_minute', 1, 3, 33.333],
      ['requests_today', 1, 3, 66.667],
    ]);
  });

  it('balance: points and top-ups by time', () => {
    const at = Date.parse('2026-09-16T09:00:00Z');
    const history = {
      from: at,
      to: now,
      points: [
        { at, credits: 5 },
        { at: now, credits: 4 },
      ],
      topUps: [{ at: at + 1000, amount: 100 }],
    };
    const account: AccountView = { status: 'known', balance: { ...balance, history } };
    assert.deepEqual(panelRows('balance', { ...empty, account }), [
      ['time', 'credits', 'topped_up'],
      ['2026-09-16T09:00:00.000Z', 5, undefined],
      ['2026-09-16T09:00:01.000Z', undefined, 100],
      ['2026-09-16T10:00:00.000Z', 4, undefined],
    ]);
  });

  it('balance: nothing before the history was read', () =>
    assert.equal(panelRows('balance', { ...empty, account: { status: 'known', balance } }), undefined));

  it('now: the balance in figures', () => {
    const outlook = { daysLeft: 2.3333333, words: 'Lasts about 2 days' };
    const account: AccountView = { status: 'known', balance: { ...balance, outlook } };
    assert.deepEqual(panelRows('now', { ...empty, account }), [
      ['figure', 'value'],
      ['credits', 5],
      ['spendable', 4],
      ['frozen', 'true'],
      ['frozen_credits', 1],
      ['freeze_message', '=frozen'],
      ['freeze_plan_hint', 'Upgrade.'],
      ['level', 'low'],
      ['low_credits', 10],
      ['critical_credits', 1],
      ['days_left', 2.333],
      ['outlook', 'Lasts about 2 days'],
      ['read_at', '2026-09-16T10:00:00.000Z'],
    ]);
  });

  it('folders: one row each, and what nobody can tell apart', () => {
    const spent = { runs: 1, credits: 2, rough: 0, shared: 0.5 };
    const runs: RunsView = { ...noRuns, folders: [{ folder: 'crm', ...spent }, spent], mixed: 3 };
    assert.deepEqual(panelRows('folders', { ...empty, runs }), [
      ['what', 'folder', 'metered_runs', 'credits', 'of_it_rough', 'shared_at_least'],
      ['folder', 'crm', 1, 2, 0, 0.5],
      ['no_folder', undefined, 1, 2, 0, 0.5],
      ['several_folders_at_once', undefined, undefined, undefined, undefined, 3],
    ]);
    const unmixed = panelRows('folders', { ...empty, runs: { ...runs, mixed: 0 } });
    assert.equal(unmixed?.length, 3);
  });

  it('extras: one row a cell, as the tables differ', () => {
    const extras = [
      { id: 'errors', columns: ['name', 'count'], rows: [['400', 7]] },
      { id: 'quality', columns: ['found_rate'], rows: [[50], [60]] },
    ];
    assert.deepEqual(panelRows('extras', { ...empty, usage: { ...empty.usage, extras } }), [
      ['report', 'row', 'column', 'value'],
      ['errors', 1, 'name', '400'],
      ['errors', 1, 'count', 7],
      ['quality', 1, 'found_rate', 50],
      ['quality', 2, 'found_rate', 60],
    ]);
  });

  it('runs: one row each, with times in UTC', () => {
    const run = { startedAt: now - 1000, endedAt: now };
    const runs: RunsView = {
      ...noRuns,
      runs: [
        { ...run, name: 'npm run enrich', folder: 'crm', credits: 37.25, certainty: 'alone' },
        { ...run, name: 'a task', certainty: 'rough', noCost: 'noStart' },
      ],
    };
    assert.deepEqual(panelRows('runs', { ...empty, runs }), [
      ['run', 'folder', 'started', 'ended', 'credits', 'certainty', 'no_cost'],
      [
        ...['npm run enrich', 'crm', '2026-09-16T09:59:59.000Z', '2026-09-16T10:00:00.000Z'],
        ...[37.25, 'alone', undefined],
      ],
      [
        ...['a task', undefined, '2026-09-16T09:59:59.000Z', '2026-09-16T10:00:00.000Z'],
        ...[undefined, 'rough', 'noStart'],
      ],
    ]);
  });

  it('the panels over days: one row a day', () => {
    const service = {
      isLoading: false,
      value: [{ date: '2026-09-16', requests: 3, p50: 1, errorRate: 2.00004 }],
    };
    const spending = { isLoading: false, value: [{ date: '2026-09-16', credits: 3, requests: 4 }] };
    const shown = { ...empty, usage: { ...empty.usage, service, spending } };
    assert.deepEqual(panelRows('latency', shown)?.[1], ['2026-09-16', 1, undefined, undefined]);
    assert.deepEqual(panelRows('errors', shown)?.[1], ['2026-09-16', 3, 2]);
    assert.deepEqual(panelRows('spending', shown)?.[1], ['2026-09-16', 3, 4]);
  });
});
