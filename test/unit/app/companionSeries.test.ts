import assert from 'node:assert/strict';
import { VendorSeries } from '../../../src/app/lazy/vendorSeries';
import { accountKits, allNotices, quiet, type KitWindow } from './accountKit';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

describe('Companion: the vendor’s own figures', () => {
  const kit = accountKits();
  const usage = (): number =>
    kit().api.requests.filter(({ path }) => path.startsWith('/v1/analytics/')).length;

  it('are asked for once an hour, and not at all where nothing is read in the background', async () => {
    const { account } = await kit().open();
    for (let minutes = 0; minutes < 120; minutes += 5) {
      await account.tick();
      kit().clock.pass(5 * MINUTE);
    }
    assert.equal(usage(), 2);
    kit().api.clearRequests();
    kit().settings = { ...kit().settings, refreshIntervalMinutes: 0 };
    for (let minutes = 0; minutes < 120; minutes += 5) {
      await account.tick();
      kit().clock.pass(5 * MINUTE);
    }
    assert.deepEqual(kit().api.requests, []);
  });

  /** The vendor tells of `credits` spent on each of the days before this one. */
  const offer = (days: number, credits: number): void => {
    const { time } = kit().clock;
    const daily = Array.from({ length: days }, (_, index) => ({
      date: new Date(time - (index + 1) * 24 * HOUR).toISOString().slice(0, 10),
      total_credits: credits,
    }));
    const period = { start: daily.at(-1)?.date, end: new Date(time).toISOString().slice(0, 10), days };
    const text = JSON.stringify({ period, daily });
    kit().api.clearFaults();
    kit().api.setFault({ kind: 'body', path: '/v1/analytics/*', times: 'always', text });
  };
  const pace = ({ account }: KitWindow): readonly unknown[] => {
    const { pacePerDay, basis } = account.view.forecast ?? {};
    return [pacePerDay, basis?.source];
  };

  it('set the pace in every window, though one asked', async () => {
    offer(3, 250);
    const windows = [await kit().open(), await kit().open()];
    for (const { account } of windows) await account.tick();
    assert.deepEqual(windows.map(pace), [
      [250, 'vendor'],
      [250, 'vendor'],
    ]);
    assert.equal(usage(), 1);
  });

  it('are not asked for by a window that is not in use', async () => {
    const window = await kit().open();
    await window.account.session.poll('watch');
    kit().isFocused = false;
    await window.account.tick();
    await quiet(window);
    assert.equal(usage(), 0);
    kit().isFocused = true;
    await window.account.tick();
    assert.equal(usage(), 1);
  });

  it('are nothing to go by where a day does not tell what it cost', async () => {
    const daily = (middle: object) =>
      [3, 2, 1].map((days) => ({
        date: new Date(kit().clock.time - days * 24 * HOUR).toISOString().slice(0, 10),
        ...(days === 2 ? middle : { total_credits: 300 }),
      }));
    for (const [middle, expected] of [
      [{ total_requests: 0 }, [100, 'vendor']],
      [{ total_requests: 40 }, [undefined, undefined]],
      [{ total_credits: 'many' }, [undefined, undefined]],
    ] as const) {
      const text = JSON.stringify({ daily: daily(middle) });
      kit().api.clearFaults();
      kit().api.setFault({ kind: 'body', path: '/v1/analytics/*', times: 'always', text });
      const window = await kit().open();
      await window.account.tick();
      assert.deepEqual(pace(window), expected, JSON.stringify(middle));
      kit().clock.pass(HOUR);
    }
  });

  it('alone decide about days left, over restarts and sleep: one toast in one episode', async () => {
    kit().settings = { ...kit().settings, lowDaysLeft: 7 };
    kit().server.set(9000);
    let window = await kit().open();
    // Hardly anything is spent here: by what this machine sees, the credits last for months.
    for (let hour = 0; hour < 40; hour++) {
      offer(3, 2000);
      await window.account.tick();
      await quiet(window);
      kit().clock.pass(hour % 10 === 9 ? 3 * HOUR : HOUR);
      kit().server.spend(1);
      if (hour % 7 === 6) window = await kit().open();
    }
    const notices = allNotices(kit());
    assert.deepEqual(
      notices.map(({ kind }) => kind),
      ['daysLeft'],
    );
    assert.ok(notices.every((notice) => 'daysLeft' in notice && Math.floor(notice.daysLeft ?? 0) === 4));
  });

  it('tell of a change when they come and when they are let go of', async () => {
    offer(3, 250);
    const { session } = (await kit().open()).account;
    const series = new VendorSeries(session, kit().clock.now);
    assert.deepEqual([await series.update(true), await series.update(true)], [true, false]);
    refuse({ kind: 'error', status: 403 });
    kit().clock.pass(2 * HOUR);
    assert.deepEqual([await series.update(true), await series.update(true)], [true, false]);
  });

  /** From now on they cannot be had. */
  const refuse = (
    fault: { readonly kind: 'error'; readonly status: number } | { readonly kind: 'reset' },
  ): void => {
    kit().api.clearFaults();
    kit().api.setFault({ ...fault, path: '/v1/analytics/*', times: 'always' });
  };
  /** A tick an hour, with so much spent in each. */
  const hours = async (window: KitWindow, count: number, spent: number): Promise<void> => {
    for (let hour = 0; hour < count; hour++) {
      await window.account.tick();
      await quiet(window);
      kit().clock.pass(HOUR);
      kit().server.spend(spent);
    }
  };
  const kinds = (): readonly string[] => allNotices(kit()).map(({ kind }) => kind);

  for (const fault of [
    { kind: 'error', status: 403 },
    { kind: 'error', status: 503 },
    { kind: 'reset' },
  ] as const) {
    it(`that fail for good leave days left to what is seen here: ${JSON.stringify(fault)}`, async () => {
      kit().settings = { ...kit().settings, lowDaysLeft: 3 };
      kit().server.set(9000);
      offer(7, 10);
      const window = await kit().open();
      await hours(window, 1, 100);
      refuse(fault);
      await hours(window, 30, 100);
      assert.deepEqual(kinds(), ['daysLeft']);
    });
  }

  it('that are missed leave it to what is seen here to warn, long before they are given up', async () => {
    kit().settings = { ...kit().settings, lowDaysLeft: 3 };
    kit().server.set(9000);
    const window = await kit().open();
    for (let hour = 0; hour < 26; hour++) {
      offer(7, 10);
      await hours(window, 1, 200);
    }
    assert.deepEqual(kinds(), []);
    refuse({ kind: 'error', status: 503 });
    await hours(window, 3, 200);
    assert.deepEqual(kinds(), ['daysLeft']);
  });

  it('that failed are not waited for after a reload either', async () => {
    kit().server.set(9000);
    offer(7, 10);
    const before = await kit().open();
    await hours(before, 1, 100);
    refuse({ kind: 'error', status: 403 });
    await hours(before, 30, 100);
    await before.account.tick();
    before.account.dispose();
    kit().settings = { ...kit().settings, lowDaysLeft: 3 };
    kit().clock.pass(10 * MINUTE);
    kit().api.clearRequests();
    const window = await kit().open();
    await window.account.tick();
    await quiet(window);
    assert.deepEqual([usage(), kinds()], [0, ['daysLeft']]);
  });

  describe('that come back', () => {
    /** Days left are short by the vendor’s pace, and long by what is seen here. */
    const short = async (): Promise<KitWindow> => {
      kit().settings = { ...kit().settings, lowDaysLeft: 7 };
      kit().server.set(9000);
      const window = await kit().open();
      for (let hour = 0; hour < 30; hour++) {
        offer(4, 2000);
        await hours(window, 1, 1);
      }
      assert.deepEqual(kinds(), ['daysLeft']);
      return window;
    };
    const back = async (window: KitWindow): Promise<void> => {
      offer(4, 2000);
      await hours(window, 3, 1);
      assert.deepEqual(pace(window), [2000, 'vendor']);
      assert.deepEqual(kinds(), ['daysLeft'], 'not told again');
    };

    it('after one failure are judged by all along', async () => {
      const window = await short();
      refuse({ kind: 'error', status: 503 });
      kit().clock.pass(30 * SECOND);
      await window.account.tick();
      // By now they are let go of, and the balance is read just before they are asked for again.
      kit().clock.pass(HOUR - 30 * SECOND);
      await window.account.session.poll('watch');
      await quiet(window);
      await back(window);
    });

    it('after a failure and a sleep are waited for', async () => {
      const window = await short();
      refuse({ kind: 'error', status: 503 });
      await hours(window, 1, 1);
      kit().clock.pass(5 * HOUR);
      await back(window);
    });

    it('after a sleep and a failure: what stands in takes no warning back', async () => {
      const window = await short();
      kit().clock.pass(8 * HOUR);
      refuse({ kind: 'error', status: 503 });
      await hours(window, 1, 1);
      await back(window);
    });

    it('are not waited for once they have failed for hours: the warning is taken back, and given anew', async () => {
      const window = await short();
      refuse({ kind: 'error', status: 503 });
      await hours(window, 12, 1);
      offer(4, 2000);
      await hours(window, 3, 1);
      assert.deepEqual(kinds(), ['daysLeft', 'daysLeft']);
    });

    it('after the network was away are waited for', async () => {
      const window = await short();
      kit().clock.pass(5 * HOUR);
      kit().api.clearFaults();
      kit().api.setFault({ kind: 'reset', times: 'always' });
      kit().api.clearRequests();
      for (let seconds = 0; seconds < 50; seconds += 5) {
        await window.account.tick();
        kit().clock.pass(5 * SECOND);
      }
      assert.equal(usage(), 1, 'it was tried between two reads');
      offer(4, 2000);
      kit().clock.pass(MINUTE);
      await hours(window, 1, 1);
      await back(window);
    });
  });

  it('are let go of two hours after they were told last: days they lack were not idle', async () => {
    offer(3, 250);
    const window = await kit().open();
    await window.account.tick();
    kit().api.clearFaults();
    kit().api.setFault({ kind: 'error', status: 403, path: '/v1/analytics/*', times: 'always' });
    kit().clock.pass(2 * HOUR - 1);
    await window.account.tick();
    assert.deepEqual(pace(window), [250, 'vendor']);
    kit().clock.pass(1);
    assert.deepEqual(pace(window), [undefined, undefined], 'also before the next tick');
    await window.account.tick();
    const later = await kit().open();
    await later.account.tick();
    assert.deepEqual(pace(later), [undefined, undefined], 'they are not taken from disk again');
  });

  for (const [told, fault] of [
    ['the rate limit', { rateLimitReset: 3600 }],
    ['the body', { contextRetryAfter: 3600 }],
  ] as const) {
    it(`bring a deadline for all when only ${told} says how long to wait`, async () => {
      const { account, asking } = await kit().open();
      kit().api.clearFaults();
      kit().api.setFault({ kind: 'error', status: 429, ...fault, path: '/v1/analytics/*' });
      await account.tick();
      assert.equal(account.session.holdUntil, kit().clock.time + HOUR);
      kit().api.clearRequests();
      kit().clock.pass(HOUR - 1);
      await account.tick();
      await asking.refresh();
      assert.deepEqual(kit().api.requests, []);
    });
  }
});
