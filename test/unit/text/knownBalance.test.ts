import assert from 'node:assert/strict';

import { Formats } from '../../../src/text/formats';
import { knownBalance } from '../../../src/text/knownBalance';
import { english } from '../../../src/text/translate';

describe('knownBalance', () => {
  const formats = new Formats('en', english);
  const at = new Date(2026, 0, 30, 14, 5).getTime();

  it('tells the number and the time of its reading', () => {
    assert.equal(
      knownBalance(15_432.5, at, at + 60_000, formats),
      'LeadMagic: 15,432.5 credits left. Read at 14:05.',
    );
    assert.equal(knownBalance(1, at, at, formats), 'LeadMagic: 1 credit left. Read at 14:05.');
  });

  it('names the day when it is not today', () => {
    assert.equal(
      knownBalance(-5.71, at, at + 24 * 3_600_000, formats),
      'LeadMagic: -5.71 credits left. Read at 2026-01-30 14:05.',
    );
  });
});
