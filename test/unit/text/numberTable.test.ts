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
