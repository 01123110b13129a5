import assert from 'node:assert/strict';
import { codeOf } from '../../../src/store/diskFolder';
import { OverlayFolder } from '../../../src/store/overlayFolder';
import { MemoryFolder } from '../../../src/store/lazy/memoryFolder';
import { emptySnapshot } from '../../../src/store/snapshot';
import { goneProcesses } from '../../moment';
import { Clock, openStore } from './harness';

interface Count {
  readonly v: 1;
  readonly n: number;
}

const format = {
  name: 'count.json',
  empty: (): Count => ({ v: 1, n: 0 }),
  parse: (value: unknown): Count | undefined =>
    typeof value === 'object' &&
    value !== null &&
    'v' in value &&
    value.v === 1 &&
    'n' in value &&
    typeof value.n === 'number'
      ? { v: 1, n: value.n }
      : undefined,
};
const add = (count: Count): Count => ({ ...count, n: count.n + 1 });

describe('a shared JSON file', () => {
  const bad: readonly (readonly [string, string])[] = [
    ['torn', '{"v":1,"n":'],
    ['empty', ''],
    ['alien', '{"name":"something else"}'],
    ['no JSON', '<html>'],
    ['null', 'null'],
    ['of a wrong type', '{"v":1,"n":"5"}'],
    ['of no version, but with one inside', '[{"v":2,"n":5}]'],
  ];
  for (const [name, text] of bad) {
    it(`that is ${name} is set aside with a word to the log when written, and never stops anything`, async () => {
      const folder = new MemoryFolder();
      await folder.write('count.json', text);
      const { store, setAside } = openStore(folder);
      const file = store.share(format);
      assert.deepEqual(await file.read(), { v: 1, n: 0 });
      assert.deepEqual(setAside, [], 'reading leaves it alone');
      assert.deepEqual(await file.update(add), { v: 1, n: 1 });
      assert.deepEqual(setAside, ['count.json']);
      assert.equal(await folder.read('count.json.set-aside'), text);
      assert.deepEqual(await file.read(), { v: 1, n: 1 });
      assert.deepEqual(await file.update(add), { v: 1, n: 2 });
      assert.deepEqual(setAside, ['count.json'], 'told once');
    });
  }

  for (const text of ['{"v":2,"n":5}', '{"v":10,"n":5}']) {
    it(`that is of a later version (${text}) stays as it is, whatever this one goes on to write`, async () => {
      const disk = new MemoryFolder();
      const clock = new Clock();
      const told: unknown[] = [];
      const events = { now: clock.now, onDidChange: (error: unknown) => told.push(codeOf(error)) };
      const overlay = new OverlayFolder(disk, events);
      const { store, setAside } = openStore(overlay, clock);
      const file = store.share(format);
      assert.deepEqual(await file.update(add), { v: 1, n: 1 });
      assert.deepEqual([await file.read(), overlay.isShared], [{ v: 1, n: 1 }, true]);
      await disk.write('count.json', text);
      assert.deepEqual(await file.read(), { v: 1, n: 0 });
      for (const n of [1, 2]) assert.deepEqual(await file.update(add), { v: 1, n });
      assert.deepEqual(await file.read(), { v: 1, n: 2 });
      clock.pass(3_600_000);
      assert.deepEqual(await file.update(add), { v: 1, n: 3 });
      assert.deepEqual([await disk.read('count.json'), setAside], [text, []]);
      assert.deepEqual([overlay.isShared, told], [false, ['LATER_VERSION']]);
      // The write lock was not left taken.
      const other = openStore(disk, clock).store.share({ ...format, name: 'other.json' });
      assert.deepEqual(await other.update(add), { v: 1, n: 1 });
    });
  }

  it('is not written when the change changes nothing', async () => {
    const folder = new MemoryFolder();
    const { store } = openStore(folder);
    assert.deepEqual(await store.share(format).update((count) => count), { v: 1, n: 0 });
    assert.equal(await folder.read('count.json'), undefined);
  });

  it('loses no change of windows that write at once', async () => {
    const folder = new MemoryFolder();
    const files = Array.from({ length: 6 }, () => openStore(folder).store.share(format));
    await Promise.all(files.flatMap((file) => [file.update(add), file.update(add)]));
    assert.equal((await openStore(folder).store.share(format).read()).n, 12);
  });

  it('a window that was stopped while it held the write lock does not write over the others', async () => {
    const folder = new MemoryFolder();
    const { store, clock } = openStore(folder);
    const slow = store.share(format);
    const other = openStore(folder, clock, goneProcesses).store.share(format);
    let slept = false;
    await other.update(add);
    const read = folder.read.bind(folder);
    const interrupted: Promise<unknown>[] = [];
    folder.read = async (name) => {
      const text = await read(name);
      if (name === 'count.json' && !slept) {
        slept = true;
        // It goes on after the other has taken it for dead, taken over and written.
        await other.update((count) => ({ ...count, n: 100 }));
      }
      return text;
    };
    interrupted.push(slow.update(add));
    await Promise.all(interrupted);
    assert.deepEqual(await slow.read(), { v: 1, n: 101 });
  });

  it('runs what belongs to a write under the lock, also when nothing was written', async () => {
    const folder = new MemoryFolder();
    const { store } = openStore(folder);
    const seen: unknown[] = [];
    const after = async (value: Count, before: Count): Promise<void> => {
      seen.push([
        value.n,
        before.n,
        (await folder.list('locks')).filter((name) => !name.endsWith('.free')).length -
          (await folder.list('locks')).filter((name) => name.endsWith('.free')).length,
      ]);
    };
    await store.share(format).update(add, after);
    await store.share(format).update((count) => count, after);
    assert.deepEqual(seen, [
      [1, 0, 1],
      [1, 1, 1],
    ]);
  });
});

describe('the snapshot file', () => {
  it('that was set aside starts from what this window saw last: deadlines hold on', async () => {
    const { store, folder, clock } = openStore();
    const known = { ...emptySnapshot('e'), seq: 7, hold: { ...clock.moment(), lengthMs: 60_000 } };
    await store.snapshot.update(() => known);
    await store.snapshot.read();
    await folder.write('snapshot.json', '{"v":1,');
    assert.deepEqual(await store.snapshot.read(), known);
    const next = await store.snapshot.update((snapshot) => ({ ...snapshot, seq: snapshot.seq + 1 }));
    assert.deepEqual(next, { ...known, seq: 8 });
  });

  it('that is new has an epoch of its own, the same at every look', async () => {
    const { store } = openStore();
    const first = await store.snapshot.read();
    assert.deepEqual(await store.snapshot.read(), first);
    assert.notEqual((await openStore().store.snapshot.read()).epoch, first.epoch);
  });

  it('tells of changes of JSON files only', async () => {
    const { store, folder } = openStore();
    const told: (string | undefined)[] = [];
    const watcher = store.watch((name) => told.push(name));
    await folder.write('snapshot.json', '{}');
    await folder.write('locks/lease-1', 'a window');
    await folder.write('snapshot.json.1f.tmp', '{}');
    await new Promise((resolve) => setImmediate(resolve));
    watcher.dispose();
    await folder.write('alerts.json', '{}');
    await new Promise((resolve) => setImmediate(resolve));
    assert.deepEqual(told, ['snapshot.json']);
  });

  it('tells of a change of nobody knows what', () => {
    const { store, folder } = openStore();
    const told: unknown[] = [];
    folder.watch = (listener) => {
      listener(undefined);
      return { dispose: () => undefined };
    };
    store.watch((name) => told.push(name));
    assert.deepEqual(told, [undefined]);
  });
});
