import assert from 'node:assert/strict';
import { mkdir, readdir, readFile, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { codeOf, DiskFolder } from '../../../src/store/diskFolder';
import { temporaryFolders } from './harness';

describe('DiskFolder', () => {
  const newFolder = temporaryFolders();
  const open = async (): Promise<{ root: string; folder: DiskFolder }> => {
    const root = join(await newFolder(), 'accounts', 'a1');
    return { root, folder: new DiskFolder(root) };
  };

  it('reads nothing and lists nothing before anything was written, and makes no folder for it', async () => {
    const { root, folder } = await open();
    assert.equal(await folder.read('a.json'), undefined);
    assert.deepEqual(await folder.list(''), []);
    assert.deepEqual(await folder.list('history'), []);
    assert.equal(await folder.rename('a', 'b'), false);
    await folder.remove('a.json');
    await assert.rejects(stat(root));
  });

  it('makes its folders with the first write, for the owner only', async () => {
    const { root, folder } = await open();
    await folder.write('a.json', 'ä1');
    await folder.append('history/2026-10.jsonl', 'x\n');
    await folder.append('history/2026-10.jsonl', 'y\n');
    assert.equal(await folder.create('locks/l', 'z'), true);
    assert.equal(await readFile(join(root, 'a.json'), 'utf8'), 'ä1');
    assert.equal(await folder.read('history/2026-10.jsonl'), 'x\ny\n');
    assert.deepEqual(await folder.list(''), ['a.json'], 'folders are not listed');
    assert.deepEqual(await folder.list('history'), ['2026-10.jsonl']);
    if (process.platform !== 'win32') {
      assert.equal((await stat(root)).mode & 0o777, 0o700);
      assert.equal((await stat(join(root, 'a.json'))).mode & 0o777, 0o600);
      assert.equal((await stat(join(root, 'locks/l'))).mode & 0o777, 0o600);
    }
  });

  it('says of what is no file that it cannot be created, since nobody will see it listed', async () => {
    const { root, folder } = await open();
    await folder.write('file', '');
    await mkdir(join(root, 'folder'));
    const isWindows = process.platform === 'win32';
    if (!isWindows) await symlink(join(root, 'nowhere'), join(root, 'link'));
    assert.equal(await folder.create('file', 'x'), false);
    for (const name of isWindows ? ['folder'] : ['folder', 'link']) {
      await assert.rejects(folder.create(name, 'x'), (error) => codeOf(error) === 'EEXIST', name);
    }
    assert.deepEqual(await folder.list(''), ['file']);
  });

  it('replaces a file whole and leaves nothing beside it', async () => {
    const { root, folder } = await open();
    const texts = Array.from({ length: 20 }, (_, index) => String(index).repeat(5000));
    await Promise.all(texts.map((text) => folder.write('a.json', text)));
    assert.ok(texts.includes((await folder.read('a.json')) ?? ''));
    assert.deepEqual(await readdir(root), ['a.json']);
  });

  it('writes and adds nothing where it may not, which is asked last, and leaves nothing beside it', async () => {
    const { root, folder } = await open();
    assert.equal(await folder.write('a.json', '1', () => true), true);
    assert.equal(await folder.append('a.json', '2', () => true), true);
    const mayNot = () => false;
    assert.equal(await folder.write('a.json', 'x', mayNot), false);
    assert.equal(await folder.append('a.json', 'x', mayNot), false);
    assert.deepEqual([await folder.read('a.json'), await readdir(root)], ['12', ['a.json']]);
  });

  it('a reader never sees a part of a file that is being replaced', async () => {
    const { folder } = await open();
    await folder.write('a.json', 'a'.repeat(100_000));
    const state = { isOver: false };
    const reading = (async () => {
      while (!state.isOver) assert.match((await folder.read('a.json')) ?? '', /^(a{100000}|b{100000})$/);
    })();
    for (let round = 0; round < 30; round++)
      await folder.write('a.json', (round % 2 ? 'a' : 'b').repeat(100_000));
    state.isOver = true;
    await reading;
  });

  it('creates a file for one of many callers', async () => {
    const { folder } = await open();
    const made = await Promise.all(Array.from({ length: 10 }, (_, n) => folder.create('lock', String(n))));
    assert.equal(made.filter(Boolean).length, 1);
    assert.equal(await folder.read('lock'), String(made.indexOf(true)));
  });

  it('moves a file over another', async () => {
    const { folder } = await open();
    await folder.write('a', '1');
    await folder.write('b', '2');
    assert.equal(await folder.rename('a', 'b'), true);
    assert.deepEqual([await folder.read('a'), await folder.read('b')], [undefined, '1']);
  });

  it('rejects with the system’s code, and leaves no half file, when the disk refuses', async () => {
    const { root, folder } = await open();
    await mkdir(join(root, 'taken'), { recursive: true });
    await writeFile(join(root, 'file'), '');
    const codes = await Promise.all(
      [
        folder.write('taken', 'x'),
        folder.read('taken'),
        folder.write('file/a', 'x'),
        folder.append('taken', 'x'),
        folder.list('file'),
      ].map((action) => Promise.resolve(action).then(() => undefined, codeOf)),
    );
    for (const code of codes) assert.match(code ?? '', /^E[A-Z]+$/);
    assert.deepEqual([...(await readdir(root))].sort(), ['file', 'taken']);
  });

  describe('on Windows, where a file can be held for a moment,', () => {
    const { platform } = process;
    const pretend = (value: string) => Object.defineProperty(process, 'platform', { value });
    beforeEach(() => pretend('win32'));
    afterEach(() => pretend(platform));

    /** Adds to a file that is held for the first `times` tries; the code in the end, if it fails, and the tries. */
    const held = async (times: number, code: string): Promise<readonly [string | undefined, number]> => {
      const { folder } = await open();
      await folder.ensure();
      let tries = 0;
      const may = (): boolean => {
        tries += 1;
        if (tries <= times) throw Object.assign(new Error('held'), { code });
        return true;
      };
      const end = await folder.append('a', 'x', may).then(() => undefined, codeOf);
      assert.equal(await folder.read('a'), end === undefined ? 'x' : undefined);
      return [end, tries];
    };

    for (const code of ['EPERM', 'EACCES', 'EBUSY'])
      it(`tries again after ${code}`, async () => assert.deepEqual(await held(2, code), [undefined, 3]));

    it('does not try for ever', async () => {
      assert.deepEqual(await held(5, 'EBUSY'), [undefined, 6]);
      assert.deepEqual(await held(100, 'EBUSY'), ['EBUSY', 6]);
    });

    it('tries once what fails for another reason', async () => {
      assert.deepEqual(await held(1, 'ENOSPC'), ['ENOSPC', 1]);
    });

    it('tries once on another system', async () => {
      pretend('linux');
      assert.deepEqual(await held(1, 'EBUSY'), ['EBUSY', 1]);
    });
  });

  it('tells of a change soon, and no more once disposed', async () => {
    const { root, folder } = await open();
    await folder.ensure();
    const names: (string | undefined)[] = [];
    const untilTold = (name: string, told: (name: string | undefined) => void): Promise<void> =>
      new Promise((resolve) => {
        const watcher = folder.watch((changed) => {
          told(changed);
          if (changed !== name) return;
          watcher.dispose();
          resolve();
        });
      });
    const first = untilTold('a.json', (name) => names.push(name));
    await new DiskFolder(root).write('a.json', '1');
    await first;
    const told = names.length;
    const second = untilTold('b.json', () => undefined);
    await folder.write('b.json', '2');
    await second;
    assert.equal(names.length, told);
  });

  it('a folder that is not there is watched in vain, without an error', async () => {
    const { folder } = await open();
    folder.watch(() => assert.fail('nothing to tell')).dispose();
  });
});

describe('codeOf', () => {
  it('takes system codes only', () => {
    assert.equal(codeOf(Object.assign(new Error(''), { code: 'EROFS' })), 'EROFS');
    for (const error of [
      new Error(''),
      { code: 'EROFS' },
      Object.assign(new Error(''), { code: 7 }),
      undefined,
    ]) {
      assert.equal(codeOf(error), undefined);
    }
  });
});
