import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { guardVerdict } from '../../../src/runs/guard';

describe('guard', () => {
  it('ends 0 with enough, 1 with too few, 2 when it cannot know', () => {
    assert.deepEqual(guardVerdict({ spendable: 500, minCredits: 500 }), { code: 0, reason: 'enough' });
    assert.deepEqual(guardVerdict({ spendable: 499.99, minCredits: 500 }), { code: 1, reason: 'tooFew' });
    assert.deepEqual(guardVerdict({ minCredits: 500 }), { code: 2, reason: 'unknownBalance' });
    assert.deepEqual(guardVerdict({ spendable: NaN, minCredits: 0 }), { code: 2, reason: 'unknownBalance' });
    for (const minCredits of [NaN, -1, Infinity]) {
      assert.deepEqual(guardVerdict({ spendable: 500, minCredits }), { code: 2, reason: 'badMinimum' });
    }
  });

  it('invariant: 0 is said only with the balance known to be at least the minimum', () => {
    fc.assert(
      fc.property(fc.option(fc.double(), { nil: undefined }), fc.double(), (spendable, minCredits) => {
        const { code } = guardVerdict({ ...(spendable === undefined ? {} : { spendable }), minCredits });
        if (code === 0) assert.ok(spendable !== undefined && spendable >= minCredits);
      }),
    );
  });
});
