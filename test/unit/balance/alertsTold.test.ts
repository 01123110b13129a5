import assert from 'node:assert/strict';
import {
  claim,
  emptyAlertMemory,
  isSnoozed,
  pendingAlerts,
  settleSnooze,
  snooze,
  updateEpisodes,
} from '../../../src/balance/alerts';
import { momentOf } from '../../moment';
import { after, all, hour, kindsOf, settings, withDays } from './alertsKit';

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
