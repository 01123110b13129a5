import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readFoundRates } from '../../../src/leadmagic/analyticsRates';

const read = [
  { id: 'email_finder', rate: 77.5 },
  { id: 'mobile_finder', rate: 0 },
];
const list = [
  { product_id: 'email_finder', found_rate: 77.5 },
  { product: 'mobile_finder', rate: 0 },
];
const map = { email_finder: { success_rate: 77.5 }, mobile_finder: { found_rate: 0 } };

describe('analytics rates', () => {
  for (const [name, body] of Object.entries({
    'a list': list,
    'a map': map,
    'a list under products': { period: {}, products: list },
    'a map under products': { period: {}, products: map },
    'a list under data': { data: list },
    'a map under data': { data: map },
    'products under data': { data: { period: { start: 'x' }, products: map } },
    'a list with items that are no good': [
      ...list,
      { id: 'x' },
      { rate: 1 },
      { id: 'y', rate: 101 },
      { id: 'z', rate: '5' },
      7,
    ],
  })) {
    it(`found rates: ${name}`, () => {
      assert.deepEqual(readFoundRates(body), read);
    });
  }

  it('nothing for what it does not recognise', () => {
    for (const body of [
      null,
      1,
      'text',
      [],
      {},
      { rate: 5 },
      { a: 5 },
      { products: [] },
      { products: { a: 5 } },
    ]) {
      assert.equal(readFoundRates(body), undefined);
    }
  });

  it('never throws, and gives only rates', () => {
    fc.assert(
      fc.property(fc.oneof(fc.anything(), fc.jsonValue()), (body) => {
        for (const { id, rate } of readFoundRates(body) ?? []) {
          assert.ok(id.length > 0 && rate >= 0 && rate <= 100);
        }
      }),
    );
  });
});
