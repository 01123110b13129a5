import assert from 'node:assert/strict';
import fc from 'fast-check';

import { plainNumber, tableLanguages } from '../../../src/text/numberTable';

describe('numbers without Intl', () => {
  const edges = [
    0, 0.05, 0.1, 1, 999, 999.99, 1000, 1234.5, 9999.99, 10_000, 12_345.67, 123_456, 1_234_567.89,
  ];

  for (const language of tableLanguages) {
    it(`${language}: as Intl writes them`, () => {
      const intl = new Intl.NumberFormat(language, { maximumFractionDigits: 2 });
      const check = (value: number): void => assert.equal(plainNumber(value, language), intl.format(value));
      for (const value of edges) for (const signed of value === 0 ? [0] : [value, -value]) check(signed);
      // Averages have more decimals than credits; half a cent is rounded up.
      const mills = fc.integer({ min: 5, max: 1_000_000_000 });
      fc.assert(fc.property(mills, fc.constantFrom(1, -1), (amount, sign) => check((sign * amount) / 1000)));
      for (const value of [1.615, 0.475, 0.845, 1.005]) check(value);
      const cents = fc.integer({ min: -1_000_000_000, max: 1_000_000_000_000 });
      fc.assert(fc.property(cents, (amount) => check(amount === 0 ? 0 : amount / 100)));
    });
  }

  it('knows a language whatever its capitals, and says where it knows none', () => {
    assert.equal(plainNumber(1234.5, 'pt-BR'), '1.234,5');
    assert.equal(plainNumber(1234.5, 'fi'), undefined);
  });

  it('has no zero with a sign', () => {
    for (const value of [-0, -0.001]) assert.equal(plainNumber(value, 'en'), '0');
  });
});
