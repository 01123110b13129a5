import type { FakeAccount } from '../../fake-leadmagic/account';
import type { AnalyticsOptions } from '../../fake-leadmagic/analytics';
import type { Fault } from '../../fake-leadmagic/faults';
import { startFakeLeadMagic, type FakeLeadMagic } from '../../fake-leadmagic/server';

export const key = 'test-key-0001';

interface Started {
  readonly server: FakeLeadMagic;
  readonly account: FakeAccount;
}

/** The stand-in API with one account. */
export async function startWithAccount(analytics: AnalyticsOptions = { empty: true }): Promise<Started> {
  const server = await startFakeLeadMagic();
  return { server, account: server.addAccount({ key, credits: 4120.75, analytics }) };
}

interface Calls {
  readonly call: (path: string, method?: string, withKey?: string | null) => Promise<Response>;
  readonly credits: () => Promise<Response>;
  /** Reads the credits with a fault set before. */
  readonly faulty: (fault: Fault) => Promise<Response>;
  readonly control: (command: unknown) => Promise<Response>;
}

/** Requests to the server of the test that runs. */
export function callsTo(server: () => FakeLeadMagic): Calls {
  async function call(path: string, method = 'GET', withKey: string | null = key): Promise<Response> {
    const headers: HeadersInit = withKey === null ? {} : { 'X-API-Key': withKey };
    return fetch(server().origin + path, { method, headers, redirect: 'manual' });
  }
  async function credits(): Promise<Response> {
    return call('/v1/credits');
  }
  async function faulty(fault: Fault): Promise<Response> {
    server().setFault(fault);
    return credits();
  }
  async function control(command: unknown): Promise<Response> {
    const body = typeof command === 'string' ? command : JSON.stringify(command);
    return fetch(`${server().origin}/__control`, { method: 'POST', body });
  }
  return { call, credits, faulty, control };
}

/** Lets the event loop turn until something holds; mocha's time limit is the way out. */
export async function until(holds: () => boolean): Promise<void> {
  while (!holds()) {
    await new Promise((turn) => setImmediate(turn));
  }
}
