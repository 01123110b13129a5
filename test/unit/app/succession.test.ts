import assert from 'node:assert/strict';

import { fingerprint } from '../../../src/app/fingerprint';
import { Succession } from '../../../src/app/succession';
import type { Folder } from '../../../src/store/folder';
import { MemoryFolder } from '../../../src/store/lazy/memoryFolder';
import { noteOwner } from '../../../src/store/owner';
import { unknownProcesses } from '../../moment';
import { Clock, newId, openStore, RefusingFolder } from '../store/harness';

const origin = 'https://api.leadmagic.io';
const [before, next] = [
  { key: 'before-key-0123456789', origin },
  { key: 'next-key-0123456789', origin },
];

describe('Succession', () => {
  let folders: Map<string, Folder>;
  let clock: Clock;
  let succession: Succession;

  beforeEach(() => {
    folders = new Map();
    clock = new Clock();
    succession = new Succession({
      ...{ now: clock.now, moment: clock.moment, random: () => 0.5, newId, processes: unknownProcesses },
      openFolder: (name) => folderOf(name),
    });
  });

  const folderOf = (name: string): Folder => {
    const folder = folders.get(name) ?? new MemoryFolder();
    folders.set(name, folder);
    return folder;
  };
  const of = ({ key }: { readonly key: string }): Folder => folderOf(fingerprint(key, origin));

  it('knows whether there is a history to go on with', async () => {
    assert.equal(await succession.hasHistory(before), false);
    await of(before).write('history/2026-11.jsonl', '');
    assert.equal(await succession.hasHistory(before), true);
  });

  it('notes the key before by its fingerprint alone, and takes that back', async () => {
    assert.equal(await succession.prepare(before, next), true);
    const text = await of(next).read('predecessor.json');
    const since = clock.moment();
    assert.deepEqual(JSON.parse(text ?? ''), { v: 1, folder: fingerprint(before.key, origin), since });
    await succession.withdraw(next);
    assert.equal(await of(next).read('predecessor.json'), undefined);
  });

  it('says when the disk does not take the note', async () => {
    const refusing = new RefusingFolder();
    refusing.code = 'ENOSPC';
    folders.set(fingerprint(next.key, origin), refusing);
    assert.equal(await succession.prepare(before, next), false);
  });

  it('leaves no file of a key that has none to take back', async () => {
    await succession.withdraw(next);
    assert.deepEqual([await of(next).list(''), await of(next).list('locks')], [[], []]);
  });

  it('notes that a key is not in use any more, until it comes back', async () => {
    const { store } = openStore(of(before), clock);
    await noteOwner(store, 'acme');
    await succession.leave(before);
    const owner = async (): Promise<unknown> => JSON.parse((await of(before).read('owner.json')) ?? '');
    assert.deepEqual(await owner(), { v: 1, account: 'acme', isLeft: true });
    await noteOwner(store, 'acme');
    assert.deepEqual(await owner(), { v: 1, account: 'acme' });
  });
});
