import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { AccountView } from '../../../src/usage/balanceView';
import { panels } from '../../../src/usage/panels';
import { parseHostMessage } from '../../../src/usage/hostMessage';
import { parsePageMessage } from '../../../src/usage/pageMessage';
import { noReports, type Reports } from '../../../src/usage/reports';
import { noRuns, type RunsView } from '../../../src/usage/runsView';
import { dayPart, usageView } from '../../../src/usage/usageView';

const now = Date.parse('2026-09-16T10:00:00Z');
const full: Reports = {
  dashboard: {
    isLoading: false,
    at: now,
    value: {
      rateLimit: { minute: { limit: 1, used: 1 }, daily: { limit: 2, remaining: 1 } },
      concurrency: { current: 0, peak: 2, activeReservations: 1 },
      stats: { today: { credits: 1, requests: 1 } },
    },
  },
  usage: { isLoading: false, value: { daily: [], summary: { credits: 1, requests: 2 } } },
  products: { isLoading: true, value: { products: [{ id: 'a', credits: 1, requests: 1 }] } },
  credits: { isLoading: false, value: { daily: [{ date: '2026-09-16', credits: 1 }] } },
  summary: { isLoading: false, problem: { kind: 'server', status: 500 } },
  daily: {
    isLoading: false,
    value: { daily: [{ date: '2026-09-16', requests: 1, p50Ms: 1, errorRate: 0 }] },
  },
  extras: {
    errors: {
      isLoading: false,
      value: { table: { columns: ['name', 'count'], rows: [['400', 1]] } },
      at: now,
    },
  },
};
const balance = {
  credits: 10,
  spendable: 5,
  isFrozen: true,
  freezeMessage: 'Frozen.',
  freezePlanHint: 'Upgrade.',
  frozen: 5,
  level: 'low',
  lowCredits: 1000,
  criticalCredits: 100,
  at: now,
  isBehind: false,
  outlook: { daysLeft: 3, words: 'Lasts about 3 days' },
} as const;
const accounts: readonly AccountView[] = [
  { status: 'starting' },
  { status: 'noKey' },
  { status: 'unconfirmed' },
  { status: 'rejected' },
  { status: 'unread', problem: 'No answer.' },
  { status: 'known', balance },
  {
    status: 'known',
    balance: {
      ...balance,
      history: { from: 0, to: now, points: [{ at: 1, credits: 5 }], topUps: [{ at: 1, amount: 5 }] },
    },
  },
];

const runs: RunsView = {
  runs: [
    { name: 'npm run enrich', folder: 'crm', startedAt: 1, endedAt: 2, credits: 37.25, certainty: 'alone' },
    { name: 'a task', startedAt: 1, endedAt: 2, certainty: 'rough', noCost: 'noStart' },
  ],
  folders: [
    { folder: 'crm', runs: 1, credits: 37.25, rough: 0, shared: 1 },
    { runs: 0, credits: 0, rough: 0, shared: 0 },
  ],
  mixed: 2.5,
  since: 1,
};

describe('messages to the page', () => {
  for (const [what, message] of [
    ['usage', { type: 'usage', usage: usageView(90, full, now) }],
    ['usage still to come', { type: 'usage', usage: usageView(7, noReports, now) }],
    ['no day', { type: 'day' }],
    [
      'a day',
      {
        type: 'day',
        day: {
          date: '2026-09-16',
          ...dayPart({
            isLoading: false,
            value: { date: '2026-09-16', products: [{ id: 'a', credits: 1 }] },
          }),
        },
      },
    ],
    ['runs', { type: 'runs', runs }],
    ['no runs', { type: 'runs', runs: noRuns }],
    ['texts', { type: 'texts', locale: 'de', messages: { Refresh: 'Aktualisieren' } }],
    ...accounts.map((account) => [`account ${account.status}`, { type: 'account', account }] as const),
  ] as const) {
    // As a message it is copied, which JSON does too.
    it(`${what} gets through as it is`, () =>
      assert.deepEqual(parseHostMessage(JSON.parse(JSON.stringify(message))), message));

    it(`${what} is refused with anything more`, () => {
      assert.equal(parseHostMessage({ ...message, key: 'lm_secret' }), undefined);
      for (const name of Object.keys(message).filter((each) => each !== 'type')) {
        assert.equal(parseHostMessage({ type: message.type, [name]: 5 }), undefined);
      }
    });
  }
});

describe('runs to the page', () => {
  const [run] = runs.runs;
  const bad: readonly (readonly [string, unknown])[] = [
    ['a command line', { ...run, commandLine: 'curl -H key' }],
    ['another certainty', { ...run, certainty: 'exact' }],
    ['another reason', { ...run, noCost: 'free' }],
    ['no time', { ...run, endedAt: undefined }],
    ['a cost that is no number', { ...run, credits: NaN }],
  ];
  for (const [what, row] of bad) {
    it(`are refused with ${what}`, () =>
      assert.equal(parseHostMessage({ type: 'runs', runs: { ...runs, runs: [row] } }), undefined));
  }
});

describe('messages from the page', () => {
  const good = [
    { type: 'ready', range: 30 },
    { type: 'ready', range: 7, day: '2026-09-16' },
    { type: 'select', range: 90 },
    { type: 'refresh' },
    ...panels.map((panel) => ({ type: 'export', panel })),
    { type: 'run', command: 'setApiKey' },
  ];
  for (const message of good) {
    it(`takes ${JSON.stringify(message)}`, () => assert.deepEqual(parsePageMessage(message), message));
  }

  const bad: readonly unknown[] = [
    { type: 'ready', range: 31 },
    { type: 'ready' },
    { type: 'select', range: 7, day: '../credits' },
    { type: 'export', panel: 'key' },
    { type: 'run', command: 'clearApiKey' },
    { type: 'run', command: 'workbench.action.terminal.sendSequence' },
    { type: 'refresh', now: true },
    { type: 'delete' },
    {},
    null,
    'refresh',
  ];
  for (const message of bad) {
    it(`refuses ${JSON.stringify(message)}`, () => assert.equal(parsePageMessage(message), undefined));
  }

  it('never throws', () => {
    fc.assert(
      fc.property(fc.anything(), (data) => {
        parsePageMessage(data);
        parseHostMessage(data);
      }),
    );
  });
});
