import type { AccountView, BalanceView, HistoryView } from './balanceView';
import type { DayView, Extra, Figures, UsageView } from './dashboardView';
import type { Panel } from './panels';
import type { RunsView } from './runsView';

export type Row = readonly (string | number | undefined)[];

export interface Shown {
  readonly account: AccountView;
  readonly usage: UsageView;
  readonly day?: DayView;
  readonly runs: RunsView;
}

/**
 * A panel as rows for a file, the names of the columns first; undefined while it has nothing to show. Times are ISO 8601
 * in UTC, units are part of the names.
 */
export function panelRows(panel: Panel, { account, usage, day, runs }: Shown): readonly Row[] | undefined {
  const balance = account.status === 'known' ? account.balance : undefined;
  switch (panel) {
    case 'now':
      return balance && balanceRows(balance);
    case 'balance':
      return balance?.history && historyRows(balance.history);
    case 'spending':
      return table(usage.spending.value, ['date', 'credits', 'requests'], (row) => [
        row.date,
        row.credits,
        row.requests,
      ]);
    case 'day':
      return table(
        day?.value,
        ['date', 'product', 'requests', 'credits', 'share_percent', 'average_cost', 'highest_cost'],
        (row) => [
          day?.date,
          row.id,
          row.requests,
          row.credits,
          rounded(row.share),
          rounded(row.averageCost),
          row.mostCost,
        ],
      );
    case 'products':
      return table(
        usage.products.value,
        ['product', 'requests', 'credits', 'share_percent', 'success_rate_percent', 'average_cost'],
        (row) => [
          row.id,
          row.requests,
          row.credits,
          rounded(row.share),
          rounded(row.successRate),
          rounded(row.averageCost),
        ],
      );
    case 'latency':
      return table(usage.service.value, ['date', 'p50_ms', 'p95_ms', 'p99_ms'], (row) => [
        row.date,
        row.p50,
        row.p95,
        row.p99,
      ]);
    case 'errors':
      return table(usage.service.value, ['date', 'requests', 'error_rate_percent'], (row) => [
        row.date,
        row.requests,
        rounded(row.errorRate),
      ]);
    case 'limits':
      return limitRows(usage);
    case 'figures':
      return usage.figures.value && figureRows(usage.figures.value);
    case 'extras':
      return usage.extras.length === 0 ? undefined : extraRows(usage.extras);
    case 'runs':
      return runs.runs.length === 0 ? undefined : runRows(runs);
    case 'folders':
      return runs.folders.length === 0 ? undefined : folderRows(runs);
  }
}

function table<T>(
  values: readonly T[] | undefined,
  names: readonly string[],
  row: (value: T) => Row,
): readonly Row[] | undefined {
  return values && [names, ...values.map(row)];
}

function balanceRows({ outlook, ...balance }: BalanceView): readonly Row[] {
  return [
    ['figure', 'value'],
    ['credits', balance.credits],
    ['spendable', balance.spendable],
    ['frozen', String(balance.isFrozen)],
    ['frozen_credits', balance.frozen],
    ['freeze_message', balance.freezeMessage],
    ['freeze_plan_hint', balance.freezePlanHint],
    ['level', balance.level],
    ['low_credits', balance.lowCredits],
    ['critical_credits', balance.criticalCredits],
    ['days_left', rounded(outlook?.daysLeft)],
    ['outlook', outlook?.words],
    ['read_at', iso(balance.at)],
  ];
}

function historyRows(history: HistoryView): readonly Row[] {
  const rows = [
    ...history.points.map(({ at, credits }) => ({ at, row: [iso(at), credits, undefined] })),
    ...history.topUps.map(({ at, amount }) => ({ at, row: [iso(at), undefined, amount] })),
  ];
  return [['time', 'credits', 'topped_up'], ...rows.sort((a, b) => a.at - b.at).map(({ row }) => row)];
}

function limitRows({ limits: { value } }: UsageView): readonly Row[] | undefined {
  return (
    value && [
      ['what', 'used', 'limit', 'used_percent'],
      ['requests_this_minute', value.minute?.used, value.minute?.limit, rounded(value.minute?.utilization)],
      ['requests_today', value.daily?.used, value.daily?.limit, rounded(value.daily?.utilization)],
      ['requests_in_flight', value.inFlight, undefined, undefined],
      ['most_requests_in_flight', value.peak, undefined, undefined],
      ['credits_reserved', value.reserved, undefined, undefined],
    ]
  );
}

function figureRows(figures: Figures): readonly Row[] {
  return [
    ['figure', 'value'],
    ['credits', figures.credits],
    ['requests', figures.requests],
    ['credits_per_request', rounded(figures.creditsPerRequest)],
    ['charged_percent', rounded(figures.chargeableRate)],
    ['answered_without_error_percent', rounded(figures.successRate)],
    ['average_ms', rounded(figures.averageMs)],
  ];
}

function runRows({ runs }: RunsView): readonly Row[] {
  return [
    ['run', 'folder', 'started', 'ended', 'credits', 'certainty', 'no_cost'],
    ...runs.map(({ name, folder, startedAt, endedAt, credits, certainty, noCost }) => [
      name,
      folder,
      iso(startedAt),
      iso(endedAt),
      credits,
      certainty,
      noCost,
    ]),
  ];
}

/** Spend of several folders at once stands in a row of its own: it is known of all of them together only. */
function folderRows({ folders, mixed }: RunsView): readonly Row[] {
  return [
    ['what', 'folder', 'metered_runs', 'credits', 'of_it_rough', 'shared_at_least'],
    ...folders.map(({ folder, runs, credits, rough, shared }) => [
      folder === undefined ? 'no_folder' : 'folder',
      folder,
      runs,
      credits,
      rough,
      shared,
    ]),
    ...(mixed > 0
      ? [['several_folders_at_once', undefined, undefined, undefined, undefined, mixed] as const]
      : []),
  ];
}

/** Tables of any columns in one file: a row for each cell. */
function extraRows(extras: readonly Extra[]): readonly Row[] {
  return [
    ['report', 'row', 'column', 'value'],
    ...extras.flatMap(({ id, columns, rows }) =>
      rows.flatMap((row, index) => columns.map((column, at) => [id, index + 1, column, row[at]] as const)),
    ),
  ];
}

function rounded(value: number | undefined): number | undefined {
  return value === undefined ? undefined : Math.round(value * 1000) / 1000;
}

function iso(at: number): string {
  return new Date(at).toISOString();
}
