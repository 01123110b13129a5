import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';

import { shellWord } from '../../../src/app/shellWord';

describe('a path in a command line to copy', () => {
  it('stays as it is where no shell minds', () => {
    assert.equal(shellWord('src/config-2/keys.env'), 'src/config-2/keys.env');
  });

  it('is one word to a shell, which runs nothing of it', function () {
    if (process.platform === 'win32') this.skip();
    for (const path of [
      'a b',
      '$(echo run)',
      '`echo run`',
      "it's",
      '$HOME',
      'a"b',
      'a\\b',
      'a;b',
      '*',
      'é',
    ]) {
      const heard = execFileSync('sh', ['-c', `printf '<%s>' ${shellWord(path)}`], { encoding: 'utf8' });
      assert.equal(heard, `<${path}>`);
    }
  });
});
