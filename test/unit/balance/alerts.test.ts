import assert from 'node:assert/strict';
import {
  claim,
  emptyAlertMemory,
  isSnoozed,
  isUnder,
  pendingAlerts,
  settleSnooze,
  snooze,
  updateEpisodes,
  type AlertFacts,
  type AlertMemory,
  type AlertSettings,
} from '../../../src/balance/alerts';
import { momentOf } from '../../moment';

const settings: AlertSettings = { lowCredits: 1000, criticalCredits: 100, lowDaysLeft: 0 };
const withDays: AlertSettings = { ...settings, lowDaysLeft: 3 };
const all = { notifications: 'all' } as const;
const hour = 3_600_000;

/** One observation after the other, from an account with nothing open. */
function after(
  facts: readonly (Partial<AlertFacts> & { spendable: number })[],
  rules = settings,
): AlertMemory {
  return facts.reduce(
    (memory, fact) => updateEpisodes(memory, { seq: memory.seq + 1, at: 1000 + memory.seq, ...fact }, rules),
    emptyAlertMemory,
  );
}

function kindsOf(memory: AlertMemory): readonly string[] {
  return Object.keys(memory.episodes).sort();
}

describe('updateEpisodes', () => {
  it('opens nothing while all is well', () => {
    assert.deepEqual(after([{ spendable: 1000 }]).episodes, {});
  });

  it('opens an episode with the time and number of the observation', () => {
    const memory = after([{ spendable: 5000 }, { spendable: 900, seq: 7, at: 1234 }]);
    assert.deepEqual(memory.episodes, { low: { openedAt: 1234, openedSeq: 7 } });
    assert.equal(memory.seq, 7);
  });

  it('nests the levels', () => {
    assert.deepEqual(kindsOf(after([{ spendable: 50 }])), ['critical', 'low']);
    assert.deepEqual(kindsOf(after([{ spendable: 0 }])), ['critical', 'empty', 'low']);
  });

  it('keeps an episode, with when it opened, until the balance is 5 % above the threshold', () => {
    const low = after([{ spendable: 900 }]);
    const wobbled = updateEpisodes(low, { spendable: 1050, seq: 5, at: 9 }, settings);
    assert.equal(wobbled.episodes.low, low.episodes.low);
    assert.deepEqual(updateEpisodes(wobbled, { spendable: 1051, seq: 6, at: 10 }, settings).episodes, {});
  });

  it('keeps critical, too, until the balance is 5 % above its threshold', () => {
    const critical = after([{ spendable: 50 }]);
    const wobbled = updateEpisodes(critical, { spendable: 103, seq: 5, at: 9 }, settings);
    assert.equal(wobbled.episodes.critical, critical.episodes.critical);
    assert.deepEqual(kindsOf(updateEpisodes(wobbled, { spendable: 106, seq: 6, at: 10 }, settings)), ['low']);
  });

  it('does not let an older observation change anything', () => {
    const memory = after([{ spendable: 900, seq: 10 }]);
    assert.equal(updateEpisodes(memory, { spendable: 9000, seq: 9, at: 9 }, settings), memory);
  });

  it('takes a smaller number of a new epoch, since numbering began anew', () => {
    const memory = after([{ spendable: 900, seq: 10, epoch: 'a' }]);
    const next = updateEpisodes(memory, { spendable: 9000, seq: 1, epoch: 'b', at: 9 }, settings);
    assert.deepEqual(next, { ...emptyAlertMemory, seq: 1, epoch: 'b' });
    const same = updateEpisodes(memory, { spendable: 900, seq: 10, epoch: 'b', at: 9 }, settings);
    assert.deepEqual(same, { ...memory, epoch: 'b' });
  });

  it('gives the very same memory back when nothing is new', () => {
    const memory = after([{ spendable: 900, seq: 3, epoch: 'a' }]);
    assert.equal(updateEpisodes(memory, { spendable: 900, seq: 3, epoch: 'a', at: 50 }, settings), memory);
    assert.notEqual(updateEpisodes(memory, { spendable: 900, seq: 4, epoch: 'a', at: 50 }, settings), memory);
  });

  it('goes by new settings when the same observation is applied again', () => {
    const memory = after([{ spendable: 900, seq: 3 }]);
    const calm = updateEpisodes(memory, { spendable: 900, seq: 3, at: 50 }, { ...settings, lowCredits: 500 });
    assert.deepEqual(calm.episodes, {});
  });

  it('ignores a number that is none', () => {
    const memory = after([{ spendable: 900 }]);
    assert.equal(updateEpisodes(memory, { spendable: NaN, seq: 99, at: 9 }, settings), memory);
  });

  it('has an episode for frozen, which an unknown neither opens nor closes', () => {
    assert.deepEqual(kindsOf(after([{ spendable: 5000 }, { spendable: 4999 }])), []);
    const frozen = after([{ spendable: 5000, isFrozen: true }]);
    assert.deepEqual(kindsOf(frozen), ['frozen']);
    assert.deepEqual(kindsOf(updateEpisodes(frozen, { spendable: 4999, seq: 9, at: 9 }, settings)), [
      'frozen',
    ]);
    assert.deepEqual(
      kindsOf(updateEpisodes(frozen, { spendable: 4999, isFrozen: false, seq: 9, at: 9 }, settings)),
      [],
    );
  });

  it('has an episode for days left, with the margin, which an unknown neither opens nor closes', () => {
    const kinds = (days: readonly (number | undefined)[], rules = withDays): readonly string[] =>
      kindsOf(
        after(
          days.map((daysLeft) => ({ spendable: 5000, daysLeft })),
          rules,
        ),
      );
    assert.deepEqual(kinds([3]), []);
    assert.deepEqual(kinds([2.9]), ['daysLeft']);
    assert.deepEqual(kinds([2.9], settings), []);
    assert.deepEqual(kinds([undefined]), []);
    assert.deepEqual(kinds([2.9, 3.3]), ['daysLeft']);
    assert.deepEqual(kinds([2.9, 3.31]), []);
    assert.deepEqual(kinds([2.9, undefined]), ['daysLeft']);
    assert.deepEqual(kinds([2.9, NaN]), ['daysLeft']);
    assert.deepEqual(kinds([4, 3.1]), []);
  });

  it('leaves days left above the threshold plus 10 %, not at it', () => {
    const wide = { ...settings, lowDaysLeft: 20 };
    const left = (daysLeft: number): readonly string[] =>
      kindsOf(
        after(
          [
            { spendable: 5000, daysLeft: 1 },
            { spendable: 5000, daysLeft },
          ],
          wide,
        ),
      );
    assert.deepEqual(left(22), ['daysLeft']);
    assert.deepEqual(left(22.01), []);
  });

  it('closes days left when it is switched off, even at 0 days', () => {
    const none = after([{ spendable: 5000, daysLeft: 0 }], withDays);
    assert.deepEqual(
      updateEpisodes(none, { spendable: 5000, daysLeft: 0, seq: 9, at: 9 }, settings).episodes,
      {},
    );
    const memory = after([{ spendable: 5000, daysLeft: 1 }], withDays);
    assert.deepEqual(
      updateEpisodes(memory, { spendable: 5000, daysLeft: 1, seq: 9, at: 9 }, settings).episodes,
      {},
    );
  });
});

