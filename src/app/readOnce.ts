import type { Balance } from '../leadmagic/balance';
import { BalanceClient, type ClientOptions } from '../leadmagic/balanceClient';
import { err, ok, type Result } from '../leadmagic/result';
import type { BoundKey } from './keys';
import { readFault, type ReadFault } from './readFault';

/** A balance read just now. */
export interface FreshBalance {
  readonly balance: Balance;
  /** When it arrived; ms since 1970. */
  readonly at: number;
}

/**
 * Reads the balance with one request and without the shared folder: for a program that runs once, on a machine where
 * no window need be. Never throws; no fault holds server text.
 */
export async function readOnce(
  bound: BoundKey,
  options: Omit<ClientOptions, keyof BoundKey>,
  signal?: AbortSignal,
): Promise<Result<FreshBalance, ReadFault>> {
  const client = new BalanceClient({ ...options, ...bound });
  const { result, receivedAt } = await client.credits(signal);
  return result.ok ? ok({ balance: result.value, at: receivedAt }) : err(readFault(result.error, receivedAt));
}
