import assert from 'node:assert/strict';
import type { FakeAccount } from '../../fake-leadmagic/account';
import type { FakeLeadMagic } from '../../fake-leadmagic/server';
import { callsTo, key, startWithAccount } from './serverKit';

describe('the stand-in API', () => {
  let server: FakeLeadMagic;
  let account: FakeAccount;
  const { call, credits } = callsTo(() => server);

  beforeEach(async () => {
    ({ server, account } = await startWithAccount());
  });
  afterEach(async () => server.close());

  describe('refresh and health', () => {
    const refreshCases = [
      ['object', 200, '{}'],
      ['empty', 200, ''],
      [204, 204, ''],
      [404, 404, undefined],
      [405, 405, undefined],
    ] as const;
    for (const [mode, status, text] of refreshCases) {
      it(`can answer ${mode}`, async () => {
        server.configure({ refresh: mode, health: mode });
        for (const response of [
          await call('/v1/credits/refresh', 'POST'),
          await call('/v1/credits/health'),
        ]) {
          assert.equal(response.status, status);
          assert.equal(response.headers.get('x-credits-remaining'), '4120.75');
          const sent = await response.text();
          if (text !== undefined) {
            assert.equal(sent, text);
          }
        }
      });
    }

    it('answers health with a verdict, as text or 501', async () => {
      assert.deepEqual(await (await call('/v1/credits/health')).json(), {
        success: true,
        authenticated: true,
      });
      server.configure({ health: 'text' });
      assert.equal(await (await call('/v1/credits/health')).text(), 'OK');
      server.configure({ health: 501 });
      assert.equal((await call('/v1/credits/health')).status, 501);
    });
  });

  describe('keys and routes', () => {
    it('tells a missing key from a wrong and a revoked one', async () => {
      for (const [sent, code] of [
        [null, 'missing_authentication'],
        ['wrong-key', 'invalid_api_key'],
        [key, 'invalid_api_key'],
      ] as const) {
        account.revoke();
        const response = await call('/v1/credits', 'GET', sent);
        assert.equal(response.status, 401);
        assert.equal(response.headers.get('content-type'), 'application/problem+json');
        assert.equal(response.headers.has('x-credits-remaining'), false);
        const body = (await response.json()) as { success: boolean; errors: { code: string }[] };
        assert.equal(body.success, false);
        assert.equal(body.errors[0]?.code, code);
      }
      account.restore();
      assert.equal((await credits()).status, 200);
    });

    it('knows no other routes and methods', async () => {
      assert.equal((await call('/v1/nothing')).status, 404);
      assert.equal((await call('/credits')).status, 405);
    });

    it('takes what a product costs, by row where it is priced so, and nothing for a miss', async () => {
      const finder = await call('/v1/people/email-finder', 'POST');
      const body = (await finder.json()) as { credits_consumed: number };
      assert.equal(body.credits_consumed, 1);
      assert.equal(finder.headers.get('x-credits-cost'), '1');
      assert.equal(finder.headers.get('x-credits-remaining'), '4119.75');
      const miss = await call('/v1/people/email-finder?found=false', 'POST');
      assert.equal(miss.headers.get('x-credits-cost'), '0');
      await call('/v1/people/employee-finder?rows=15', 'POST');
      assert.equal(account.credits, 4119);
      assert.equal((await call('/v1/people/employee-finder?rows=many', 'POST')).status, 400);
    });

    it('refuses with 402 what cannot be paid, counting only spendable credits', async () => {
      account.set(10);
      account.freeze(8);
      const response = await call('/v1/people/mobile-finder', 'POST');
      assert.equal(response.status, 402);
      assert.equal(response.headers.get('x-credits-remaining'), '10.00');
      const body = (await response.json()) as { errors: { code: string; context: unknown }[] };
      assert.equal(body.errors[0]?.code, 'insufficient_credits');
      assert.deepEqual(body.errors[0].context, {
        credits_required: 5,
        credits_available: 2,
        credits_needed: 3,
      });
      assert.equal(account.credits, 10);
    });
  });

  describe('headers', () => {
    it('sends the credit, rate-limit and request-id headers', async () => {
      await call('/v1/people/email-validation', 'POST');
      const { headers } = await credits();
      assert.equal(headers.get('x-credits-remaining'), '4120.50');
      assert.equal(headers.get('x-credits-cost'), '0');
      for (const prefix of ['ratelimit', 'x-ratelimit']) {
        assert.equal(headers.get(`${prefix}-limit`), '300');
        assert.match(headers.get(`${prefix}-remaining`) ?? '', /^(299|300)$/);
        assert.match(headers.get(`${prefix}-reset`) ?? '', /^([1-9]|[1-5]\d|60)$/);
      }
      assert.match(headers.get('x-ratelimit-remaining-daily') ?? '', /^(499999|500000)$/);
      assert.equal(headers.get('x-ratelimit-daily-usage-percent'), '0.00');
      assert.match(headers.get('x-request-id') ?? '', /^[0-9a-f-]{36}$/);
    });

    it('leaves each group out when told', async () => {
      server.configure({ headers: { credits: false, rateLimit: false, requestId: false } });
      const names = [...(await credits()).headers.keys()];
      assert.deepEqual(
        names.filter((name) => name.includes('ratelimit') || name.startsWith('x-')),
        [],
      );
    });
  });

  describe('record', () => {
    it('notes what it was asked and what it answered', async () => {
      const before = performance.timeOrigin + performance.now();
      await call('/v1/credits?x=1', 'POST');
      await call('/v1/credits', 'GET', null);
      const [first, second] = await server.waitForRequests(2);
      assert.equal(first?.key, key);
      assert.deepEqual([first.method, first.path, first.query], ['POST', '/v1/credits', { x: '1' }]);
      assert.equal(first.status, 200);
      assert.ok(first.at >= before && (first.lastByteAt ?? 0) >= first.at);
      assert.equal(first.headers['x-api-key'], key);
      assert.deepEqual([second?.key, second?.status], [undefined, 401]);
      server.clearRequests();
      assert.equal(server.requests.length, 0);
    });
  });
});
