import assert from 'node:assert/strict';

import { readDaily, readDay, readProducts, readUsage } from '../../../src/leadmagic/analyticsReaders';
import { date, period, summary, usage } from './analyticsBodies';
import { readAnyDay, value } from './reportCases';

describe('analytics readers: lists', () => {
  it('lists that are missing are empty where the rest is there', () => {
    for (const nothing of [
      {},
      { daily: null, products: null, data: null },
      { daily: [], products: [], data: [] },
    ]) {
      const body = { period, date, ...nothing };
      assert.deepEqual(value(readUsage(body)), { period, daily: [] });
      assert.deepEqual(value(readProducts(body)), { period, products: [] });
      assert.deepEqual(value(readDaily(body)), { period, daily: [] });
      assert.deepEqual(value(readDay(body, date)), { date, products: [] });
    }
  });

  const unreadable: readonly unknown[] = [
    'none',
    0,
    false,
    [null],
    ['a', 1, []],
    [{ day: date }, { date: '2026-02-30', name: 'a' }],
    [{}],
  ];
  for (const list of unreadable) {
    it(`a list that cannot be read is not an empty one, whatever stands beside it: ${JSON.stringify(list)}`, () => {
      const body = { ...usage, ...summary, period, date, daily: list, products: list, data: list };
      for (const read of [readUsage, readProducts, readDaily, readAnyDay]) {
        assert.deepEqual(read(body), { ok: false, error: 'wrongShape' });
        assert.deepEqual(read({ success: true, data: body }), { ok: false, error: 'wrongShape' });
      }
    });
  }

  it('nor is a map of nothing that can be read, or one of days', () => {
    const wrong = { ok: false, error: 'wrongShape' };
    const map = { email_finder: 7, role_finder: null };
    assert.deepEqual(readProducts({ period, products: map }), wrong);
    assert.deepEqual(readDay({ date, products: map }, date), wrong);
    assert.deepEqual(readUsage({ period, daily: { [date]: { total_requests: 1 } } }), wrong);
    assert.deepEqual(readDaily({ period, data: { [date]: { total_requests: 1 } } }), wrong);
  });

  it('entries that cannot be read are left out beside one that can', () => {
    const days = [null, 'a', { date: 1 }, { date }];
    assert.deepEqual(value(readUsage({ daily: days })), { daily: [{ date }] });
    assert.deepEqual(value(readDaily({ data: days })), { daily: [{ date }] });
    assert.deepEqual(value(readProducts({ products: { a: 7, b: {} } })), { products: [{ id: 'b' }] });
    assert.deepEqual(value(readDay({ products: [1, { id: 'b' }] }, date)), { date, products: [{ id: 'b' }] });
  });

  it('days that are none are left out', () => {
    const days = [
      '2026-02-30',
      '2026-13-01',
      '2026-1-1',
      '2026-01-01T00:00:00',
      '2026-01-01T00:00:00+01:00',
      '2026-01-01T00:00:01Z',
      '2026-01-01T12:00:00Z',
      '2026-02-30T00:00:00Z',
      'T00:00:00Z',
      20260101,
      null,
      '2024-02-29',
    ];
    const reading = readUsage({ daily: [...days.map((each) => ({ date: each })), 'day', null] });
    assert.deepEqual(value(reading), { daily: [{ date: '2024-02-29' }] });
  });

  it('days told as the moment they begin, in UTC, are those days', () => {
    const times = ['2026-01-31T00:00:00.000Z', '2026-01-29T00:00:00Z', '2026-01-30T00:00:00+00:00'];
    const [end, start] = times;
    const reading = readUsage({ period: { start, end }, daily: times.map((each) => ({ date: each })) });
    assert.deepEqual(value(reading), {
      period: { start: '2026-01-29', end: '2026-01-31' },
      daily: ['2026-01-29', '2026-01-30', '2026-01-31'].map((each) => ({ date: each })),
    });
  });
});
