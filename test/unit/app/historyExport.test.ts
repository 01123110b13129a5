import assert from 'node:assert/strict';
import fc from 'fast-check';

import { historyCsv, historyJson } from '../../../src/app/historyExport';
import { parseHistory, historyLine } from '../../../src/balance/historyLine';
import { historyArb, noon } from '../balance/historyKit';

const hour = {
  ...{ h: Date.parse('2026-08-01T05:00:00Z'), first: 90, last: 70.5, low: 60, high: 95 },
  ...{ spent: 29.5, toppedUp: 10 },
};
const records = [
  hour,
  { t: Date.parse('2026-11-22T12:00:00.250Z'), c: 70.5 },
  { t: Date.parse('2026-11-22T12:05:00Z'), c: -5.71, s: -20 },
];

describe('the export of the history', () => {
  it('as CSV has a line a record, of hours and of balances', () => {
    assert.deepEqual(historyCsv(records).split('\r\n'), [
      'time,credits,spendable,first,low,high,spent,toppedUp',
      '2026-08-01T05:00:00.000Z,70.5,,90,60,95,29.5,10',
      '2026-11-22T12:00:00.250Z,70.5,70.5,,,,,',
      '2026-11-22T12:05:00.000Z,-5.71,-20,,,,,',
      '',
    ]);
  });

  it('as JSON says the same by name', () => {
    assert.deepEqual(JSON.parse(historyJson(records)), {
      version: 1,
      records: [
        {
          ...{ time: '2026-08-01T05:00:00.000Z', credits: 70.5, first: 90, low: 60, high: 95 },
          ...{ spent: 29.5, toppedUp: 10 },
        },
        { time: '2026-11-22T12:00:00.250Z', credits: 70.5, spendable: 70.5 },
        { time: '2026-11-22T12:05:00.000Z', credits: -5.71, spendable: -20 },
      ],
    });
  });

  it('has no cell that a spreadsheet could take for a formula, whatever is on file', () => {
    const line = fc.oneof(
      fc.string().map((text) => `{"t":"=${text}","c":"=1+1"}`),
      fc.record({ t: fc.nat(), c: fc.anything() }).map((value) => JSON.stringify(value)),
    );
    fc.assert(
      fc.property(historyArb(noon), fc.array(line), (points, alien) => {
        const text = [...points.map(historyLine), ...alien].join('\n');
        for (const row of historyCsv(parseHistory(text).records).split('\r\n').slice(1, -1))
          for (const cell of row.split(','))
            assert.match(cell, /^$|^-?\d[\d.e+-]*$|^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/);
      }),
    );
  });
});
