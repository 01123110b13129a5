import assert from 'node:assert/strict';
import { symlinkSync } from 'node:fs';
import { join } from 'node:path';

import { ignoredAmong } from '../../../src/app/gitIgnoreCheck';
import { Repository } from './repository';

describe('ignoredAmong', () => {
  let repository: Repository;
  beforeEach(() => (repository = new Repository()));
  afterEach(() => repository.remove());

  it('says of each path whether git ignores it', async () => {
    repository.write('.gitignore', '*.secret\n');
    const [a, b] = [join(repository.root, 'a.secret'), join(repository.root, 'b.txt')];
    const found = await ignoredAmong([a, b], repository.checkIgnore);
    assert.deepEqual(
      [...found],
      [
        [a, true],
        [b, false],
      ],
    );
  });

  it('does not call a tracked file ignored', async () => {
    const tracked = repository.write('kept.secret');
    repository.git('add', 'kept.secret');
    repository.write('.gitignore', '*.secret\n');
    assert.equal((await ignoredAmong([tracked], repository.checkIgnore)).get(tracked), false);
  });

  it('leaves out what git refuses, and knows the rest', async () => {
    repository.write('.gitignore', '*.secret\n');
    repository.write('real/x.txt');
    symlinkSync(join(repository.root, 'real'), join(repository.root, 'link'));
    const paths = ['1.secret', '2.txt', 'link/x.txt', '4.secret', '5.txt'].map((name) =>
      join(repository.root, name),
    );
    await assert.rejects(repository.checkIgnore(paths), /symbolic link/);
    const found = await ignoredAmong(paths, repository.checkIgnore);
    assert.deepEqual(
      paths.map((path) => found.get(path)),
      [true, false, undefined, true, false],
    );
  });

  it('asks nothing about nothing', async () => {
    const found = await ignoredAmong([], () => assert.fail('asked'));
    assert.equal(found.size, 0);
  });
});
