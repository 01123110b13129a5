import assert from 'node:assert/strict';
import { balance, balanceRead, clients, key } from './clientHarness';
import type { LeadMagicError } from '../../../src/leadmagic/errors';
import type { HeaderFacts } from '../../../src/leadmagic/headerFacts';
import type { RequestLogEntry } from '../../../src/leadmagic/http';
import type { Canned } from './loopback';

describe('LeadMagicClient.credits', () => {
  const { asked, clientOf, seen } = clients();
  it('asks once and gives balance, headers, status and times', async () => {
    let time = 1000;
    const client = await clientOf(
      { 'GET /v1/credits': { status: 200, headers: { 'x-credits-remaining': '12.50' }, body: balance } },
      { now: () => (time += 10) },
    );
    assert.deepEqual(await client.credits(), {
      result: { ok: true, value: balanceRead },
      headers: { creditsRemaining: 12.5 },
      status: 200,
      sentAt: 1010,
      receivedAt: 1030,
    });
    assert.deepEqual(asked(), ['GET /v1/credits']);
    assert.equal(seen()[0]?.headers['x-api-key'], key);
  });

  const bodies: readonly (readonly [string, unknown, object])[] = [
    ['empty', undefined, { reason: 'empty' }],
    ['HTML', '<html>', { reason: 'notJson' }],
    ['a list', [], { reason: 'wrongShape' }],
    ['no credits', {}, { reason: 'missingCredits' }],
    ['a string number', { credits: '12.5' }, { reason: 'badCredits' }],
    ['too much', { credits: 1, text: 'x'.repeat(65_536) }, { reason: 'tooLarge' }],
  ];
  for (const [name, body, facts] of bodies) {
    it(`200 with ${name} is a protocol error, never a balance`, async () => {
      const client = await clientOf({
        'GET /v1/credits': { status: 200, headers: { 'x-request-id': 'r1' }, body },
      });
      const { result, status } = await client.credits();
      const error = { kind: 'protocol', status: 200, requestId: 'r1', ...facts };
      assert.deepEqual({ result, status }, { result: { ok: false, error }, status: 200 });
    });
  }

  const e3 = (status: number, code: string, context?: object) => ({
    success: false,
    errors: [{ type: `https://x/${code}`, title: 'Title', status, code, ...(context && { context }) }],
    meta: { request_id: 'req-body' },
  });
  const e3Facts = (code: string) => ({ code, message: 'Title', requestId: 'req-body' });
  const reset = { 'ratelimit-reset': '21' };
  const limited = 'rate_limit_exceeded';
  const errors: readonly (readonly [string, Canned, LeadMagicError, HeaderFacts?])[] = [
    [
      '401 E1',
      { status: 401, body: { error: 'Unauthorized', message: 'Bad key' } },
      { kind: 'unauthorized', code: 'unauthorized', message: 'Bad key' },
    ],
    [
      '401 E2',
      { status: 401, body: { error: { code: 'UNAUTHORIZED', message: 'Bad key', status: 401 } } },
      { kind: 'unauthorized', code: 'unauthorized', message: 'Bad key' },
    ],
    [
      '401 E3',
      { status: 401, body: e3(401, 'invalid_api_key') },
      { kind: 'unauthorized', ...e3Facts('invalid_api_key') },
    ],
    [
      '401 E4',
      {
        status: 401,
        headers: { 'content-type': 'application/problem+json', 'x-request-id': 'req-header' },
        body: { title: 'Bad key', status: 401, code: 'missing_authentication', action: 'Set it' },
      },
      {
        kind: 'unauthorized',
        code: 'missing_authentication',
        message: 'Bad key',
        action: 'Set it',
        requestId: 'req-header',
      },
      { requestId: 'req-header' },
    ],
    ['401 E5 HTML', { status: 401, body: '<h1>401</h1>' }, { kind: 'unauthorized', message: 'Unauthorized' }],
    ['401 E5 empty', { status: 401 }, { kind: 'unauthorized', message: 'Unauthorized' }],
    [
      'an id in the body wins over the header',
      { status: 401, headers: { 'x-request-id': 'req-header' }, body: e3(401, 'x') },
      { kind: 'unauthorized', ...e3Facts('x') },
      { requestId: 'req-header' },
    ],
    [
      '402 with context',
      {
        status: 402,
        headers: { 'x-credits-remaining': '3' },
        body: e3(402, 'insufficient_credits', { credits_available: 2.5 }),
      },
      { kind: 'payment', ...e3Facts('insufficient_credits'), creditsAvailable: 2.5 },
      { creditsRemaining: 3 },
    ],
    [
      '402 without context',
      { status: 402, headers: { 'x-credits-remaining': '-1' }, body: e3(402, 'credits_exhausted') },
      { kind: 'payment', ...e3Facts('credits_exhausted') },
      { creditsRemaining: -1 },
    ],
    ['403 with text', { status: 403, body: 'Plan ended' }, { kind: 'forbidden', message: 'Forbidden' }],
    [
      '403 with a message',
      { status: 403, body: { message: 'Plan ended' } },
      { kind: 'forbidden', message: 'Plan ended' },
    ],
    [
      '404',
      { status: 404, body: e3(404, 'resource_not_found') },
      { kind: 'notOffered', ...e3Facts('resource_not_found') },
    ],
    ['405', { status: 405 }, { kind: 'notOffered', message: 'Method Not Allowed' }],
    ['501', { status: 501 }, { kind: 'notOffered', message: 'Not Implemented' }],
    [
      '400',
      { status: 400, body: { error: 'Bad Request' } },
      { kind: 'badRequest', code: 'bad request', message: 'Bad Request' },
    ],
    ['418', { status: 418, body: {} }, { kind: 'badRequest', message: "I'm a Teapot" }],
    [
      '429 with Retry-After, which wins',
      {
        status: 429,
        headers: { 'retry-after': '7', 'x-credits-remaining': '12', ...reset },
        body: e3(429, limited, { retry_after_seconds: 42 }),
      },
      { kind: 'rateLimited', ...e3Facts(limited), retryAfterMs: 7000 },
      { retryAfterMs: 7000, creditsRemaining: 12, rateLimitResetMs: 21_000 },
    ],
    [
      '429 with Retry-After 0, which wins too',
      { status: 429, headers: { 'retry-after': '0', ...reset }, body: {} },
      { kind: 'rateLimited', message: 'Too Many Requests', retryAfterMs: 0 },
      { retryAfterMs: 0, rateLimitResetMs: 21_000 },
    ],
    [
      '429 with only context',
      { status: 429, body: e3(429, limited, { retry_after_seconds: 42 }) },
      { kind: 'rateLimited', ...e3Facts(limited), retryAfterMs: 42_000 },
    ],
    [
      '429 with context and RateLimit-Reset: the context',
      { status: 429, headers: reset, body: e3(429, limited, { retry_after_seconds: 42 }) },
      { kind: 'rateLimited', ...e3Facts(limited), retryAfterMs: 42_000 },
      { rateLimitResetMs: 21_000 },
    ],
    [
      '429 with only RateLimit-Reset',
      { status: 429, headers: reset, body: e3(429, limited) },
      { kind: 'rateLimited', ...e3Facts(limited), retryAfterMs: 21_000 },
      { rateLimitResetMs: 21_000 },
    ],
    ['429 with none', { status: 429, body: e3(429, limited) }, { kind: 'rateLimited', ...e3Facts(limited) }],
    [
      '500',
      { status: 500, headers: reset, body: e3(500, 'INTERNAL_ERROR') },
      { kind: 'server', ...e3Facts('internal_error') },
      { rateLimitResetMs: 21_000 },
    ],
    ['502 HTML', { status: 502, body: '<html>' }, { kind: 'server', message: 'Bad Gateway' }],
    [
      '503 with Retry-After',
      { status: 503, headers: { 'retry-after': '120' } },
      { kind: 'server', message: 'Service Unavailable', retryAfterMs: 120_000 },
      { retryAfterMs: 120_000 },
    ],
    ['300', { status: 300 }, { kind: 'redirect', message: 'Multiple Choices' }],
    ['599', { status: 599 }, { kind: 'server', message: 'unknown' }],
    ['a status that is none', { status: 600 }, { kind: 'protocol', reason: 'badStatus', message: 'unknown' }],
  ];
  for (const [name, answer, error, headers] of errors) {
    it(`${name} is ${error.kind}`, async () => {
      const client = await clientOf({ 'GET /v1/credits': answer });
      const got = await client.credits();
      assert.deepEqual(got.result, { ok: false, error: { ...error, status: answer.status } });
      assert.deepEqual(got.headers, headers ?? {});
      assert.equal(got.status, answer.status);
      assert.deepEqual(asked(), ['GET /v1/credits']);
    });
  }

  it('times out after the time it was given', async () => {
    const client = await clientOf(() => undefined, { timeoutMs: 30 });
    const { result } = await client.credits();
    assert.deepEqual(result, { ok: false, error: { kind: 'timeout' } });
  });

  it('tells the log of its request', async () => {
    const paths: string[] = [];
    const onRequest = ({ path }: RequestLogEntry) => void paths.push(path);
    const client = await clientOf({ 'GET /v1/credits': { status: 200, body: balance } }, { onRequest });
    await client.credits();
    assert.deepEqual(paths, ['/v1/credits']);
  });
});
