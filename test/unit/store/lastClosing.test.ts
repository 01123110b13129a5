import assert from 'node:assert/strict';
import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { LastClosing } from '../../../src/store/lastClosing';
import { temporaryFolders } from './harness';

describe('LastClosing', () => {
  const newFolder = temporaryFolders();

  it('tells when a window was closed last', async () => {
    const root = await newFolder();
    await writeFile(join(root, 'windows.json'), '');
    assert.equal(await new LastClosing(root).read(), undefined);
    new LastClosing(root).note({ at: 5000, up: 7 });
    new LastClosing(root).note({ at: 6000, up: 8 });
    assert.equal(await new LastClosing(root).read(), 6000);
  });

  it('makes nothing again where everything was removed', async () => {
    const root = await newFolder();
    new LastClosing(root).note({ at: 5000, up: 7 });
    new LastClosing(join(root, 'gone')).note({ at: 5000, up: 7 });
    assert.deepEqual(await readdir(root), []);
  });

  for (const text of ['', '{"v":1,"at":', '{"v":2,"at":1,"up":1}', '{"v":1,"at":"1","up":1}', '[]', 'null'])
    it(`takes ${JSON.stringify(text)} for nothing known`, async () => {
      const root = await newFolder();
      await writeFile(join(root, 'closed.json'), text);
      assert.equal(await new LastClosing(root).read(), undefined);
    });
});
