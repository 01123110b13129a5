import { LeadMagicClient } from '../../../src/leadmagic/client';
import { canned, serve } from './loopback';
import type { RequestListener } from 'node:http';
import type { ClientOptions } from '../../../src/leadmagic/balanceClient';
import type { Canned, Loopback } from './loopback';

export const key = 'lm_test_key';
/** A body, and what is read from it. */
export const balance = { credits: 12.5, is_frozen: false };
export const balanceRead = { credits: 12.5, isFrozen: false };

export type Routes = Readonly<Record<string, Canned | readonly Canned[]>>;

/** Clients, each with its server; those are closed after each test of the `describe` this is called in. */
export function clients() {
  const open: Loopback[] = [];
  afterEach(async () => {
    await Promise.all(open.splice(0).map((server) => server.close()));
  });

  async function clientOf(
    routes: Routes | RequestListener,
    options: Partial<ClientOptions> = {},
  ): Promise<LeadMagicClient> {
    const server = await serve(typeof routes === 'function' ? routes : canned(routes));
    open.push(server);
    return new LeadMagicClient({
      origin: server.origin,
      key,
      fetch: () => globalThis.fetch,
      now: Date.now,
      ...options,
    });
  }

  const seen = () => open.flatMap((server) => server.seen);
  const asked = () => seen().map(({ method, url }) => `${method} ${url}`);
  return { clientOf, seen, asked };
}
