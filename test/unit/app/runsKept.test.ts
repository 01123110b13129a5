import assert from 'node:assert/strict';
import type { Run } from '../../../src/runs/run';
import { DiskFolder } from '../../../src/store/diskFolder';
import { MemoryFolder } from '../../../src/store/lazy/memoryFolder';
import { RunFiles } from '../../../src/store/runFiles';
import { openStore, temporaryFolders } from '../store/harness';

function run(number: number, more: Partial<Run> = {}): Run {
  return {
    ...{ id: `w:${number}`, name: `run ${number}`, kind: 'task', account: 'a', certainty: 'alone' },
    ...{ startedAt: number * 10, endedAt: number * 10 + 5, credits: number, ...more },
  };
}

describe('kept runs', () => {
  const temporary = temporaryFolders();

  it('are read back from the disk as they were', async () => {
    const files = new RunFiles(openStore(new DiskFolder(await temporary())).store);
    assert.deepEqual(await files.read(), []);
    const { credits, ...free } = run(2, { certainty: 'rough', noCost: 'otherKey' });
    await files.append([run(1, { folder: 'leads' }), free]);
    await files.append([]);
    await files.append([run(3)]);
    assert.deepEqual(await files.read(), [run(1, { folder: 'leads' }), free, run(3)]);
  });

  it('are all there when windows add at the same time', async () => {
    const folder = new MemoryFolder();
    const windows = [1, 2, 3].map(() => new RunFiles(openStore(folder).store));
    await Promise.all(
      windows.flatMap((files, at) => [0, 1, 2, 3].map((n) => files.append([run(at * 4 + n + 1)]))),
    );
    assert.equal((await windows[0]?.read())?.length, 12);
  });

  it('survive a torn line', async () => {
    const folder = new MemoryFolder();
    const files = new RunFiles(openStore(folder).store);
    await files.append([run(1)]);
    await folder.append('runs.jsonl', '{"v":1,"id":"torn');
    await files.append([run(2)]);
    assert.deepEqual(await files.read(), [run(1), run(2)]);
  });

  it('are at least the newest 1,000, and the file stays small', async () => {
    const folder = new MemoryFolder();
    const files = new RunFiles(openStore(folder).store);
    const all = Array.from({ length: 2500 }, (_, at) => run(at + 1));
    for (let at = 0; at < all.length; at += 50) {
      await files.append(all.slice(at, at + 50));
      const lines = ((await folder.read('runs.jsonl')) ?? '').split('\n').length - 1;
      assert.ok(lines <= 1200, `${lines} lines`);
      assert.ok(lines >= Math.min(at + 50, 1000), `${lines} lines`);
    }
    assert.deepEqual((await files.read()).slice(-1000), all.slice(-1000));
  });

  it('can be dropped up to a time, or all of them', async () => {
    const folder = new MemoryFolder();
    const files = new RunFiles(openStore(folder).store);
    await files.append([run(1), run(2), run(3)]);
    const before = await folder.read('runs.jsonl');
    await files.dropBefore(15);
    assert.equal(await folder.read('runs.jsonl'), before);
    await files.dropBefore(25);
    assert.deepEqual(await files.read(), [run(2), run(3)]);
    await files.clear();
    assert.deepEqual(await files.read(), []);
    assert.equal(await folder.read('runs.jsonl'), undefined);
  });

  it('set an open list aside that is not one', async () => {
    const folder = new MemoryFolder();
    const kit = openStore(folder);
    await folder.write('runs-open.json', '{"version":2}');
    const files = new RunFiles(kit.store);
    assert.deepEqual(await files.open.read(), { version: 1, runs: [] });
    await files.open.update((open) => ({ ...open }));
    assert.deepEqual(kit.setAside, ['runs-open.json']);
  });
});
