import assert from 'node:assert/strict';
import fc from 'fast-check';
import { LeadMagicClient } from '../../../src/leadmagic/client';
import { errorKinds } from '../../../src/leadmagic/errors';
import type { Answer } from '../../../src/leadmagic/answer';
import { key } from './clientHarness';

const withoutBody = new Set([204, 205, 304]);

const credits = fc.oneof(fc.double(), fc.integer(), fc.anything());
const body = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.json(),
  fc.record({ credits, credits_liquid: credits, is_frozen: fc.anything(), data: fc.anything() }).map(textOf),
  fc
    .record({
      errors: fc.anything(),
      error: fc.anything(),
      code: fc.anything(),
      message: fc.constant(`no ${key}`),
    })
    .map(textOf),
);
const value = fc.oneof(
  fc.constantFrom('0', '-1', '12.5', '1e309', 'NaN', '', ' ', 'Sat, 31 Jan 2026 09:01:30 GMT', key),
  fc.string({ unit: 'grapheme-ascii' }),
);
const names = [
  'x-credits-remaining',
  'x-credits-cost',
  'retry-after',
  'ratelimit-remaining',
  'ratelimit-reset',
];
const response = fc.record({
  status: fc.oneof(fc.integer({ min: 200, max: 599 }), fc.constantFrom(200, 401, 402, 404, 429, 503)),
  headers: fc.dictionary(fc.constantFrom(...names, 'x-request-id', 'date'), value),
  body,
});

describe('LeadMagicClient, whatever a server answers', () => {
  const calls = ['credits', 'refreshCredits', 'health'] as const;

  for (const call of calls) {
    it(`${call} gives a value or an error of the closed list, and never the key`, async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(response, { minLength: 1, maxLength: 3 }), async (responses) => {
          const rest = [...responses];
          const client = new LeadMagicClient({
            origin: 'https://api.leadmagic.example',
            key,
            now: Date.now,
            fetch: () => () =>
              Promise.resolve(answerWith(rest.shift() ?? { status: 500, headers: {}, body: '' })),
          });
          const answer: Answer<unknown> = await client[call]();
          judge(answer);
          assert.ok(!JSON.stringify(answer).includes(key));
        }),
        { numRuns: 300 },
      );
    });
  }
});

function answerWith(told: { status: number; headers: Record<string, string>; body: string }): Response {
  return new Response(withoutBody.has(told.status) ? null : told.body, told);
}

function judge({ result, headers }: Answer<unknown>): void {
  if (!result.ok) assert.ok(errorKinds.includes(result.error.kind));
  else eachNumber(result.value, (number) => assert.ok(Number.isFinite(number)));
  eachNumber(headers, (number) => assert.ok(Number.isFinite(number)));
  assert.ok((headers.retryAfterMs ?? 0) >= 0 && (headers.retryAfterMs ?? 0) <= 86_400_000);
}

function eachNumber(whole: unknown, check: (number: number) => void): void {
  if (typeof whole === 'number') check(whole);
  else if (typeof whole === 'object' && whole !== null)
    for (const part of Object.values(whole)) eachNumber(part, check);
}

function textOf(whole: unknown): string {
  return JSON.stringify(whole, (_name, part: unknown) => (typeof part === 'bigint' ? String(part) : part));
}
