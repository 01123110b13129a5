import assert from 'node:assert/strict';
import {
  claim,
  emptyAlertMemory,
  isUnder,
  pendingAlerts,
  snooze,
  updateEpisodes,
  type AlertMemory,
} from '../../../src/balance/alerts';
import { momentOf } from '../../moment';
import { after, all, hour, kindsOf, settings, withDays } from './alertsKit';

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
