import assert from 'node:assert/strict';
import fc from 'fast-check';
import { DiskFolder } from '../../../src/store/diskFolder';
import type { Folder } from '../../../src/store/folder';
import { MemoryFolder } from '../../../src/store/lazy/memoryFolder';
import { Lock, type Held } from '../../../src/store/lock';
import { Clock, newId, temporaryFolders } from './harness';

const staleMs = 1000;
const year = 365 * 24 * 3_600_000;

function lockOn(folder: Folder, clock: Clock): Lock {
  return new Lock(folder, { name: 'lease', staleMs, now: clock.now, newId });
}

/** Lock files, by number. */
async function files(folder: Folder): Promise<readonly string[]> {
  return [...(await folder.list(''))].sort();
}

function taken(held: Held | undefined): Held {
  assert.ok(held !== undefined, 'the lock was to be had');
  return held;
}

describe('Lock', () => {
  const newFolder = temporaryFolders();
  const kinds: readonly (readonly [string, () => Promise<Folder>])[] = [
    ['in memory', () => Promise.resolve(new MemoryFolder())],
    ['on disk', async () => new DiskFolder(await newFolder())],
  ];

  for (const [where, open] of kinds) {
    describe(where, () => {
      it('has one winner among many that try at once, round after round', async () => {
        const folder = await open();
        const clock = new Clock();
        const locks = Array.from({ length: 12 }, () => lockOn(folder, clock));
        for (let round = 0; round < 10; round++) {
          const held = (await Promise.all(locks.map((lock) => lock.tryTake()))).filter(Boolean);
          assert.equal(held.length, 1);
          assert.equal(await taken(held[0]).isHeld(), true);
          await taken(held[0]).release();
        }
        assert.equal((await files(folder)).length, 1, 'old lock files are removed');
      });

      it('has one winner among many that take over from a window that died', async () => {
        const folder = await open();
        const clock = new Clock();
        const dead = taken(await lockOn(folder, clock).tryTake());
        const locks = Array.from({ length: 12 }, () => lockOn(folder, clock));
        clock.pass(staleMs);
        assert.deepEqual((await Promise.all(locks.map((lock) => lock.tryTake()))).filter(Boolean), []);
        clock.pass(1);
        const held = (await Promise.all(locks.map((lock) => lock.tryTake()))).filter(Boolean);
        assert.equal(held.length, 1);
        assert.equal(await dead.isHeld(), false);
      });
    });
  }

  it('is free again once released, and only then', async () => {
    const folder = new MemoryFolder();
    const clock = new Clock();
    const held = taken(await lockOn(folder, clock).tryTake());
    const other = lockOn(folder, clock);
    assert.equal(await other.tryTake(), undefined);
    await held.release();
    assert.equal(await held.isHeld(), false);
    assert.ok(await other.tryTake());
  });

  it('is not released by one who lost it', async () => {
    const folder = new MemoryFolder();
    const clock = new Clock();
    const slept = taken(await lockOn(folder, clock).tryTake());
    clock.pass(staleMs + 1);
    const winner = taken(await lockOn(folder, clock).tryTake());
    await slept.release();
    assert.equal(await winner.isHeld(), true);
    assert.equal(await lockOn(folder, clock).tryTake(), undefined);
  });

  it('lets a straggler that acts on an old listing give up', async () => {
    const clock = new Clock();
    const inner = new MemoryFolder();
    const straggler = new PausedFolder(inner);
    const late = lockOn(straggler, clock).tryTake();
    // While it sleeps between listing and creating, two others come and go, so that its number is free again.
    await taken(await lockOn(inner, clock).tryTake()).release();
    const holder = taken(await lockOn(inner, clock).tryTake());
    straggler.goOn();
    assert.equal(await late, undefined);
    assert.equal(await holder.isHeld(), true);
    assert.deepEqual(await files(inner), ['lease.2.lock']);
  });

  const torn = ['', '{"id":"x","a', '[]', 'null', '{"id":"x","at":"soon"}'];
  for (const text of torn) {
    it(`waits out a lock file that says ${JSON.stringify(text)}, then takes it over`, async () => {
      const folder = new MemoryFolder();
      const clock = new Clock();
      await folder.write('lease.7.lock', text);
      const lock = lockOn(folder, clock);
      assert.equal(await lock.tryTake(), undefined);
      clock.pass(staleMs);
      assert.equal(await lock.tryTake(), undefined);
      clock.pass(1);
      assert.ok(await lock.tryTake());
      assert.deepEqual(await files(folder), ['lease.8.lock']);
    });
  }

  it('leaves files of other names alone', async () => {
    const folder = new MemoryFolder();
    for (const name of ['lease.lock', 'lease.x.lock', 'write.9.lock', 'lease.4.lock.tmp']) {
      await folder.write(name, 'busy');
    }
    assert.ok(await lockOn(folder, new Clock()).tryTake());
    assert.equal((await files(folder)).length, 5);
  });

  for (const jump of [-year, year]) {
    it(`is had within the stale time after the clock jumped by ${jump > 0 ? 'a year' : 'a year back'}`, async () => {
      const folder = new MemoryFolder();
      const clock = new Clock();
      taken(await lockOn(folder, clock).tryTake());
      const waiting = lockOn(folder, clock);
      assert.equal(await waiting.tryTake(), undefined);
      clock.pass(jump);
      await waiting.tryTake();
      clock.pass(staleMs + 1);
      // Either the jump itself ended the wait, or the stale time did.
      const top = (await files(folder)).at(-1);
      assert.ok(top === 'lease.2.lock' || (await waiting.tryTake()) !== undefined);
    });
  }

  it('a watcher that saw the clock go back counts anew, and does not wait for the old time', async () => {
    const folder = new MemoryFolder();
    const clock = new Clock();
    await folder.write('lease.3.lock', '');
    const lock = lockOn(folder, clock);
    assert.equal(await lock.tryTake(), undefined);
    clock.pass(-year);
    assert.equal(await lock.tryTake(), undefined);
    clock.pass(staleMs + 1);
    assert.ok(await lock.tryTake());
  });

  it('never two holders at once, whatever the order of file operations', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), fc.boolean(), async (scheduler, startsStale) => {
        const inner = new MemoryFolder();
        const clock = new Clock();
        if (startsStale) {
          taken(await lockOn(inner, clock).tryTake());
          clock.pass(staleMs + 1);
        }
        let holders = 0;
        let wins = 0;
        const window = async (name: string): Promise<void> => {
          const lock = lockOn(new ScheduledFolder(inner, scheduler, name), clock);
          for (let round = 0; round < 3; round++) {
            const held = await lock.tryTake();
            if (held === undefined) continue;
            holders += 1;
            wins += 1;
            assert.equal(holders, 1);
            assert.equal(await held.isHeld(), true);
            holders -= 1;
            await held.release();
          }
        };
        const all = Promise.all(['a', 'b', 'c', 'd'].map(window));
        await scheduler.waitFor(all);
        assert.ok(wins > 0);
      }),
      { numRuns: 60 },
    );
  });
});

