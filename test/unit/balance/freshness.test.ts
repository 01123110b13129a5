import assert from 'node:assert/strict';
import { freshness, staleAfter, type Freshness } from '../../../src/balance/freshness';

const MINUTE = 60_000;
const seen = { at: 10_000_000, up: 5_000_000 };

describe('freshness', () => {
  const rules = { ttlMs: MINUTE, intervalMs: 15 * MINUTE };
  const cases: readonly (readonly [number, Freshness])[] = [
    [0, 'fresh'],
    [MINUTE - 1, 'fresh'],
    [MINUTE, 'recent'],
    [30 * MINUTE, 'recent'],
    [30 * MINUTE + 1, 'stale'],
  ];
  for (const [old, told] of cases) {
    it(`is ${told} after ${old} ms`, () =>
      assert.equal(freshness(seen, { at: seen.at + old, up: seen.up + old }, rules), told));
  }

  it('goes by the clock that says more', () => {
    assert.equal(freshness(seen, { at: seen.at, up: seen.up + MINUTE }, rules), 'recent');
    assert.equal(freshness(seen, { at: seen.at + MINUTE, up: seen.up }, rules), 'recent');
  });
});

describe('staleAfter', () => {
  it('is twice the interval, but no less than ten minutes', () => {
    assert.equal(staleAfter({ intervalMs: 15 * MINUTE }), 30 * MINUTE);
    assert.equal(staleAfter({ intervalMs: 4 * MINUTE }), 10 * MINUTE);
    assert.equal(staleAfter({ intervalMs: 0 }), 10 * MINUTE);
  });
});
