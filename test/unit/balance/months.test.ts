import assert from 'node:assert/strict';
import { addMonths, monthEnd, monthOf, monthStart, monthStartOf } from '../../../src/balance/months';

describe('months', () => {
  it('are in UTC', () => {
    assert.equal(monthOf(Date.parse('2026-01-31T23:59:59.999Z')), '2026-01');
    assert.equal(monthOf(Date.parse('2026-02-01T00:00:00+01:00')), '2026-01');
  });

  it('start and end', () => {
    assert.equal(monthStart('2026-02'), Date.parse('2026-02-01T00:00:00Z'));
    assert.equal(monthEnd('2026-12'), Date.parse('2027-01-01T00:00:00Z'));
    assert.equal(monthStartOf(Date.parse('2028-02-29T12:00:00Z')), Date.parse('2028-02-01T00:00:00Z'));
  });

  it('can be counted over the end of a year', () => {
    assert.equal(addMonths('2026-11', 3), '2027-02');
    assert.equal(addMonths('2026-02', -3), '2025-11');
    assert.equal(addMonths('2026-02', 0), '2026-02');
  });
});
