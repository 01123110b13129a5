import assert from 'node:assert/strict';
import { accountKits, allNotices, creditsIn, quiet, type KitWindow } from './accountKit';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

describe('Companion: what was spent while nobody looked', () => {
  const kit = accountKits();

  /** Reads by itself, or when asked where nothing is read in the background. */
  const read = async (window: KitWindow): Promise<void> => {
    await window.account.tick();
    if (kit().settings.refreshIntervalMinutes === 0) await window.asking.refresh();
    await quiet(window);
  };

  /** A window that read the balance and was closed, so long ago, with so many credits spent since. */
  const leave = async (ms: number, spent: number): Promise<void> => {
    const window = await kit().open();
    await read(window);
    window.account.dispose();
    kit().clock.pass(ms);
    kit().server.spend(spent);
  };

  /** Windows that are opened one after the other, as after a restart of VS Code. */
  const comeBack = async (count: number): Promise<readonly KitWindow[]> => {
    const windows: KitWindow[] = [];
    for (let opened = 0; opened < count; opened++) {
      const window = await kit().open();
      windows.push(window);
      await read(window);
      kit().clock.pass(5 * SECOND);
    }
    return windows;
  };
  const told = (windows: readonly KitWindow[]): readonly (number | undefined)[] =>
    windows.map(({ account }) => account.view.spentWhileClosed?.credits);

  it('is told by the window that reads first, without a toast, for a day', async () => {
    const since = kit().clock.time;
    await leave(8 * HOUR, 200);
    const windows = await comeBack(3);
    assert.deepEqual(told(windows), [200, undefined, undefined]);
    assert.equal(windows[0]?.account.view.spentWhileClosed?.since, since);
    assert.deepEqual(allNotices(kit()), []);
    kit().clock.pass(24 * HOUR - 15 * SECOND - 1);
    assert.deepEqual(told(windows), [200, undefined, undefined]);
    kit().clock.pass(1);
    assert.deepEqual(told(windows), [undefined, undefined, undefined]);
  });

  it('is told again after the next time', async () => {
    await leave(8 * HOUR, 200);
    assert.deepEqual(told(await comeBack(1)), [200]);
    await leave(8 * HOUR, 300);
    assert.deepEqual(told(await comeBack(1)), [300]);
  });

  it('is not told when somebody looked as lately as a window in use does', async () => {
    await leave(6 * MINUTE - 1, 1000);
    const window = await kit().open();
    await window.account.tick();
    kit().clock.pass(5 * MINUTE);
    await window.account.tick();
    await quiet(window);
    assert.deepEqual([creditsIn(window), told([window])], [4000, [undefined]]);
  });

  it('is told after minutes, and after few hours where the interval is long', async () => {
    await leave(6 * MINUTE, 200);
    assert.deepEqual(told(await comeBack(1)), [200]);
    kit().settings = { ...kit().settings, refreshIntervalMinutes: 240 };
    await leave(7 * HOUR, 300);
    assert.deepEqual(told(await comeBack(1)), [300]);
  });

  it('is not told where another window was open, however long nobody looked', async () => {
    kit().opening = { isAlone: false };
    await leave(8 * HOUR, 200);
    assert.deepEqual(told(await comeBack(1)), [undefined]);
  });

  it('is not told where VS Code was open without looking, as far as it is known when it was closed', async () => {
    kit().settings = { ...kit().settings, refreshIntervalMinutes: 0 };
    kit().opening = { isAlone: true, closedAt: kit().clock.time + 8 * HOUR };
    await leave(8 * HOUR + 5 * SECOND, 200);
    assert.deepEqual(told(await comeBack(1)), [undefined], 'only opened anew');
    kit().opening = { isAlone: true, closedAt: kit().clock.time + 30 * SECOND };
    await leave(8 * HOUR, 200);
    assert.deepEqual(told(await comeBack(1)), [200], 'closed shortly after it was read');
    kit().opening = { isAlone: true, closedAt: kit().clock.time + 3 * MINUTE };
    await leave(8 * HOUR, 200);
    assert.deepEqual(told(await comeBack(1)), [undefined], 'closed minutes later');
    kit().opening = { isAlone: true, closedAt: kit().clock.time - 1 };
    await leave(8 * HOUR, 200);
    assert.deepEqual(
      told(await comeBack(1)),
      [undefined],
      'nobody knows, and nobody looks in the background',
    );
  });

  it('is not told where the interval is long and VS Code was closed hours after the last look', async () => {
    kit().settings = { ...kit().settings, refreshIntervalMinutes: 240 };
    kit().opening = { isAlone: true, closedAt: kit().clock.time + 2 * HOUR };
    await leave(8 * HOUR, 200);
    assert.deepEqual(told(await comeBack(1)), [undefined]);
  });

  it('goes with the history that is cleared', async () => {
    await leave(8 * HOUR, 200);
    const [window] = await comeBack(1);
    assert.ok(window);
    await (await window.account.companion()).clearHistory();
    assert.deepEqual(told([window]), [undefined]);
  });

  it('is not told of what is spent later on', async () => {
    await leave(8 * HOUR, 0);
    const [window] = await comeBack(1);
    assert.ok(window);
    kit().server.spend(500);
    kit().clock.pass(8 * HOUR);
    await window.account.tick();
    await quiet(window);
    assert.deepEqual([creditsIn(window), told([window])], [4500, [undefined]]);
  });

  for (const [name, spent] of [
    ['nothing was spent', 0],
    ['it is 1 % or less', 50],
  ] as const) {
    it(`is not told when ${name}`, async () => {
      await leave(8 * HOUR, spent);
      assert.deepEqual(told(await comeBack(2)), [undefined, undefined]);
    });
  }
});
