import assert from 'node:assert/strict';

import { Outcomes } from '../../../src/app/diagnosisOutcomes';

describe('Outcomes', () => {
  it('keeps the last ten, oldest first', () => {
    const outcomes = new Outcomes();
    assert.equal(outcomes.recent.length, 0);
    for (let at = 1; at <= 13; at++)
      outcomes.keep({ method: 'GET', path: '/v1/credits', status: 200, tookMs: 1 }, at);
    assert.deepEqual(
      outcomes.recent.map(({ at }) => at),
      [4, 5, 6, 7, 8, 9, 10, 11, 12, 13],
    );
    assert.equal(outcomes.recent[0]?.status, 200);
  });
});
