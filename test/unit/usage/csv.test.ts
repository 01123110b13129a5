import assert from 'node:assert/strict';
import fc from 'fast-check';
import { csv } from '../../../src/usage/csv';

describe('csv', () => {
  it('writes rows with CRLF, and quotes what needs it', () => {
    assert.equal(
      csv([
        ['a', 1.5, undefined],
        ['x,y', 'say "hi"', 'two\nlines'],
      ]),
      'a,1.5,\r\n"x,y","say ""hi""","two\nlines"\r\n',
    );
  });

  const formulas = [
    '=1+1',
    '+1',
    '-1',
    '@SUM(A1)',
    '\t=1',
    '\r=1',
    '\n=1',
    '\nA1',
    ' =1',
    '\u00a0=1',
    '\u3000+1',
    '＝1',
    '－1',
  ];
  for (const text of formulas) {
    it(`no spreadsheet takes ${JSON.stringify(text)} for a formula`, () =>
      assert.match(csv([[text]]), /^"?'/));
  }

  it('quotes what separates in other countries', () =>
    assert.equal(csv([['a;=1', 'b\t=1']]), '"a;=1","b\t=1"\r\n'));

  it('writes numbers as they are, and nothing for what is none', () => {
    assert.equal(csv([[-1, 0, Number.NaN, Infinity]]), '-1,0,,\r\n');
  });

  it('tells what began with an apostrophe from what was given one', () => {
    assert.equal(csv([["'+1", '+1', "'tis"]]), "''+1,'+1,'tis\r\n");
  });

  it('reads back as it was written, but for the apostrophe', () => {
    const cell = fc.string();
    fc.assert(
      fc.property(fc.array(cell, { minLength: 1 }), (cells) => {
        const back = fields(csv([cells])).map((text) =>
          text.replace(/^'(?='*(\s*[=+\-@＝＋－＠]|[\t\r\n]))/, ''),
        );
        assert.deepEqual(back, cells);
      }),
    );
  });
});

/** The fields of a file of one row. */
function fields(file: string): readonly string[] {
  const row = file.slice(0, -2);
  return [...row.matchAll(/("(?:[^"]|"")*"|[^",]*)(,|$)/g)]
    .slice(0, row.endsWith(',') || row === '' ? undefined : -1)
    .map(([, field = '']) => (field.startsWith('"') ? field.slice(1, -1).replaceAll('""', '"') : field));
}
