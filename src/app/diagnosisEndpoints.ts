import { LeadMagicClient } from '../leadmagic/client';
import type { RequestLogEntry } from '../leadmagic/http';
import { present } from '../leadmagic/present';
import type { AskedClass } from '../store/snapshot';
import type { Answered } from './gate';
import { healthReading } from './healthReading';
import { balanceReading } from './reading';
import type { AccountSession } from './session';

/** How long the diagnosis waits for its turn at one endpoint. */
const PATIENCE_MS = 20_000;
const BUSY_LOOK_MS = 200;

/** What asking one endpoint came to. */
export interface EndpointFact {
  readonly name: string;
  /** What was sent; a server that lacks a route is asked for the next best one. */
  readonly requests: readonly RequestLogEntry[];
  /** Why nothing was sent: the server asked to wait until then (ms since 1970), or there was no turn. */
  readonly notAsked?: { readonly until: number } | 'busy';
}

export interface EndpointTools {
  readonly now: () => number;
  readonly wait: (ms: number) => Promise<void>;
  readonly isCancelled: () => boolean;
}

type Send = (
  client: LeadMagicClient,
  signal: AbortSignal,
  mayGoOn: () => Promise<boolean>,
) => Promise<Answered>;

interface Endpoint {
  readonly name: string;
  readonly readClass: AskedClass;
  readonly send: Send;
}

const endpoints: readonly Endpoint[] = [
  {
    name: 'GET /v1/credits',
    readClass: 'refresh',
    send: async (client, signal) => balanceReading(await client.credits(signal), 'poll'),
  },
  {
    name: 'POST /v1/credits/refresh',
    readClass: 'refresh',
    send: async (client, signal, mayGoOn) =>
      balanceReading(await client.refreshCredits(signal, mayGoOn), 'refresh'),
  },
  {
    name: 'GET /v1/credits/health',
    readClass: 'health',
    send: async (client, signal, mayGoOn) => healthReading(await client.health(signal, mayGoOn)),
  },
];

/** Asks each credit endpoint once, as a command of the user's does: through the gate, at its pace, never before a deadline. */
export async function askEndpoints(
  session: AccountSession,
  tools: EndpointTools,
): Promise<readonly EndpointFact[]> {
  const facts: EndpointFact[] = [];
  for (const { name, readClass, send } of endpoints) {
    if (tools.isCancelled() || session.isOver()) break;
    const requests: RequestLogEntry[] = [];
    const { options } = session.client;
    const client = new LeadMagicClient({
      ...options,
      onRequest: (entry) => {
        requests.push(entry);
        options.onRequest?.(entry);
      },
    });
    const notAsked = await askInTurn(
      session,
      readClass,
      (signal) => send(client, signal, () => session.isFree()),
      tools,
    );
    facts.push({ name, requests, ...present({ notAsked }) });
  }
  return facts;
}

async function askInTurn(
  session: AccountSession,
  readClass: AskedClass,
  send: (signal: AbortSignal) => Promise<Answered>,
  { now, wait, isCancelled }: EndpointTools,
): Promise<EndpointFact['notAsked']> {
  const patience = now() + PATIENCE_MS;
  for (;;) {
    const result = await session.request(readClass, send);
    if (result.kind === 'answered') return undefined;
    const until = result.kind === 'refused' ? (result.decision.until ?? now()) : now() + BUSY_LOOK_MS;
    if (result.kind === 'refused' && result.decision.why === 'hold') return { until };
    if (until > patience || isCancelled() || session.isOver()) return 'busy';
    await wait(Math.max(until - now(), 1));
  }
}
