import * as v from 'valibot';
import { balanceVariants } from './account';
import { errorShapes } from './errorShapes';
import { faultSchema } from './faults';
import { healthModes, refreshModes } from './routes';

const amount = v.pipe(v.number(), v.minValue(0));
/** May be left out where the server has one account. */
const key = v.exactOptional(v.string());
const flag = v.exactOptional(v.boolean());
const count = v.exactOptional(v.pipe(v.number(), v.integer(), v.minValue(1)));
const optionalText = v.exactOptional(v.string());

const accountCommand = v.variant('action', [
  v.strictObject({ action: v.literal('spend'), key, amount, product: optionalText, requests: count }),
  v.strictObject({ action: v.literal('topUp'), key, amount }),
  v.strictObject({ action: v.literal('set'), key, amount }),
  v.strictObject({
    action: v.literal('freeze'),
    key,
    amount: v.union([amount, v.literal('all')]),
    message: optionalText,
    planHint: optionalText,
  }),
  v.strictObject({ action: v.literal('unfreeze'), key }),
  v.strictObject({ action: v.literal('revoke'), key }),
  v.strictObject({ action: v.literal('restore'), key }),
  v.strictObject({ action: v.literal('drain'), key, creditsPerSecond: amount }),
  v.strictObject({ action: v.literal('variant'), key, variant: v.picklist(balanceVariants) }),
]);
/** The commands that act on one account. */
export type AccountCommand = v.InferOutput<typeof accountCommand>;

const commandSchema = v.variant('action', [
  accountCommand,
  v.strictObject({
    action: v.literal('addAccount'),
    key: v.pipe(v.string(), v.minLength(1)),
    credits: amount,
    variant: v.exactOptional(v.picklist(balanceVariants)),
    rateLimit: count,
    analytics: v.exactOptional(
      v.strictObject({ empty: flag, requestsPerDay: count, historyDays: count, email: optionalText }),
    ),
  }),
  v.strictObject({ action: v.literal('fault'), fault: faultSchema }),
  v.strictObject({ action: v.literal('clearFaults') }),
  v.strictObject({ action: v.literal('clearRequests') }),
  v.strictObject({
    action: v.literal('configure'),
    settings: v.strictObject({
      refresh: v.exactOptional(v.picklist(refreshModes)),
      health: v.exactOptional(v.picklist(healthModes)),
      errorShape: v.exactOptional(v.picklist(errorShapes)),
      headers: v.exactOptional(v.strictObject({ credits: flag, rateLimit: flag, requestId: flag })),
      analytics: v.exactOptional(
        v.strictObject({
          wrapped: flag,
          productsAs: v.exactOptional(v.picklist(['map', 'array'])),
          omitIdleDays: flag,
          unsortedDays: flag,
          omitThisWeek: flag,
          extras: flag,
        }),
      ),
    }),
  }),
  /** Refuses connections for this long; a time is asked for because nobody could reach the switch meanwhile. */
  v.strictObject({
    action: v.literal('offline'),
    forMs: v.pipe(v.number(), v.minValue(1), v.maxValue(600_000)),
  }),
]);
/** What `POST /__control` takes. */
export type ControlCommand = v.InferOutput<typeof commandSchema>;

/** The command in a request's body, or a sentence that says what is wrong with it. */
export function parseCommand(body: string): ControlCommand | string {
  let parsed: unknown;
  try {
    parsed = JSON.parse(body);
  } catch {
    return 'The body is not JSON.';
  }
  const result = v.safeParse(commandSchema, parsed);
  if (result.success) {
    return result.output;
  }
  const [issue] = result.issues;
  return `${v.getDotPath(issue) ?? 'The body'}: ${issue.message}.`;
}
