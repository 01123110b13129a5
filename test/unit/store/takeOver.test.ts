import assert from 'node:assert/strict';

import type { AlertMemory } from '../../../src/balance/alerts';
import { hourMs, type HistoryPoint } from '../../../src/balance/history';
import { historyLine } from '../../../src/balance/historyLine';
import type { Run } from '../../../src/runs/run';
import type { Folder } from '../../../src/store/folder';
import { HistoryFiles } from '../../../src/store/historyFiles';
import { MemoryFolder } from '../../../src/store/lazy/memoryFolder';
import { OverlayFolder } from '../../../src/store/overlayFolder';
import { notePredecessor } from '../../../src/store/predecessor';
import { RunFiles } from '../../../src/store/runFiles';
import { takeOver } from '../../../src/store/takeOver';
import { goneProcesses } from '../../moment';
import { Clock, openStore, RefusingFolder } from './harness';
import { at, slowSpend } from './historyKit';

const DAY = 24 * hourMs;
const now = at('2026-11-22T12:00');

describe('takeOver', () => {
  /** Folders of keys by name, and a clock. */
  class World {
    readonly clock = new Clock(now);
    readonly folders = new Map<string, Folder>();

    open = (name: string): Folder => {
      const folder = this.folders.get(name) ?? new MemoryFolder();
      this.folders.set(name, folder);
      return folder;
    };

    store(name: string, processes = goneProcesses) {
      return openStore(this.open(name), this.clock, processes).store;
    }

    async append(name: string, points: readonly HistoryPoint[]): Promise<void> {
      const store = this.store(name);
      const files = new HistoryFiles(store);
      for (const point of points) await store.exclusively(() => files.append(point));
    }

    read(name: string): Promise<unknown> {
      return new HistoryFiles(this.store(name)).readSince(0);
    }

    async runs(name: string): Promise<readonly string[]> {
      return (await new RunFiles(this.store(name)).read()).map(({ id }) => id);
    }

    /** `next` is of the same account as `before`. */
    follow(before: string, next: string): Promise<void> {
      return notePredecessor(this.store(next), before);
    }

    takeOver(name: string): Promise<boolean> {
      return takeOver(this.store(name), name, this.open);
    }
  }

  const old = slowSpend('2026-09-01T00:00', '2026-11-20T00:00');
  const fresh = [
    { t: at('2026-11-22T11:00'), c: 9000 },
    { t: at('2026-11-22T11:30'), c: 8990 },
  ];
  const run = (id: string, endedAt: number): Run => ({
    ...{ id, name: id, kind: 'task', account: 'a', certainty: 'alone', credits: 1 },
    ...{ startedAt: endedAt - 1000, endedAt },
  });
  const episode = { openedAt: 1, openedSeq: 1 };
  const alerts: AlertMemory = {
    ...{ v: 1, seq: 50, epoch: 'old' },
    episodes: { low: { ...episode, claimedAt: 2, claimedBy: 'w' }, critical: episode },
  };

  /** An account with a past under one key, and a first balance under the next one. */
  async function succession(): Promise<World> {
    const world = new World();
    await world.append('a', old);
    await world.append('b', fresh);
    await new RunFiles(world.store('a')).append([run('one', now - 2 * DAY), run('two', now - DAY)]);
    await new RunFiles(world.store('b')).append([
      run('between', now - 1.5 * DAY),
      run('three', now - DAY / 2),
    ]);
    await world.open('a').write('alerts.json', JSON.stringify(alerts));
    await world.open('a').write('history/2026-10.jsonl.set-aside', '{"v":2}\n');
    await world.follow('a', 'b');
    return world;
  }

  const told = async (world: World): Promise<Partial<AlertMemory>> =>
    JSON.parse((await world.open('b').read('alerts.json')) ?? '{}') as Partial<AlertMemory>;

  it('does nothing where there is no key before', async () => {
    const world = new World();
    await world.append('b', fresh);
    assert.equal(await world.takeOver('b'), false);
    assert.deepEqual(await world.read('b'), fresh);
  });

  it('moves history, runs and what was told, and goes on where the new key has begun', async () => {
    const world = await succession();
    assert.equal(await world.takeOver('b'), true);
    assert.deepEqual(await world.read('b'), [...old, ...fresh]);
    assert.deepEqual(await world.runs('b'), ['one', 'between', 'two', 'three']);
    assert.deepEqual((await told(world)).episodes, { low: alerts.episodes.low });
    assert.equal(await world.open('b').read('history/2026-10.jsonl.set-aside'), '{"v":2}\n');
    assert.deepEqual([await world.read('a'), await world.runs('a')], [[], []]);
    assert.deepEqual(await world.open('a').list('history'), []);
    assert.equal(await world.takeOver('b'), false);
    assert.deepEqual(await world.read('b'), [...old, ...fresh]);
  });

  it('fetches what a window wrote that went on with the key before, in time', async () => {
    const world = await succession();
    await world.takeOver('b');
    const late = { t: at('2026-11-22T11:15'), c: 8995 };
    await world.append('a', [late]);
    assert.equal(await world.takeOver('b'), true);
    assert.deepEqual(await world.read('b'), [...old, fresh[0], late, fresh[1]]);
  });

  it('looks there for a day, and then no more', async () => {
    const world = await succession();
    world.clock.pass(DAY);
    await world.takeOver('b');
    await world.append('a', [{ t: now + DAY, c: 1 }]);
    world.clock.pass(1);
    assert.equal(await world.takeOver('b'), true, 'once more after that');
    await world.append('a', [{ t: now + DAY + 1, c: 2 }]);
    assert.equal(await world.takeOver('b'), false);
  });

  it('follows keys that were replaced before their history was moved', async () => {
    const world = await succession();
    const latest = [{ t: at('2026-11-22T11:45'), c: 8980 }];
    await world.append('c', latest);
    await world.follow('b', 'c');
    assert.equal(await world.takeOver('c'), true);
    assert.deepEqual(await world.read('c'), [...old, ...fresh, ...latest]);
  });

  it('comes back with the key before, and ends where two keys follow each other', async () => {
    const world = await succession();
    await world.takeOver('b');
    await world.follow('b', 'a');
    assert.equal(await world.takeOver('a'), true);
    assert.deepEqual(await world.read('a'), [...old, ...fresh]);
    assert.equal(await world.takeOver('a'), false);
  });

  it('comes back a month later, and takes the point that was kept then for no lost one', async () => {
    const world = new World();
    const [early, late] = [
      { t: at('2026-10-20T12:00'), c: 9000 },
      { t: now, c: 7000 },
    ];
    await world.append('a', [early]);
    await world.store('a').snapshot.update((known) => ({ ...known, kept: early }));
    await world.follow('a', 'b');
    await world.takeOver('b');
    await world.append('b', [{ t: at('2026-11-02T12:00'), c: 8000 }]);
    await world.follow('b', 'a');
    const store = world.store('a');
    const { kept } = await store.snapshot.read();
    await store.exclusively(() => new HistoryFiles(store).append(late, kept));
    await world.takeOver('a');
    assert.deepEqual(await world.read('a'), [early, { t: at('2026-11-02T12:00'), c: 8000 }, late]);
  });

  it('leaves what the disk does not take where it is, and moves it once it does', async () => {
    const world = await succession();
    const disk = new RefusingFolder(world.open('b'));
    disk.refused = (operation, name) => operation === 'write' && name.startsWith('history/');
    disk.code = 'ENOSPC';
    const { now: time } = world.clock;
    const overlay = new OverlayFolder(disk, { now: time, onDidChange: () => undefined });
    const { store } = openStore(overlay, world.clock, goneProcesses);
    await takeOver(store, 'b', world.open);
    assert.deepEqual(await new HistoryFiles(store).readSince(0), [...old, ...fresh], 'in memory');
    assert.deepEqual(await world.read('a'), old);
    assert.deepEqual(await world.runs('a'), ['one', 'two']);
    assert.notEqual(await world.open('a').read('alerts.json'), undefined);
    world.clock.pass(2 * DAY);
    await takeOver(store, 'b', world.open);
    assert.deepEqual(await world.read('a'), old);
    disk.code = undefined;
    world.clock.pass(hourMs);
    await takeOver(store, 'b', world.open);
    assert.deepEqual(await world.read('b'), [...old, ...fresh]);
    assert.deepEqual(await world.runs('b'), ['one', 'between', 'two', 'three']);
    assert.deepEqual((await told(world)).episodes, { low: alerts.episodes.low });
    assert.deepEqual(await world.read('a'), []);
  });

  it('waits as long as the key before was told to', async () => {
    const world = await succession();
    const hold = { ...world.clock.moment(), lengthMs: hourMs };
    await world.store('a').snapshot.update((known) => ({ ...known, hold, rejected: true }));
    await world.takeOver('b');
    const { hold: kept, rejected, attempts } = await world.store('b').snapshot.read();
    assert.deepEqual([kept, rejected, attempts], [hold, false, {}]);
  });

  it('keeps what it cannot read', async () => {
    const world = await succession();
    const text = `{"v":2,"t":1}\n${historyLine({ t: at('2026-08-01T00:00'), c: 20_000 })}\n`;
    await world.open('a').write('history/2026-08.jsonl', text);
    await world.takeOver('b');
    assert.equal(await world.open('b').read('history/2026-08.jsonl.set-aside'), text);
    assert.deepEqual(await world.read('b'), [{ t: at('2026-08-01T00:00'), c: 20_000 }, ...old, ...fresh]);
  });

  it('being killed at any point loses nothing and doubles nothing', async () => {
    const whole = await succession();
    await whole.takeOver('b');
    const expected = [await whole.read('b'), await whole.runs('b'), (await told(whole)).episodes];
    let isDone = false;
    for (let operations = 0; !isDone; operations++) {
      const world = await succession();
      let left = operations;
      const dying = new Map(
        [...world.folders].map(([name, inner]) => {
          const folder = new RefusingFolder(inner);
          folder.refused = () => (left -= 1) < 0;
          folder.code = 'KILLED';
          return [name, folder] as const;
        }),
      );
      const killed = openStore(dying.get('b'), world.clock, goneProcesses).store;
      const open = (name: string): Folder => dying.get(name) ?? world.open(name);
      isDone = await takeOver(killed, 'b', open).catch(() => false);
      await world.takeOver('b');
      const found = [await world.read('b'), await world.runs('b'), (await told(world)).episodes];
      assert.deepEqual(found, expected, `after ${operations} operations`);
      assert.deepEqual(await world.read('a'), []);
    }
  });
});
