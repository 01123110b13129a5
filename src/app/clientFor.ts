import { BalanceClient } from '../leadmagic/balanceClient';
import type { RequestLogEntry } from '../leadmagic/http';
import type { BoundKey } from './keys';
import type { Outcomes } from './diagnosisOutcomes';
import type { Log } from './log';

export interface ClientTools {
  readonly now: () => number;
  readonly fetch: () => typeof globalThis.fetch;
  readonly log: Log;
  /** Remembers how requests ended, for the diagnosis. */
  readonly outcomes?: Pick<Outcomes, 'keep'>;
}

/** A client for a key at its origin, whose requests are logged as events. */
export function clientFor(bound: BoundKey, { now, fetch, log, outcomes }: ClientTools): BalanceClient {
  return new BalanceClient({
    ...bound,
    now,
    fetch,
    onRequest: (entry) => {
      logRequest(log, entry);
      outcomes?.keep(entry, now());
    },
  });
}

function logRequest(log: Log, entry: RequestLogEntry): void {
  const fields = { ...entry, tookMs: Math.round(entry.tookMs) };
  if (entry.kind === undefined) log.info('request', fields);
  else log.warn('request', fields);
}
