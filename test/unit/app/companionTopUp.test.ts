import assert from 'node:assert/strict';
import { accountKits, allNotices, quiet, type KitWindow } from './accountKit';

const SECOND = 1000;
const MINUTE = 60 * SECOND;

describe('Companion: a top-up', () => {
  const kit = accountKits();

  const look = async (window: KitWindow): Promise<void> => {
    await window.account.tick();
    await quiet(window);
  };

  const focus = (window: KitWindow, isFocused: boolean): Promise<void> => {
    kit().isFocused = isFocused;
    return window.account.focusChanged(isFocused);
  };

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

  it('after another one is told, too', async () => {
    const window = await kit().open();
    await look(window);
    for (const amount of [1000, 500]) {
      (await window.account.companion()).topUps.arm();
      await focus(window, false);
      kit().server.topUp(amount);
      kit().clock.pass(20 * SECOND);
      await focus(window, true);
      await quiet(window);
    }
    assert.deepEqual(
      window.notices.map((notice) => notice.kind === 'topUp' && notice.by),
      [1000, 500],
    );
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

  it('is awaited as before by a user who only glanced at the window', async () => {
    const window = await kit().open();
    await look(window);
    (await window.account.companion()).topUps.arm();
    await focus(window, false);
    kit().clock.pass(2 * MINUTE);
    kit().api.setFault({ kind: 'pass', delayMs: 50, path: '/v1/credits' });
    const glance = focus(window, true);
    await kit().untilAsked(2);
    await focus(window, false);
    await glance;
    kit().clock.pass(6 * MINUTE);
    await focus(window, true);
    for (let seconds = 0; seconds < 60; seconds += 15) {
      if (seconds === 30) kit().server.topUp(1000);
      await look(window);
      kit().clock.pass(15 * SECOND);
    }
    assert.deepEqual(
      window.notices.map(({ kind }) => kind),
      ['topUp'],
    );
  });

  it('that comes a while later is read every 15 s', async () => {
    const { account, notices } = await kit().open();
    await account.tick();
    const companion = await account.companion();
    companion.topUps.arm();
    kit().clock.pass(30 * SECOND);
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
