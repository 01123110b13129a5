import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { countCsvRows } from '../../../src/runs/csvRows';
import { countFilledLines, countRows, countSelectedLines, rowFormatOf } from '../../../src/runs/rowCount';

describe('rows of CSV', () => {
  const cases: readonly (readonly [string, string, number, boolean])[] = [
    ['header and rows', 'name,email\na,a@x.com\nb,b@x.com\n', 2, true],
    ['CRLF, no line break at the end', 'name,email\r\na,a@x.com\r\nb,b@x.com', 2, true],
    ['CR alone', 'name,email\ra,a@x.com\rb,b@x.com', 2, true],
    ['byte order mark', '\ufeffname,email\na,a@x.com', 1, true],
    ['quoted line breaks', 'name,note\n"a","one\ntwo\r\nthree"\n"b","x"\n', 2, true],
    ['doubled quotes', 'name,note\n"a ""the\n"" b","x"\n', 1, true],
    ['a quote inside a field', 'name,size\npipe,5" wide\npipe,6" wide\n', 2, true],
    ['semicolons', 'name;note\na;"x\ny"\n', 1, true],
    ['tabs', 'name\tnote\na\t"x\ny"\n', 1, true],
    ['blank lines and empty records', 'name,email\n\n,,\na,a@x.com\n  \n', 1, true],
    ['no header: an address', 'a@x.com\nb@x.com\n', 2, false],
    ['no header: a domain', 'acme,acme.com\nfoo,foo.io\n', 2, false],
    ['no header: a number', 'ann,4711\nbob,4712\n', 2, false],
    ['no header: an empty cell', 'ann,,x\n', 1, false],
    ['no header: a repeat', 'ann,ann\n', 1, false],
    ['an index column without name', ',name,email\n0,a,a@x.com\n', 1, true],
    ['flattened names', 'contact.email,contact.name\na@x.com,a\n', 1, true],
    ['a quoted header', '"first name","email"\n"a","a@x.com"\n', 1, true],
    ['separator at each end', 'name,email,\na,a@x.com,\n', 1, true],
    ["Excel's hint", 'sep=;\r\nname;email\r\na;a@x.com\r\n', 1, true],
    ['a header alone', 'name,email\n', 0, true],
    ['nothing', '', 0, false],
    ['white space', ' \n\t\n', 0, false],
  ];
  for (const [name, text, rows, header] of cases) {
    it(name, () => assert.deepEqual(countCsvRows(text), { rows, header }));
  }

  it('counts lines, and says so, when a quote is never closed', () => {
    assert.deepEqual(countCsvRows('name,note\na,"x\nb,y\nc,z\n'), {
      rows: 3,
      header: true,
      unclosedQuote: true,
    });
  });

  it('invariant: any table, written by the rules, counts as its rows', () => {
    const cell = fc.string({ unit: fc.constantFrom('a', '"', '\n', '\r', ',', ';', ' ', '|', 'é') });
    const written = (value: string, quoted: boolean): string =>
      quoted || /["\n\r,;|\t]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
    fc.assert(
      fc.property(
        fc.array(fc.tuple(cell, cell, fc.boolean()), { maxLength: 20 }),
        fc.constantFrom('\n', '\r\n', '\r'),
        fc.constantFrom(',', ';', '\t', '|'),
        fc.boolean(),
        (rows, lineBreak, separator, last) => {
          // The first cell keeps every record from being empty.
          const lines = rows.map(([a, b, quoted]) =>
            ['x', written(a, quoted), written(b, quoted)].join(separator),
          );
          const text =
            [`name${separator}email${separator}note`, ...lines].join(lineBreak) + (last ? lineBreak : '');
          assert.deepEqual(countCsvRows(text), { rows: rows.length, header: true });
        },
      ),
    );
  });

  it('counts 50 MB', () => {
    const text = 'name,note\n' + '"a","line\nbreak ""and"" quote"\n'.repeat(1_600_000);
    assert.equal(countCsvRows(text).rows, 1_600_000);
    assert.equal(countCsvRows(`${text}"`).unclosedQuote, true);
  });
});

describe('rows of JSON, JSONL and selections', () => {
  it('counts a list, and the one list of an object', () => {
    assert.deepEqual(countRows('json', '[1,{"a":[1]},3]'), { ok: true, value: { rows: 3 } });
    assert.deepEqual(countRows('json', '\ufeff{"next":null,"leads":[1,2]}'), {
      ok: true,
      value: { rows: 2 },
    });
  });

  it('says why it cannot count', () => {
    assert.deepEqual(countRows('json', '{"a":1}\n{"a":2}'), { ok: false, error: 'notJson' });
    for (const text of ['{"a":[],"b":[]}', '{"a":1}', '3', 'null', '"x"']) {
      assert.deepEqual(countRows('json', text), { ok: false, error: 'noList' }, text);
    }
  });

  it('counts the members of a list that is a whole JSONL file', () => {
    const rows = (text: string) => countRows('jsonl', text);
    assert.deepEqual(rows('\ufeff\n[{"a":1},{"a":2},{"a":3}]\r\n\n'), { ok: true, value: { rows: 3 } });
    assert.deepEqual(rows('[1,2]\n[3,4]\n'), { ok: true, value: { rows: 2 } });
    assert.deepEqual(rows(''), { ok: true, value: { rows: 0 } });
  });

  it('does not count lines of what is no JSONL', () => {
    for (const text of ['{\n  "a": 1\n}\n', '[\n  1,\n  2\n]', 'name,email\na,b\n', '{"a":1}\nwords\n']) {
      assert.deepEqual(countRows('jsonl', text), { ok: false, error: 'notJson' }, text);
    }
  });

  it('counts selected lines, one with two selections once', () => {
    const part = (line: number, text: string) => ({ line, text });
    assert.equal(countSelectedLines([part(3, 'ann'), part(3, 'bob')]), 1);
    assert.equal(countSelectedLines([part(3, 'ann\r\n \r\nbob'), part(5, 'c'), part(6, '\n')]), 2);
    assert.equal(countSelectedLines([part(0, '')]), 0);
  });

  it('counts lines that hold something', () => {
    assert.deepEqual(countRows('jsonl', '{"a":1}\r\n\r\n{"a":2}\n  \n'), { ok: true, value: { rows: 2 } });
    assert.equal(countFilledLines('\ufeff\na\rb\n\u00a0\nc'), 3);
    assert.equal(countFilledLines(''), 0);
  });

  it('invariant: filled lines are what splitting and trimming gives', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('a', ' ', '\t', '\n', '\r', '\u00a0') }), (text) => {
        assert.equal(countFilledLines(text), text.split(/\r|\n/).filter((line) => line.trim() !== '').length);
      }),
    );
  });

  it('tells the format by language and extension', () => {
    const of = (name: string, language?: string) => rowFormatOf(name, language);
    assert.deepEqual(
      [
        of('a.CSV'),
        of('a.tsv'),
        of('a.json'),
        of('a.jsonl', 'json'),
        of('a.ndjson'),
        of('x', 'json'),
        of('x', 'csv'),
      ],
      ['csv', 'csv', 'json', 'jsonl', 'jsonl', 'json', 'csv'],
    );
    assert.deepEqual([of('a.txt', 'plaintext'), of('csv'), of('', '')], [undefined, undefined, undefined]);
  });
});
