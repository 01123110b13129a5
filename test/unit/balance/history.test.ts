import assert from 'node:assert/strict';
import { balanceAfter, isHour, shouldKeep, timeOf } from '../../../src/balance/history';
import { hour } from './historyKit';

const point = { t: 10 * hour, c: 100 };
const compacted = { h: hour, first: 1, last: 2, low: 1, high: 3, spent: 1, toppedUp: 0 };

describe('shouldKeep', () => {
  it('keeps the first', () => assert.equal(shouldKeep(undefined, point), true));

  it('keeps a change of the credits or of the spendable part', () => {
    assert.equal(shouldKeep(point, { t: point.t, c: 99.99 }), true);
    assert.equal(shouldKeep(point, { ...point, s: 50 }), true);
    assert.equal(shouldKeep({ ...point, s: 50 }, point), true);
    assert.equal(shouldKeep({ ...point, s: 50 }, { ...point, s: 51 }), true);
  });

  it('keeps nothing that says the same within the hour', () => {
    assert.equal(shouldKeep(point, { ...point, seq: 5 }), false);
    assert.equal(shouldKeep(point, { ...point, s: 100 }), false);
    assert.equal(shouldKeep(point, { ...point, t: point.t + hour - 1 }), false);
  });

  it('keeps the same again after an hour', () => {
    assert.equal(shouldKeep(point, { ...point, t: point.t + hour }), true);
  });

  it('keeps the same again when the clock went back', () => {
    assert.equal(shouldKeep(point, { ...point, t: point.t - 1 }), true);
  });
});

describe('history records', () => {
  it('have a time and a balance after', () => {
    assert.deepEqual([isHour(point), timeOf(point), balanceAfter(point)], [false, 10 * hour, 100]);
    assert.deepEqual([isHour(compacted), timeOf(compacted), balanceAfter(compacted)], [true, hour, 2]);
  });
});
