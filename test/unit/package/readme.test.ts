import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { readmeWithTables } from './readmeTables';

const root = join(__dirname, '..', '..', '..');

describe('README.md', () => {
  const text = readFileSync(join(root, 'README.md'), 'utf8');

  it('has the tables of settings and commands as the manifest has them (npm run docs)', () => {
    const plain = (markdown: string): string => markdown.replace(/[ \t]+/g, ' ').replace(/-{3,}/g, '---');
    assert.equal(plain(text), plain(readmeWithTables(text)));
  });

  it('shows only pictures that are there', () => {
    const pictures = [...text.matchAll(/\]\((media\/[^)\s]+)\)|src(?:set)?="(media\/[^"]+)"/g)];
    assert.ok(pictures.length >= 4);
    for (const [, inText, inHtml] of pictures)
      assert.ok(existsSync(join(root, inText ?? inHtml ?? '')), inText ?? inHtml);
  });

  it('says that LeadMagic did not make it', () => {
    assert.match(text, /not an official LeadMagic product/);
  });
});
