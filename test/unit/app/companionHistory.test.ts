import assert from 'node:assert/strict';
import { Companion } from '../../../src/app/lazy/companion';
import { historyLine } from '../../../src/balance/historyLine';
import type { Run } from '../../../src/runs/run';
import type { Folder } from '../../../src/store/folder';
import { MemoryFolder } from '../../../src/store/lazy/memoryFolder';
import { noteOwner } from '../../../src/store/owner';
import { notePredecessor } from '../../../src/store/predecessor';
import { RunFiles } from '../../../src/store/runFiles';
import { openStore, RefusingFolder } from '../store/harness';
import { accountKits, quiet, type KitWindow } from './accountKit';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

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

  it('is tidied a minute after the start, and then once a day', async () => {
    const month = (time: number): string => `history/${new Date(time).toISOString().slice(0, 7)}.jsonl`;
    const isTidy = async (time: number): Promise<boolean> =>
      ((await kit().folder.read(month(time))) ?? '').includes('"spent"');
    const write = async (time: number): Promise<void> => {
      const points = [0, 1, 2].map((hours) => historyLine({ t: time + hours * HOUR, c: 9000 - hours }));
      await kit().folder.write(month(time), points.map((line) => `${line}\n`).join(''));
    };
    const [first, second] = [kit().clock.time - 100 * DAY, kit().clock.time - 140 * DAY];
    await write(first);
    // Without the months between, the clock might be one that ran ahead.
    for (const days of [70, 40]) await write(kit().clock.time - days * DAY);
    const window = await kit().open();
    const pass = async (ms: number): Promise<void> => {
      kit().clock.pass(ms);
      await window.account.tick();
      // It is not waited for, and takes its locks one after the other.
      for (let turn = 0; turn < 10; turn++) await quiet(window);
    };
    await pass(0);
    await pass(MINUTE - 1);
    assert.equal(await isTidy(first), false);
    await pass(1);
    assert.equal(await isTidy(first), true);
    await write(second);
    await pass(DAY - 1);
    assert.equal(await isTidy(second), false);
    await pass(1);
    assert.equal(await isTidy(second), true);
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

  it('has the point that a window was killed over before it was written', async () => {
    const read = async (window: KitWindow): Promise<void> => {
      await window.account.session.poll('watch');
      await quiet(window);
      kit().clock.pass(MINUTE);
    };
    const killed = await kit().open();
    await read(killed);
    const name = 'history/2026-11.jsonl';
    const before = (await kit().folder.read(name)) ?? '';
    kit().server.set(10_000);
    await read(killed);
    const whole = (await kit().folder.read(name)) ?? '';
    // As if it had come no further than to the snapshot.
    await kit().folder.write(name, before);
    kit().server.spend(100);
    const next = await kit().open();
    await read(next);
    const after = (await kit().folder.read(name)) ?? '';
    assert.notEqual(whole, before);
    assert.ok(after.startsWith(whole), after);
    assert.equal(after.trim().split('\n').length, 3);
  });

  describe('of the key before, of the same account', () => {
    let before: Folder;

    beforeEach(async () => {
      before = new MemoryFolder();
      kit().otherFolders.set('before', before);
      const points = [26, 18, 10].map((hours, count) => ({
        t: kit().clock.time - hours * HOUR,
        c: 5300 - count * 100,
      }));
      await before.write('history/2026-11.jsonl', points.map((point) => `${historyLine(point)}\n`).join(''));
      await notePredecessor(openStore(kit().folder, kit().clock).store, 'before');
    });

    it('goes on in every window', async () => {
      const windows = [await kit().open(), await kit().open()];
      for (const window of windows) {
        await window.account.tick();
        await quiet(window);
      }
      // 300 credits in 26 hours, of which the last ten were not watched.
      for (const { account } of windows)
        assert.equal(Math.round(account.view.forecast?.pacePerDay ?? 0), Math.round((300 * 24) / 26));
      assert.deepEqual(await before.list('history'), []);
      assert.ok(kit().log.some(({ event }) => event === 'historyTakenOver'));
    });

    it('is fetched when a window wrote more of it, with the next tidy-up', async () => {
      const window = await kit().open();
      await window.account.tick();
      await quiet(window);
      const late = historyLine({ t: kit().clock.time - MINUTE, c: 5050 });
      await before.write('history/2026-11.jsonl', `${late}\n`);
      await (await window.account.companion()).tidy();
      assert.ok((await kit().folder.read('history/2026-11.jsonl'))?.includes(late));
    });

    it('does not keep this window from its own where it cannot be moved', async () => {
      const refusing = new RefusingFolder(before);
      [refusing.code, refusing.refused] = ['EIO', (operation) => operation === 'create'];
      kit().otherFolders.set('before', refusing);
      const window = await kit().open();
      await window.account.tick();
      await quiet(window);
      assert.equal(window.account.view.forecast?.spentToday, 0);
      assert.ok(kit().log.some(({ event, level }) => event === 'takeOver' && level === 'warn'));
      assert.notDeepEqual(await before.list('history'), []);
    });

    it('is cleared along, where it is of this account', async () => {
      const stranger = new MemoryFolder();
      await stranger.write('history/2026-11.jsonl', '{"t":1791000000000,"c":5}\n');
      for (const [folder, account] of [
        [before, 'default'],
        [stranger, 'other'],
      ] as const)
        await noteOwner(openStore(folder, kit().clock).store, account);
      const { session } = (await kit().open()).account;
      const folders = () => Promise.resolve([before, stranger]);
      const companion = new Companion(session, { ...kit().tools([]), account: 'default', folders });
      await companion.clearHistory();
      companion.dispose();
      assert.deepEqual(
        [await before.list('history'), await stranger.list('history')],
        [[], ['2026-11.jsonl']],
      );
    });
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