describe('pendingAlerts', () => {
  const pending = (
    memory: AlertMemory,
    notifications: 'all' | 'critical' | 'off' = 'all',
  ): readonly string[] => pendingAlerts(memory, momentOf(5000), { notifications });

  it('tells the most severe level only', () => {
    assert.deepEqual(pending(after([{ spendable: 900 }])), ['low']);
    assert.deepEqual(pending(after([{ spendable: 50 }])), ['critical']);
    assert.deepEqual(pending(after([{ spendable: 0 }])), ['empty']);
  });

  it('tells frozen beside a level, but not beside empty', () => {
    assert.deepEqual(pending(after([{ spendable: 900, isFrozen: true }])), ['frozen', 'low']);
    assert.deepEqual(pending(after([{ spendable: 50, isFrozen: true }])), ['critical', 'frozen']);
    assert.deepEqual(pending(after([{ spendable: 0, isFrozen: true }])), ['empty']);
  });

  it('tells days left only when no level is told with it', () => {
    assert.deepEqual(pending(after([{ spendable: 5000, daysLeft: 1 }], withDays)), ['daysLeft']);
    assert.deepEqual(pending(after([{ spendable: 900, daysLeft: 1 }], withDays)), ['low']);
  });

  it('keeps to critical and empty when only those are wanted', () => {
    assert.deepEqual(pending(after([{ spendable: 900, isFrozen: true }]), 'critical'), []);
    assert.deepEqual(pending(after([{ spendable: 50, isFrozen: true }]), 'critical'), ['critical']);
    assert.deepEqual(pending(after([{ spendable: 0 }]), 'critical'), ['empty']);
    assert.deepEqual(pending(after([{ spendable: 5000, daysLeft: 1 }], withDays), 'critical'), []);
  });

  it('leaves out what cannot be told now, which keeps nothing milder back', () => {
    const held = after([{ spendable: 50, daysLeft: 1 }], withDays);
    const told = (...kinds: readonly string[]): readonly string[] =>
      pendingAlerts(held, momentOf(5000), all, (kind) => kinds.includes(kind));
    assert.deepEqual(told('low', 'daysLeft'), ['low']);
    assert.deepEqual(told('daysLeft'), ['daysLeft']);
    assert.deepEqual(told(), []);
  });

  it('tells nothing when off, or snoozed', () => {
    const memory = after([{ spendable: 50 }]);
    assert.deepEqual(pending(memory, 'off'), []);
    assert.deepEqual(pending(snooze(memory, momentOf(4999), hour)), []);
    assert.deepEqual(pendingAlerts(snooze(memory, momentOf(0), hour), momentOf(hour), all), ['critical']);
  });

  it('tells of an empty balance, and of nothing else, also when snoozed', () => {
    const memory = snooze(
      after([{ spendable: 0, isFrozen: true, daysLeft: 1 }], withDays),
      momentOf(4999),
      hour,
    );
    assert.deepEqual(pending(memory), ['empty']);
    assert.deepEqual(pending(memory, 'off'), []);
    assert.equal(claim(memory, 'empty', 'w', momentOf(5000)).won, true);
    assert.equal(claim(memory, 'frozen', 'w', momentOf(5000)).won, false);
  });
});

