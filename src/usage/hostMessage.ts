import * as v from 'valibot';

import { isUtcDay } from '../leadmagic/analyticsDays';
import { errorKinds } from '../leadmagic/errors';
import type { AccountView } from './balanceView';
import type { DayView, Part, Problem, UsageView } from './dashboardView';
import { ranges } from './range';
import { certainties, noCosts, type RunsView } from './runsView';

/** From the extension host to the page. */
export type HostMessage =
  /** First of all: the language, and the translations of the messages that have one. */
  | { readonly type: 'texts'; readonly locale: string; readonly messages: Readonly<Record<string, string>> }
  | { readonly type: 'account'; readonly account: AccountView }
  | { readonly type: 'usage'; readonly usage: UsageView }
  | { readonly type: 'day'; readonly day?: DayView }
  | { readonly type: 'runs'; readonly runs: RunsView };

/** undefined for anything that is not exactly such a message. */
export function parseHostMessage(data: unknown): HostMessage | undefined {
  const result = v.safeParse(hostMessage, data);
  return result.success ? result.output : undefined;
}

const text = v.string();
const number = v.pipe(v.number(), v.finite());
const date = v.pipe(v.string(), v.check(isUtcDay));
const maybe = v.exactOptional(number);
const range = v.picklist(ranges);

const kinds = [...errorKinds, 'waiting', 'rejected'] as const satisfies readonly Problem['kind'][];

const problem = v.strictObject({ kind: v.picklist(kinds), status: maybe, triedAt: maybe, until: maybe });

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
