import type { Readable } from 'node:stream';
import connect from 'undici/lib/api/api-connect.js';
import request from 'undici/lib/api/api-request.js';
import Dispatcher from 'undici/lib/dispatcher/dispatcher.js';
import EnvHttpProxyAgent from 'undici/lib/dispatcher/env-http-proxy-agent.js';

import { isLoopback } from '../app/origin';
import { proxiesFor, type Environment } from './proxies';

// As undici's own index does: its proxy agent opens tunnels by the one, and the other is what is asked with here.
Object.assign(Dispatcher.prototype, { connect, request });

/** A `fetch` for one origin, with connections of its own. */
export interface EnvFetch {
  readonly fetch: typeof globalThis.fetch;
  /** Ends all connections; without it the process would wait for idle ones. */
  close(): Promise<void>;
}

/**
 * Node's own `fetch` knows no proxy variables (and takes no dispatcher of another undici), so this one asks by undici's
 * proxy agent. undici's `fetch` would be as large again as all of the rest, for what is not needed here.
 * @throws TypeError or undici's InvalidArgumentError for a proxy address that cannot be used; it may quote a password.
 */
export function openEnvFetch(env: Environment, origin: string, timeoutMs: number): EnvFetch {
  // Whatever NODE_TLS_REJECT_UNAUTHORIZED says, which a repository may have set: another server must not get the key.
  const tls = isLoopback(origin) ? {} : { rejectUnauthorized: true };
  // Each way of connecting has a limit of its own, of ten seconds if none is given.
  const connect = { ...tls, timeout: timeoutMs };
  const agent = new EnvHttpProxyAgent({
    ...proxiesFor(origin, env),
    connect,
    requestTls: connect,
    proxyTls: connect,
  });
  return {
    fetch: (input, init) => get(agent, new Request(input, init)),
    close: () => agent.destroy(),
  };
}

/** Statuses of answers that have no body. */
const BARE = [204, 205, 304];
const REDIRECTS = [301, 302, 303, 307, 308];

/** GET as `fetch` does it with `redirect: 'error'`; rejects as it does. */
async function get(
  agent: InstanceType<typeof Dispatcher>,
  { url, headers, signal }: Request,
): Promise<Response> {
  const { origin, pathname, search } = new URL(url);
  const answer = await agent
    .request({
      ...{ origin, path: pathname + search, method: 'GET', signal },
      headers: { 'user-agent': 'leadmagic-credits', ...Object.fromEntries(headers) },
    })
    .catch((error: unknown) => {
      throw new TypeError('fetch failed', { cause: refusalOfProxy(error) ?? error });
    });
  const { body } = answer;
  const status = statusOf(answer.statusCode);
  // Who reads it hears of what goes wrong; of one that nobody reads nobody has to.
  body.on('error', () => undefined);
  const isRedirect = REDIRECTS.includes(status);
  const isRead = !isRedirect && !BARE.includes(status);
  if (!isRead) body.destroy();
  if (isRedirect) throw new TypeError('unexpected redirect');
  return new Response(isRead ? streamOf(body) : null, { status, headers: headersOf(answer.headers) });
}

/** A proxy that opens no tunnel says why by a status, which undici tells in words alone. */
function refusalOfProxy(error: unknown): Error | undefined {
  const status = error instanceof Error ? /^Proxy response \((\d{3})\)/.exec(error.message)?.[1] : undefined;
  return status === undefined
    ? undefined
    : Object.assign(new Error('no tunnel'), { code: `PROXY_${status}` });
}

/** A `Response` holds no others; who makes them up is at fault as a gateway is. */
function statusOf(status: number): number {
  return status >= 200 && status <= 599 ? status : 502;
}

/** Node's stream as the web has it. */
function streamOf(body: Readable): ReadableStream<Uint8Array<ArrayBuffer>> {
  const chunks: AsyncIterator<unknown, undefined> = body[Symbol.asyncIterator]();
  return new ReadableStream({
    async pull(controller) {
      const { value } = await chunks.next();
      if (value === undefined) controller.close();
      else if (value instanceof Uint8Array) controller.enqueue(new Uint8Array(value));
      else throw new TypeError('not bytes');
    },
    cancel: () => void body.destroy(),
  });
}

/** Without values that `Headers` refuses: undici reads them as UTF-8. */
function headersOf(headers: Readonly<Record<string, string | string[] | undefined>>): Headers {
  const all = new Headers();
  for (const [name, values = []] of Object.entries(headers)) {
    const held = [values].flat().filter((value) => /^[\t\x20-\x7e\x80-\xff]*$/.test(value));
    for (const value of held) all.append(name, value);
  }
  return all;
}