describe('isUnder', () => {
  const under = (spendable: number): readonly string[] =>
    (['empty', 'critical', 'low'] as const).filter((kind) => isUnder(kind, spendable, settings));

  it('is below the threshold, without the margin that keeps an episode open', () => {
    assert.deepEqual(under(1000), []);
    assert.deepEqual(under(999.99), ['low']);
    assert.deepEqual(under(100), ['low']);
    assert.deepEqual(under(99.99), ['critical', 'low']);
    assert.deepEqual(under(0.01), ['critical', 'low']);
    assert.deepEqual(under(0), ['empty', 'critical', 'low']);
  });

  it('goes by the threshold that is told, whichever is higher', () => {
    const turned = { lowCredits: 100, criticalCredits: 1000 };
    assert.deepEqual([isUnder('critical', 500, turned), isUnder('low', 500, turned)], [true, false]);
  });

  it('says nothing of frozen and days left', () => {
    assert.deepEqual([isUnder('frozen', 9000, settings), isUnder('daysLeft', 9000, settings)], [true, true]);
  });
});

describe('claim', () => {
  it('is won once', () => {
    const first = claim(after([{ spendable: 900 }]), 'low', 'window 1', momentOf(5000));
    assert.equal(first.won, true);
    assert.equal(first.memory.episodes.low?.claimedAt, 5000);
    assert.equal(first.memory.episodes.low.claimedBy, 'window 1');
    const second = claim(first.memory, 'low', 'window 2', momentOf(5001));
    assert.deepEqual(second, { memory: first.memory, won: false });
    assert.deepEqual(pendingAlerts(first.memory, momentOf(6000), all), []);
  });

  it('is lost where there is no episode', () => {
    assert.equal(claim(emptyAlertMemory, 'low', 'w', momentOf(1)).won, false);
  });

  it('is lost during a snooze, so that a toast cannot slip out after it was set', () => {
    const memory = snooze(after([{ spendable: 900 }]), momentOf(100), hour);
    assert.deepEqual(claim(memory, 'low', 'w', momentOf(101)), { memory, won: false });
    assert.equal(claim(memory, 'low', 'w', momentOf(100 + hour)).won, true);
  });

  it('tells of the milder levels, so that coming back up is no news', () => {
    const { memory } = claim(
      after([{ spendable: 50, daysLeft: 1 }], withDays),
      'critical',
      'w',
      momentOf(5000),
    );
    const up = updateEpisodes(memory, { spendable: 500, seq: 9, at: 9 }, withDays);
    assert.deepEqual(kindsOf(up), ['daysLeft', 'low']);
    assert.deepEqual(pendingAlerts(up, momentOf(6000), all), []);
    const down = updateEpisodes(up, { spendable: 50, seq: 10, at: 10 }, withDays);
    assert.deepEqual(pendingAlerts(down, momentOf(6000), all), ['critical']);
  });

  it('leaves an earlier claim as it was', () => {
    const low = claim(after([{ spendable: 900 }]), 'low', 'window 1', momentOf(5000)).memory;
    const critical = updateEpisodes(low, { spendable: 50, seq: 9, at: 9 }, settings);
    const { memory } = claim(critical, 'critical', 'window 2', momentOf(6000));
    assert.equal(memory.episodes.low?.claimedBy, 'window 1');
    assert.equal(memory.episodes.critical?.claimedBy, 'window 2');
  });

  it('of empty tells of frozen, of critical does not', () => {
    const empty = claim(after([{ spendable: 0, isFrozen: true }]), 'empty', 'w', momentOf(5000)).memory;
    assert.deepEqual(pendingAlerts(empty, momentOf(6000), all), []);
    const critical = claim(
      after([{ spendable: 50, isFrozen: true }]),
      'critical',
      'w',
      momentOf(5000),
    ).memory;
    assert.deepEqual(pendingAlerts(critical, momentOf(6000), all), ['frozen']);
  });

  it('of low tells of days left, but not of days left that run short later', () => {
    const both = claim(after([{ spendable: 900, daysLeft: 1 }], withDays), 'low', 'w', momentOf(5000)).memory;
    assert.deepEqual(pendingAlerts(both, momentOf(6000), all), []);
    const low = claim(after([{ spendable: 900, daysLeft: 9 }], withDays), 'low', 'w', momentOf(5000)).memory;
    const short = updateEpisodes(low, { spendable: 899, daysLeft: 1, seq: 9, at: 9 }, withDays);
    assert.deepEqual(pendingAlerts(short, momentOf(6000), all), ['daysLeft']);
  });

  it('can be won again in the next episode', () => {
    const told = claim(after([{ spendable: 900 }]), 'low', 'w', momentOf(5000)).memory;
    const paid = updateEpisodes(told, { spendable: 9000, seq: 8, at: 8 }, settings);
    const again = updateEpisodes(paid, { spendable: 900, seq: 9, at: 9 }, settings);
    assert.deepEqual(pendingAlerts(again, momentOf(6000), all), ['low']);
  });
});

