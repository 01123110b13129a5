import assert from 'node:assert/strict';
import { balance, balanceRead, clients } from './clientHarness';
import type { LeadMagicError } from '../../../src/leadmagic/errors';
import type { Canned } from './loopback';

describe('LeadMagicClient.refreshCredits', () => {
  const { asked, clientOf } = clients();
  const post = 'POST /v1/credits/refresh';
  const get = 'GET /v1/credits';
  const after: Canned = { status: 200, headers: { 'x-credits-remaining': '12.5' }, body: balance };

  const told: readonly (readonly [string, Canned])[] = [
    ['200 with credits', { status: 200, body: { ...balance, refreshed: true } }],
    ['200 with credits under data', { status: 200, body: { data: balance } }],
    ['201 with credits', { status: 201, body: balance }],
  ];
  for (const [name, answer] of told) {
    it(`${name} is enough`, async () => {
      const client = await clientOf({ [post]: answer });
      const { result, status } = await client.refreshCredits();
      assert.deepEqual(
        { result, status },
        { result: { ok: true, value: balanceRead }, status: answer.status },
      );
      assert.deepEqual(asked(), [post]);
    });
  }

  const untold: readonly (readonly [string, Canned])[] = [
    ['200 empty', { status: 200, headers: { 'x-credits-remaining': '99' } }],
    ['204', { status: 204 }],
    ['200 {}', { status: 200, body: {} }],
    ['200 text', { status: 200, body: 'OK' }],
    ['200 with credits that are no number', { status: 200, body: { credits: '12.5' } }],
    ['200 with Retry-After 0', { status: 200, headers: { 'retry-after': '0' } }],
    ['404', { status: 404, headers: { 'x-credits-remaining': '99' } }],
    ['405', { status: 405 }],
  ];
  for (const [name, answer] of untold) {
    it(`${name}: asks for the balance after it`, async () => {
      const client = await clientOf({ [post]: answer, [get]: after });
      const { result, headers, status } = await client.refreshCredits();
      assert.deepEqual(result, { ok: true, value: balanceRead });
      assert.deepEqual({ headers, status }, { headers: { creditsRemaining: 12.5 }, status: 200 });
      assert.deepEqual(asked(), [post, get]);
    });
  }

  it('the failure of the second request is the answer', async () => {
    const client = await clientOf({ [post]: { status: 204 }, [get]: { status: 401 } });
    const { result } = await client.refreshCredits();
    assert.deepEqual(result, {
      ok: false,
      error: { kind: 'unauthorized', status: 401, message: 'Unauthorized' },
    });
  });

  for (const status of [404, 405]) {
    it(`${status} is remembered`, async () => {
      const client = await clientOf({ [post]: { status }, [get]: after });
      await client.refreshCredits();
      await client.refreshCredits();
      assert.deepEqual(asked(), [post, get, get]);
    });
  }

  it('what the first response said is left counts where the second does not tell', async () => {
    const first = { status: 204, headers: { 'x-credits-remaining': '77' } };
    const silent = await clientOf({ [post]: first, [get]: { status: 500 } });
    assert.equal((await silent.refreshCredits()).headers.creditsRemaining, 77);
    const telling = await clientOf({ [post]: first, [get]: { ...after, status: 500 } });
    assert.equal((await telling.refreshCredits()).headers.creditsRemaining, 12.5);
  });

  it('a 2xx that told nothing is tried again', async () => {
    const client = await clientOf({ [post]: { status: 204 }, [get]: after });
    await client.refreshCredits();
    await client.refreshCredits();
    assert.deepEqual(asked(), [post, get, post, get]);
  });

  const ends: readonly (readonly [string, Canned, Partial<LeadMagicError>])[] = [
    ['401', { status: 401 }, { kind: 'unauthorized', status: 401 }],
    ['402', { status: 402 }, { kind: 'payment', status: 402 }],
    ['403', { status: 403 }, { kind: 'forbidden', status: 403 }],
    ['429', { status: 429 }, { kind: 'rateLimited', status: 429 }],
    ['500', { status: 500 }, { kind: 'server', status: 500 }],
    ['a redirect', { status: 307, headers: { location: '/v1/credits' } }, { kind: 'redirect' }],
    [
      '404 with no request left in this window',
      { status: 404, headers: { 'ratelimit-remaining': '0', 'ratelimit-reset': '9' } },
      { kind: 'notOffered', status: 404 },
    ],
    [
      '404 with Retry-After',
      { status: 404, headers: { 'retry-after': '9' } },
      { kind: 'notOffered', status: 404, retryAfterMs: 9000 },
    ],
    [
      '204 with Retry-After',
      { status: 204, headers: { 'retry-after': '9' } },
      { kind: 'protocol', reason: 'empty', status: 204, retryAfterMs: 9000 },
    ],
  ];
  for (const [name, answer, error] of ends) {
    it(`${name} ends it`, async () => {
      const client = await clientOf({ [post]: answer, [get]: after });
      const { result } = await client.refreshCredits();
      assert.ok(!result.ok);
      const { message, ...rest } = result.error;
      assert.deepEqual(rest, error);
      assert.notEqual(message, '');
      assert.deepEqual(asked(), [post]);
    });
  }

  it('makes no request for a caller who has given up', async () => {
    const client = await clientOf({ [post]: { status: 204 }, [get]: after });
    const { result } = await client.refreshCredits(AbortSignal.abort());
    assert.deepEqual(result, { ok: false, error: { kind: 'cancelled' } });
    assert.deepEqual(asked(), []);
  });
});
