import assert from 'node:assert/strict';
import fc from 'fast-check';

import { findLeaks } from '../../../src/app/leaks';

const key = 'lm_0123456789abcdef';
const keys = [{ label: 'Acme', key }];

describe('findLeaks', () => {
  it('finds a key inside quotes, URLs and words, with its line and characters', () => {
    const text = `# notes\nconst key = "${key}";\r\n\thttps://x/?k=%22${key}%22\rX${key}X`;
    assert.deepEqual(findLeaks(text, keys), [
      { label: 'Acme', line: 1, start: 13, end: 13 + key.length },
      { label: 'Acme', line: 2, start: 17, end: 17 + key.length },
      { label: 'Acme', line: 3, start: 1, end: 1 + key.length },
    ]);
  });

  it('takes only the exact value', () => {
    assert.deepEqual(findLeaks(`${key.slice(0, -1)} ${key.toUpperCase()} ${key.slice(1)}`, keys), []);
  });

  it('counts in UTF-16 units, as editors do', () => {
    assert.deepEqual(findLeaks(`é😀${key}`, keys), [
      { label: 'Acme', line: 0, start: 3, end: 3 + key.length },
    ]);
  });

  it('tells the longer of two keys when one is the beginning or an end of the other', () => {
    const longer = { label: 'Long', key: `${key}-more` };
    const tail = { label: 'Tail', key: 'abcdef-more' };
    const found = findLeaks(`${longer.key}\n${key}`, [...keys, tail, longer]);
    assert.deepEqual(
      found.map(({ label, line }) => [label, line]),
      [
        ['Long', 0],
        ['Acme', 1],
      ],
    );
  });

  it('looks for nothing shorter than a key, least of all for nothing', () => {
    assert.deepEqual(
      findLeaks('a short text', [
        { label: '', key: '' },
        { label: '', key: 'short' },
      ]),
      [],
    );
  });

  it('stops at a hundred places', () => {
    assert.equal(findLeaks(`${key}\n`.repeat(500), keys).length, 100);
  });

  it('points at the key, whatever stands around it', () => {
    const part = fc.string({ unit: fc.constantFrom('a', ' ', '"', '\n', '\r\n', '\r', '😀', '=') });
    fc.assert(
      fc.property(fc.array(part, { minLength: 1, maxLength: 8 }), (parts) => {
        const text = parts.join(key);
        const lines = text.split(/\r\n|\r|\n/);
        const found = findLeaks(text, keys);
        assert.equal(found.length, parts.length - 1);
        for (const { line, start, end } of found) assert.equal(lines[line]?.slice(start, end), key);
      }),
    );
  });
});