/** Stops before its first `create` until told to go on. */
class PausedFolder extends MemoryFolder {
  goOn: () => void = () => undefined;
  readonly #gate = new Promise<void>((resolve) => (this.goOn = resolve));

  constructor(private readonly shared: Folder) {
    super();
  }

  override async create(name: string, text: string): Promise<boolean> {
    await this.#gate;
    return this.shared.create(name, text);
  }

  override list(folder: string): Promise<readonly string[]> {
    return this.shared.list(folder);
  }

  override read(name: string): Promise<string | undefined> {
    return this.shared.read(name);
  }

  override remove(name: string): Promise<void> {
    return this.shared.remove(name);
  }
}

/** Leaves it to the scheduler when each operation of a window happens. */
class ScheduledFolder extends MemoryFolder {
  constructor(
    private readonly shared: Folder,
    private readonly scheduler: fc.Scheduler,
    private readonly window: string,
  ) {
    super();
  }

  override read = (name: string) => this.#when('read', () => this.shared.read(name));
  override write = (name: string, text: string) => this.#when('write', () => this.shared.write(name, text));
  override create = (name: string, text: string) =>
    this.#when('create', () => this.shared.create(name, text));
  override remove = (name: string) => this.#when('remove', () => this.shared.remove(name));
  override list = (folder: string) => this.#when('list', () => this.shared.list(folder));

  async #when<T>(operation: string, action: () => Promise<T>): Promise<T> {
    await this.scheduler.schedule(Promise.resolve(), `${this.window} ${operation}`);
    return action();
  }
}
