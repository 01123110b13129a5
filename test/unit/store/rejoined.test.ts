import assert from 'node:assert/strict';
import { emptyAlertMemory, type AlertMemory } from '../../../src/balance/alerts';
import type { Moment, Wait } from '../../../src/balance/moment';
import { rejoinedAlerts, rejoinedSnapshot } from '../../../src/store/rejoined';
import { emptySnapshot, type Snapshot } from '../../../src/store/snapshot';
import { Clock } from './harness';

const MINUTE = 60_000;

describe('what a window that was alone brings back', () => {
  const clock = new Clock();
  const now = clock.moment();
  const ago = (ms: number): Moment => ({ at: now.at - ms, up: now.up - ms });
  const wait = (since: number, lengthMs: number): Wait => ({ ...ago(since), lengthMs });
  const snapshot = (more: Partial<Snapshot>): Snapshot => ({ ...emptySnapshot('e'), ...more });

  it('when it asked, where no other window asked later', () => {
    const disk = snapshot({ attempts: { background: ago(MINUTE), refresh: ago(5 * MINUTE) }, seq: 9 });
    const alone = snapshot({
      attempts: { background: ago(3 * MINUTE), refresh: ago(2 * MINUTE), health: ago(MINUTE) },
      seq: 4,
    });
    const { attempts, seq } = rejoinedSnapshot(disk, alone, now);
    assert.deepEqual(attempts, {
      background: ago(MINUTE),
      refresh: ago(2 * MINUTE),
      health: ago(MINUTE),
    });
    assert.equal(seq, 9, 'the rest is as the disk has it');
  });

  for (const [name, disk, alone, expected] of [
    ['the longer deadline: the disk’s', wait(0, 9 * MINUTE), wait(0, 5 * MINUTE), wait(0, 9 * MINUTE)],
    ['the longer deadline: its own', wait(MINUTE, 3 * MINUTE), wait(0, 5 * MINUTE), wait(0, 5 * MINUTE)],
    ['its own deadline, where it is the only one', undefined, wait(0, MINUTE), wait(0, MINUTE)],
    ['the disk’s deadline, where it is the only one', wait(0, MINUTE), undefined, wait(0, MINUTE)],
    ['no deadline, where there is none', undefined, undefined, undefined],
  ] as const) {
    it(name, () => {
      const hold = rejoinedSnapshot(
        snapshot({ ...(disk && { hold: disk }) }),
        snapshot({ ...(alone && { hold: alone }) }),
        now,
      ).hold;
      assert.deepEqual(hold, expected);
      const snooze = rejoinedAlerts(
        { ...emptyAlertMemory, ...(disk && { snooze: disk }) },
        { ...emptyAlertMemory, ...(alone && { snooze: alone }) },
        now,
      ).snooze;
      assert.deepEqual(snooze, expected);
    });
  }

  it('what it told, beside what others told and what is going on', () => {
    const open = { openedAt: 1, openedSeq: 1 };
    const told = (by: string) => ({ ...open, claimedAt: 2, claimedBy: by });
    const disk: AlertMemory = {
      ...{ v: 1, seq: 7, epoch: 'disk' },
      episodes: { low: open, critical: told('other'), frozen: open },
    };
    const alone: AlertMemory = {
      ...{ v: 1, seq: 3, epoch: 'alone' },
      episodes: { low: told('here'), critical: told('here'), empty: open },
    };
    const { episodes, seq, epoch } = rejoinedAlerts(disk, alone, now);
    assert.deepEqual(episodes, { low: told('here'), critical: told('other'), frozen: open });
    assert.deepEqual([seq, epoch], [7, 'disk']);
  });
});
