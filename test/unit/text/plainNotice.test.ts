import assert from 'node:assert/strict';

import { Formats } from '../../../src/text/formats';
import { leakIgnored, leakNotIgnored } from '../../../src/text/leakMessages';
import { exportFailed, keyNotInFile } from '../../../src/text/messages';
import { plainNotice } from '../../../src/text/plainNotice';
import { runWarning } from '../../../src/text/runMessages';
import { english } from '../../../src/text/translate';

/** As VS Code finds links in a notification. */
const link = /\[([^\]]+)\]\(((?:https?:\/\/|command:|file:)[^)\s]+)(?: (["'])(.+?)(\3))?\)/i;

const { t } = new Formats('en', english);

describe('plainNotice', () => {
  it('leaves a text without links alone', () => {
    const text = 'build (release) [x]';
    assert.equal(plainNotice(text), text);
  });

  for (const text of [
    '[x](command:workbench.action.quit)',
    '[x](https://example.com "a title")',
    '[x](FILE:///etc/passwd)',
    'both [a](command:a) and [b](command:b)',
    '[[a](command:a)](command:b)',
  ]) {
    it(`shows ${text} as text`, () => {
      const plain = plainNotice(text);
      assert.match(text, link);
      assert.doesNotMatch(plain, link);
      assert.equal(plain.replaceAll(' ', ''), text.replaceAll(' ', ''), 'nothing of it is lost');
      assert.equal(plainNotice(plain), plain, 'twice is as once');
    });
  }

  it('shows the name of a file or a task in a notification as text', () => {
    const name = '[enrich](command:workbench.action.quit).env';
    for (const words of [
      t(leakIgnored, name),
      t(leakNotIgnored, name),
      t(keyNotInFile, name, 'LEADMAGIC_API_KEY'),
      t(exportFailed, name),
      t(runWarning, name, '12 credits', '10'),
    ]) {
      assert.match(words, link);
      assert.doesNotMatch(plainNotice(words), link);
      assert.match(plainNotice(words), /\[enrich\] \(command:workbench\.action\.quit\)\.env/);
    }
  });
});
