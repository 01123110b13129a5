import { send } from '../../../src/leadmagic/http';
import { serve } from './loopback';
import type { RequestListener } from 'node:http';
import type { Exchange, HttpDeps, HttpRequest } from '../../../src/leadmagic/http';
import type { Loopback } from './loopback';

export const key = 'lm_canary_0123456789abcdef';
export const deps: HttpDeps = { fetch: () => globalThis.fetch, now: Date.now };

/** What the tests compare: the error, or status and body. */
export function outcome({ result }: Exchange): unknown {
  return result.ok ? result.value : result.error;
}

/** Servers that are closed after each test of the `describe` this is called in. */
export function servers() {
  const open: Loopback[] = [];
  afterEach(async () => {
    await Promise.all(open.splice(0).map((server) => server.close()));
  });

  async function start(handler: RequestListener): Promise<Loopback> {
    const server = await serve(handler);
    open.push(server);
    return server;
  }

  /** Starts a server and asks it once. */
  async function ask(handler: RequestListener, request: Partial<HttpRequest> = {}): Promise<Exchange> {
    const { origin } = await start(handler);
    return send(deps, { origin, path: '/v1/credits', method: 'GET', key, ...request });
  }

  return { start, ask };
}

/** Something to wait for that may already have happened. */
export function flag() {
  let raise = (): void => undefined;
  const raised = new Promise<void>((resolve) => {
    raise = resolve;
  });
  return { raised, raise: () => raise() };
}
