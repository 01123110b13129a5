import type { Result } from '../leadmagic/result';
import type { Cost } from '../runs/costOf';
import type { Account } from './account';
import { meansOf, type Facts } from './affordability';
import { accountInUse, readToJudge } from './affordabilityRead';
import type { ProductFigures } from './lazy/affordabilityFigures';
import { thrownFields, type Log } from './log';
import type { Monitor } from './monitor';
import type { ReadFault } from './readFault';
import type { FreshBalance } from './readOnce';
import type { Settings } from './settings';

export interface FactTools {
  readonly monitor: Monitor;
  readonly settings: () => Settings;
  readonly log: Log;
  /** ms since 1970 */
  readonly now: () => number;
}

/**
 * What an estimate rests on beside the price: what can be paid with, and the account's own figures of the product.
 * Never rejects.
 * @param isAsked the user wants it now; see `JudgeRules`
 */
export async function factsFor(
  { endpoint }: Cost,
  isAsked: boolean,
  tools: FactTools,
  signal: AbortSignal,
): Promise<Facts> {
  const found = await accountInUse(tools.monitor, signal);
  if (!found.ok) return { means: found };
  const account = found.value;
  const means = meansOf(await readRecent(account, isAsked, tools, signal), account.view);
  const figures = signal.aborted ? undefined : await figuresOf(account, endpoint.productIds, tools, signal);
  return { means, ...(figures && { figures }) };
}

/** The balance, read anew where it is older than the cache keeps it. Never rejects. */
export function readRecent(
  { session }: Account,
  isAsked: boolean,
  { settings }: FactTools,
  signal: AbortSignal,
): Promise<Result<FreshBalance, ReadFault>> {
  return readToJudge(session, { maxAgeMs: settings().cacheTtlSeconds * 1000, isAsked }, signal);
}

async function figuresOf(
  { session }: Account,
  productIds: readonly string[],
  { now, log }: FactTools,
  signal: AbortSignal,
): Promise<ProductFigures | undefined> {
  try {
    const { OwnFigures } = await import('./lazy/affordabilityFigures');
    return await new OwnFigures(session, now).of(productIds, signal);
  } catch (error) {
    log.error('ownFigures', thrownFields(error));
    return undefined;
  }
}
