import assert from 'node:assert/strict';
import { balance, balanceRead, clients } from './clientHarness';
import { serve } from './loopback';
import type { HealthVerdict } from '../../../src/leadmagic/healthVerdict';
import type { Routes } from './clientHarness';
import type { Canned } from './loopback';

describe('LeadMagicClient.health', () => {
  const { asked, clientOf } = clients();
  const health = 'GET /v1/credits/health';
  const get = 'GET /v1/credits';

  async function verdictOf(routes: Routes): Promise<Omit<HealthVerdict, 'tookMs'>> {
    const client = await clientOf(routes);
    const { result } = await client.health();
    assert.ok(result.ok);
    const { tookMs, ...verdict } = result.value;
    assert.ok(tookMs >= 0);
    return verdict;
  }

  const no = (facts: object = {}) => ({
    verdict: 'rejected',
    error: { kind: 'unauthorized', status: 200, ...facts },
  });
  const once: readonly (readonly [string, Canned, object])[] = [
    ['200 with {}', { status: 200, body: {} }, { verdict: 'valid' }],
    ['200 with text', { status: 200, body: 'OK' }, { verdict: 'valid' }],
    ['200 empty', { status: 200 }, { verdict: 'valid' }],
    ['204', { status: 204 }, { verdict: 'valid' }],
    ['200 with a list', { status: 200, body: [false] }, { verdict: 'valid' }],
    ['200 with a balance', { status: 200, body: balance }, { verdict: 'valid', balance: balanceRead }],
    ['200 with yes', { status: 200, body: { valid: true, success: true } }, { verdict: 'valid' }],
    [
      '200 with a no that is none',
      { status: 200, body: { valid: 'false', success: 0 } },
      { verdict: 'valid' },
    ],
    ['valid false', { status: 200, body: { valid: false } }, no()],
    ['authenticated false', { status: 200, body: { authenticated: false } }, no()],
    [
      'success false',
      { status: 200, body: { success: false, message: 'Revoked' } },
      no({ message: 'Revoked' }),
    ],
    ['valid false under data', { status: 200, body: { data: { valid: false } } }, no()],
    [
      '401',
      { status: 401 },
      { verdict: 'rejected', error: { kind: 'unauthorized', status: 401, message: 'Unauthorized' } },
    ],
    [
      '402',
      { status: 402, body: { message: 'Empty' } },
      { verdict: 'valid', outOfCredits: true, error: { kind: 'payment', status: 402, message: 'Empty' } },
    ],
    [
      '403',
      { status: 403, body: { message: 'Plan ended' } },
      { verdict: 'blocked', error: { kind: 'forbidden', status: 403, message: 'Plan ended' } },
    ],
    [
      '429',
      { status: 429, headers: { 'retry-after': '5' } },
      {
        verdict: 'unknown',
        error: { kind: 'rateLimited', status: 429, message: 'Too Many Requests', retryAfterMs: 5000 },
      },
    ],
    [
      '500',
      { status: 500 },
      { verdict: 'unknown', error: { kind: 'server', status: 500, message: 'Internal Server Error' } },
    ],
    [
      '400',
      { status: 400 },
      { verdict: 'unknown', error: { kind: 'badRequest', status: 400, message: 'Bad Request' } },
    ],
    [
      'a redirect',
      { status: 302, headers: { location: '/v1/credits' } },
      { verdict: 'unknown', error: { kind: 'redirect' } },
    ],
    [
      '404 with Retry-After',
      { status: 404, headers: { 'retry-after': '5' } },
      {
        verdict: 'unknown',
        error: { kind: 'notOffered', status: 404, message: 'Not Found', retryAfterMs: 5000 },
      },
    ],
  ];
  for (const [name, answer, verdict] of once) {
    it(`${name} is judged after one request`, async () => {
      assert.deepEqual(await verdictOf({ [health]: answer, [get]: { status: 200, body: balance } }), verdict);
      assert.deepEqual(asked(), [health]);
    });
  }

  for (const status of [404, 405, 501]) {
    it(`${status}: the balance is asked for in its place`, async () => {
      const verdict = await verdictOf({ [health]: { status }, [get]: { status: 200, body: balance } });
      assert.deepEqual(verdict, { verdict: 'valid', balance: balanceRead });
      assert.deepEqual(asked(), [health, get]);
    });
  }

  const second: readonly (readonly [string, Canned, string])[] = [
    ['401', { status: 401 }, 'rejected'],
    ['402', { status: 402 }, 'valid'],
    ['403', { status: 403 }, 'blocked'],
    ['404', { status: 404 }, 'unknown'],
    ['503', { status: 503 }, 'unknown'],
    ['200 without a balance', { status: 200, body: '<html>Please log in' }, 'unknown'],
  ];
  for (const [name, answer, verdict] of second) {
    it(`404, then ${name} for the balance: ${verdict}`, async () => {
      assert.equal((await verdictOf({ [health]: { status: 404 }, [get]: answer })).verdict, verdict);
      assert.deepEqual(asked(), [health, get]);
    });
  }

  it('offline is unknown, never rejected', async () => {
    const gone = await serve(() => undefined);
    await gone.close();
    const client = await clientOf({}, { origin: gone.origin });
    const { result } = await client.health();
    assert.ok(result.ok);
    const { tookMs, ...verdict } = result.value;
    assert.ok(tookMs >= 0);
    assert.deepEqual(verdict, {
      verdict: 'unknown',
      error: { kind: 'network', systemCode: 'ECONNREFUSED' },
    });
  });

  it('says how long the whole check took', async () => {
    let time = 0;
    const client = await clientOf(
      { [health]: { status: 404 }, [get]: { status: 200, body: balance } },
      { now: () => (time += 10) },
    );
    const { result, sentAt, receivedAt } = await client.health();
    // Three looks at the clock a request: sent, headers read, received.
    assert.deepEqual([sentAt, receivedAt], [40, 60]);
    assert.equal(result.ok && result.value.tookMs, 50);
  });

  it('gives no verdict to a caller who has given up', async () => {
    const client = await clientOf({ [health]: { status: 200 } });
    const { result } = await client.health(AbortSignal.abort());
    assert.deepEqual(result, { ok: false, error: { kind: 'cancelled' } });
    assert.deepEqual(asked(), []);
  });
});
