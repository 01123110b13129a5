import assert from 'node:assert/strict';
import { Companion } from '../../../src/app/lazy/companion';
import { VendorSeries } from '../../../src/app/lazy/vendorSeries';
import type { Run } from '../../../src/runs/run';
import { MemoryFolder } from '../../../src/store/lazy/memoryFolder';
import { RunFiles } from '../../../src/store/runFiles';
import { RefusingFolder } from '../store/harness';
import { accountKits, creditsIn, type AccountKit, type KitWindow } from './accountKit';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

const allNotices = (kit: AccountKit) => kit.windows.flatMap(({ notices }) => notices);

/** Waits for what a window does behind the scenes. */
async function quiet(window: KitWindow): Promise<void> {
  await window.account.companion();
  for (let turn = 0; turn < 50; turn++) await new Promise((resolve) => setImmediate(resolve));
  await window.account.session.store.exclusively(() => Promise.resolve());
}

describe('Companion: what was spent while nobody looked', () => {
  const kit = accountKits();

  /** A window that read the balance and was closed, so long ago, with so many credits spent since. */
  const leave = async (ms: number, spent: number): Promise<void> => {
    const window = await kit().open();
    await window.account.tick();
    await quiet(window);
    window.account.dispose();
    kit().clock.pass(ms);
    kit().server.spend(spent);
  };

  const comeBack = async (count: number): Promise<void> => {
    for (let opened = 0; opened < count; opened++) {
      const window = await kit().open();
      await window.account.tick();
      await quiet(window);
      kit().clock.pass(5 * MINUTE);
    }
  };

  it('is told once, by one window', async () => {
    const since = kit().clock.time;
    await leave(8 * HOUR, 200);
    await comeBack(3);
    assert.deepEqual(allNotices(kit()), [{ kind: 'spentWhileClosed', credits: 200, since }]);
  });

  it('is told again after the next time', async () => {
    await leave(8 * HOUR, 200);
    await comeBack(1);
    await leave(8 * HOUR, 300);
    await comeBack(1);
    assert.deepEqual(
      allNotices(kit()).map((notice) => 'credits' in notice && notice.credits),
      [200, 300],
    );
  });

  it('is not told when somebody looked as lately as a window in use does', async () => {
    await leave(6 * MINUTE - 1, 1000);
    const window = await kit().open();
    await window.account.tick();
    kit().clock.pass(5 * MINUTE);
    await window.account.tick();
    await quiet(window);
    assert.deepEqual([creditsIn(window), window.notices], [4000, []]);
  });

  it('is told after minutes, and after few hours where the interval is long', async () => {
    await leave(6 * MINUTE, 200);
    await comeBack(1);
    kit().settings = { ...kit().settings, refreshIntervalMinutes: 240 };
    await leave(7 * HOUR, 300);
    await comeBack(1);
    assert.deepEqual(
      allNotices(kit()).map((notice) => 'credits' in notice && notice.credits),
      [200, 300],
    );
  });

  it('is told once by two windows that know nothing of each other yet', async () => {
    // As on a network drive: nothing tells that a file changed.
    kit().folder = Object.assign(new MemoryFolder(), { watch: () => ({ dispose: () => undefined }) });
    await leave(8 * HOUR, 200);
    const windows = [await kit().open(), await kit().open()];
    for (const window of windows) {
      await window.account.session.poll('watch');
      await quiet(window);
      kit().clock.pass(15 * SECOND);
    }
    assert.deepEqual(
      windows.map(({ notices }) => notices.map(({ kind }) => kind)),
      [['spentWhileClosed'], []],
    );
  });

  it('is not told during a snooze, nor without notifications of all kinds', async () => {
    const first = await kit().open();
    await first.account.tick();
    await (await first.account.companion()).alerter.snooze(24 * HOUR);
    await leave(8 * HOUR, 200);
    await comeBack(1);
    kit().clock.pass(24 * HOUR);
    kit().settings = { ...kit().settings, notifications: 'critical' };
    await leave(8 * HOUR, 200);
    await comeBack(1);
    assert.deepEqual(allNotices(kit()), []);
  });

  const silent: readonly (readonly [string, number, number])[] = [
    ['nothing was spent', 8 * HOUR, 0],
    ['it is 1 % or less', 8 * HOUR, 50],
  ];
  for (const [name, ms, spent] of silent) {
    it(`is not told when ${name}`, async () => {
      await leave(ms, spent);
      await comeBack(2);
      assert.deepEqual(allNotices(kit()), []);
    });
  }
});

