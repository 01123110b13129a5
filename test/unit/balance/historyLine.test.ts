import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  historyLine,
  holdsMore,
  isCompacted,
  parseHistory,
  parseHistoryLine,
} from '../../../src/balance/historyLine';
import { historyArb, hour, noon } from './historyKit';

const compacted = { h: noon, first: 10, last: 4.5, low: 4, high: 60, spent: 55.5, toppedUp: 50 };
const latest = Date.parse('9999-12-31T23:59:59.999Z');

describe('historyLine', () => {
  it('writes a point with its time first', () => {
    assert.equal(historyLine({ seq: 7, s: 1.5, c: 2, t: 3 }), '{"t":3,"c":2,"s":1.5,"seq":7}');
    assert.equal(historyLine({ c: 2, t: 3 }), '{"t":3,"c":2}');
  });

  it('writes an hour with its time first', () => {
    const { h, ...rest } = compacted;
    assert.equal(
      historyLine({ ...rest, h }),
      `{"h":${noon},"first":10,"last":4.5,"low":4,"high":60,"spent":55.5,"toppedUp":50}`,
    );
  });
});

describe('parseHistoryLine', () => {
  const good: readonly object[] = [
    { t: 3, c: 2 },
    { t: 3, c: 2, s: 1.5 },
    { t: 3, c: 2, seq: 0 },
    { t: 3, c: 2, s: 0, seq: 9 },
    { t: latest, c: 1e12 },
    compacted,
  ];
  for (const record of good) {
    it(`reads ${JSON.stringify(record)}`, () =>
      assert.deepEqual(parseHistoryLine(JSON.stringify(record)), record));
  }

  it('drops what it does not know', () => {
    assert.deepEqual(parseHistoryLine('{"t":3,"c":2,"x":1}'), { t: 3, c: 2 });
    assert.deepEqual(parseHistoryLine(JSON.stringify({ ...compacted, x: 1 })), compacted);
  });

  const bad: readonly string[] = [
    '',
    'null',
    '7',
    '[]',
    '{"t":3',
    '{"t":3}',
    '{"c":3}',
    '{"t":"3","c":2}',
    '{"t":3.5,"c":2}',
    '{"t":-3,"c":2}',
    `{"t":${latest + 1},"c":2}`,
    '{"t":3,"c":"2"}',
    '{"t":3,"c":"-2"}',
    '{"t":3,"c":-1000000000001}',
    '{"t":3,"c":1e400}',
    '{"t":3,"c":1000000000001}',
    '{"t":3,"c":2,"s":-1e13}',
    '{"t":3,"c":2,"s":null}',
    '{"t":3,"c":2,"seq":0.5}',
    '{"t":3,"c":2,"seq":-1}',
    ...Object.keys(compacted).map((name) => JSON.stringify({ ...compacted, [name]: -1e13 })),
    ...['h', 'spent', 'toppedUp'].map((name) => JSON.stringify({ ...compacted, [name]: -1 })),
    ...Object.keys(compacted).map((name) => JSON.stringify({ ...compacted, [name]: 'x' })),
    JSON.stringify({ ...compacted, h: noon + 1 }),
    JSON.stringify({ ...compacted, low: 4.6 }),
    JSON.stringify({ ...compacted, high: 9 }),
    JSON.stringify({ ...compacted, last: 61 }),
  ];
  for (const line of bad) {
    it(`refuses ${line}`, () => assert.equal(parseHistoryLine(line), undefined));
  }
});

