import assert from 'node:assert/strict';

import { VendorSeries } from '../../../src/app/lazy/vendorSeries';
import { accountKits } from './accountKit';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

describe('VendorSeries', () => {
  const kit = accountKits();
  const open = async (): Promise<VendorSeries> =>
    new VendorSeries((await kit().open()).account.session, kit().clock.now);
  const asked = (): number => kit().api.requests.length;
  const utcDay = (daysAgo: number): string =>
    new Date(kit().clock.time - daysAgo * DAY).toISOString().slice(0, 10);

  const offer = (): void => {
    const daily = [3, 2, 1].map((ago) => ({ date: utcDay(ago), total_credits: 100 * ago }));
    const period = { start: utcDay(3), end: utcDay(0), days: 3 };
    kit().api.clearFaults();
    kit().api.setFault({ kind: 'body', times: 'always', text: JSON.stringify({ period, daily }) });
  };
  const refuse = (status: number): void => {
    kit().api.clearFaults();
    kit().api.setFault({ kind: 'error', status, path: '/v1/analytics/*', times: 'always' });
  };
  const file = async (series: VendorSeries, content: object): Promise<void> => {
    await kit().folder.write('usage.json', JSON.stringify(content));
    await series.update(false);
  };

  it('is what the vendor told, and when', async () => {
    const series = await open();
    assert.equal(series.days, undefined);
    offer();
    assert.equal(await series.update(true), true);
    const daily = [3, 2, 1].map((ago) => ({ date: utcDay(ago), credits: 100 * ago }));
    assert.deepEqual(series.days, { at: kit().clock.time, daily, start: utcDay(3) });
  });

  it('takes the balance along, which its response tells as well', async () => {
    const window = await kit().open();
    kit().api.clearFaults();
    await new VendorSeries(window.account.session, kit().clock.now).update(true);
    const { observation } = window.account.session.state.snapshot;
    assert.deepEqual([observation?.balance.credits, observation?.source], [5000, 'header']);
  });

  it('is asked for once an hour, also where it is not offered, and not where it may not', async () => {
    const series = await open();
    await series.update(false);
    assert.equal(asked(), 0);
    for (const offered of [offer, () => refuse(404)]) {
      offered();
      kit().api.clearRequests();
      await series.update(true);
      kit().clock.pass(HOUR - 1);
      await series.update(true);
      assert.equal(asked(), 1);
      kit().clock.pass(1);
    }
    await series.update(true);
    assert.equal(asked(), 2);
  });

  it('that is not offered any more is gone at once', async () => {
    const series = await open();
    offer();
    await series.update(true);
    refuse(404);
    kit().clock.pass(HOUR);
    assert.equal(await series.update(true), true);
    assert.deepEqual([series.days, series.isMissed, series.isSettled(true)], [undefined, false, true]);
  });

  it('of a time to come is none: the clock was set back', async () => {
    const series = await open();
    offer();
    await series.update(true);
    kit().clock.jump(-MINUTE);
    assert.equal(series.days, undefined);
  });

  it('that is kept in a shape of its own is none', async () => {
    const series = await open();
    const at = kit().clock.time;
    const daily = [{ date: utcDay(1), credits: 5 }];
    const kept = { v: 1, at, daily, start: utcDay(7), failedAt: at, failedSince: at };
    await file(series, kept);
    assert.deepEqual(series.days, { at, daily, start: utcDay(7) });
    for (const wrong of [
      { ...kept, v: 0 },
      { ...kept, at: 'now' },
      { ...kept, daily: [{ date: 1, credits: 5 }] },
      { ...kept, daily: [{ date: utcDay(1), credits: 'few' }] },
      { ...kept, start: 7 },
      { ...kept, failedAt: 'now' },
      { ...kept, failedSince: 'now' },
    ]) {
      await file(series, wrong);
      assert.equal(series.days, undefined, JSON.stringify(wrong));
    }
  });

  describe('settled', () => {
    it('is nothing before the file was looked at', async () => {
      const series = await open();
      assert.deepEqual([series.isSettled(false), series.isSettled(true)], [false, false]);
      await series.update(false);
      assert.deepEqual([series.isSettled(false), series.isSettled(true)], [true, false]);
    });

    it('is what was told within two hours', async () => {
      const series = await open();
      offer();
      await series.update(true);
      kit().clock.pass(2 * HOUR - 1);
      assert.equal(series.isSettled(true), true);
      kit().clock.pass(1);
      assert.deepEqual([series.isSettled(true), series.isSettled(false)], [false, true]);
    });

    it('is for almost an hour that it could not be had, then the next ask is at hand', async () => {
      const series = await open();
      offer();
      await series.update(true);
      refuse(503);
      kit().clock.pass(3 * HOUR);
      await series.update(true);
      kit().clock.pass(HOUR - MINUTE - 1);
      assert.equal(series.isSettled(true), true);
      kit().clock.pass(1);
      assert.equal(series.isSettled(true), false);
    });

    it('is that there never was one, once it was asked for in vain, by whichever window', async () => {
      refuse(503);
      const [asks, follows] = [await open(), await open()];
      await asks.update(true);
      kit().clock.pass(HOUR - 1);
      await follows.update(false);
      assert.deepEqual([asks.isSettled(true), follows.isSettled(true)], [true, false]);
      // Too early to ask again.
      await follows.update(true);
      assert.deepEqual([asked(), follows.isSettled(true)], [1, true]);
      kit().clock.pass(1);
      await follows.update(false);
      assert.equal(follows.isSettled(true), true, 'it stays so');
    });

    it('is not what another window asks for right now', async () => {
      kit().api.clearFaults();
      kit().api.setFault({ kind: 'hang', path: '/v1/analytics/*' });
      const window = await kit().open();
      const asking = new VendorSeries(window.account.session, kit().clock.now).update(true);
      while (asked() < 1) await new Promise((resolve) => setImmediate(resolve));
      // The class does not hold it back any more, the request that is under way does.
      kit().clock.pass(HOUR);
      const follows = await open();
      await follows.update(true);
      assert.deepEqual([asked(), follows.isSettled(true)], [1, false]);
      window.account.dispose();
      await asking;
    });

    it('is not what failed with the balance itself', async () => {
      const window = await kit().open();
      const series = new VendorSeries(window.account.session, kit().clock.now);
      offer();
      await series.update(true);
      kit().api.clearFaults();
      kit().api.setFault({ kind: 'reset', times: 'always' });
      kit().clock.pass(3 * HOUR);
      await window.account.session.poll('watch');
      await series.update(true);
      assert.deepEqual([series.isSettled(true), series.isMissed], [false, false]);
    });

    it('is not what failed because the window was closed', async () => {
      const { account } = await kit().open();
      const series = new VendorSeries(account.session, kit().clock.now);
      kit().api.clearFaults();
      kit().api.setFault({ kind: 'hang', path: '/v1/analytics/*' });
      const update = series.update(true);
      while (asked() < 1) await new Promise((resolve) => setImmediate(resolve));
      account.dispose();
      await update;
      assert.equal(await kit().folder.read('usage.json'), undefined);
    });
  });

  describe('missed', () => {
    it('is what was let go of and failed, for six hours since the first failure', async () => {
      const series = await open();
      offer();
      await series.update(true);
      refuse(503);
      kit().clock.pass(HOUR);
      await series.update(true);
      assert.equal(series.isMissed, false, 'it is still there');
      for (let hour = 1; hour < 6; hour++) {
        kit().clock.pass(HOUR);
        await series.update(true);
        assert.equal(series.isMissed, true);
      }
      kit().clock.pass(HOUR - 1);
      assert.equal(series.isMissed, true);
      kit().clock.pass(1);
      assert.equal(series.isMissed, false);
    });

    it('is nothing that never was', async () => {
      const series = await open();
      assert.equal(series.isMissed, false);
      refuse(503);
      await series.update(true);
      assert.equal(series.isMissed, false);
      refuse(404);
      kit().clock.pass(HOUR);
      await series.update(true);
      refuse(503);
      kit().clock.pass(2 * HOUR);
      await series.update(true);
      assert.equal(series.isMissed, false);
    });
  });
});