describe('Companion: a top-up', () => {
  const kit = accountKits();

  it('that is awaited is read at once and told once, in the window that waited', async () => {
    const [waiting, other] = [await kit().open(), await kit().open()];
    for (const window of [waiting, other]) {
      await window.account.tick();
      await quiet(window);
    }
    (await waiting.account.companion()).topUps.arm();
    await waiting.account.focusChanged(false);
    kit().server.topUp(1000);
    kit().clock.pass(20 * SECOND);
    await waiting.account.focusChanged(true);
    await quiet(waiting);
    await other.account.tick();
    await quiet(other);
    assert.deepEqual(waiting.notices, [{ kind: 'topUp', by: 1000, spendable: 6000 }]);
    assert.deepEqual(other.notices, []);
  });

  it('that two windows await is told once, in one of them', async () => {
    const windows = [await kit().open(), await kit().open()];
    for (const window of windows) {
      await window.account.tick();
      await quiet(window);
      (await window.account.companion()).topUps.arm();
    }
    kit().server.topUp(1000);
    kit().clock.pass(20 * SECOND);
    for (const { account } of windows) await account.focusChanged(true);
    for (const window of windows) await quiet(window);
    assert.deepEqual(
      allNotices(kit()).map(({ kind }) => kind),
      ['topUp'],
    );
  });

  for (const notifications of ['critical', 'off'] as const) {
    it(`is not told where notifications are ${notifications}`, async () => {
      kit().settings = { ...kit().settings, notifications };
      const window = await kit().open();
      await window.account.tick();
      (await window.account.companion()).topUps.arm();
      kit().server.topUp(1000);
      kit().clock.pass(20 * SECOND);
      await window.account.focusChanged(true);
      await quiet(window);
      assert.deepEqual([allNotices(kit()), window.account.view.level], [[], 'ok']);
      assert.equal(window.account.session.state.snapshot.observation?.balance.credits, 6000);
    });
  }

  it('is not what an unfreezing is, though more can be spent', async () => {
    kit().server.freeze(4900);
    const window = await kit().open();
    await window.account.tick();
    await quiet(window);
    (await window.account.companion()).topUps.arm();
    kit().server.unfreeze();
    kit().clock.pass(20 * SECOND);
    await window.account.focusChanged(true);
    await quiet(window);
    assert.equal(window.account.view.level, 'ok');
    assert.equal(
      allNotices(kit()).some(({ kind }) => kind === 'topUp'),
      false,
    );
    kit().server.topUp(1000);
    kit().clock.pass(20 * SECOND);
    await window.account.tick();
    await quiet(window);
    assert.deepEqual(allNotices(kit()).at(-1), { kind: 'topUp', by: 1000, spendable: 6000 });
  });

  it('that comes a while later is read every 15 s', async () => {
    const { account, notices } = await kit().open();
    await account.tick();
    const companion = await account.companion();
    companion.topUps.arm();
    await account.focusChanged(true);
    kit().api.clearRequests();
    for (let seconds = 0; seconds < 60; seconds += 5) {
      if (seconds === 40) kit().server.topUp(1000);
      await account.tick();
      kit().clock.pass(5 * SECOND);
    }
    // After the read at once: at 15, 30 and 45 s; then it is there.
    assert.equal(kit().asked.filter((route) => route === 'GET /v1/credits').length, 3);
    await quiet({ account, notices, asking: kit().windows[0]!.asking });
    assert.equal(notices.length, 1);
  });

  it('clears the warnings of every window: the next fall is told again', async () => {
    kit().server.set(500);
    const windows = [await kit().open(), await kit().open()];
    for (const credits of [500, 5000, 400]) {
      kit().server.set(credits);
      for (const window of windows) {
        await window.account.tick();
        await quiet(window);
      }
      kit().clock.pass(5 * MINUTE);
    }
    assert.deepEqual(
      allNotices(kit()).map(({ kind }) => kind),
      ['low', 'low'],
    );
  });
});

