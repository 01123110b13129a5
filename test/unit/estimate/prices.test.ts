import assert from 'node:assert/strict';

import { parseSettings, type Settings } from '../../../src/app/settings';
import { COST_TABLE } from '../../../src/runs/costTable';
import { Formats } from '../../../src/text/formats';
import { english } from '../../../src/text/translate';
import { notesOf, priceText, sourceText } from '../../../src/vscode/estimate/costWords';
import { Prices } from '../../../src/app/prices';
import { parseRowNumber } from '../../../src/vscode/estimate/rowNumber';

const formats = new Formats('en', english);

function prices(costOverrides?: unknown): Prices {
  const { settings } = parseSettings((name) => (name === 'costOverrides' ? costOverrides : undefined));
  return new Prices((): Settings => settings);
}

describe('Prices', () => {
  it('are all of the table, what costs something first', () => {
    const all = prices().all();
    assert.equal(all.length, COST_TABLE.length);
    const firstFree = all.findIndex(({ max }) => max === 0);
    assert.ok(firstFree > 20);
    assert.ok(all.slice(firstFree).every(({ max }) => max === 0));
  });

  it('are the user’s own where set, by path or id', () => {
    const own = prices({ '/v1/people/email-finder': 0.5, 'mobile-finder': 0 });
    assert.deepEqual(
      ['email-finder', '/v1/people/mobile-finder', 'role-finder'].map((name) => own.of(name)?.credits),
      [0.5, 0, 2],
    );
  });

  it('tell the log of problems in one line, once for each set of them', () => {
    const told: unknown[] = [];
    const note = (event: string, fields?: unknown): void => void told.push([event, fields]);
    const log = { debug: note, info: note, warn: note, error: note };
    let overrides: unknown = { nonsense: 1, 'email-finder': 'x', 'role-finder': 2000 };
    const { settings } = parseSettings(() => undefined);
    const some = new Prices(() => ({ ...settings, costOverrides: overrides }));
    some.tellProblems(log);
    some.tellProblems(log);
    const problems = 'nonsense:unknownEndpoint,email-finder:notANumber,role-finder:clamped';
    assert.deepEqual(told, [['costOverrides', { problems }]]);
    overrides = {};
    some.tellProblems(log);
    assert.equal(told.length, 1);
    overrides = 5;
    some.tellProblems(log);
    assert.equal(told.length, 2);
  });
});

describe('the words of a price', () => {
  const words = (name: string, own?: unknown): readonly unknown[] => {
    const cost = prices(own).of(name);
    assert.ok(cost);
    const [miss, ...notes] = notesOf(cost, formats);
    return [priceText(cost, formats), miss, notes.length, sourceText(cost, formats)];
  };

  it('name what is charged, what a miss costs, and where that was read', () => {
    const source = 'LeadMagic API quick reference, Sep 6, 2026';
    assert.deepEqual(words('email-finder'), [
      '1 credit a request',
      'Nothing found costs nothing.',
      0,
      source,
    ]);
    assert.deepEqual(words('email-validation'), [
      '0.25 credits a request',
      'Some requests that find nothing are billed.',
      1,
      source,
    ]);
    assert.deepEqual(words('b2b-ads-search').slice(0, 3), [
      '0.2 to 1 credits a result',
      'LeadMagic does not say whether a request that finds nothing is billed.',
      2,
    ]);
    assert.deepEqual(words('credits'), ['Free', undefined, 0, source]);
  });

  it('do not date what the last review lacked by that review', () => {
    assert.equal(words('person-posts')[3], 'Earlier LeadMagic documentation, August 2026');
  });

  it('leave out doubts about a price that is the user’s own', () => {
    assert.deepEqual(words('employee-finder', { 'employee-finder': 0.1 }), [
      '0.1 credits a result',
      'Nothing found costs nothing.',
      0,
      'Your own price, by the setting costOverrides',
    ]);
  });
});

describe('parseRowNumber', () => {
  it('reads whole numbers as people write them', () => {
    const texts = ['0', '1203', ' 1,203 ', '1.203', '1 203 000', '1’203', '1000000000'];
    assert.deepEqual(texts.map(parseRowNumber), [0, 1203, 1203, 1203, 1_203_000, 1203, 1_000_000_000]);
  });

  it('refuses everything else', () => {
    for (const text of ['', 'x', '1.5', '-1', '1,20', '1e3', '1000000001', '12,34,567', '0x10']) {
      assert.equal(parseRowNumber(text), undefined, text);
    }
  });
});
