import assert from 'node:assert/strict';
import { getEventListeners, once } from 'node:events';
import { createServer } from 'node:net';
import { runInThisContext } from 'node:vm';
import FakeTimers from '@sinonjs/fake-timers';
import { build } from 'esbuild';
import { send } from '../../../src/leadmagic/http';
import { deps, key, outcome, servers } from './httpHarness';
import { serve } from './loopback';
import type { AddressInfo } from 'node:net';
import type { MockAgent } from 'undici';

describe('http: faults', () => {
  const { ask, start } = servers();

  describe('a fault on the way', () => {
    it('hang before the headers: timeout', async () => {
      const exchange = await ask(() => undefined, { timeoutMs: 50 });
      assert.deepEqual(outcome(exchange), { kind: 'timeout' });
      assert.deepEqual(exchange.headers, {});
    });

    it('slow body: timeout, headers kept', async () => {
      const exchange = await ask(
        (_request, response) => {
          response.writeHead(200, { 'x-credits-remaining': '9' });
          response.write('{');
        },
        { timeoutMs: 100 },
      );
      assert.deepEqual(outcome(exchange), { kind: 'timeout', status: 200 });
      assert.deepEqual(exchange.headers, { creditsRemaining: 9 });
    });

    it('429 whose body never comes is still a 429', async () => {
      const exchange = await ask(
        (_request, response) => {
          response.writeHead(429, { 'retry-after': '60' });
          response.write('{');
        },
        { timeoutMs: 100 },
      );
      assert.deepEqual(outcome(exchange), {
        kind: 'rateLimited',
        status: 429,
        message: 'Too Many Requests',
        retryAfterMs: 60_000,
      });
    });

    it('a fetch that does not listen to its signal still times out', async () => {
      const deaf = { ...deps, fetch: () => () => new Promise<Response>(() => undefined) };
      const exchange = await send(deaf, {
        origin: 'http://localhost',
        path: '/',
        method: 'GET',
        key,
        timeoutMs: 20,
      });
      assert.deepEqual(outcome(exchange), { kind: 'timeout' });
    });

    it('the limit is 10 s unless told', async () => {
      const clock = FakeTimers.install({ toFake: ['setTimeout', 'clearTimeout'] });
      try {
        const deaf = { ...deps, fetch: () => () => new Promise<Response>(() => undefined) };
        let ended = false;
        const pending = send(deaf, { origin: 'http://localhost', path: '/', method: 'GET', key }).finally(
          () => {
            ended = true;
          },
        );
        await clock.tickAsync(9999);
        assert.equal(ended, false);
        await clock.tickAsync(1);
        assert.deepEqual(outcome(await pending), { kind: 'timeout' });
      } finally {
        clock.uninstall();
      }
    });

    it('leaves no timer and no listener behind', async () => {
      const clock = FakeTimers.install({ toFake: ['setTimeout', 'clearTimeout'] });
      try {
        const { signal } = new AbortController();
        for (const fetch of [
          () => Promise.resolve(new Response('{}')),
          () => Promise.reject(new Error('no')),
        ]) {
          await send(
            { ...deps, fetch: () => fetch },
            { origin: 'http://localhost', path: '/', method: 'GET', key, signal },
          );
          assert.equal(clock.countTimers(), 0);
          assert.equal(getEventListeners(signal, 'abort').length, 0);
        }
      } finally {
        clock.uninstall();
      }
    });

    it('reset: network with the code', async () => {
      const exchange = await ask((request) => request.socket.resetAndDestroy());
      assert.deepEqual(outcome(exchange), { kind: 'network', systemCode: 'ECONNRESET' });
    });

    it('closed without an answer: network', async () => {
      const exchange = await ask((request) => request.socket.end());
      assert.deepEqual(outcome(exchange), { kind: 'network', systemCode: 'UND_ERR_SOCKET' });
    });

    it('garbage instead of HTTP: network', async () => {
      const server = createServer((socket) => socket.end('SSH-2.0-x\r\n\r\n')).listen(0, '127.0.0.1');
      await once(server, 'listening');
      const { port } = server.address() as AddressInfo;
      const exchange = await send(deps, {
        origin: `http://127.0.0.1:${port}`,
        path: '/',
        method: 'GET',
        key,
      });
      server.close();
      assert.ok(!exchange.result.ok);
      assert.equal(exchange.result.error.kind, 'network');
      assert.match(exchange.result.error.systemCode ?? '', /^HPE_[A-Z_]+$/);
    });

    it('refused port: network with the code', async () => {
      const server = await serve(() => undefined);
      await server.close();
      const exchange = await send(deps, { origin: server.origin, path: '/', method: 'GET', key });
      assert.deepEqual(outcome(exchange), { kind: 'network', systemCode: 'ECONNREFUSED' });
    });

    describe('where no socket can make the case', () => {
      let network: MockAgent;
      beforeEach(async () => {
        // Loaded before Node's own, it would take its place for all other tests.
        await globalThis.fetch('data:,');
        const undici = await import('undici');
        network = new undici.MockAgent();
        network.disableNetConnect();
      });
      afterEach(() => network.close());

      const origin = 'https://api.leadmagic.example';
      const request = { origin, path: '/v1/credits', method: 'GET', key } as const;
      /** Node's own `fetch`, over a network that fails as it is told. */
      const faulty = (): typeof globalThis.fetch => (input, init) => {
        const over = { ...init, dispatcher: network };
        return globalThis.fetch(input, over);
      };

      for (const code of [
        'ENOTFOUND',
        'EAI_AGAIN',
        'EHOSTUNREACH',
        'UND_ERR_CONNECT_TIMEOUT',
        'CERT_HAS_EXPIRED',
        'DEPTH_ZERO_SELF_SIGNED_CERT',
      ]) {
        it(`${code}: network with the code`, async () => {
          const error = Object.assign(new Error(`${code} of ${origin}`), { code });
          network.get(origin).intercept({ path: request.path }).replyWithError(error);
          const exchange = await send({ ...deps, fetch: faulty }, request);
          assert.deepEqual(outcome(exchange), { kind: 'network', systemCode: code });
        });
      }

      it('an answer over TLS is read like any other', async () => {
        network
          .get(origin)
          .intercept({ path: request.path, headers: { 'x-api-key': key } })
          .reply(200, { credits: 12 }, { headers: { 'x-credits-remaining': '12' } });
        const { result, headers } = await send({ ...deps, fetch: faulty }, request);
        assert.ok(result.ok);
        assert.deepEqual(result.value.body, { ok: true, value: { credits: 12 } });
        assert.equal(headers.creditsRemaining, 12);
      });
    });

    const failed = (facts: object) => Object.assign(new Error('fetch failed'), facts);
    const several = failed({ errors: [failed({ code: 'EHOSTUNREACH' }), failed({ code: 'ETIMEDOUT' })] });
    const loop = failed({});
    loop.cause = loop;
    const thrown: readonly (readonly [string, Error, object])[] = [
      ['several causes at once', failed({ cause: several }), { systemCode: 'EHOSTUNREACH' }],
      ["Electron's own message", new Error('net::ERR_PROXY_AUTH'), { systemCode: 'ERR_PROXY_AUTH' }],
      ['codes with more around them', failed({ code: 'x ECONNRESET', cause: { code: 'ECONNRESET x' } }), {}],
      [
        'words around the code',
        failed({ message: 'net::ERR_A of x', cause: { message: 'x net::ERR_A' } }),
        {},
      ],
      ['a code that is no code', failed({ code: 'some text', cause: { code: 20 } }), {}],
      ['a cause that is its own', loop, {}],
      ['a cause that is text', failed({ cause: 'ECONNRESET' }), {}],
    ];
    for (const [name, error, facts] of thrown) {
      it(`${name}: network`, async () => {
        const fail: typeof fetch = () => Promise.reject(error);
        const exchange = await send(
          { ...deps, fetch: () => fail },
          { origin: 'http://localhost', path: '/', method: 'GET', key },
        );
        assert.deepEqual(outcome(exchange), { kind: 'network', ...facts });
      });
    }

    it('a fetch that throws at once, or is none: network', async () => {
      const request = { origin: 'http://localhost', path: '/', method: 'GET', key } as const;
      const throws = (): never => {
        throw new Error('now');
      };
      assert.deepEqual(outcome(await send({ ...deps, fetch: () => throws }, request)), { kind: 'network' });
      assert.deepEqual(outcome(await send({ ...deps, fetch: throws }, request)), { kind: 'network' });
    });

    it('an origin that is none: network', async () => {
      const exchange = await send(deps, { origin: 'not an origin', path: '/', method: 'GET', key });
      assert.ok(!exchange.result.ok);
      assert.equal(exchange.result.error.kind, 'network');
    });
  });

  describe('an update that took the file which reads failures', () => {
    it('costs the details, not the answer', async () => {
      const { outputFiles } = await build({
        entryPoints: ['src/leadmagic/http.ts'],
        bundle: true,
        write: false,
        format: 'cjs',
        platform: 'node',
        supported: { 'dynamic-import': false },
        external: ['*/lazy/failure'],
      });
      const module: { exports: { send?: typeof send } } = { exports: {} };
      const gone = () => {
        throw new Error('no such file');
      };
      const load: unknown = runInThisContext(`(function (module, require) {${outputFiles[0]?.text ?? ''}})`);
      assert.ok(typeof load === 'function');
      Reflect.apply(load, undefined, [module, gone]);
      const bundled = module.exports.send;
      assert.ok(bundled);
      const { origin } = await start((_request, response) =>
        response.writeHead(429, { 'retry-after': '3' }).end(),
      );
      const request = { path: '/', method: 'GET', key } as const;
      assert.deepEqual(outcome(await bundled(deps, { ...request, origin })), {
        kind: 'network',
        status: 429,
        retryAfterMs: 3000,
      });
      assert.deepEqual(outcome(await bundled(deps, { ...request, origin: 'http://localhost:1' })), {
        kind: 'network',
      });
    });
  });
});
