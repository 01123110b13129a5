import assert from 'node:assert/strict';
import fc from 'fast-check';
import { DiskFolder } from '../../../src/store/diskFolder';
import type { Folder } from '../../../src/store/folder';
import { MemoryFolder } from '../../../src/store/lazy/memoryFolder';
import { Lock, LOCKS, type Held } from '../../../src/store/lock';
import { unknownProcesses } from '../../moment';
import { Clock, temporaryFolders } from './harness';

const staleMs = 10_000;
const year = 365 * 24 * 3_600_000;

function lockOn(folder: Folder, clock: Clock, processes = unknownProcesses): Lock {
  return new Lock(folder, { name: 'lease', staleMs, moment: clock.moment, processes });
}

/** Lock files, by name. */
async function files(folder: Folder): Promise<readonly string[]> {
  return [...(await folder.list(LOCKS))].sort();
}

function taken(held: Held | undefined): Held {
  assert.ok(held !== undefined, 'the lock was to be had');
  return held;
}

/** Looks every second, so many times; gives what was taken. */
async function lookOn(lock: Lock, clock: Clock, seconds: number): Promise<Held | undefined> {
  for (let second = 0; second < seconds; second++) {
    clock.pass(1000);
    const held = await lock.tryTake();
    if (held !== undefined) return held;
  }
  return undefined;
}