describe('snooze', () => {
  const snoozed = snooze(emptyAlertMemory, momentOf(1000), 500);

  it('holds from set-at for its length', () => {
    assert.equal(isSnoozed(emptyAlertMemory, momentOf(1000)), false);
    assert.equal(isSnoozed(snoozed, momentOf(1000)), true);
    assert.equal(isSnoozed(snoozed, momentOf(1499)), true);
    assert.equal(isSnoozed(snoozed, momentOf(1500)), false);
  });

  it('holds as long whatever the clock is set to', () => {
    for (const at of [-1e12, 1e12]) {
      assert.equal(isSnoozed(snoozed, { at, up: 1499 }), true);
      assert.equal(isSnoozed(snoozed, { at, up: 1500 }), false);
    }
  });

  it('goes on by the wall clock when the machine was started anew', () => {
    const settled = settleSnooze(snoozed, { at: 1400, up: 7 });
    assert.deepEqual(settled.snooze, { at: 1000, up: -393, lengthMs: 500 });
    assert.equal(isSnoozed(settled, { at: 99, up: 106 }), true);
    assert.equal(isSnoozed(settled, { at: 99, up: 107 }), false);
  });

  it('is dropped when it is over, and only then', () => {
    assert.equal(settleSnooze(snoozed, momentOf(1000)), snoozed);
    assert.equal(settleSnooze(snoozed, momentOf(1499)), snoozed);
    assert.deepEqual(settleSnooze(snoozed, momentOf(1500)), emptyAlertMemory);
    assert.equal(settleSnooze(emptyAlertMemory, momentOf(1500)), emptyAlertMemory);
  });

  it('is kept by the episodes that change meanwhile', () => {
    const memory = updateEpisodes(snoozed, { spendable: 0, seq: 1, at: 1 }, settings);
    assert.deepEqual(memory.snooze, snoozed.snooze);
  });
});
