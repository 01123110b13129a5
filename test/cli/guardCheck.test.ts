import assert from 'node:assert/strict';
import { balanceLine, faultLine, guardReport } from '../../src/app/guardCheck';
import type { ReadFault } from '../../src/app/readFault';
import { err, ok } from '../../src/leadmagic/result';
import { Formats } from '../../src/text/formats';
import { english } from '../../src/text/translate';

const formats = new Formats('en-GB', english);
const now = new Date(2026, 0, 31, 9, 30, 15).getTime();

describe('guardCheck', () => {
  it('judges by what can be spent', () => {
    const balance = { credits: 500, liquid: 20, isFrozen: true };
    assert.deepEqual(guardReport(ok(balance), 20, formats, now), {
      code: 0,
      lines: ['LeadMagic: 20 credits left; the minimum is 20. The account is frozen; 500 in all.'],
    });
    assert.equal(guardReport(ok(balance), 20.01, formats, now).code, 1);
  });

  it('says one credit, not one credits', () => {
    const balance = { credits: 1, isFrozen: false };
    assert.deepEqual(guardReport(ok(balance), 1.5, formats, now), {
      code: 1,
      lines: ['LeadMagic: 1 credit left, under the minimum of 1.5.'],
    });
    assert.equal(balanceLine(balance, formats), 'LeadMagic: 1 credit left.');
  });

  it('says what is wrong with a minimum before anything else', () => {
    const lines = ['The minimum must be a number of credits, 0 or more.'];
    for (const bad of [NaN, -1, Infinity]) {
      assert.deepEqual(guardReport(ok({ credits: 9, isFrozen: false }), bad, formats, now), {
        code: 2,
        lines,
      });
      assert.deepEqual(guardReport(err({ kind: 'network' }), bad, formats, now), { code: 2, lines });
    }
  });

  it('ends with 2 for every fault, in one line', () => {
    const fault: ReadFault = { kind: 'network', systemCode: 'ENOTFOUND' };
    assert.deepEqual(guardReport(err(fault), 0, formats, now), {
      code: 2,
      lines: [
        'The LeadMagic balance could not be read. LeadMagic could not be reached. Check the network and the proxy settings. (ENOTFOUND)',
      ],
    });
  });

  it('does not speak of a last good balance', () => {
    assert.equal(
      faultLine({ kind: 'protocol', reason: 'notJson' }, formats, now),
      'The LeadMagic balance could not be read. The answer could not be understood. (notJson)',
    );
  });

  it('rounds the time to come back up to the minute, and leaves out one that is over', () => {
    const limited = (retryAt: number) => faultLine({ kind: 'rateLimited', retryAt }, formats, now);
    const asked = 'The LeadMagic balance could not be read. LeadMagic asked to slow down.';
    assert.equal(limited(now + 1), `${asked} LeadMagic asked to wait until 09:31.`);
    assert.equal(limited(now + 45_000), `${asked} LeadMagic asked to wait until 09:31.`);
    assert.equal(limited(now + 45_001), `${asked} LeadMagic asked to wait until 09:32.`);
    assert.equal(limited(now), asked);
    assert.match(limited(now + 24 * 3_600_000), /until 2026-02-01 09:31\.$/);
  });
});
