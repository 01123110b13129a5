import assert from 'node:assert/strict';
import { balanceFromHeader, isDoubtful, isNewer, type Observation } from '../../../src/balance/observation';
import type { Balance } from '../../../src/leadmagic/balance';

function seen(balance: Balance, seq = 5): Observation {
  return { balance, at: 1000, up: 1000, sentAt: 900, seq, source: 'poll' };
}

const plain: Balance = { credits: 1000, isFrozen: false };
/** 400 can be spent. */
const partly: Balance = { credits: 1000, liquid: 400, frozen: 600, isFrozen: true };

describe('isNewer', () => {
  it('goes by the number, not by a time', () => {
    const current = seen(plain, 5);
    assert.equal(isNewer(seen(plain, 6), current), true);
    assert.equal(isNewer(seen(plain, 5), current), false);
    assert.equal(isNewer(seen(plain, 4), current), false);
    assert.equal(isNewer(seen(plain, 0), undefined), true);
  });
});

describe('balanceFromHeader', () => {
  it('is the total where no body told more', () => {
    assert.deepEqual(balanceFromHeader(5, undefined), { credits: 5, isFrozen: false });
    assert.deepEqual(balanceFromHeader(990, plain), { credits: 990, isFrozen: false });
  });

  it('carries what is frozen over', () => {
    assert.deepEqual(balanceFromHeader(990.1, partly), { ...partly, credits: 990.1, liquid: 390.1 });
    assert.deepEqual(balanceFromHeader(0.3, { ...partly, credits: 0.7, liquid: 0.6 }), {
      ...partly,
      credits: 0.3,
      liquid: 0.2,
    });
  });

  it('keeps a spendable part that was told, be it all', () => {
    const all: Balance = { credits: 1000, liquid: 1000, isFrozen: false };
    assert.deepEqual(balanceFromHeader(990, all), { credits: 990, liquid: 990, isFrozen: false });
    const more: Balance = { credits: 1000, liquid: 1010, isFrozen: false };
    assert.deepEqual(balanceFromHeader(990, more), { credits: 990, liquid: 1000, isFrozen: false });
  });
});

describe('isDoubtful', () => {
  const cases: readonly (readonly [number, Observation | undefined, boolean, string])[] = [
    [0, seen(plain), true, 'nothing left, all at once'],
    [-5, seen(plain), true, 'less than nothing'],
    [0, seen({ ...plain, credits: 0 }), false, 'nothing left, as before'],
    [0, undefined, true, 'nothing, as a first word'],
    [5, undefined, false, 'any other first word'],
    [500, seen(plain), false, 'half of it'],
    [499.99, seen(plain), true, 'more than half of it'],
    [1500, seen(plain), false, 'half more'],
    [1500.01, seen(plain), true, 'over half more'],
    [800, seen(partly), false, 'half of what could be spent'],
    [799.99, seen(partly), true, 'more than half of what could be spent'],
    [599.99, seen(partly), true, 'less than is frozen'],
    [990, seen({ ...partly, liquid: 0 }), true, 'some of what is frozen'],
  ];
  for (const [credits, last, isSo, what] of cases) {
    it(`${isSo ? 'doubts' : 'believes'} ${what}`, () => assert.equal(isDoubtful(credits, last), isSo));
  }
});
