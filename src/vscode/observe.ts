import { handOver } from '../app/handOver';
import type { Monitor } from '../app/monitor';
import { readHeaders } from '../leadmagic/readHeaders';

/** Takes in what came from outside; unknown in, parsed out. */
export async function observeHanded(monitor: Monitor, response: unknown): Promise<boolean> {
  const { account } = monitor;
  if (account === undefined || typeof response !== 'object' || response === null) return false;
  const sentAt = 'sentAt' in response ? response.sentAt : undefined;
  const origin = 'origin' in response ? response.origin : undefined;
  const named = 'account' in response ? response.account : undefined;
  const get = headerReader('headers' in response ? response.headers : undefined);
  if (get === undefined || typeof sentAt !== 'number' || !Number.isFinite(sentAt)) return false;
  if (origin !== account.origin || (named !== undefined && named !== account.id)) return false;
  const receivedAt = Date.now();
  const headers = readHeaders({ get }, receivedAt);
  return handOver(account.session, { headers, sentAt, receivedAt, source: 'handed' });
}

/** Reads header names without regard to case, from `Headers`, an object, a map or a list of pairs. */
function headerReader(headers: unknown): ((name: string) => string | null) | undefined {
  if (typeof headers !== 'object' || headers === null) return undefined;
  const pairs: unknown[] =
    Symbol.iterator in headers ? [...(headers as Iterable<unknown>)] : Object.entries(headers);
  const known = new Map<string, string>();
  for (const pair of pairs) {
    if (!Array.isArray(pair)) continue;
    const [name, value] = pair as readonly unknown[];
    if (typeof name === 'string' && typeof value === 'string') known.set(name.toLowerCase(), value);
  }
  return (name) => known.get(name.toLowerCase()) ?? null;
}
