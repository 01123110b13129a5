import assert from 'node:assert/strict';

import { isEnvFile, isInLeftOutFolder, LARGEST_BYTES, textOfFile } from '../../../src/app/leakFiles';

describe('textOfFile', () => {
  it('reads UTF-8, and drops a byte order mark', () => {
    assert.equal(textOfFile(Buffer.from('\ufeffclé')), 'clé');
  });

  it('reads UTF-16 of either order', () => {
    const little = Buffer.from('\ufeffkey', 'utf16le');
    assert.equal(textOfFile(little), 'key');
    assert.equal(textOfFile(Buffer.from(little).swap16()), 'key');
  });

  it('takes a NUL among the first 8 KB for a binary file, and not a later one', () => {
    assert.equal(textOfFile(Buffer.from(`${'a'.repeat(8191)}\0`)), undefined);
    assert.equal(textOfFile(Buffer.from(`${'a'.repeat(8192)}\0`))?.length, 8193);
  });

  it('leaves out files over 2 MB', () => {
    assert.equal(textOfFile(Buffer.alloc(LARGEST_BYTES, 'a'))?.length, LARGEST_BYTES);
    assert.equal(textOfFile(Buffer.alloc(LARGEST_BYTES + 1, 'a')), undefined);
  });

  it('reads an empty file', () => {
    assert.equal(textOfFile(new Uint8Array()), '');
  });
});

describe('paths', () => {
  it('knows .env files by their name', () => {
    const yes = ['.env', '/a/.env', '/a/.env.local', 'C:\\a\\.envrc'];
    const no = ['/a/env', '/a/x.env', '/.env.d/file', '/.environment/file'];
    assert.deepEqual([...yes, ...no].filter(isEnvFile), yes);
  });

  it('leaves installed packages and git’s own files out', () => {
    const yes = ['/a/node_modules/x/y.js', '/a/.git/config', 'node_modules/x'];
    const no = ['/a/node_modules.md', '/a/.github/x.yml', '/a/my_node_modules/x'];
    assert.deepEqual([...yes, ...no].filter(isInLeftOutFolder), yes);
  });
});
