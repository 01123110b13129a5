import assert from 'node:assert/strict';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { parseHistory } from '../../../src/balance/historyLine';
import { DiskFolder } from '../../../src/store/diskFolder';
import { RefusingFolder, temporaryFolders } from '../store/harness';
import { until } from '../../waiting';
import { accountKits, creditsIn } from './accountKit';

const MINUTE = 60_000;

describe('Account, where the disk fails or others left their mark', () => {
  const kit = accountKits();
  const newFolder = temporaryFolders();

  for (const code of ['EROFS', 'ENOSPC']) {
    it(`goes on alone when the disk says ${code}, says so once, and is one of many again later`, async () => {
      const disk = new RefusingFolder();
      kit().folder = disk;
      disk.code = code;
      const alone = await kit().open();
      for (const credits of [4000, 3000]) {
        kit().server.set(credits);
        await alone.account.tick();
        assert.equal(creditsIn(alone), credits);
        assert.equal(alone.account.view.isShared, false);
        // Alone, a window's interval is stretched at random.
        kit().clock.pass(7.5 * MINUTE);
      }
      const warnings = kit().log.filter(({ event }) => event === 'storageRefuses');
      assert.deepEqual(
        warnings.map(({ fields }) => 'code' in fields && fields.code),
        [code],
      );
      disk.code = undefined;
      kit().server.set(2000);
      await alone.account.tick();
      assert.equal(alone.account.view.isShared, true);
      assert.ok(kit().log.some(({ event }) => event === 'storageWorksAgain'));
      const other = await kit().open();
      assert.equal(creditsIn(other), 2000);
      const names = await disk.inner.list('history');
      const texts = await Promise.all(names.map((name) => disk.inner.read(`history/${name}`)));
      assert.equal(parseHistory(texts.join('')).records.length, 3, 'the time alone is in the history');
    });
  }

  for (const name of ['locks/write-1', 'locks/lease-1']) {
    it(`goes on alone, and says so, when a folder named ${name} is in the way`, async () => {
      const root = await newFolder();
      await mkdir(join(root, name), { recursive: true });
      kit().folder = new DiskFolder(root);
      const alone = await kit().open();
      await alone.account.tick();
      assert.equal(creditsIn(alone), 5000);
      assert.equal(alone.account.view.isShared, false);
      const [line] = kit().log.filter(({ event }) => event === 'storageRefuses');
      assert.equal(line && 'code' in line.fields && line.fields.code, 'EEXIST');
    });
  }

  it('a folder that was removed, and made again by another window, is seen at the next tick', async () => {
    const root = join(await newFolder(), 'account');
    kit().folder = new DiskFolder(root);
    const first = await kit().open();
    await first.account.tick();
    assert.equal(creditsIn(first), 5000);
    await rm(root, { recursive: true });
    kit().server.set(4000);
    kit().clock.pass(MINUTE);
    const second = await kit().open();
    await second.account.tick();
    assert.equal(creditsIn(second), 4000);
    kit().api.clearRequests();
    await first.account.tick();
    assert.deepEqual([creditsIn(first), kit().asked], [4000, []]);
  });

  /** One on a disk that can be made to refuse, and another one that it does not refuse. */
  const twoWindows = async () => {
    const disk = new RefusingFolder();
    kit().folder = disk;
    const alone = await kit().open();
    await alone.account.tick();
    kit().folder = disk.inner;
    return { disk, alone, other: await kit().open() };
  };

  it('after a time alone the others’ newer word counts, whatever its number', async () => {
    const { disk, alone, other } = await twoWindows();
    disk.code = 'EROFS';
    // Alone, it draws many numbers; the other one only a few.
    for (let round = 0; round < 6; round++) {
      kit().clock.pass(5 * MINUTE);
      kit().server.spend(1);
      await alone.account.session.poll('background');
    }
    kit().clock.pass(5 * MINUTE);
    kit().server.set(777);
    await other.account.session.poll('background');
    disk.code = undefined;
    kit().clock.pass(5 * MINUTE);
    kit().server.set(700);
    await alone.account.session.poll('background');
    assert.equal(creditsIn(alone), 700);
    await other.account.session.look();
    assert.equal(creditsIn(other), 700);
  });

  it('after a time alone all windows wait for what it was told meanwhile, and repeat no toast of it', async () => {
    const { disk, alone, other } = await twoWindows();
    await other.account.tick();
    disk.code = 'EROFS';
    kit().clock.pass(5 * MINUTE);
    kit().server.set(500);
    await alone.account.session.poll('background');
    await alone.account.companion();
    await alone.account.tick();
    assert.deepEqual(
      alone.notices.map(({ kind }) => kind),
      ['low'],
    );
    kit().api.setFault({ kind: 'error', status: 429, retryAfter: 3600 });
    await alone.asking.refresh();
    // The other one writes to both files meanwhile, and knows of neither.
    await (await other.account.companion()).alerter.snooze(MINUTE);
    kit().api.setFault({ kind: 'error', status: 503 });
    await other.asking.refresh();
    disk.code = undefined;
    kit().clock.pass(5 * MINUTE);
    await alone.account.session.store.snapshot.update((snapshot) => ({ ...snapshot, failures: 7 }));
    await until('the deadline on disk', async () => {
      await other.account.session.look();
      return other.account.view.holdUntil;
    });
    kit().api.clearRequests();
    assert.equal((await other.asking.refresh()).kind, 'waiting');
    assert.deepEqual(kit().asked, []);
    kit().clock.pass(3600_000);
    await other.account.tick();
    assert.equal(creditsIn(other), 500);
    await other.account.tick();
    assert.deepEqual(other.notices, []);
  });

  it('files of a later version are left to it: this window goes on alone, with a line in the log, and stays so', async () => {
    const disk = new RefusingFolder();
    kit().folder = disk;
    const window = await kit().open();
    await window.account.tick();
    assert.equal(creditsIn(window), 5000);
    const later = '{"v":2,"epoch":"later","anything":[]}';
    await disk.inner.write('snapshot.json', later);
    kit().server.spend(1000);
    for (let round = 0; round < 4; round++) {
      kit().clock.pass(5 * MINUTE);
      await window.account.tick();
    }
    assert.equal(creditsIn(window), 4000);
    assert.equal(window.account.view.isShared, false);
    assert.deepEqual(
      await disk.inner.list(''),
      (await disk.inner.list('')).filter((name) => !name.includes('aside')),
    );
    assert.equal(await disk.inner.read('snapshot.json'), later);
    const lines = kit().log.filter(({ event }) => event.startsWith('storage') || event.startsWith('file'));
    assert.deepEqual(
      lines.map(({ event, fields }) => [event, 'code' in fields && fields.code]),
      [['storageRefuses', 'LATER_VERSION']],
    );
    // A window of this version that comes later has nothing to go by, but does no harm.
    const other = await kit().open();
    await other.account.tick();
    assert.equal(creditsIn(other), 4000);
    assert.equal(await disk.inner.read('snapshot.json'), later);
  });

  it('an alien file is set aside with a line in the log that names the file only', async () => {
    await kit().folder.write('snapshot.json', '{"mine":true}');
    await (await kit().open()).account.tick();
    const lines = kit().log.filter(({ event }) => event === 'fileSetAside');
    assert.deepEqual(lines, [{ level: 'warn', event: 'fileSetAside', fields: { file: 'snapshot.json' } }]);
  });
});
