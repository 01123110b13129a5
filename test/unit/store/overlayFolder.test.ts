import assert from 'node:assert/strict';
import { emptyAlertMemory, snooze } from '../../../src/balance/alerts';
import { parseAlertMemory } from '../../../src/balance/parseAlerts';
import { MemoryFolder } from '../../../src/store/lazy/memoryFolder';
import { OverlayFolder } from '../../../src/store/overlayFolder';
import { Clock, openStore, RefusingFolder } from './harness';

const MINUTE = 60_000;
const year = 365 * 24 * 60 * MINUTE;

interface Kit {
  readonly disk: RefusingFolder;
  readonly overlay: OverlayFolder;
  readonly clock: Clock;
  /** The code told with each change: undefined when the disk works again. */
  readonly told: (string | undefined)[];
}

function overlayOver(files: Readonly<Record<string, string>> = {}, shared = new MemoryFolder()): Kit {
  for (const [name, text] of Object.entries(files)) void shared.write(name, text);
  const disk = new RefusingFolder(shared);
  const clock = new Clock();
  const told: (string | undefined)[] = [];
  const onDidChange = (error: unknown): void => {
    told.push(error === undefined ? undefined : String((error as { code?: unknown }).code));
  };
  return { disk, overlay: new OverlayFolder(disk, { now: clock.now, onDidChange }), clock, told };
}

