import assert from 'node:assert/strict';
import fc from 'fast-check';
import { emptyAlertMemory } from '../../../src/balance/alerts';
import { parseAlertMemory } from '../../../src/balance/parseAlerts';

const whole = {
  v: 1,
  seq: 12,
  epoch: 'e1',
  episodes: {
    low: { openedAt: 1, openedSeq: 2, claimedAt: 3, claimedBy: 'w' },
    frozen: { openedAt: 0, openedSeq: 0 },
  },
  snooze: { at: 5, up: -7.5, lengthMs: 6 },
};
const low = whole.episodes.low;

describe('parseAlertMemory', () => {
  it('reads back what was written', () => {
    assert.deepEqual(parseAlertMemory(JSON.parse(JSON.stringify(whole))), whole);
    assert.deepEqual(parseAlertMemory(JSON.parse(JSON.stringify(emptyAlertMemory))), emptyAlertMemory);
  });

  const bad: readonly (readonly [string, unknown])[] = [
    ['nothing', undefined],
    ['null', null],
    ['an array', [whole]],
    ['another version', { ...whole, v: 2 }],
    ['a version as text', { ...whole, v: '1' }],
    ['no number', { ...whole, seq: undefined }],
    ['a number as text', { ...whole, seq: '12' }],
    ['a broken number', { ...whole, seq: 1.5 }],
    ['no epoch', { ...whole, epoch: 7 }],
    ['an endless epoch', { ...whole, epoch: 'e'.repeat(101) }],
    ['no episodes', { ...whole, episodes: undefined }],
    ['episodes in a list', { ...whole, episodes: [] }],
    ['an episode of nothing', { ...whole, episodes: { low: null } }],
    ['an episode without its time', { ...whole, episodes: { low: { openedSeq: 2 } } }],
    ['an episode without its number', { ...whole, episodes: { low: { openedAt: 2 } } }],
    ['a time before 1970', { ...whole, episodes: { low: { ...low, openedAt: -1 } } }],
    ['a claim by nobody', { ...whole, episodes: { low: { ...low, claimedBy: undefined } } }],
    ['a claim by a crowd', { ...whole, episodes: { low: { ...low, claimedBy: 'w'.repeat(101) } } }],
    ['a claim at no time', { ...whole, episodes: { low: { ...low, claimedAt: null } } }],
    ['a torn snooze', { ...whole, snooze: { at: 5, up: 5 } }],
    ['a snooze set at no time', { ...whole, snooze: { up: 5, lengthMs: 5 } }],
    ['a snooze set at no uptime', { ...whole, snooze: { at: 5, lengthMs: 5 } }],
    ['a snooze of more than a day', { ...whole, snooze: { at: 5, up: 5, lengthMs: 25 * 3_600_000 + 1 } }],
    ['a snooze set when no date is', { ...whole, snooze: { at: 1e16, up: 5, lengthMs: 5 } }],
    ['a time that no date can tell', { ...whole, episodes: { low: { ...low, openedAt: 1e16 } } }],
    ['a snooze of another shape', { ...whole, snooze: 5 }],
  ];
  for (const [name, value] of bad) {
    it(`refuses ${name}`, () => assert.equal(parseAlertMemory(value), undefined));
  }

  it('takes a name of 100 characters', () => {
    assert.ok(parseAlertMemory({ ...whole, epoch: 'e'.repeat(100) }));
  });

  it('keeps what a later version added, wherever that is', () => {
    const later = {
      ...{ ...whole, later: 1, snooze: { ...whole.snooze, later: 2 } },
      episodes: { ...whole.episodes, low: { ...low, later: 3 }, doom: { openedAt: 4, openedSeq: 5 } },
    };
    assert.deepEqual(parseAlertMemory(later), later);
  });

  it('never throws, whatever it reads', () => {
    fc.assert(
      fc.property(fc.anything(), fc.anything(), (episodes, snooze) => {
        parseAlertMemory(episodes);
        parseAlertMemory({ ...whole, episodes, snooze });
        parseAlertMemory({
          ...whole,
          episodes: { low: episodes },
          snooze: { at: snooze, up: snooze, lengthMs: 1 },
        });
      }),
    );
  });
});
