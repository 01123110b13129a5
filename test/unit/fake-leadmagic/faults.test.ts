import assert from 'node:assert/strict';
import { once } from 'node:events';
import { get } from 'node:http';
import type { FakeAccount } from '../../fake-leadmagic/account';
import type { FakeLeadMagic } from '../../fake-leadmagic/server';
import { callsTo, key, startWithAccount, until } from './serverKit';

describe('the stand-in API', () => {
  let server: FakeLeadMagic;
  let account: FakeAccount;
  const { call, credits, faulty } = callsTo(() => server);

  beforeEach(async () => {
    ({ server, account } = await startWithAccount());
  });
  afterEach(async () => server.close());

  describe('faults', () => {
    it('writes an error in each of the five shapes', async () => {
      const fault = {
        kind: 'error',
        status: 402,
        detail: 'Too few.',
        context: { credits_available: 2 },
      } as const;
      const e1: unknown = await (await faulty({ ...fault, shape: 'E1' })).json();
      assert.deepEqual(e1, { error: 'insufficient_credits', message: 'Too few.' });
      const e2: unknown = await (await faulty({ ...fault, shape: 'E2', code: 'PAY' })).json();
      assert.deepEqual(e2, { error: { code: 'PAY', message: 'Too few.', status: 402 } });
      const response = await faulty({ ...fault, shape: 'E3', action: 'Top up.', param: ['credits'] });
      const e3 = (await response.json()) as { errors: object[]; meta: { request_id: string } };
      const id = response.headers.get('x-request-id') ?? '';
      assert.equal(e3.meta.request_id, id);
      assert.deepEqual(e3.errors, [
        {
          type: 'https://api.leadmagic.io/errors/insufficient_credits',
          title: 'There are not enough credits for this request.',
          status: 402,
          code: 'insufficient_credits',
          detail: 'Too few.',
          instance: `/v1/credits#${id}`,
          param: ['credits'],
          action: 'Top up.',
          docs: 'https://leadmagic.io/docs/errors/insufficient_credits',
          context: { credits_available: 2 },
        },
      ]);
      const e4 = (await (await faulty({ ...fault, shape: 'E4' })).json()) as Record<string, unknown>;
      assert.equal(e4['status'], 402);
      assert.deepEqual(Object.keys(e4['trace'] as object), ['request_id']);
      const e5 = await faulty({ ...fault, status: 502, shape: 'E5' });
      assert.equal(e5.status, 502);
      assert.equal(e5.headers.get('content-type'), 'text/html');
      assert.match(await e5.text(), /^<!doctype html>/);
    });

    it('says when to come back in one way at a time', async () => {
      const silent = await faulty({ kind: 'error', status: 429 });
      assert.equal(silent.headers.get('ratelimit-remaining'), '0');
      assert.deepEqual(
        ['retry-after', 'ratelimit-reset', 'x-ratelimit-reset'].map((name) => silent.headers.get(name)),
        [null, null, null],
      );
      const seconds = await faulty({ kind: 'error', status: 429, retryAfter: 7 });
      assert.equal(seconds.headers.get('retry-after'), '7');
      const date = 'Fri, 02 Jan 2026 03:04:05 GMT';
      const dated = await faulty({ kind: 'error', status: 503, retryAfter: date });
      assert.equal(dated.headers.get('retry-after'), date);
      const reset = await faulty({ kind: 'error', status: 429, rateLimitReset: 9 });
      assert.equal(reset.headers.get('ratelimit-reset'), '9');
      assert.equal(reset.headers.get('retry-after'), null);
      const context = await faulty({ kind: 'error', status: 429, contextRetryAfter: 11 });
      const body = (await context.json()) as { errors: { context: unknown }[] };
      assert.deepEqual(body.errors[0]?.context, { retry_after_seconds: 11 });
    });

    it('delays the answer it made when the request came', async () => {
      server.setFault({ kind: 'pass', delayMs: 40 });
      const pending = credits();
      await until(() => server.requests.length === 1);
      account.set(1);
      const body = (await (await pending).json()) as { credits: number };
      assert.equal(body.credits, 4120.75);
      const [record] = await server.waitForRequests(1);
      assert.ok(record?.lastByteAt !== undefined && record.lastByteAt - record.at >= 39);
    });

    it('hangs until the caller gives up', async () => {
      server.setFault({ kind: 'hang' });
      const abort = new AbortController();
      const pending = fetch(`${server.origin}/v1/credits`, { signal: abort.signal });
      await until(() => server.requests.length === 1);
      abort.abort();
      await assert.rejects(pending, { name: 'AbortError' });
      const [record] = await server.waitForRequests(1);
      assert.equal(record?.status, undefined);
      assert.equal(record?.fault, 'hang');
    });

    it('breaks the connection, before and inside the answer', async () => {
      await assert.rejects(faulty({ kind: 'reset' }), { name: 'TypeError' });
      const torn = await faulty({ kind: 'truncated' });
      assert.equal(torn.status, 200);
      await assert.rejects(torn.text(), { name: 'TypeError' });
      const clean = await (await faulty({ kind: 'truncated', clean: true })).text();
      assert.ok(clean.startsWith('{"credits":4120.75'));
      assert.throws(() => JSON.parse(clean), SyntaxError);
    });

    it('sends a web page, nothing, or text that is not JSON', async () => {
      const html = await faulty({ kind: 'html', status: 502 });
      assert.equal(html.status, 502);
      assert.match(await html.text(), /<html>/);
      const empty = await faulty({ kind: 'empty', status: 503 });
      assert.equal(empty.status, 503);
      assert.equal(await empty.text(), '');
      const notJson = await faulty({ kind: 'notJson' });
      assert.equal(notJson.headers.get('content-type'), 'application/json');
      const notJsonText = await notJson.text();
      assert.throws(() => JSON.parse(notJsonText), SyntaxError);
      const any = await faulty({ kind: 'body', text: '[]', status: 201, contentType: 'text/plain' });
      assert.deepEqual([any.status, await any.text()], [201, '[]']);
    });

    it('sends credits of every wrong type', async () => {
      for (const [as, text] of [
        ['string', '{"credits":"4120.75"}'],
        ['nanText', '{"credits":"NaN"}'],
        ['infinite', '{"credits":1e999}'],
        ['null', '{"credits":null}'],
        ['missing', '{"is_frozen":false}'],
        ['object', '{"credits":{"amount":4120.75}}'],
      ] as const) {
        assert.equal(await (await faulty({ kind: 'credits', as })).text(), text);
      }
    });

    it('sends a huge body, and stops when the caller does', async () => {
      const whole = await (await faulty({ kind: 'huge', bytes: 1_000_000 })).text();
      assert.ok(whole.length > 1_000_000);
      assert.equal((JSON.parse(whole) as { credits: number }).credits, 4120.75);
      const response = await faulty({ kind: 'huge', bytes: 1_000_000_000 });
      await response.body?.cancel();
      const records = await server.waitForRequests(2);
      assert.equal(records[1]?.status, undefined);
    });

    it('redirects elsewhere', async () => {
      const response = await faulty({ kind: 'redirect', to: 'http://127.0.0.1:9/v1/credits' });
      assert.equal(response.status, 307);
      assert.equal(response.headers.get('location'), 'http://127.0.0.1:9/v1/credits');
    });

    it('overrides and removes single headers, or all of its own', async () => {
      const odd = await faulty({
        kind: 'pass',
        headers: { 'X-Credits-Remaining': 'abc', 'x-request-id': null },
      });
      assert.equal(odd.headers.get('x-credits-remaining'), 'abc');
      assert.equal(odd.headers.has('x-request-id'), false);
      const bare = await faulty({ kind: 'html', status: 502, bareHeaders: true });
      assert.equal(bare.headers.has('x-credits-remaining'), false);
      assert.equal(bare.headers.has('ratelimit-limit'), false);
    });

    it('strikes as often as told, counted before standing, until cleared', async () => {
      server.setFault({ kind: 'error', status: 500, times: 'always' });
      server.setFault({ kind: 'error', status: 503, times: 2 });
      const statuses: number[] = [];
      for (let n = 0; n < 4; n += 1) {
        statuses.push((await credits()).status);
      }
      server.clearFaults();
      statuses.push((await credits()).status);
      assert.deepEqual(statuses, [503, 503, 500, 500, 200]);
    });

    it('strikes only the path, method and key it is meant for', async () => {
      server.addAccount({ key: 'other-key-1', credits: 1 });
      const path = '/v1/credits/*';
      server.setFault({ kind: 'error', status: 500, times: 'always', path, method: 'post', key });
      assert.equal((await credits()).status, 200);
      assert.equal((await call('/v1/credits/health')).status, 200);
      assert.equal((await call('/v1/credits/refresh', 'POST', 'other-key-1')).status, 200);
      assert.equal((await call('/v1/credits/refresh', 'POST')).status, 500);
    });

    it('keeps its hands off the wallet when the answer is not the true one', async () => {
      server.setFault({ kind: 'error', status: 500 });
      await call('/v1/people/email-finder', 'POST');
      assert.equal(account.credits, 4120.75);
    });

    it('goes offline with its open connections, and comes back on the same port', async () => {
      server.setFault({ kind: 'hang' });
      const hanging = assert.rejects(credits(), { name: 'TypeError' });
      const { port } = server;
      await until(() => server.requests.length === 1);
      await server.goOffline();
      await hanging;
      assert.equal(server.online, false);
      const refused = get(`${server.origin}/v1/credits`);
      const [error] = (await once(refused, 'error')) as [NodeJS.ErrnoException];
      assert.equal(error.code, 'ECONNREFUSED');
      await server.goOnline();
      assert.equal(server.port, port);
      assert.equal((await credits()).status, 200);
    });
  });
});
