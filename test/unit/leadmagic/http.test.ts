import assert from 'node:assert/strict';
import { gzipSync } from 'node:zlib';
import { send } from '../../../src/leadmagic/http';
import { deps, flag, key, outcome, servers } from './httpHarness';
import { canned } from './loopback';
import type { RequestListener } from 'node:http';
import type { RequestLogEntry } from '../../../src/leadmagic/http';

describe('http', () => {
  const { ask, start } = servers();

  describe('an answer', () => {
    it('sends one request with the key and nothing that tells who asks', async () => {
      const server = await start(canned({ 'POST /v1/x': { status: 200, body: {} } }));
      await send(deps, { origin: server.origin, path: '/v1/x', method: 'POST', key });
      assert.equal(server.seen.length, 1);
      const [request] = server.seen;
      assert.equal(request?.method, 'POST');
      assert.equal(request.url, '/v1/x');
      assert.equal(request.body, '');
      assert.equal(request.headers['x-api-key'], key);
      assert.equal(request.headers.accept, 'application/json');
      const known =
        /^(x-api-key|accept|accept-.*|cache-control|pragma|connection|host|content-length|sec-fetch-mode)$/;
      const others = Object.keys(request.headers).filter((name) => !known.test(name));
      assert.deepEqual(others, ['user-agent']);
      assert.match(request.headers['user-agent'] ?? '', /^(node|undici)$/);
    });

    it('gives body, headers, status and times', async () => {
      const times = [1000, 1250, 1300];
      const { origin } = await start(
        canned({ 'GET /a': { status: 203, headers: { 'x-credits-remaining': '7' }, body: { a: 1 } } }),
      );
      const now = () => times.shift() ?? 0;
      assert.deepEqual(await send({ ...deps, now }, { origin, path: '/a', method: 'GET', key }), {
        result: { ok: true, value: { status: 203, body: { ok: true, value: { a: 1 } } } },
        headers: { creditsRemaining: 7 },
        status: 203,
        sentAt: 1000,
        receivedAt: 1300,
      });
    });

    it('looks the global fetch up at each request', async () => {
      const bodies = ['1', '2'];
      const exchange = async () =>
        send(
          { ...deps, fetch: () => () => Promise.resolve(new Response(bodies.shift() ?? '')) },
          { origin: 'http://localhost', path: '/', method: 'GET', key },
        );
      assert.deepEqual(outcome(await exchange()), { status: 200, body: { ok: true, value: 1 } });
      assert.deepEqual(outcome(await exchange()), { status: 200, body: { ok: true, value: 2 } });
    });

    it('reads a compressed body', async () => {
      const exchange = await ask((_request, response) => {
        response.writeHead(200, { 'content-encoding': 'gzip' });
        response.end(gzipSync('{"credits":3}'));
      });
      assert.deepEqual(outcome(exchange), { status: 200, body: { ok: true, value: { credits: 3 } } });
    });

    it('reads text that is cut in the middle of a character', async () => {
      const bytes = new TextEncoder().encode('{"a":"\u20ac"}');
      const body = new ReadableStream({
        start(stream) {
          stream.enqueue(bytes.subarray(0, 7));
          stream.enqueue(bytes.subarray(7));
          stream.close();
        },
      });
      const exchange = await send(
        { ...deps, fetch: () => () => Promise.resolve(new Response(body)) },
        { origin: 'http://localhost', path: '/', method: 'GET', key },
      );
      assert.deepEqual(outcome(exchange), { status: 200, body: { ok: true, value: { a: '\u20ac' } } });
    });

    it('asks caches on the way for the newest', async () => {
      const server = await start(canned({}));
      await send(deps, { origin: server.origin, path: '/', method: 'GET', key });
      assert.equal(server.seen[0]?.headers['cache-control'], 'no-cache');
    });
  });

  describe('a 2xx whose body is no good', () => {
    const table: readonly (readonly [string, RequestListener, string])[] = [
      ['empty', (_, response) => response.writeHead(200).end(), 'empty'],
      ['204', (_, response) => response.writeHead(204).end(), 'empty'],
      ['white space', (_, response) => response.writeHead(200).end(' \r\n'), 'empty'],
      ['HTML', (_, response) => response.writeHead(200).end('<!doctype html><p>Hello'), 'notJson'],
      ['half a JSON', (_, response) => response.writeHead(200).end('{"credits": 41'), 'notJson'],
      [
        'nesting without end',
        (_, response) => response.writeHead(200).end('['.repeat(30_000) + ']'.repeat(30_000)),
        'notJson',
      ],
      [
        'not gzip',
        (_, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end('plain'),
        'truncated',
      ],
      [
        'a shorter body than announced',
        (_, response) => {
          response.writeHead(200, { 'content-length': '100' });
          response.write('{"credits": 41', () => response.socket?.end());
        },
        'truncated',
      ],
      [
        'a reset in the middle',
        (_, response) => {
          response.writeHead(200);
          response.write('{"credits": 41', () => response.socket?.resetAndDestroy());
        },
        'truncated',
      ],
    ];
    for (const [name, handler, reason] of table) {
      it(`${name} is ${reason}`, async () => {
        const exchange = await ask(handler);
        assert.ok(exchange.result.ok);
        assert.deepEqual(exchange.result.value.body, { ok: false, error: reason });
      });
    }

    it('a huge body is given up at the cap, and its connection with it', async () => {
      let sent = 0;
      const closed = flag();
      const exchange = await ask((_request, response) => {
        response.writeHead(200);
        const more = () => {
          while (!response.destroyed && response.write('x'.repeat(16_384))) sent += 16_384;
        };
        response.on('drain', more).on('close', () => closed.raise());
        more();
      });
      assert.deepEqual(outcome(exchange), { status: 200, body: { ok: false, error: 'tooLarge' } });
      await closed.raised;
      assert.ok(sent < 64 * 1024 * 1024, `${sent} bytes were sent`);
    });

    it('the cap is exact', async () => {
      const body =
        (length: number): RequestListener =>
        (_, response) =>
          response.end(`"${'x'.repeat(length - 2)}"`);
      const at = await ask(body(1000), { maxBytes: 1000 });
      const above = await ask(body(1001), { maxBytes: 1000 });
      assert.ok(at.result.ok && at.result.value.body.ok);
      assert.deepEqual(outcome(above), { status: 200, body: { ok: false, error: 'tooLarge' } });
    });
  });

  describe('the log', () => {
    it('is told of every attempt in safe words', async () => {
      const entries: RequestLogEntry[] = [];
      const times = [0, 30, 40, 100, 150, 175];
      const logged = {
        ...deps,
        now: () => times.shift() ?? 0,
        onRequest: (entry: RequestLogEntry) => void entries.push(entry),
      };
      const { origin } = await start(
        canned({
          'GET /good': { status: 200, headers: { 'x-request-id': 'r1' }, body: {} },
          'GET /bad': { status: 401, body: { meta: { request_id: 'r2' } } },
        }),
      );
      await send(logged, { origin, path: '/good', method: 'GET', key });
      await send(logged, { origin, path: '/bad', method: 'GET', key });
      assert.deepEqual(entries, [
        { method: 'GET', path: '/good', status: 200, tookMs: 40, requestId: 'r1' },
        { method: 'GET', path: '/bad', status: 401, kind: 'unauthorized', tookMs: 75, requestId: 'r2' },
      ]);
    });

    it('cannot break a request', async () => {
      const { origin } = await start(canned({ 'GET /': { status: 200, body: 1 } }));
      const onRequest = () => {
        throw new Error('disk full');
      };
      const exchange = await send({ ...deps, onRequest }, { origin, path: '/', method: 'GET', key });
      assert.deepEqual(outcome(exchange), { status: 200, body: { ok: true, value: 1 } });
    });
  });
});