describe('Companion: alerts', () => {
  const kit = accountKits(990);

  it('come with the figures they are about', async () => {
    kit().server.freeze(900);
    const window = await kit().open();
    await window.account.tick();
    await quiet(window);
    const figures = {
      ...{ credits: 990, spendable: 90, isFrozen: true },
      ...{ lowCredits: 1000, criticalCredits: 100 },
    };
    assert.deepEqual(window.notices, [
      { kind: 'critical', ...figures },
      { kind: 'frozen', ...figures },
    ]);
  });

  it('of an account that is frozen as a whole are one, which says so', async () => {
    kit().server.freeze(990);
    const window = await kit().open();
    for (let reads = 0; reads < 3; reads++) {
      await window.account.tick();
      await quiet(window);
      kit().clock.pass(5 * MINUTE);
    }
    assert.deepEqual(window.notices, [
      {
        ...{ kind: 'empty', credits: 990, spendable: 0, isFrozen: true },
        ...{ lowCredits: 1000, criticalCredits: 100 },
      },
    ]);
  });

  /** What is told of each of these credits, of which the first two are read while notifications are held back. */
  const told = async (...credits: readonly number[]): Promise<readonly (readonly unknown[])[]> => {
    kit().server.set(5000);
    const window = await kit().open();
    await window.account.tick();
    await (await window.account.companion()).alerter.snooze(10 * MINUTE);
    const notices: (readonly unknown[])[] = [];
    for (const [index, left] of credits.entries()) {
      kit().server.set(left);
      kit().clock.pass(index < 2 ? MINUTE : 10 * MINUTE);
      await window.account.session.poll('watch');
      await window.account.tick();
      await quiet(window);
      const shown = window.notices.splice(0);
      notices.push(shown.map((notice) => [notice.kind, 'spendable' in notice && notice.spendable]));
    }
    return notices;
  };

  it('wait while the number is not under the threshold, and come when it is', async () => {
    assert.deepEqual(await told(990, 1030, 1030, 1000, 999), [[], [], [], [], [['low', 999]]]);
  });

  it('never come when the level was left meanwhile', async () => {
    assert.deepEqual(await told(990, 1030, 1030, 1051, 1030), [[], [], [], [], []]);
  });

  it('of a level that waits leave the milder one to be told, which holds', async () => {
    const notices = await told(90, 103, 103, 99);
    assert.deepEqual(notices, [[], [], [['low', 103]], [['critical', 99]]]);
  });

  it('of nothing left come all the same, and stand for the milder ones', async () => {
    assert.deepEqual(await told(0, 3, 3, 0), [[['empty', 0]], [], [], []]);
  });

  it('are not told again when their file is torn', async () => {
    const window = await kit().open();
    kit().server.set(500);
    await window.account.tick();
    await quiet(window);
    await kit().folder.write('alerts.json', '{"v":1,');
    kit().server.spend(1);
    kit().clock.pass(5 * MINUTE);
    await window.account.tick();
    await quiet(window);
    assert.deepEqual(
      window.notices.map(({ kind }) => kind),
      ['low'],
    );
    assert.ok(kit().log.some(({ event }) => event === 'fileSetAside'));
  });

  it('follow the settings at once', async () => {
    kit().settings = { ...kit().settings, lowCredits: 500 };
    const window = await kit().open();
    await window.account.tick();
    await quiet(window);
    assert.deepEqual(window.notices, []);
    kit().settings = { ...kit().settings, lowCredits: 2000 };
    await (await window.account.companion()).judgeAgain();
    assert.deepEqual(
      window.notices.map(({ kind }) => kind),
      ['low'],
    );
  });

  it('by days left come when the pace is known and short', async () => {
    kit().settings = { ...kit().settings, lowDaysLeft: 3 };
    kit().server.set(9000);
    const window = await kit().open();
    for (let hour = 0; hour < 30; hour++) {
      await window.account.tick();
      await quiet(window);
      kit().clock.pass(HOUR);
      kit().server.spend(100);
    }
    assert.deepEqual(
      window.notices.map(({ kind }) => kind),
      ['daysLeft'],
    );
  });
});

