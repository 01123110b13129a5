import assert from 'node:assert/strict';
import fc from 'fast-check';
import { heldLevel, isAtLeast, levelOf, type Level } from '../../../src/balance/level';

const thresholds = { lowCredits: 1000, criticalCredits: 100 };
const levels = ['ok', 'low', 'critical', 'empty'] as const;

describe('levelOf', () => {
  const cases: readonly (readonly [number, Level])[] = [
    [1000, 'ok'],
    [999.99, 'low'],
    [100, 'low'],
    [99.99, 'critical'],
    [0.01, 'critical'],
    [0, 'empty'],
  ];
  for (const [spendable, level] of cases) {
    it(`${spendable} of 1000 / 100 is ${level}`, () => assert.equal(levelOf(spendable, thresholds), level));
  }

  it('takes 0 as "no such level"', () => {
    const off = { lowCredits: 0, criticalCredits: 0 };
    assert.equal(levelOf(0.01, off), 'ok');
    assert.equal(levelOf(0, off), 'empty');
    assert.equal(levelOf(50, { lowCredits: 0, criticalCredits: 100 }), 'critical');
  });

  it('has no room for low when the critical threshold is the higher one', () => {
    const crossed = { lowCredits: 100, criticalCredits: 1000 };
    assert.equal(levelOf(1000, crossed), 'ok');
    assert.equal(levelOf(999, crossed), 'critical');
    assert.equal(levelOf(50, crossed), 'critical');
  });
});

describe('heldLevel', () => {
  const cases: readonly (readonly [Level, number, Level])[] = [
    ['low', 1050, 'low'],
    ['low', 1050.01, 'ok'],
    ['critical', 105, 'critical'],
    ['critical', 105.01, 'low'],
    ['critical', 1050.01, 'ok'],
    ['empty', 5, 'empty'],
    ['empty', 5.01, 'critical'],
    ['empty', 105.01, 'low'],
    ['ok', 1000, 'ok'],
    ['ok', 999, 'low'],
    ['ok', 5, 'critical'],
    ['ok', 0, 'empty'],
    // The margin delays leaving a level, it never brings one about.
    ['low', 103, 'low'],
    ['critical', 3, 'critical'],
  ];
  for (const [previous, spendable, level] of cases) {
    it(`from ${previous}, ${spendable} is ${level}`, () =>
      assert.equal(heldLevel(previous, spendable, thresholds), level));
  }

  it('leaves empty above 0 when there is no critical level', () => {
    const off = { lowCredits: 0, criticalCredits: 0 };
    assert.equal(heldLevel('empty', 0, off), 'empty');
    assert.equal(heldLevel('empty', 0.01, off), 'ok');
  });

  it('is never milder than the level without memory, and settles at once', () => {
    const amount = fc.double({ min: 0, max: 3000, noNaN: true });
    fc.assert(
      fc.property(
        fc.constantFrom(...levels),
        amount,
        amount,
        amount,
        (previous, spendable, lowCredits, criticalCredits) => {
          const held = heldLevel(previous, spendable, { lowCredits, criticalCredits });
          assert.ok(isAtLeast(held, levelOf(spendable, { lowCredits, criticalCredits })));
          assert.equal(heldLevel(held, spendable, { lowCredits, criticalCredits }), held);
        },
      ),
    );
  });
});
