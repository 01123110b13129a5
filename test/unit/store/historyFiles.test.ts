import assert from 'node:assert/strict';
import type { HistoryPoint } from '../../../src/balance/history';
import { historyLine } from '../../../src/balance/historyLine';
import { DiskFolder } from '../../../src/store/diskFolder';
import type { Folder } from '../../../src/store/folder';
import { HistoryFiles } from '../../../src/store/historyFiles';
import { MemoryFolder } from '../../../src/store/lazy/memoryFolder';
import { goneProcesses } from '../../moment';
import { openStore, RefusingFolder, temporaryFolders } from './harness';
import { at, HOUR, slowSpend, texts } from './historyKit';

const DAY = 24 * HOUR;

async function write(folder: Folder, points: readonly HistoryPoint[]): Promise<HistoryFiles> {
  const { store } = openStore(folder);
  const files = new HistoryFiles(store);
  for (const point of points) await store.exclusively(() => files.append(point));
  return files;
}

describe('HistoryFiles', () => {
  const newFolder = temporaryFolders();

  it('keeps a file a month, and reads back what was kept, in order', async () => {
    const folder = new DiskFolder(await newFolder());
    const points = [
      { t: at('2026-09-30T23:59:59.999'), c: 10 },
      { t: at('2026-10-01T00:00:00'), c: 9.25, s: 4 },
      { t: at('2026-10-02T00:00:00'), c: 8 },
    ];
    const files = await write(folder, points);
    assert.deepEqual(Object.keys(await texts(folder)), ['2026-09.jsonl', '2026-10.jsonl']);
    assert.deepEqual(await files.readSince(0), points);
  });

  it('reads from the month of a time on, and the month on file before it', async () => {
    const points = ['2026-03-10', '2026-07-10', '2026-09-10', '2026-10-10'].map((day, n) => ({
      t: at(`${day}T00:00`),
      c: n,
    }));
    const files = await write(new MemoryFolder(), points);
    assert.deepEqual(await files.readSince(at('2026-09-20T00:00')), points.slice(1));
    assert.deepEqual(await files.readSince(at('2026-12-01T00:00')), points.slice(3));
    assert.deepEqual(await files.readSince(at('2026-01-01T00:00')), points);
  });

  it('a torn last line is skipped, and does not swallow the next one', async () => {
    const folder = new MemoryFolder();
    await folder.write(
      'history/2026-10.jsonl',
      `${historyLine({ t: at('2026-10-01T00:00'), c: 5 })}\n{"t":17`,
    );
    const files = await write(folder, [{ t: at('2026-10-02T00:00'), c: 4 }]);
    assert.deepEqual(await files.readSince(0), [
      { t: at('2026-10-01T00:00'), c: 5 },
      { t: at('2026-10-02T00:00'), c: 4 },
    ]);
  });

  it('writes the point before along that a window was killed over, once', async () => {
    const folder = new MemoryFolder();
    const [first, lost, next] = [
      { t: at('2026-09-30T23:00'), c: 100 },
      { t: at('2026-09-30T23:30'), c: 5100 },
      { t: at('2026-10-01T00:30'), c: 5000 },
    ];
    const { store } = openStore(folder);
    const files = new HistoryFiles(store);
    await store.exclusively(() => files.append(first));
    await store.exclusively(() => files.append(next, lost));
    assert.deepEqual(await files.readSince(0), [first, lost, next]);
    const after = { t: at('2026-10-01T01:30'), c: 4990 };
    await store.exclusively(() => files.append(after, next));
    assert.deepEqual(await files.readSince(0), [first, lost, next, after]);
  });

  it('takes a point that lies in a compacted hour, or before what there is, for written', async () => {
    const hour = { h: at('2026-08-31T23:00'), first: 5, last: 4, low: 4, high: 5, spent: 1, toppedUp: 0 };
    const folder = new MemoryFolder();
    await folder.write('history/2026-08.jsonl', `${historyLine(hour)}\n`);
    const { store } = openStore(folder);
    const files = new HistoryFiles(store);
    const point = { t: at('2026-11-22T00:00'), c: 3 };
    await store.exclusively(() => files.append(point, { t: hour.h + HOUR - 1, c: 4 }));
    assert.deepEqual(await files.readSince(0), [hour, point]);
    await store.exclusively(() => files.append({ ...point, t: point.t + 1 }, { t: point.t - 1, c: 4 }));
    assert.equal((await files.readSince(0)).length, 3);
  });

  it('leaves alien files alone', async () => {
    const folder = new MemoryFolder();
    await folder.write('history/notes.txt', 'mine');
    await folder.write('history/2026-13.jsonl', 'mine');
    const files = await write(folder, [{ t: at('2026-10-02T00:00'), c: 4 }]);
    assert.equal((await files.readSince(0)).length, 1);
    await files.tidy(at('2030-01-01T00:00'), 1);
    await files.clear();
    assert.deepEqual(Object.keys(await texts(folder)), ['2026-13.jsonl', 'notes.txt']);
  });

  it('compacts whole months that ended over 35 days ago, and only those', async () => {
    const folder = new MemoryFolder();
    const files = await write(folder, slowSpend('2026-08-01T00:00', '2026-11-22T00:00'));
    const before = await texts(folder);
    const done = await files.tidy(at('2026-11-05T00:00') - 1, 24);
    const after = await texts(folder);
    assert.deepEqual(done, { compacted: 1, dropped: 0 });
    assert.match(after['2026-08.jsonl'] ?? '', /^\{"h":/);
    assert.equal(after['2026-09.jsonl'], before['2026-09.jsonl']);
    assert.deepEqual(await files.tidy(at('2026-11-05T00:00') - 1, 24), { compacted: 0, dropped: 0 });
    assert.deepEqual(await files.tidy(at('2026-11-05T00:00') + 1, 24), { compacted: 1, dropped: 0 });
  });

  it('drops months past the setting', async () => {
    const folder = new MemoryFolder();
    const files = await write(folder, slowSpend('2026-06-01T00:00', '2026-11-22T00:00'));
    const done = await files.tidy(at('2026-11-22T00:00'), 2);
    assert.deepEqual(
      [done.dropped, Object.keys(await texts(folder))],
      [3, ['2026-09.jsonl', '2026-10.jsonl', '2026-11.jsonl']],
    );
  });

  it('being killed anywhere in a tidy-up leaves every month whole, and the next one ends it', async () => {
    const points = slowSpend('2026-05-01T00:00', '2026-11-22T00:00');
    const now = at('2026-11-22T00:00');
    const whole = new MemoryFolder();
    await (await write(whole, points)).tidy(now, 5);
    const expected = await texts(whole);
    for (let operations = 0; operations < 60; operations++) {
      const inner = new MemoryFolder();
      await write(inner, points);
      const before = await texts(inner);
      const dying = new RefusingFolder(inner);
      const { store, clock } = openStore(dying);
      let left = operations;
      dying.refused = () => (left -= 1) < 0;
      dying.code = 'KILLED';
      await new HistoryFiles(store).tidy(now, 5).catch(() => undefined);
      for (const [name, text] of Object.entries(await texts(inner))) {
        assert.ok(text === before[name] || text === expected[name], `${name} after ${operations} operations`);
      }
      await new HistoryFiles(openStore(inner, clock, goneProcesses).store).tidy(now, 5);
      assert.deepEqual(await texts(inner), expected);
    }
  });

  describe('a month to compact that holds what cannot be read', () => {
    const now = at('2026-11-22T00:00');
    const lines = (...points: readonly HistoryPoint[]): string =>
      points.map((point) => `${historyLine(point)}\n`).join('');
    const good = [
      { t: at('2026-08-03T00:00'), c: 90 },
      { t: at('2026-08-03T05:00'), c: 80 },
    ] as const;
    /** What a tidy-up makes of it, twice. */
    const tidied = async (months: Readonly<Record<string, string>>, folder: Folder = new MemoryFolder()) => {
      for (const [month, text] of Object.entries(months)) await folder.write(`history/${month}.jsonl`, text);
      const { store, setAside } = openStore(folder);
      const files = new HistoryFiles(store);
      const done = await files.tidy(now, 24);
      assert.deepEqual(await files.tidy(now, 24), { compacted: 0, dropped: 0 });
      return { done, files, setAside, texts: await texts(folder) };
    };
    const october = { '2026-10': lines({ t: at('2026-10-02T00:00'), c: 40 }) };

    it('is set aside, with a word, and what can be read of it is compacted', async () => {
      const text = `${lines(good[0])}{"v":2,"at":1}\n${lines(good[1])}`;
      const { done, files, setAside, texts: after } = await tidied({ '2026-08': text, ...october });
      assert.deepEqual(done, { compacted: 1, dropped: 0 });
      assert.deepEqual(setAside, ['history/2026-08.jsonl']);
      assert.equal(after['2026-08.jsonl.set-aside'], text);
      const whole = await tidied({ '2026-08': lines(...good), ...october });
      assert.equal(after['2026-08.jsonl'], whole.texts['2026-08.jsonl']);
      assert.match(after['2026-08.jsonl'] ?? '', /^\{"h":.*\n\{"h":.*\n$/);
      assert.deepEqual(whole.setAside, []);
      await files.clear();
    });

    it('is set aside as a whole when all of it is of another version; no month is lost to the next one', async () => {
      const alien = '{"v":2,"at":1}\n{"v":2,"at":2}\n';
      const { setAside, texts: after } = await tidied({
        '2026-07': lines({ t: at('2026-07-03T00:00'), c: 100 }),
        '2026-08': alien,
        '2026-09': lines({ t: at('2026-09-03T00:00'), c: 60 }),
        ...october,
      });
      assert.deepEqual(setAside, ['history/2026-08.jsonl']);
      assert.deepEqual(Object.keys(after), [
        ...['2026-07.jsonl', '2026-08.jsonl.set-aside', '2026-09.jsonl', '2026-10.jsonl'],
      ]);
      assert.equal(after['2026-08.jsonl.set-aside'], alien);
      assert.match(after['2026-09.jsonl'] ?? '', /"spent":40,/, 'from the last month that can be read');
    });

    it('is not set aside for a last line that was torn', async () => {
      const { setAside, texts: after } = await tidied({
        '2026-08': `${lines(...good)}{"t":17`,
        ...october,
      });
      assert.deepEqual(setAside, []);
      assert.deepEqual(Object.keys(after), ['2026-08.jsonl', '2026-10.jsonl']);
    });

    it('is kept no longer than the other months, and no half-written copy of it either', async () => {
      const folder = new MemoryFolder();
      const half = 'history/2026-08.jsonl.set-aside.0123456789ab.tmp';
      for (const name of ['2024-10', '2024-11'])
        await folder.write(`history/${name}.jsonl.set-aside`, `${name}\n`);
      await folder.write(half, 'x');
      const { files, texts: after } = await tidied(october, folder);
      assert.deepEqual(Object.keys(after), ['2024-11.jsonl.set-aside', '2026-10.jsonl']);
      await folder.write(half, 'x');
      await files.clear();
      assert.deepEqual(await texts(folder), {});
    });

    it('adds to what was set aside before', async () => {
      const folder = new MemoryFolder();
      await folder.write('history/2026-08.jsonl.set-aside', 'before');
      const { texts: after } = await tidied({ '2026-08': '{"v":2}\n', ...october }, folder);
      assert.equal(after['2026-08.jsonl.set-aside'], 'before\n{"v":2}\n');
    });

    it('is lost nowhere on the way, and set aside once', async () => {
      const text = `${lines(good[0])}{"v":2,"at":1}\n${lines(good[1])}`;
      const expected = (await tidied({ '2026-08': text, ...october })).texts;
      for (let operations = 0; operations < 40; operations++) {
        const inner = new MemoryFolder();
        await inner.write('history/2026-08.jsonl', text);
        await inner.write('history/2026-10.jsonl', october['2026-10']);
        const dying = new RefusingFolder(inner);
        let left = operations;
        dying.refused = () => (left -= 1) < 0;
        dying.code = 'KILLED';
        const { store, clock } = openStore(dying);
        await new HistoryFiles(store).tidy(now, 24).catch(() => undefined);
        const half = await texts(inner);
        assert.ok([text, expected['2026-08.jsonl']].includes(half['2026-08.jsonl']), `after ${operations}`);
        if (half['2026-08.jsonl'] !== text) assert.equal(half['2026-08.jsonl.set-aside'], text);
        await new HistoryFiles(openStore(inner, clock, goneProcesses).store).tidy(now, 24);
        assert.deepEqual(await texts(inner), expected);
      }
    });
  });

  it('removes what killed windows left behind, but nothing that is being written', async () => {
    const folder = new MemoryFolder();
    const files = await write(folder, [{ t: at('2026-10-02T00:00'), c: 4 }]);
    for (const name of [
      'snapshot.json.0a1b2c3d4e5f.tmp',
      'history/2026-09.jsonl.0a1b2c3d4e5f.tmp',
      'lease.3.lock.0a1b2c3d4e5f.tmp',
    ]) {
      await folder.write(name, 'half');
    }
    await files.tidy(at('2026-10-03T00:00'), 24);
    assert.deepEqual(
      (await folder.list('')).filter((name) => name.endsWith('.tmp')),
      ['lease.3.lock.0a1b2c3d4e5f.tmp'],
      'locks are written without the write lock',
    );
    assert.deepEqual(Object.keys(await texts(folder)), ['2026-10.jsonl']);
  });

  it('clears all of it', async () => {
    const folder = new MemoryFolder();
    const files = await write(folder, slowSpend('2026-08-01T00:00', '2026-11-22T00:00'));
    await files.clear();
    assert.deepEqual(await texts(folder), {});
    assert.deepEqual(await files.readSince(0), []);
  });

  it('a clock that runs a year ahead for a moment throws nothing away', async () => {
    const folder = new MemoryFolder();
    const files = await write(folder, slowSpend('2026-09-01T00:00', '2026-11-22T00:00'));
    const before = await texts(folder);
    assert.deepEqual((await files.tidy(at('2026-11-22T00:00') + 365 * DAY, 3)).dropped, 0);
    assert.deepEqual(Object.keys(await texts(folder)), Object.keys(before));
  });
});