describe('OverlayFolder', () => {
  it('is the disk while that works', async () => {
    const { disk, overlay, told } = overlayOver({ a: '1' });
    await overlay.ensure();
    await overlay.write('b', '2');
    await overlay.append('b', '3');
    assert.equal(await overlay.create('c', '4'), true);
    assert.equal(await overlay.create('c', '5'), false);
    assert.equal(await overlay.rename('a', 'd'), true);
    assert.equal(await overlay.rename('a', 'd'), false);
    await overlay.remove('c');
    assert.deepEqual([...(await disk.inner.list(''))].sort(), ['b', 'd']);
    assert.deepEqual(
      [await overlay.read('b'), await overlay.read('d'), await overlay.read('a')],
      ['23', '1', undefined],
    );
    assert.deepEqual([told, overlay.isShared], [[], true]);
  });

  for (const code of ['EROFS', 'ENOSPC', 'EACCES']) {
    it(`works alone when the disk refuses with ${code}, and tells so once`, async () => {
      const { disk, overlay, told } = overlayOver({ 'old.json': 'old', 'history/2026-10.jsonl': 'h1\n' });
      disk.code = code;
      await overlay.ensure();
      await overlay.write('new.json', 'new');
      assert.equal(await overlay.create('lease.1.lock', 'x'), true);
      assert.equal(await overlay.create('lease.1.lock', 'y'), false);
      await overlay.append('history/2026-10.jsonl', 'h2\n');
      await overlay.write('old.json', 'changed');
      assert.deepEqual([told, overlay.isShared], [[code], false]);
      assert.equal(await overlay.read('new.json'), 'new');
      assert.equal(await overlay.read('old.json'), 'changed');
      assert.equal(await overlay.read('history/2026-10.jsonl'), 'h1\nh2\n', 'what is on disk shows through');
      assert.deepEqual(await overlay.list('history'), ['2026-10.jsonl']);
      assert.deepEqual([...(await overlay.list(''))].sort(), ['lease.1.lock', 'new.json', 'old.json']);
      assert.equal(await disk.inner.read('old.json'), 'old');
    });
  }

  it('a file that was removed or moved while alone does not show through', async () => {
    const { disk, overlay } = overlayOver({ a: '1', b: '2' });
    disk.code = 'EROFS';
    await overlay.remove('a');
    assert.equal(await overlay.rename('b', 'c'), true);
    assert.deepEqual(await overlay.list(''), ['c']);
    assert.deepEqual(
      [await overlay.read('a'), await overlay.read('b'), await overlay.read('c')],
      [undefined, undefined, '2'],
    );
    assert.equal(await overlay.create('a', 'again'), true);
  });

  it('works alone when the disk cannot be read either', async () => {
    const { disk, overlay, told } = overlayOver({ a: '1' });
    disk.code = 'EIO';
    disk.refused = () => true;
    assert.equal(await overlay.read('a'), undefined);
    assert.deepEqual(await overlay.list(''), []);
    await overlay.write('a', '2');
    assert.equal(await overlay.read('a'), '2');
    assert.deepEqual(told, ['EIO']);
  });

  it('tries the disk again after five minutes, not before', async () => {
    const { disk, overlay, clock, told } = overlayOver();
    disk.code = 'ENOSPC';
    await overlay.write('a', '1');
    const triesToWrite = (): number => disk.calls.filter((call) => !/^(read|list) /.test(call)).length;
    const tries = triesToWrite();
    clock.pass(5 * MINUTE - 1);
    await overlay.write('a', '2');
    assert.equal(triesToWrite(), tries);
    clock.pass(1);
    await overlay.write('a', '3');
    assert.equal(triesToWrite(), tries + 1);
    assert.deepEqual([told, overlay.isShared], [['ENOSPC'], false], 'still full: told once');
    assert.equal(await overlay.read('a'), '3');
  });

  it('a clock that was put back does not keep the disk from being tried', async () => {
    const { disk, overlay, clock, told } = overlayOver();
    disk.code = 'EROFS';
    await overlay.write('a', '1');
    disk.code = undefined;
    clock.pass(-year);
    await overlay.write('a', '2');
    assert.deepEqual(told, ['EROFS', undefined]);
  });

  it('takes what was changed alone to the disk when that works again, and tells so once', async () => {
    const { disk, overlay, clock, told } = overlayOver({
      a: 'old',
      gone: 'x',
      'history/2026-10.jsonl': 'h1\n',
    });
    disk.code = 'ENOSPC';
    await overlay.write('a', 'new');
    await overlay.remove('gone');
    await overlay.append('history/2026-10.jsonl', 'h2\n');
    await overlay.create('locks/write-1', 'mine');
    disk.code = undefined;
    clock.pass(5 * MINUTE);
    assert.equal(await overlay.create('locks/write-2', 'mine'), true);
    assert.deepEqual([told, overlay.isShared], [['ENOSPC', undefined], true]);
    assert.equal(await disk.inner.read('a'), 'new');
    assert.equal(await disk.inner.read('gone'), undefined);
    assert.equal(await disk.inner.read('history/2026-10.jsonl'), 'h1\nh2\n');
    assert.equal(await disk.inner.read('locks/write-1'), undefined, 'a lock taken alone is nobody’s');
    await overlay.write('a', 'newer');
    assert.equal(await disk.inner.read('a'), 'newer');
  });

  it('loses nothing that is written while it moves to the disk', async () => {
    const { disk, overlay, clock } = overlayOver();
    disk.code = 'ENOSPC';
    await overlay.write('a', '1');
    await overlay.write('b', '1');
    disk.code = undefined;
    clock.pass(5 * MINUTE);
    // One of them moves; the others come at every moment of that.
    const changes: Promise<unknown>[] = [overlay.append('log', '0')];
    for (let turn = 1; turn < 40; turn++) {
      changes.push(overlay.append('log', `,${turn}`), overlay.write('a', `${turn}`));
      await Promise.resolve();
    }
    await Promise.all(changes);
    const log = (await disk.inner.read('log')) ?? '';
    assert.equal(log.split(',').length, 40);
    assert.deepEqual([await disk.inner.read('a'), await disk.inner.read('b')], ['39', '1']);
    assert.equal(overlay.isShared, true);
  });

  it('goes on when the disk refuses again in the middle of the move, or right after it', async () => {
    for (const good of [1, 2, 3, 4, 5, 6]) {
      const { disk, overlay, clock, told } = overlayOver();
      disk.code = 'ENOSPC';
      await overlay.write('a', '1');
      await overlay.write('b', '1');
      clock.pass(5 * MINUTE);
      let left = good;
      disk.refused = (operation) => operation !== 'read' && operation !== 'list' && (left -= 1) < 0;
      await Promise.all([overlay.write('c', '2'), overlay.write('a', '2')]);
      assert.deepEqual(
        await Promise.all(['a', 'b', 'c'].map((name) => overlay.read(name))),
        ['2', '1', '2'],
        `after ${good}`,
      );
      assert.equal(told[0], 'ENOSPC');
    }
  });

  it('goes on alone, told once, when the disk takes the move but not what comes after it', async () => {
    const { disk, overlay, clock, told } = overlayOver();
    disk.refused = (_operation, name) => name === 'locks/lease-2';
    disk.code = 'ENOSPC';
    assert.equal(await overlay.create('locks/lease-2', 'x'), true);
    clock.pass(5 * MINUTE);
    assert.equal(await overlay.create('locks/lease-2', 'y'), true);
    assert.equal(await overlay.read('locks/lease-2'), 'y');
    assert.deepEqual([told, overlay.isShared], [['ENOSPC'], false]);
  });

  it('leaves alone what another window changed on disk meanwhile: no snooze of its is lost', async () => {
    const shared = new MemoryFolder();
    const alone = overlayOver({}, shared);
    const format = { name: 'alerts.json', empty: () => emptyAlertMemory, parse: parseAlertMemory };
    const other = openStore(shared, alone.clock).store.share(format);
    const mine = openStore(alone.overlay, alone.clock).store.share(format);
    await other.update((memory) => ({ ...memory, seq: 1 }));
    alone.disk.code = 'EROFS';
    await mine.update((memory) => ({ ...memory, seq: 2 }));
    await other.update((memory) => snooze(memory, alone.clock.moment(), MINUTE));
    alone.disk.code = undefined;
    alone.clock.pass(5 * MINUTE);
    const settled = await mine.update((memory) => ({ ...memory, seq: memory.seq + 10 }));
    assert.deepEqual([settled.seq, settled.snooze?.lengthMs], [11, MINUTE]);
    assert.deepEqual(await other.read(), settled);
  });

  it('a disk that refuses in the middle of an update loses neither the update nor the turn', async () => {
    const { disk, overlay, clock } = overlayOver();
    const { store } = openStore(overlay, clock);
    disk.refused = (operation, name) => operation === 'write' && name === 'snapshot.json';
    disk.code = 'ENOSPC';
    const first = await store.snapshot.update((snapshot) => ({ ...snapshot, failures: 1 }));
    assert.equal(first.failures, 1);
    assert.equal((await store.snapshot.update((s) => ({ ...s, failures: s.failures + 1 }))).failures, 2);
    disk.code = undefined;
    clock.pass(5 * MINUTE);
    assert.equal((await store.snapshot.update((s) => ({ ...s, failures: s.failures + 1 }))).failures, 3);
    assert.equal((await openStore(disk.inner, clock).store.snapshot.read()).failures, 3);
  });

  it('a deadline that was known before the disk could no longer be read still holds', async () => {
    const { disk, overlay, clock } = overlayOver();
    const { store } = openStore(overlay, clock);
    const hold = { ...clock.moment(), lengthMs: MINUTE };
    await store.snapshot.update((snapshot) => ({ ...snapshot, hold }));
    await store.snapshot.read();
    disk.code = 'EIO';
    disk.refused = () => true;
    assert.deepEqual((await store.snapshot.read()).hold, hold);
    assert.deepEqual((await store.snapshot.update((snapshot) => ({ ...snapshot, failures: 1 }))).hold, hold);
  });

  it('watches the disk also while it refuses', async () => {
    const { disk, overlay } = overlayOver();
    disk.code = 'EROFS';
    await overlay.write('a', '1');
    const told: unknown[] = [];
    overlay.watch((name) => told.push(name));
    await disk.inner.write('b', '1');
    await Promise.resolve();
    assert.deepEqual(told, ['b']);
  });
});
