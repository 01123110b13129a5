import assert from 'node:assert/strict';
import { handOver } from '../../../src/app/handOver';
import { accountKits, allNotices, quiet, type KitWindow } from './accountKit';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

describe('Companion: alerts', () => {
  const kit = accountKits(990);

  /** For 30 hours, each of them seen. */
  const spendHourly = async (window: KitWindow, credits: number): Promise<void> => {
    for (let hour = 0; hour < 30; hour++) {
      await window.account.tick();
      await quiet(window);
      kit().clock.pass(HOUR);
      kit().server.spend(credits);
    }
  };

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
    await spendHourly(window, 100);
    assert.deepEqual(
      window.notices.map(({ kind }) => kind),
      ['daysLeft'],
    );
  });

  it('by days left come with the very read that makes them short', async () => {
    kit().settings = { ...kit().settings, lowDaysLeft: 3 };
    kit().server.set(9000);
    const window = await kit().open();
    await spendHourly(window, 10);
    await window.account.tick();
    await quiet(window);
    assert.deepEqual(window.notices, []);
    kit().clock.pass(5 * MINUTE);
    kit().server.spend(6000);
    await window.account.tick();
    await quiet(window);
    assert.deepEqual(
      window.notices.map(({ kind }) => kind),
      ['daysLeft'],
    );
  });

  it('by days left wait like the others, and come only while the days are few', async () => {
    kit().settings = { ...kit().settings, lowDaysLeft: 3 };
    kit().server.set(9000);
    const window = await kit().open();
    await spendHourly(window, 10);
    const { alerter } = await window.account.companion();
    const notices: (readonly string[])[] = [];
    for (const step of [
      () => alerter.snooze(15 * MINUTE),
      () => kit().server.spend(6000),
      // No few days any more, and not so many that it is over.
      () => (kit().settings = { ...kit().settings, lowDaysLeft: 0.5 }),
      () => (kit().settings = { ...kit().settings, lowDaysLeft: 3 }),
    ]) {
      await step();
      kit().clock.pass(6 * MINUTE);
      await window.account.tick();
      await quiet(window);
      notices.push(window.notices.splice(0).map(({ kind }) => kind));
    }
    assert.deepEqual(notices, [[], [], [], ['daysLeft']]);
  });

  it('that came up while nobody looked are shown to who comes first', async () => {
    kit().isFocused = false;
    const window = await kit().open();
    await window.account.session.poll('watch');
    await quiet(window);
    assert.deepEqual(window.notices, []);
    kit().isFocused = true;
    await window.account.focusChanged(true);
    assert.deepEqual(
      window.notices.map(({ kind }) => kind),
      ['low'],
    );
  });

  it('of frozen credits are not over because a header, which tells nothing of them, came first', async () => {
    kit().server.freeze(100);
    const before = await kit().open();
    await before.account.tick();
    await quiet(before);
    before.account.dispose();
    await kit().folder.remove('snapshot.json');
    const window = await kit().open();
    const { session } = window.account;
    const [sentAt, receivedAt] = [kit().clock.time - 1, kit().clock.time];
    await handOver(session, { headers: { creditsRemaining: 990 }, sentAt, receivedAt, source: 'handed' });
    await quiet(window);
    const isFrozen = (): boolean | undefined => session.state.snapshot.observation?.balance.isFrozen;
    assert.equal(isFrozen(), false);
    kit().clock.pass(5 * MINUTE);
    await window.account.tick();
    await quiet(window);
    assert.equal(isFrozen(), true);
    const kinds = allNotices(kit()).map(({ kind }) => kind);
    assert.deepEqual(kinds.sort(), ['frozen', 'low']);
  });
});