describe('Lock', () => {
  const newFolder = temporaryFolders();
  const kinds: readonly (readonly [string, () => Promise<Folder>])[] = [
    ['in memory', () => Promise.resolve(new MemoryFolder())],
    ['on disk', async () => new DiskFolder(await newFolder())],
  ];

  for (const [where, open] of kinds) {
    describe(where, () => {
      it('has one winner among many that try at once, round after round; old files go', async () => {
        const folder = await open();
        const clock = new Clock();
        const locks = Array.from({ length: 12 }, () => lockOn(folder, clock));
        for (let round = 0; round < 40; round++) {
          const held = (await Promise.all(locks.map((lock) => lock.tryTake()))).filter(Boolean);
          assert.equal(held.length, 1);
          assert.equal(taken(held[0]).isHeld(), true);
          await taken(held[0]).release();
        }
        const left = await files(folder);
        assert.ok(left.includes('lease-40') && left.includes('lease-40.free'));
        assert.ok(left.length >= 32 && left.length < 64, 'sixteen tenures are kept, and not many more');
      });

      it('has one winner among many that take over from a window that died', async () => {
        const folder = await open();
        const clock = new Clock();
        const dead = taken(await lockOn(folder, clock).tryTake());
        const locks = Array.from({ length: 12 }, () => lockOn(folder, clock));
        const tryAll = async () => (await Promise.all(locks.map((lock) => lock.tryTake()))).filter(Boolean);
        for (let second = 0; second <= staleMs / 1000; second++) {
          assert.deepEqual(await tryAll(), []);
          clock.pass(1000);
        }
        assert.equal((await tryAll()).length, 1);
        assert.equal(dead.isHeld(), false);
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
    assert.ok(await other.tryTake());
    assert.equal(held.isHeld(), false);
  });

  it('is taken over at once from a process that is gone, and from no other', async () => {
    const folder = new MemoryFolder();
    const clock = new Clock();
    taken(await lockOn(folder, clock, { self: 'one', isGone: () => false }).tryTake());
    const seen: string[] = [];
    const asks = (gone: string) =>
      lockOn(folder, clock, { self: 'two', isGone: (name) => (seen.push(name), name === gone) });
    assert.equal(await asks('three').tryTake(), undefined);
    assert.ok(await asks('one').tryTake());
    assert.deepEqual(seen, ['one', 'one']);
  });

  it('is not released by one who lost it', async () => {
    const folder = new MemoryFolder();
    const clock = new Clock();
    const stopped = taken(await lockOn(folder, clock).tryTake());
    const winner = taken(await lookOn(lockOn(folder, clock), clock, 13));
    await stopped.release();
    assert.equal(winner.isHeld(), true);
    assert.equal(await lockOn(folder, clock).tryTake(), undefined);
  });

  it('is not held by a file that was removed and made again under another number', async () => {
    const folder = new MemoryFolder();
    const clock = new Clock();
    await taken(await lockOn(folder, clock).tryTake()).release();
    const held = taken(await lockOn(folder, clock).tryTake());
    for (const name of await files(folder)) await folder.remove(`${LOCKS}/${name}`);
    assert.equal(held.isHeld(), false);
    await held.release();
    assert.deepEqual(await files(folder), []);
    assert.ok(await lockOn(folder, clock).tryTake());
  });

  it('lets a straggler that acts on an old listing give up', async () => {
    const clock = new Clock();
    const inner = new MemoryFolder();
    const straggler = new PausedFolder(inner);
    const late = lockOn(straggler, clock).tryTake();
    // While it sleeps between listing and creating, so many come and go that its number is free again.
    for (let tenure = 0; tenure < 32; tenure++) await taken(await lockOn(inner, clock).tryTake()).release();
    const holder = taken(await lockOn(inner, clock).tryTake());
    assert.ok(!(await files(inner)).includes('lease-1'));
    straggler.goOn();
    assert.equal(await late, undefined);
    assert.equal(holder.isHeld(), true);
  });

  it('counts no look for more than two seconds: a machine that slept has watched nobody', async () => {
    const folder = new MemoryFolder();
    const clock = new Clock();
    taken(await lockOn(folder, clock).tryTake());
    const lock = lockOn(folder, clock);
    for (let look = 0; look < 6; look++) {
      assert.equal(await lock.tryTake(), undefined, `look ${look}`);
      clock.pass(year);
    }
    assert.ok(await lock.tryTake());
  });

  it('counts anew for each holder', async () => {
    const folder = new MemoryFolder();
    const clock = new Clock();
    const first = taken(await lockOn(folder, clock).tryTake());
    const watching = lockOn(folder, clock);
    assert.equal(await lookOn(watching, clock, 9), undefined);
    await first.release();
    taken(await lockOn(folder, clock).tryTake());
    assert.equal(await lookOn(watching, clock, 10), undefined);
    assert.ok(await lookOn(watching, clock, 2));
  });

  for (const jump of [-year, year]) {
    it(`is had neither sooner nor later when the clock is set by ${jump > 0 ? 'a year' : 'a year back'}`, async () => {
      const folder = new MemoryFolder();
      const clock = new Clock();
      taken(await lockOn(folder, clock).tryTake());
      const lock = lockOn(folder, clock);
      assert.equal(await lookOn(lock, clock, 5), undefined);
      clock.jump(jump);
      assert.equal(await lookOn(lock, clock, 6), undefined);
      assert.ok(await lookOn(lock, clock, 1));
    });
  }

  for (const text of ['', '{"id":"x","a', '17', 'null']) {
    it(`waits out a lock file that says ${JSON.stringify(text)}, then takes it over`, async () => {
      const folder = new MemoryFolder();
      const clock = new Clock();
      await folder.write(`${LOCKS}/lease-7`, text);
      const lock = lockOn(folder, clock);
      assert.equal(await lookOn(lock, clock, 11), undefined);
      assert.ok(await lookOn(lock, clock, 1));
      assert.deepEqual(await files(folder), ['lease-7', 'lease-8']);
    });
  }

  it('leaves files of other names alone', async () => {
    const folder = new MemoryFolder();
    for (const name of ['lease', 'lease-x', 'write-9', 'lease-4.tmp', 'lease--5', 'lease-1e3']) {
      await folder.write(`${LOCKS}/${name}`, 'busy');
    }
    assert.ok(await lockOn(folder, new Clock()).tryTake());
    assert.equal((await files(folder)).length, 7);
  });

  it('never two holders at once, whatever the order of file operations', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), fc.boolean(), async (scheduler, startsDead) => {
        const inner = new MemoryFolder();
        const clock = new Clock();
        const processes = { self: 'a window', isGone: (name: string) => name === 'dead' };
        if (startsDead) await lockOn(inner, clock, { ...processes, self: 'dead' }).tryTake();
        let holders = 0;
        let wins = 0;
        const window = async (name: string): Promise<void> => {
          const lock = lockOn(new ScheduledFolder(inner, scheduler, name), clock, processes);
          for (let round = 0; round < 3; round++) {
            const held = await lock.tryTake();
            if (held === undefined) continue;
            holders += 1;
            wins += 1;
            assert.equal(holders, 1);
            assert.equal(held.isHeld(), true);
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

  override listNow = (folder: string) => this.shared.listNow(folder);
  override read = (name: string) => this.#when('read', () => this.shared.read(name));
  override create = (name: string, text: string) =>
    this.#when('create', () => this.shared.create(name, text));
  override remove = (name: string) => this.#when('remove', () => this.shared.remove(name));
  override list = (folder: string) => this.#when('list', () => this.shared.list(folder));

  async #when<T>(operation: string, action: () => Promise<T>): Promise<T> {
    await this.scheduler.schedule(Promise.resolve(), `${this.window} ${operation}`);
    return action();
  }
}
