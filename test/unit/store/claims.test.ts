import assert from 'node:assert/strict';
import { ClaimsFile } from '../../../src/store/claims';
import { DiskFolder } from '../../../src/store/diskFolder';
import { MemoryFolder } from '../../../src/store/lazy/memoryFolder';
import { openStore, temporaryFolders } from './harness';

describe('ClaimsFile', () => {
  const newFolder = temporaryFolders();

  for (const kind of ['memory', 'disk']) {
    it(`one of many windows tells of an occasion (${kind})`, async () => {
      const folder = kind === 'disk' ? new DiskFolder(await newFolder()) : new MemoryFolder();
      const windows = Array.from({ length: 6 }, () => new ClaimsFile(openStore(folder).store));
      const won = await Promise.all(windows.map((window) => window.claim('topUp', 'e:7')));
      assert.equal(won.filter(Boolean).length, 1);
      assert.equal(
        await new ClaimsFile(openStore(folder).store).claim('topUp', 'e:7'),
        false,
        'nor after a reload',
      );
    });
  }

  it('a new occasion, or another kind, is told again', async () => {
    const claims = new ClaimsFile(openStore().store);
    assert.equal(await claims.claim('topUp', '1'), true);
    assert.equal(await claims.claim('spentWhileClosed', '1'), true);
    assert.equal(await claims.claim('topUp', '2'), true);
    assert.equal(await claims.claim('spentWhileClosed', '1'), false);
    assert.equal(await claims.claim('topUp', '2'), false);
  });

  it('an alien file is set aside', async () => {
    const { store, folder, setAside } = openStore();
    await folder.write('claims.json', '{"v":1,"told":[1]}');
    assert.equal(await new ClaimsFile(store).claim('topUp', '1'), true);
    assert.deepEqual(setAside, ['claims.json']);
  });
});
