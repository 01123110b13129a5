import assert from 'node:assert/strict';
import { DiskFolder } from '../../../src/store/diskFolder';
import { Exclusive } from '../../../src/store/exclusive';
import type { Folder } from '../../../src/store/folder';
import { MemoryFolder } from '../../../src/store/lazy/memoryFolder';
import { Lock } from '../../../src/store/lock';
import { VirtualTime } from '../../simulation/virtualTime';
import { unknownProcesses } from '../../moment';
import { Clock, temporaryFolders } from './harness';

function exclusiveOn(folder: Folder, clock = new Clock()): Exclusive {
  return new Exclusive(
    new Lock(folder, { name: 'write', staleMs: 5000, moment: clock.moment, processes: unknownProcesses }),
    Math.random,
  );
}

describe('Exclusive', () => {
  const newFolder = temporaryFolders();

  it('runs the actions of one window in the order they were asked for', async () => {
    const exclusive = exclusiveOn(new MemoryFolder());
    const done: number[] = [];
    await Promise.all(
      [1, 2, 3].map((n) =>
        exclusive.run(async () => {
          await new Promise((resolve) => setImmediate(resolve));
          done.push(n);
        }),
      ),
    );
    assert.deepEqual(done, [1, 2, 3]);
  });

  it('goes on after an action that threw, and hands its error on', async () => {
    const exclusive = exclusiveOn(new MemoryFolder());
    const failing = exclusive.run(() => Promise.reject(new Error('no')));
    const next = exclusive.run(() => Promise.resolve('yes'));
    await assert.rejects(failing, /no/);
    assert.equal(await next, 'yes');
  });

  for (const kind of ['memory', 'disk']) {
    it(`loses no update of eight windows that count together (${kind})`, async () => {
      const folder = kind === 'disk' ? new DiskFolder(await newFolder()) : new MemoryFolder();
      const countUp = async (): Promise<void> => {
        const count = Number((await folder.read('count')) ?? 0);
        await new Promise((resolve) => setImmediate(resolve));
        await folder.write('count', String(count + 1));
      };
      const windows = Array.from({ length: 8 }, () => exclusiveOn(folder));
      await Promise.all(windows.flatMap((window) => [1, 2, 3].map(() => window.run(countUp))));
      assert.equal(await folder.read('count'), '24');
    });
  }

  it('waits for a holder that died until its lock is stale', async () => {
    const folder = new MemoryFolder();
    const clock = new Clock();
    const options = { name: 'write', staleMs: 5000, moment: clock.moment, processes: unknownProcesses };
    assert.ok(await new Lock(folder, options).tryTake());
    let tries = 0;
    const watched = new Lock(folder, {
      ...options,
      moment: () => {
        tries += 1;
        clock.pass(500);
        return clock.moment();
      },
    });
    const ran = await new Exclusive(watched, () => 0).run(() => Promise.resolve('ran'));
    assert.equal(ran, 'ran');
    assert.ok(tries >= 10, `it looked ${tries} times`);
  });

  it('gives up on a lock that cannot be had at all, and goes on', async () => {
    const time = new VirtualTime(Date.UTC(2026, 10, 22, 12));
    try {
      const folder = new MemoryFolder();
      // Something is in the way that nobody sees.
      const blocked = Object.assign(new MemoryFolder(), { create: () => Promise.resolve(false) });
      const options = { name: 'write', staleMs: 5000, moment: time.moment, processes: unknownProcesses };
      const exclusive = new Exclusive(new Lock(blocked, options), Math.random);
      const failed = assert.rejects(
        exclusive.run(() => Promise.resolve()),
        /no lock/,
      );
      await time.pass(31_000);
      await failed;
      Object.assign(blocked, { create: folder.create.bind(folder) });
      assert.equal(await exclusive.run(() => Promise.resolve('ran')), 'ran');
    } finally {
      time.dispose();
    }
  });
});
