import assert from 'node:assert/strict';
import fc from 'fast-check';
import { pageState } from '../../../src/webview/pageState';
import { sortBy, sortColumns, sortRows } from '../../../src/webview/sortRows';

const rows = [
  { id: 'b', name: 'Beta', credits: 2 },
  { id: 'a', name: 'alpha', credits: 10 },
  { id: 'c', name: 'Gamma' },
  { id: 'd', name: 'Delta', credits: 2 },
];

const ids = (by: 'name' | 'credits', isDescending: boolean): string =>
  sortRows(rows, { by, isDescending }, 'en')
    .map(({ id }) => id)
    .join('');

describe('sortRows', () => {
  it('sorts figures, equal ones by name, unknown ones last either way', () => {
    assert.equal(ids('credits', true), 'abdc');
    assert.equal(ids('credits', false), 'bdac');
  });

  it('sorts names as the language does', () => {
    assert.equal(ids('name', false), 'abdc');
    assert.equal(ids('name', true), 'cdba');
  });

  it('turns a column round, and starts a new one at its interesting end', () => {
    const credits = { by: 'credits', isDescending: true } as const;
    assert.deepEqual(sortBy('credits', credits), { by: 'credits', isDescending: false });
    assert.deepEqual(sortBy('requests', credits), { by: 'requests', isDescending: true });
    assert.deepEqual(sortBy('name', credits), { by: 'name', isDescending: false });
  });

  it('loses and invents no row', () => {
    const row = fc.record(
      { id: fc.string(), name: fc.string(), credits: fc.double({ noNaN: true, min: 0 }) },
      { requiredKeys: ['id', 'name'] },
    );
    fc.assert(
      fc.property(fc.array(row), fc.constantFrom(...sortColumns), fc.boolean(), (all, by, isDescending) => {
        const sorted = sortRows(all, { by, isDescending }, 'en');
        assert.deepEqual(new Set(sorted), new Set(all));
        assert.equal(sorted.length, all.length);
      }),
    );
  });
});

describe('pageState', () => {
  const fresh = { range: 30, sort: { by: 'credits', isDescending: true }, asTable: [] };

  it('is fresh where nothing sensible was kept', () => {
    for (const kept of [
      undefined,
      null,
      5,
      'x',
      [],
      { range: 31, sort: { by: 'key' }, asTable: 'x', day: 'x' },
      { day: '2026-02-31' },
      { day: '2026-99-99' },
    ]) {
      assert.deepEqual(pageState(kept, undefined), fresh);
    }
  });

  it('begins with the range that the page was opened with, if it is one', () => {
    assert.equal(pageState(undefined, '90').range, 90);
    assert.equal(pageState({ range: 31 }, '7').range, 7);
    assert.equal(pageState({ range: 7 }, '90').range, 7);
    assert.equal(pageState(undefined, '31').range, 30);
  });

  it('takes back what was kept', () => {
    const kept = {
      range: 7,
      day: '2026-09-16',
      sort: { by: 'name', isDescending: false },
      asTable: ['latency'],
    };
    assert.deepEqual(pageState(JSON.parse(JSON.stringify(kept)), '7'), kept);
  });
});
