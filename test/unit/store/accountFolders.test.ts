import assert from 'node:assert/strict';
import { mkdir, readdir, utimes, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

import {
  foldersIn,
  foldersOf,
  forgetFolders,
  removeAllIn,
  removeAllButHistory,
  removeFolder,
  removeForGood,
} from '../../../src/store/accountFolders';
import { DiskFolder } from '../../../src/store/diskFolder';
import { noteLeft, noteOwner } from '../../../src/store/owner';
import { openStore, temporaryFolders } from './harness';

describe('the folders of accounts', () => {
  const newFolder = temporaryFolders();
  let root: string;
  beforeEach(async () => {
    root = await newFolder();
    for (const [name, account] of [
      ['one', 'acme'],
      ['two', 'globex'],
      ['three', 'acme'],
    ] as const) {
      await noteOwner(openStore(new DiskFolder(join(root, name))).store, account);
    }
    await mkdir(join(root, 'nobody'));
    await mkdir(join(root, 'torn'));
    await writeFile(join(root, 'torn', 'owner.json'), '{"v":1,"acc');
    await writeFile(join(root, 'file'), '');
  });

  it('of one account are all that it ever had a key for, and no other’s', async () => {
    assert.deepEqual([...(await foldersOf(root, 'acme'))].sort(), ['one', 'three']);
    assert.deepEqual(await foldersOf(root, 'globex'), ['two']);
    assert.deepEqual(await foldersOf(root, 'initech'), []);
    assert.deepEqual(await foldersOf(join(root, 'missing'), 'acme'), []);
    assert.equal((await foldersIn(root)).length, 5);
  });

  it('change hands with a key', async () => {
    await noteOwner(openStore(new DiskFolder(join(root, 'one'))).store, 'globex');
    assert.deepEqual([...(await foldersOf(root, 'globex'))].sort(), ['one', 'two']);
  });

  it('lose their state and keep their history, or lose all but themselves', async () => {
    const one = join(root, 'one');
    await mkdir(join(one, 'history'));
    await writeFile(join(one, 'history', '2026-11.jsonl'), '');
    await writeFile(join(one, 'runs.jsonl'), '');
    await writeFile(join(one, 'runs-open.json'), '');
    assert.equal(await removeAllButHistory(one), true);
    assert.deepEqual((await readdir(one)).sort(), ['history', 'runs.jsonl']);
    assert.equal(await removeAllButHistory(one), false);
    assert.equal(await removeAllIn(root), true);
    assert.deepEqual(await readdir(root), []);
    assert.equal(await removeAllIn(root), false, 'there is nothing any more to look for again');
    assert.equal(await removeAllButHistory(join(root, 'missing')), false);
    assert.equal(await removeFolder(join(root, 'missing')), false);
  });

  it('of accounts that nobody knows any more are forgotten 90 days after the last word in them', async () => {
    const now = Date.now();
    const days = (count: number): Date => new Date(now - count * 24 * 3_600_000);
    const age = async (name: string, file: string, count: number): Promise<void> => {
      await mkdir(dirname(join(root, name, file)), { recursive: true });
      await writeFile(join(root, name, file), '');
      await utimes(join(root, name, file), days(count), days(count));
    };
    for (const name of ['one', 'two', 'three'])
      await utimes(join(root, name, 'owner.json'), days(100), days(100));
    await age('two', 'history/2026-08.jsonl', 89);
    await age('three', 'history/2026-08.jsonl', 91);
    await utimes(join(root, 'torn', 'owner.json'), days(91), days(91));
    const left = async (): Promise<readonly string[]> => [...(await foldersIn(root))].sort();
    assert.equal(await forgetFolders(root, new Set(['acme', 'globex']), now), 1);
    assert.deepEqual(await left(), ['nobody', 'one', 'three', 'two'], 'a torn word of the owner is none');
    // The locks of whoever tidied there do not count.
    assert.equal(await forgetFolders(root, new Set(['globex']), now), 2);
    assert.deepEqual(await left(), ['nobody', 'two']);
    assert.equal(await forgetFolders(root, new Set(), now), 0);
    assert.equal(await forgetFolders(root, new Set(), now + 2 * 24 * 3_600_000), 1);
    await utimes(join(root, 'nobody'), days(91), days(91));
    assert.equal(await forgetFolders(root, new Set(), now), 1);
    assert.deepEqual(await left(), []);
  });

  it('of a key that was replaced are forgotten, too, unless it comes back', async () => {
    const then = new Date(Date.now() - 91 * 24 * 3_600_000);
    const leave = async (name: string): Promise<void> => {
      await noteLeft(openStore(new DiskFolder(join(root, name))).store);
      await utimes(join(root, name, 'owner.json'), then, then);
    };
    await leave('one');
    await leave('three');
    assert.deepEqual([...(await foldersOf(root, 'acme'))].sort(), ['one', 'three'], 'still of the account');
    await noteOwner(openStore(new DiskFolder(join(root, 'three'))).store, 'acme');
    assert.equal(await forgetFolders(root, new Set(['acme', 'globex']), Date.now()), 1);
    assert.deepEqual(await foldersOf(root, 'acme'), ['three']);
  });

  it('are gone for good, whatever a window was writing just then', async () => {
    const one = join(root, 'one');
    let late = 2;
    const straggler = async (): Promise<void> => {
      if (late-- <= 0) return;
      await mkdir(one, { recursive: true });
      await writeFile(join(one, 'write.38.lock'), 'free');
    };
    await removeForGood(() => removeFolder(one), straggler);
    assert.deepEqual((await readdir(root)).includes('one'), false);
    assert.equal(late, -1);
  });

  it('are given up on where a window does not stop writing', async () => {
    const one = join(root, 'one');
    let written = 0;
    await removeForGood(
      () => removeAllButHistory(one),
      async () => writeFile(join(one, `write.${written++}.lock`), 'free'),
    );
    assert.equal(written, 3);
    assert.deepEqual(await readdir(one), []);
  });
});