describe('Companion: history', () => {
  const kit = accountKits();

  it('is forgotten when it is cleared', async () => {
    const window = await kit().open();
    await window.account.tick();
    const companion = await window.account.companion();
    assert.ok(companion.forecast?.spentToday !== undefined);
    await companion.clearHistory();
    assert.deepEqual(await kit().folder.list('history'), []);
    assert.equal(companion.forecast.spentToday, undefined);
  });

  it('is forgotten in every window when one clears it, and begins anew with the next balance', async () => {
    const [here, there] = [await kit().open(), await kit().open()];
    for (const window of [here, there]) {
      await window.account.tick();
      await quiet(window);
    }
    await (await here.account.companion()).clearHistory();
    await there.account.tick();
    await quiet(there);
    for (const { account } of [here, there]) assert.equal(account.view.forecast?.spentToday, undefined);
    kit().clock.pass(5 * MINUTE);
    await here.account.tick();
    await quiet(here);
    assert.equal((await kit().folder.list('history')).length, 1);
  });

  it('knows whose it is', async () => {
    const window = await kit().open();
    await window.account.tick();
    await quiet(window);
    assert.deepEqual(JSON.parse((await kit().folder.read('owner.json')) ?? ''), { v: 1, account: 'default' });
  });

  it('takes the runs along when it is cleared or grows too old', async () => {
    const window = await kit().open();
    await window.account.tick();
    const companion = await window.account.companion();
    const files = new RunFiles(window.account.session.store);
    const run = (id: string, endedAt: number): Run => ({
      ...{ id, name: id, kind: 'task', account: 'a', certainty: 'alone', credits: 1 },
      ...{ startedAt: endedAt - 1000, endedAt },
    });
    const names = async (): Promise<readonly string[]> => (await companion.readRuns()).map(({ id }) => id);
    const { time } = kit().clock;
    await files.append([run('old', time - 26 * 31 * 24 * HOUR), run('new', time)]);
    await companion.tidy();
    // It is not sure yet that the clock is right.
    assert.deepEqual(await names(), ['old', 'new']);
    await kit().folder.write('history/2026-10.jsonl', '{"t":1791000000000,"c":5}\n');
    await companion.tidy();
    assert.deepEqual(await names(), ['new']);
    await companion.clearHistory();
    assert.deepEqual(await names(), []);
  });

  it('of accounts that are not in use is tidied along', async () => {
    const other = new MemoryFolder();
    await other.write('history/2020-01.jsonl', '{"t":1577880000000,"c":5}\n');
    await other.write('history/2026-10.jsonl', '{"t":1791000000000,"c":5}\n');
    const { account } = await kit().open();
    const { session } = account;
    const tools = { ...kit().tools([]), account: 'default', folders: () => Promise.resolve([other]) };
    const companion = new Companion(session, tools);
    await companion.tidy();
    companion.dispose();
    assert.deepEqual(await other.list('history'), ['2026-10.jsonl']);
  });

  it('of accounts that are not in use holds up neither the tick nor one another', async () => {
    const blocked = new RefusingFolder();
    blocked.code = 'EEXIST';
    const slow = new MemoryFolder();
    let goOn = (): void => undefined;
    const isFree = new Promise<void>((resolve) => (goOn = resolve));
    const list = slow.list.bind(slow);
    slow.list = (name) => isFree.then(() => list(name));
    await slow.write('history/2020-01.jsonl', '{"t":1577880000000,"c":5}\n');
    await slow.write('history/2026-10.jsonl', '{"t":1791000000000,"c":5}\n');
    const { session } = (await kit().open()).account;
    const folders = () => Promise.resolve([blocked, slow]);
    const companion = new Companion(session, { ...kit().tools([]), account: 'default', folders });
    kit().clock.pass(2 * MINUTE);
    await companion.tick();
    assert.equal((await list('history')).length, 2, 'it is still at work');
    goOn();
    while ((await list('history')).length > 1) await new Promise((resolve) => setImmediate(resolve));
    assert.ok(kit().log.some(({ event, level }) => event === 'tidyOther' && level === 'warn'));
    companion.dispose();
  });

  it('is tidied, with a line in the log only when something was done', async () => {
    await kit().folder.write('history/2020-01.jsonl', '{"t":1577880000000,"c":5}\n');
    await kit().folder.write('history/2026-10.jsonl', '{"t":1791000000000,"c":5}\n');
    const window = await kit().open();
    await window.account.tick();
    const companion = await window.account.companion();
    await companion.tidy();
    await companion.tidy();
    const lines = kit().log.filter(({ event }) => event === 'historyTidied');
    assert.deepEqual(
      lines.map(({ fields }) => fields),
      [{ compacted: 0, dropped: 1 }],
    );
  });
});

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
    const text = JSON.stringify({ period: {}, daily });
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
    /** Days left are short by the vendor’s pace, and endless by what is seen here. */
    const short = async (): Promise<KitWindow> => {
      kit().settings = { ...kit().settings, lowDaysLeft: 7 };
      kit().server.set(9000);
      const window = await kit().open();
      for (let hour = 0; hour < 30; hour++) {
        offer(4, 2000);
        await hours(window, 1, 0);
      }
      assert.deepEqual(kinds(), ['daysLeft']);
      return window;
    };
    const back = async (window: KitWindow): Promise<void> => {
      offer(4, 2000);
      await hours(window, 3, 0);
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
      await hours(window, 1, 0);
      kit().clock.pass(5 * HOUR);
      await back(window);
    });

    it('after a sleep and a failure: what stands in takes no warning back', async () => {
      const window = await short();
      kit().clock.pass(8 * HOUR);
      refuse({ kind: 'error', status: 503 });
      await hours(window, 1, 0);
      await back(window);
    });

    it('are not waited for once they have failed for hours: the warning is taken back, and given anew', async () => {
      const window = await short();
      refuse({ kind: 'error', status: 503 });
      await hours(window, 12, 0);
      offer(4, 2000);
      await hours(window, 3, 0);
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
      await hours(window, 1, 0);
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
