import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readHeaders } from '../../../src/leadmagic/readHeaders';
import type { HeaderFacts } from '../../../src/leadmagic/headerFacts';

const now = Date.UTC(2026, 0, 31, 9, 0, 0);
const day = 24 * 60 * 60 * 1000;

function read(headers: Record<string, string>): HeaderFacts {
  return readHeaders(new Headers(headers), now);
}

describe('readHeaders', () => {
  it('finds nothing in no headers', () => {
    assert.deepEqual(read({}), {});
  });

  it('reads a whole set', () => {
    const facts = read({
      'x-credits-remaining': '15432.50',
      'x-credits-cost': '0.25',
      'ratelimit-limit': '300',
      'ratelimit-remaining': '288',
      'ratelimit-reset': '42',
      'retry-after': '7',
      'x-ratelimit-remaining-daily': '499100',
      'x-ratelimit-daily-usage-percent': '0.18',
      'x-ratelimit-soft-mode': 'true',
      'x-request-id': '8f14e45f-ceea-467f-a1de-91e1f6d0f3a2',
    });
    assert.deepEqual(facts, {
      creditsRemaining: 15432.5,
      creditsCost: 0.25,
      rateLimitRemaining: 288,
      rateLimitResetMs: 42_000,
      retryAfterMs: 7000,
      requestId: '8f14e45f-ceea-467f-a1de-91e1f6d0f3a2',
    });
  });

  const remaining: readonly (readonly [string, number | undefined])[] = [
    ['15432.50', 15432.5],
    ['0', 0],
    ['0.00', 0],
    ['  12  ', 12],
    ['1.239', 1.24],
    ['', undefined],
    [' ', undefined],
    ['abc', undefined],
    ['-5.71', -5.71],
    [' -0.00 ', 0],
    ['- 1', undefined],
    ['--1', undefined],
    ['-', undefined],
    ['NaN', undefined],
    ['Infinity', undefined],
    ['-Infinity', undefined],
    ['9'.repeat(400), undefined],
    ['1e3', undefined],
    ['0x10', undefined],
    ['1,000', undefined],
    ['10, 10', undefined],
    ['12 credits', undefined],
  ];
  for (const [text, value] of remaining) {
    it(`X-Credits-Remaining ${JSON.stringify(text).slice(0, 20)} is ${value ?? 'absent'}`, () => {
      // Not `Headers`, which trims.
      const facts = readHeaders({ get: (name) => (name === 'X-Credits-Remaining' ? text : null) }, now);
      assert.deepEqual(facts, value === undefined ? {} : { creditsRemaining: value });
    });
  }

  const waits: readonly (readonly [string, string, number | undefined])[] = [
    ['seconds', '30', 30_000],
    ['no wait', '0', 0],
    ['part of a second, rounded up', '0.0001', 1],
    ['more than a day', '90000', day],
    ['a date', 'Sat, 31 Jan 2026 09:01:30 GMT', 90_000],
    ['a date gone by', 'Sat, 31 Jan 2026 08:00:00 GMT', 0],
    ['a date far away', 'Sun, 31 Jan 2027 09:00:00 GMT', day],
    ['a date that is none', 'Sat, 99 Jan 2026 09:00:00 GMT', undefined],
    ['a date with spaces around it', ' Sat, 31 Jan 2026 09:01:30 GMT ', 90_000],
    ['a date with words before it', 'after Sat, 31 Jan 2026 09:01:30 GMT', undefined],
    ['a date with words after it', 'Sat, 31 Jan 2026 09:01:30 GMT+1', undefined],
    ['text with a digit, which Date.parse would take', 'abc 1', undefined],
    ['a negative', '-5', undefined],
    ['nothing', '', undefined],
    ['Infinity', 'Infinity', undefined],
  ];
  for (const [name, text, value] of waits) {
    it(`Retry-After: ${name}`, () => {
      // Not `Headers`, which trims.
      const facts = readHeaders({ get: (name) => (name === 'Retry-After' ? text : null) }, now);
      assert.deepEqual(facts, value === undefined ? {} : { retryAfterMs: value });
    });
  }

  it('reads the older twins where the new names are missing or senseless', () => {
    const twins = { 'x-ratelimit-limit': '3000', 'x-ratelimit-remaining': '2999' };
    assert.deepEqual(read(twins), { rateLimitRemaining: 2999 });
    assert.deepEqual(read({ ...twins, 'ratelimit-limit': '300', 'ratelimit-remaining': 'many' }), {
      rateLimitRemaining: 2999,
    });
  });

  it('ignores X-RateLimit-Reset, whose unit nobody tells', () => {
    assert.deepEqual(read({ 'x-ratelimit-reset': '30' }), {});
  });

  it('ignores a RateLimit-Reset that is a point in time', () => {
    assert.deepEqual(read({ 'ratelimit-reset': '1769850000' }), {});
    assert.deepEqual(read({ 'ratelimit-reset': '86400' }), { rateLimitResetMs: day });
  });

  const dates: readonly (readonly [string, number])[] = [
    ['Sat, 31 Jan 2026 09:01:00 GMT', 30_000],
    ['Sat, 31 Jan 2026 09:02:00 GMT', 0],
    ['Fri, 31 Jan 2025 09:01:30 GMT', day],
    // Where it has none, ours is taken.
    ['soon', 90_000],
    ['', 90_000],
  ];
  for (const [date, wait] of dates) {
    it(`a Retry-After that is a date waits from the response’s own Date on: ${date}`, () =>
      assert.deepEqual(read({ date, 'retry-after': 'Sat, 31 Jan 2026 09:01:30 GMT' }), {
        retryAfterMs: wait,
      }));
  }

  it('takes a request id only if it is safe to show', () => {
    assert.deepEqual(read({ 'x-request-id': ' req_1.a-B ' }), { requestId: 'req_1.a-B' });
    assert.deepEqual(read({ 'x-request-id': 'a b' }), {});
    assert.deepEqual(read({ 'x-request-id': '<b>' }), {});
    assert.deepEqual(read({ 'x-request-id': 'a'.repeat(100) }), { requestId: 'a'.repeat(100) });
    assert.deepEqual(read({ 'x-request-id': 'a'.repeat(101) }), {});
  });

  it('gives only finite numbers, and none below 0 but the balance, whatever the headers say', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.double().map(String), fc.bigInt().map(String)), (text) => {
        for (const [name, value] of Object.entries(readHeaders({ get: () => text }, now))) {
          if (typeof value === 'string') continue;
          assert.ok(Number.isFinite(value) && (value >= 0 || name === 'creditsRemaining'));
        }
      }),
    );
  });
});
