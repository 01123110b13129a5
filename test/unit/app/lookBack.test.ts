import assert from 'node:assert/strict';

import { LookBack, type Opening } from '../../../src/app/lookBack';
import type { Observation } from '../../../src/balance/observation';
import { Clock } from '../store/harness';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

describe('LookBack', () => {
  let clock: Clock;
  let settings: { cacheTtlSeconds: number; refreshIntervalMinutes: number };
  beforeEach(() => {
    clock = new Clock();
    settings = { cacheTtlSeconds: 60, refreshIntervalMinutes: 5 };
  });

  /** Of a window that is opened now. */
  const open = (opening?: Opening): LookBack =>
    new LookBack({
      now: clock.now,
      moment: clock.moment,
      settings: () => settings,
      ...(opening && { opening: () => Promise.resolve(opening) }),
    });
  const seen = (credits: number, at = clock.time): Observation => ({
    balance: { credits, isFrozen: false },
    ...{ at, up: clock.up, sentAt: at, seq: 1, source: 'poll' },
  });
  /** What a window that is opened now finds, which last saw 1,000 credits so long ago and sees 700 now. */
  const found = async (ago: number, opening?: Opening): Promise<number | undefined> => {
    const lookBack = open(opening);
    const isFound = await lookBack.look(seen(700), seen(1000, clock.time - ago));
    assert.equal(isFound, lookBack.found !== undefined);
    return lookBack.found?.credits;
  };
  const closedAgo = (ago: number): Opening => ({ isAlone: true, closedAt: clock.time - ago });

  it('tells what was spent, and since when', async () => {
    const since = clock.time - 3 * HOUR;
    assert.equal(open().found, undefined);
    const lookBack = open();
    assert.equal(await lookBack.look(seen(700), seen(1000, since)), true);
    assert.deepEqual([lookBack.found?.credits, lookBack.found?.since], [300, since]);
  });

  it('tells it for a day', async () => {
    const lookBack = open();
    await lookBack.look(seen(700), seen(1000, clock.time - HOUR));
    clock.pass(DAY - 1);
    assert.equal(lookBack.found?.credits, 300);
    clock.pass(1);
    assert.equal(lookBack.found, undefined);
  });

  it('tells it no more once what was known before is cleared', async () => {
    const lookBack = open();
    await lookBack.look(seen(700), seen(1000, clock.time - HOUR));
    lookBack.forget();
    assert.equal(lookBack.found, undefined);
  });

  it('goes by the first balance alone, also where that was too little', async () => {
    const lookBack = open();
    assert.equal(await lookBack.look(seen(995), seen(1000, clock.time - HOUR)), false);
    assert.equal(await lookBack.look(seen(500), seen(1000, clock.time - HOUR)), false);
    assert.equal(lookBack.found, undefined);
  });

  it('says nothing of a first balance ever', async () => {
    assert.equal(await open().look(seen(700), undefined), false);
  });

  it('says nothing of what was spent since the window was opened', async () => {
    const lookBack = open();
    const opened = clock.time;
    clock.pass(HOUR);
    assert.equal(await lookBack.look(seen(700), seen(1000, opened)), false);
  });

  it('takes what is as young as the background reads for a window opened anew', async () => {
    const lately = 6 * MINUTE;
    assert.deepEqual([await found(lately - 1), await found(lately)], [undefined, 300]);
    // It could be an hour old while the window was open; a usual one is not.
    settings.refreshIntervalMinutes = 60;
    assert.deepEqual([await found(lately - 1), await found(lately)], [undefined, 300]);
    settings.refreshIntervalMinutes = 1;
    assert.deepEqual([await found(2 * MINUTE - 1), await found(2 * MINUTE)], [undefined, 300]);
  });

  it('says nothing where another window was open', async () => {
    assert.equal(await found(HOUR, { isAlone: false }), undefined);
  });

  it('says nothing where VS Code was open for long without looking', async () => {
    const lately = 6 * MINUTE;
    assert.equal(await found(3 * HOUR, closedAgo(3 * HOUR - lately + 1)), 300);
    assert.equal(await found(3 * HOUR, closedAgo(3 * HOUR - lately)), undefined);
  });

  it('goes by the background where a window was killed: nobody knows when', async () => {
    assert.equal(await found(3 * HOUR, closedAgo(4 * HOUR)), 300);
    assert.equal(await found(3 * HOUR, { isAlone: true }), 300);
    settings.refreshIntervalMinutes = 0;
    assert.equal(await found(3 * HOUR, closedAgo(4 * HOUR)), undefined);
    assert.equal(await found(3 * HOUR), undefined);
    // Closed in the very instant of the read: then it is known.
    assert.equal(await found(3 * HOUR, closedAgo(3 * HOUR)), 300);
  });
});
