import * as v from 'valibot';

import { errorKinds } from '../leadmagic/errors';
import type { AccountView } from './balanceView';
import type { DayView, Part, Problem, UsageView } from './dashboardView';
import { panels, type Panel } from './panels';
import { ranges, type Range } from './range';
import { certainties, noCosts, type RunsView } from './runsView';

/** From the extension host to the page. */
export type HostMessage =
  /** First of all: the language, and the translations of the messages that have one. */
  | { readonly type: 'texts'; readonly locale: string; readonly messages: Readonly<Record<string, string>> }
  | { readonly type: 'account'; readonly account: AccountView }
  | { readonly type: 'usage'; readonly usage: UsageView }
  | { readonly type: 'day'; readonly day?: DayView }
  | { readonly type: 'runs'; readonly runs: RunsView };

/** What the page shows: the range, and the day that is open. */
export interface Selection {
  readonly range: Range;
  readonly day?: string;
}

/** Commands of the extension that the page may run. */
const pageCommands = ['setApiKey', 'confirmOrigin', 'openBilling', 'showLog'] as const;
export type PageCommand = (typeof pageCommands)[number];

/** From the page to the extension host. */
export type PageMessage =
  /** The page listens, and shows this. */
  | ({ readonly type: 'ready' } & Selection)
  | ({ readonly type: 'select' } & Selection)
  | { readonly type: 'refresh' }
  | { readonly type: 'export'; readonly panel: Panel }
  | { readonly type: 'run'; readonly command: PageCommand };

/** undefined for anything that is not exactly such a message. */
export function parseHostMessage(data: unknown): HostMessage | undefined {
  return parse(hostMessage, data);
}

/** undefined for anything that is not exactly such a message. */
export function parsePageMessage(data: unknown): PageMessage | undefined {
  return parse(pageMessage, data);
}

function parse<T>(schema: v.GenericSchema<unknown, T>, data: unknown): T | undefined {
  const result = v.safeParse(schema, data);
  return result.success ? result.output : undefined;
}

const text = v.string();
const number = v.pipe(v.number(), v.finite());
const date = v.pipe(v.string(), v.regex(/^\d{4}-\d{2}-\d{2}$/));
const maybe = v.exactOptional(number);
const range = v.picklist(ranges);

const kinds = [...errorKinds, 'waiting', 'rejected'] as const satisfies readonly Problem['kind'][];

const problem = v.strictObject({ kind: v.picklist(kinds), status: maybe, until: maybe });

function part<T>(value: v.GenericSchema<unknown, T>): v.GenericSchema<unknown, Part<T>> {
  return v.strictObject(partEntries(value));
}

function partEntries<T>(value: v.GenericSchema<unknown, T>) {
  return {
    isLoading: v.boolean(),
    value: v.exactOptional(value),
    problem: v.exactOptional(problem),
    at: maybe,
  };
}

const total = v.strictObject({ credits: maybe, requests: maybe });
const limit = v.strictObject({ limit: maybe, used: maybe, utilization: maybe });

const usage: v.GenericSchema<unknown, UsageView> = v.strictObject({
  range,
  totals: part(
    v.strictObject({
      today: v.exactOptional(total),
      week: v.exactOptional(total),
      month: v.exactOptional(total),
    }),
  ),
  spending: part(v.array(v.strictObject({ date, credits: maybe, requests: maybe }))),
  figures: part(
    v.strictObject({
      credits: maybe,
      requests: maybe,
      creditsPerRequest: maybe,
      chargeableRate: maybe,
      successRate: maybe,
      averageMs: maybe,
    }),
  ),
  products: part(
    v.array(
      v.strictObject({
        id: text,
        name: text,
        requests: maybe,
        credits: maybe,
        share: maybe,
        successRate: maybe,
        averageCost: maybe,
      }),
    ),
  ),
  service: part(
    v.array(v.strictObject({ date, requests: maybe, p50: maybe, p95: maybe, p99: maybe, errorRate: maybe })),
  ),
  limits: part(
    v.strictObject({
      minute: v.exactOptional(limit),
      daily: v.exactOptional(limit),
      inFlight: maybe,
      peak: maybe,
      reserved: maybe,
    }),
  ),
  extras: v.array(
    v.strictObject({ id: text, columns: v.array(text), rows: v.array(v.array(v.union([text, number]))) }),
  ),
});

const day: v.GenericSchema<unknown, DayView> = v.strictObject({
  date,
  ...partEntries(
    v.array(
      v.strictObject({
        id: text,
        name: text,
        requests: maybe,
        credits: maybe,
        share: maybe,
        averageCost: maybe,
        mostCost: maybe,
      }),
    ),
  ),
});

const runs: v.GenericSchema<unknown, RunsView> = v.strictObject({
  runs: v.array(
    v.strictObject({
      name: text,
      folder: v.exactOptional(text),
      startedAt: number,
      endedAt: number,
      credits: maybe,
      certainty: v.picklist(certainties),
      noCost: v.exactOptional(v.picklist(noCosts)),
    }),
  ),
  folders: v.array(
    v.strictObject({
      folder: v.exactOptional(text),
      runs: number,
      credits: number,
      rough: number,
      shared: number,
    }),
  ),
  mixed: number,
  since: number,
});

const balance = v.strictObject({
  credits: number,
  spendable: number,
  isFrozen: v.boolean(),
  freezeMessage: v.exactOptional(text),
  freezePlanHint: v.exactOptional(text),
  frozen: maybe,
  level: v.picklist(['ok', 'low', 'critical', 'empty']),
  lowCredits: number,
  criticalCredits: number,
  at: number,
  isBehind: v.boolean(),
  problem: v.exactOptional(text),
  outlook: v.exactOptional(v.strictObject({ daysLeft: maybe, words: text })),
  history: v.exactOptional(
    v.strictObject({
      from: number,
      to: number,
      points: v.array(v.strictObject({ at: number, credits: number })),
      topUps: v.array(v.strictObject({ at: number, amount: number })),
    }),
  ),
});

const account: v.GenericSchema<unknown, AccountView> = v.variant('status', [
  v.strictObject({ status: v.picklist(['starting', 'noKey', 'unconfirmed', 'rejected']) }),
  v.strictObject({ status: v.literal('unread'), problem: v.exactOptional(text) }),
  v.strictObject({ status: v.literal('known'), balance }),
]);

const hostMessage: v.GenericSchema<unknown, HostMessage> = v.variant('type', [
  v.strictObject({ type: v.literal('texts'), locale: text, messages: v.record(text, text) }),
  v.strictObject({ type: v.literal('account'), account }),
  v.strictObject({ type: v.literal('usage'), usage }),
  v.strictObject({ type: v.literal('day'), day: v.exactOptional(day) }),
  v.strictObject({ type: v.literal('runs'), runs }),
]);

const selection = { range, day: v.exactOptional(date) };

const pageMessage: v.GenericSchema<unknown, PageMessage> = v.variant('type', [
  v.strictObject({ type: v.literal('ready'), ...selection }),
  v.strictObject({ type: v.literal('select'), ...selection }),
  v.strictObject({ type: v.literal('refresh') }),
  v.strictObject({ type: v.literal('export'), panel: v.picklist(panels) }),
  v.strictObject({ type: v.literal('run'), command: v.picklist(pageCommands) }),
]);
