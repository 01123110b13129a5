import assert from 'node:assert/strict';
import { join } from 'node:path';
import fc from 'fast-check';

import { gitIgnoreAddition, gitIgnorePattern } from '../../../src/app/gitIgnores';
import { Repository } from './repository';

describe('a pattern for .gitignore', () => {
  let repository: Repository;
  beforeEach(() => (repository = new Repository()));
  afterEach(() => repository.remove());

  it('means that file in that folder only', async () => {
    repository.write('.gitignore', gitIgnoreAddition('', gitIgnorePattern('config/keys.txt')));
    const paths = ['config/keys.txt', 'keys.txt', 'sub/config/keys.txt', 'config/keys.txt2'].map((name) =>
      join(repository.root, name),
    );
    assert.deepEqual([...(await repository.checkIgnore(paths))], [paths[0]]);
  });

  it('means the file whatever its name is made of, by the word of git itself', async function () {
    this.timeout(60_000);
    const odd = fc.string({
      unit: fc.constantFrom(
        'a',
        'b',
        '*',
        '?',
        '[',
        ']',
        '!',
        '#',
        '\\',
        ' ',
        '.',
        'é',
        '-',
        '{',
        '}',
        '"',
        '\n',
      ),
      minLength: 1,
      maxLength: 6,
    });
    const name = odd.filter((text) => text !== '.' && text !== '..');
    await fc.assert(
      fc.asyncProperty(name, name, async (folder, file) => {
        const path = `${folder}/${file}`;
        repository.write('.gitignore', gitIgnoreAddition('*.log', gitIgnorePattern(path)));
        const wanted = join(repository.root, folder, file);
        const other = join(repository.root, folder, `${file}x`);
        const deeper = join(repository.root, 'deep', folder, file);
        assert.deepEqual([...(await repository.checkIgnore([wanted, other, deeper]))], [wanted]);
      }),
      { numRuns: 60 },
    );
  });
});

describe('what is added to a .gitignore', () => {
  it('starts on a line of its own and keeps the line ends', () => {
    assert.equal(gitIgnoreAddition('', '/.env'), '/.env\n');
    assert.equal(gitIgnoreAddition('dist', '/.env'), '\n/.env\n');
    assert.equal(gitIgnoreAddition('dist\n', '/.env'), '/.env\n');
    assert.equal(gitIgnoreAddition('dist\r\nout', '/.env'), '\r\n/.env\r\n');
  });

  it('is nothing when the pattern holds already, and the pattern again when a later line undoes it', () => {
    assert.equal(gitIgnoreAddition('/.env\ndist\n', '/.env'), '');
    assert.equal(gitIgnoreAddition('/.env\n!.env\n', '/.env'), '/.env\n');
    assert.equal(gitIgnoreAddition('!.env\n/.env\n', '/.env'), '');
  });
});