describe('parseHistory', () => {
  it('reads what was written, in that order', () => {
    fc.assert(
      fc.property(historyArb(noon), (records) => {
        const text = records.map((record) => `${historyLine(record)}\n`).join('');
        assert.deepEqual(parseHistory(text), { records, skipped: 0 });
      }),
    );
  });

  it('reads nothing from nothing', () => {
    assert.deepEqual(parseHistory(''), { records: [], skipped: 0 });
    assert.deepEqual(parseHistory('\n'), { records: [], skipped: 0 });
  });

  it('skips and counts torn and senseless lines', () => {
    const text = '{"t":1,"c":9}\n{"t":2,"c"\n{"t":3,"c":"7"}\n\n{"t":4,"c":6}\n';
    assert.deepEqual(parseHistory(text), {
      records: [
        { t: 1, c: 9 },
        { t: 4, c: 6 },
      ],
      skipped: 2,
    });
  });

  it('counts a senseless line among whole ones', () => {
    assert.deepEqual(parseHistory('{"t":1,"c":9}\n{"t":3}\n'), { records: [{ t: 1, c: 9 }], skipped: 1 });
  });

  it('does not make one line out of two torn ones', () => {
    assert.deepEqual(parseHistory('{"t":1\n"c":9}\n'), { records: [], skipped: 2 });
  });

  it('reads numbers as JSON does, however they are written', () => {
    const digits = fc.stringMatching(/^\d{1,16}(?:\.\d{0,3})?(?:e[+-]?\d)?$/);
    const number = fc.oneof(
      digits,
      fc.integer({ min: 0, max: 1e8 }).map((cents) => String(cents / 100)),
    );
    const rest = fc.constantFrom(
      '}',
      ',"s":2.5}',
      ',"s":0}',
      ',"seq":7}',
      ',"s":1,"seq":7}',
      '',
      '}}',
      ' }',
      ',"x":1}',
    );
    fc.assert(
      fc.property(number, number, rest, fc.constantFrom('\n', '\r\n'), (t, c, end, lineBreak) => {
        const line = `{"t":${t},"c":${c}${end}`;
        const record = parseHistoryLine(line);
        assert.deepEqual(parseHistory(`${line}${lineBreak}`.repeat(2)), {
          records: record === undefined ? [] : [record, record],
          skipped: record === undefined ? 2 : 0,
        });
      }),
      { numRuns: 2_000 },
    );
  });

  it('loses at most the torn line, wherever the text is cut', () => {
    fc.assert(
      fc.property(historyArb(noon, 20), fc.nat(), (records, cut) => {
        const text = records.map(historyLine).join('\n');
        const read = parseHistory(text.slice(0, cut % text.length)).records;
        assert.deepEqual(read, records.slice(0, read.length));
        assert.ok(read.length >= text.slice(0, cut % text.length).split('\n').length - 1);
      }),
    );
  });
});

describe('holdsMore', () => {
  const pointLine = historyLine({ t: noon, c: 4 });
  const cases: readonly (readonly [string, boolean])[] = [
    ['', false],
    [`${pointLine}\n`, false],
    [pointLine, false],
    [`${pointLine}\n{"t":17`, false],
    [`${pointLine}\n{`, false],
    [`${pointLine}\n{"t":17\n`, true],
    [`${pointLine}\n{"t":17\n${pointLine}\n`, true],
    [`${pointLine}\n{"v":2,"at":17}`, true],
    [`${pointLine}\nmine`, true],
    [`{"v":2,"at":17}\n{"t":17`, true],
    ['{"t":17', true],
  ];
  for (const [text, expected] of cases) {
    it(`${JSON.stringify(text)}: ${expected}`, () =>
      assert.equal(holdsMore(text, parseHistory(text).skipped), expected));
  }
});

describe('isCompacted', () => {
  const hourLine = historyLine(compacted);
  const pointLine = historyLine({ t: noon + hour, c: 4 });
  const cases: readonly (readonly [string, boolean])[] = [
    [`${hourLine}\n${hourLine}\n`, true],
    [hourLine, true],
    ['', true],
    [`${hourLine}\n${pointLine}\n`, false],
    [`${pointLine}\n${hourLine}\n`, false],
    [`${hourLine}\n{"t":`, false],
  ];
  for (const [text, expected] of cases) {
    it(`${JSON.stringify(text)}: ${expected}`, () => assert.equal(isCompacted(text), expected));
  }
});
