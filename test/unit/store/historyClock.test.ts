import assert from 'node:assert/strict';
import type { HistoryPoint } from '../../../src/balance/history';
import { historyLine } from '../../../src/balance/historyLine';
import { HistoryFiles } from '../../../src/store/historyFiles';
import { goneProcesses } from '../../moment';
import { openStore, RefusingFolder } from './harness';
import { at, HOUR, slowSpend, texts } from './historyKit';

describe('HistoryFiles when the clock is wrong', () => {
  /** November up to the 22nd, then what a clock that is off wrote. */
  const off = async (...points: readonly HistoryPoint[]) => {
    const kit = openStore();
    const files = new HistoryFiles(kit.store);
    const append = (point: HistoryPoint) => kit.store.exclusively(() => files.append(point));
    for (const point of [...november, ...points]) await append(point);
    return { ...kit, files, append };
  };
  const november = slowSpend('2026-11-01T00:00', '2026-11-22T00:00');
  const back = { t: at('2026-11-22T01:00'), c: 100 };

  it('a year ahead for a moment, what it wrote is set aside when it is right again, with a word', async () => {
    const { files, folder, setAside } = await off({ t: at('2027-11-22T00:00'), c: 950 }, back);
    assert.deepEqual(await files.readSince(0), [...november, back]);
    assert.deepEqual(setAside, ['history/2027-11.jsonl']);
    assert.deepEqual(Object.keys(await texts(folder)), ['2026-11.jsonl', '2027-11.jsonl.set-aside']);
    await files.clear();
    assert.deepEqual(await texts(folder), {});
  });

  it('a year ahead for a day, its month is set aside although it holds more', async () => {
    const day = [0, 6, 12].map((hour) => ({ t: at('2027-11-22T00:00') + hour * HOUR, c: 950 - hour }));
    const { files, setAside } = await off(...day, back);
    assert.deepEqual(await files.readSince(0), [...november, back]);
    assert.deepEqual(setAside, ['history/2027-11.jsonl']);
  });

  it('hours ahead over the end of a month, the order stays that of the writing', async () => {
    const ahead = [0, 1, 2].map((hour) => ({ t: at('2026-12-01T00:00') + hour * HOUR, c: 90 - hour }));
    const evening = [21, 22, 23].map((hour) => ({ t: at('2026-11-30T00:00') + hour * HOUR, c: 80 - hour }));
    const { files, append, clock, folder, setAside } = await off(...ahead, ...evening.slice(0, 2));
    assert.deepEqual(await files.readSince(0), [...november, ...evening.slice(0, 2)], 'not before it begins');
    clock.time = at('2026-12-01T03:00');
    assert.deepEqual(await files.readSince(0), [...november, ...ahead, ...evening.slice(0, 2)]);
    assert.deepEqual(setAside, []);
    for (const point of evening.slice(2)) await append(point);
    assert.deepEqual(await files.readSince(0), [...november, ...evening], 'most of it came since');
    assert.deepEqual(setAside, ['history/2026-12.jsonl']);
    assert.deepEqual(Object.keys(await texts(folder)), ['2026-11.jsonl', '2026-12.jsonl.set-aside']);
  });

  it('being killed while it is set aside loses nothing and doubles nothing, wherever', async () => {
    const ahead = [0, 1, 2].map((hour) => ({ t: at('2026-12-01T00:00') + hour * HOUR, c: 90 - hour }));
    const evening = [20, 21, 22, 23].map((hour) => ({
      t: at('2026-11-30T00:00') + hour * HOUR,
      c: 80 - hour,
    }));
    const last = evening.at(-1);
    assert.ok(last);
    const aside = 'history/2026-12.jsonl.set-aside';
    for (let operations = 0; operations < 40; operations++) {
      const { folder, clock } = await off(...ahead, ...evening.slice(0, 2));
      await folder.write(aside, 'before\n');
      const dying = new RefusingFolder(folder);
      let left = operations;
      dying.refused = () => (left -= 1) < 0;
      dying.code = 'KILLED';
      clock.time = last.t;
      const killed = openStore(dying, clock).store;
      const point = evening[2];
      assert.ok(point);
      await killed.exclusively(() => new HistoryFiles(killed).append(point)).catch(() => undefined);
      const { store } = openStore(folder, clock, goneProcesses);
      const files = new HistoryFiles(store);
      const read = await files.readSince(0);
      assert.deepEqual(read, [...november, ...evening.slice(0, read.length - november.length)]);
      assert.ok(read.length >= november.length + 2, `after ${operations} operations`);
      await store.exclusively(() => files.append(last, point));
      assert.deepEqual(await files.readSince(0), [...november, ...evening], `after ${operations} operations`);
      const kept = (await folder.read(aside)) ?? '';
      assert.ok(kept.startsWith('before\n'));
      for (const { t } of ahead) assert.equal(kept.split(`{"t":${t},`).length, 2, kept);
    }
  });

  it('a year behind for a moment, nothing is set aside and the order stays', async () => {
    const behind = { t: at('2025-11-22T00:00'), c: 950 };
    const { files, setAside } = await off(behind, back);
    assert.deepEqual(await files.readSince(0), [...november, behind, back]);
    assert.deepEqual(setAside, []);
    await files.tidy(behind.t, 24);
    assert.deepEqual(await files.readSince(0), [...november, behind, back]);
  });

  it('a month far ahead that is found on file is set aside by the tidy-up, one that is next is not', async () => {
    const { files, folder, setAside } = await off();
    const text = `${historyLine({ t: at('2031-01-01T00:00'), c: 9 })}\n`;
    await folder.write('history/2026-12.jsonl', `${historyLine({ t: at('2026-12-01T00:00'), c: 9 })}\n`);
    await folder.write('history/2031-01.jsonl', text);
    assert.deepEqual(await files.readSince(0), november);
    await files.tidy(at('2026-11-22T00:00'), 24);
    assert.equal((await texts(folder))['2031-01.jsonl'], text, 'a month on file leads up to it');
    await folder.remove('history/2026-12.jsonl');
    await files.tidy(at('2026-11-22T00:00'), 24);
    assert.equal((await texts(folder))['2031-01.jsonl.set-aside'], text);
    assert.deepEqual(setAside, ['history/2031-01.jsonl']);
  });

  it('touches nothing without the lock, which a window that was stopped may have lost', async () => {
    const { files, folder } = await off({ t: at('2027-11-22T00:00'), c: 950 });
    const before = await texts(folder);
    await files.append(back);
    assert.deepEqual(await texts(folder), before);
  });
});
