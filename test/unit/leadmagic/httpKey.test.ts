import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import { send } from '../../../src/leadmagic/http';
import { deps, key, outcome, servers } from './httpHarness';
import { canned } from './loopback';
import type { RequestListener } from 'node:http';
import type { Exchange, RequestLogEntry } from '../../../src/leadmagic/http';

describe('http: where the key may go', () => {
  const { ask, start } = servers();

  describe('a redirect', () => {
    for (const status of [301, 302, 303, 307, 308]) {
      it(`${status} to another origin is not followed`, async () => {
        const other = await start(canned({}));
        const exchange = await ask((_request, response) => {
          response.writeHead(status, { location: `${other.origin}/v1/credits` }).end();
        });
        assert.deepEqual(outcome(exchange), { kind: 'redirect' });
        assert.deepEqual(other.seen, []);
      });
    }

    it('any other 3xx is one too', async () => {
      const exchange = await ask((_request, response) => response.writeHead(304).end());
      assert.deepEqual(outcome(exchange), { kind: 'redirect', status: 304, message: 'Not Modified' });
    });

    it('the answer of a fetch that followed one is not believed', async () => {
      const followed = new Response('{"credits":1}');
      Object.defineProperty(followed, 'redirected', { value: true });
      const exchange = await send(
        { ...deps, fetch: () => () => Promise.resolve(followed) },
        { origin: 'http://localhost', path: '/', method: 'GET', key },
      );
      assert.deepEqual(outcome(exchange), { kind: 'redirect', status: 200 });
    });

    it("is known from Chromium's words", async () => {
      const error = new Error("Attempted to redirect, but redirect policy was 'error'");
      const exchange = await send(
        { ...deps, fetch: () => () => Promise.reject(error) },
        { origin: 'http://localhost', path: '/', method: 'GET', key },
      );
      assert.deepEqual(outcome(exchange), { kind: 'redirect' });
    });

    it('is not known from the name of a host', async () => {
      const cause = Object.assign(new Error('getaddrinfo ENOTFOUND redirect.example'), { code: 'ENOTFOUND' });
      const exchange = await send(
        { ...deps, fetch: () => () => Promise.reject(new TypeError('fetch failed', { cause })) },
        { origin: 'http://localhost', path: '/', method: 'GET', key },
      );
      assert.deepEqual(outcome(exchange), { kind: 'network', systemCode: 'ENOTFOUND' });
    });
  });

  describe('the key', () => {
    for (const [name, bad] of [
      ['a line break', `${key}\n${key}`],
      ['a space', `${key} ${key}`],
      ['a letter beyond ASCII', `${key}\u00df`],
      ['a letter beyond Latin-1', `${key}\u2014`],
      ['nothing at all', ''],
    ] as const) {
      it(`with ${name} is not sent`, async () => {
        const server = await start(canned({}));
        const exchange = await send(deps, { origin: server.origin, path: '/', method: 'GET', key: bad });
        assert.deepEqual(outcome(exchange), { kind: 'unauthorized' });
        assert.deepEqual(server.seen, []);
      });
    }

    it('is named where it stood, so that the rest can be read', async () => {
      const { origin } = await start((_, response) =>
        response.writeHead(400).end(JSON.stringify({ message: `The key ${key} is not known.` })),
      );
      const exchange = await send(deps, { origin, path: '/', method: 'GET', key });
      assert.ok(!exchange.result.ok);
      assert.equal(exchange.result.error.message, 'The key [key] is not known.');
    });

    it('comes back in nothing, whoever repeats it', async () => {
      const escaped = key.replace(/./g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);
      const echo = [401, 402, 403, 404, 418, 429, 500].map((status): RequestListener => (_, response) => {
        response.writeHead(status, `No ${key}`, { 'x-request-id': key });
        response.end(
          `{"errors":[{"title":"${escaped}","code":"${key}","action":"use ${key}"}],"meta":{"request_id":"${key}"}}`,
        );
      });
      const plain: RequestListener = (_, response) => response.writeHead(500, key).end(`<p>${key}</p>`);
      const long: RequestListener = (_, response) =>
        response.writeHead(400).end(JSON.stringify({ message: 'x'.repeat(290) + key }));
      const parted: RequestListener = (_, response) =>
        response
          .writeHead(403)
          .end(JSON.stringify({ detail: `No ${key.slice(0, 12)}\u00ad\u200b\u0001\ud800${key.slice(12)}` }));
      const named: RequestListener = (_, response) =>
        response.end(JSON.stringify({ by_key: { [key]: { [`of ${key}`]: 5 } } }));
      const logged: RequestLogEntry[] = [];
      const onRequest = (entry: RequestLogEntry) => void logged.push(entry);
      const exchanges: Exchange[] = [];
      for (const handler of [...echo, plain, long, parted, named]) {
        const { origin } = await start(handler);
        exchanges.push(await send({ ...deps, onRequest }, { origin, path: '/', method: 'GET', key }));
      }
      const told = new Error(key, { cause: new Error(`redirect ${key}`, { cause: { code: key } }) });
      const faults: (() => typeof fetch)[] = [
        () => () => Promise.reject(told),
        () => () => {
          throw told;
        },
        () => () => Promise.reject(Object.assign(new Error(`net::ERR_${key}`), { code: key })),
        () => () =>
          Promise.resolve(
            new Response(
              new ReadableStream({
                start: (stream) => stream.error(told),
              }),
            ),
          ),
        () => (input, init) =>
          globalThis.fetch(input, { ...init, headers: { 'X-API-Key': `${key}\n\u2014` } }),
      ];
      for (const fetch of faults) {
        const request = { origin: 'http://localhost:1', path: '/', method: 'GET', key } as const;
        exchanges.push(await send({ ...deps, fetch, onRequest }, request));
      }
      assert.equal(exchanges.length, 16);
      for (const exchange of [...exchanges, ...logged]) {
        // A part of the key, as a cut would leave it.
        const part = key.slice(0, 9);
        assert.ok(!inspect(exchange, { depth: Infinity, showHidden: true }).includes(part));
        assert.ok(!JSON.stringify(exchange).includes(part));
      }
    });
  });
});
