import assert from 'node:assert/strict';
import fc from 'fast-check';
import { productName } from '../../../src/usage/productName';
import { productRows } from '../../../src/usage/productRows';

describe('productRows', () => {
  it('has shares of the credits, most credits first', () => {
    const rows = productRows({
      products: [
        { id: 'a', credits: 1, requests: 4 },
        { id: 'b', credits: 3, requests: 2, avgCreditsPerRequest: 1.51 },
        { id: 'c' },
      ],
    });
    assert.deepEqual(rows, [
      { id: 'b', name: 'B', requests: 2, credits: 3, share: 75, averageCost: 1.51 },
      { id: 'a', name: 'A', requests: 4, credits: 1, share: 25, averageCost: 0.25 },
      { id: 'c', name: 'C' },
    ]);
  });

  it('has a success rate from the counts where the rate is missing, unless they make no sense', () => {
    const products = [
      { id: 'a', requests: 4, successfulRequests: 1 },
      { id: 'b', requests: 4, successfulRequests: 5 },
      { id: 'c', requests: 0, successfulRequests: 0 },
    ];
    assert.deepEqual(
      productRows({ products }).map(({ successRate }) => successRate),
      [25, undefined, undefined],
    );
  });

  it('shares add up to 100, or to 0 where nothing was spent', () => {
    const product = fc.record({ id: fc.string(), credits: fc.integer({ min: 0, max: 1e9 }) });
    fc.assert(
      fc.property(fc.array(product), (products) => {
        const sum = productRows({ products }).reduce((total, { share = 0 }) => total + share, 0);
        const expected = products.some(({ credits }) => credits > 0) ? 100 : 0;
        assert.ok(Math.abs(sum - expected) < 1e-6);
      }),
    );
  });
});

describe('productName', () => {
  for (const [id, name] of [
    ['email_finder', 'Email finder'],
    ['b2b_profile_to_email', 'B2B profile to email'],
    ['email_to_b2b_profile', 'Email to B2B profile'],
    ['brand-new__thing', 'Brand new thing'],
    ['___', '___'],
    ['', ''],
  ] as const) {
    it(`${id}: ${name}`, () => assert.equal(productName(id), name));
  }
});
