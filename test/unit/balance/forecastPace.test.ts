import assert from 'node:assert/strict';
import { forecast } from '../../../src/balance/forecast';
import type { HistoryRecord } from '../../../src/balance/history';
import { forecastOf, now, read, vendorDays } from './forecastKit';
import { day, hour, minute, points, startOfUtcDay } from './historyKit';

describe('forecast: pace from the local history', () => {
  it('needs 24 hours, and says how long it has been', () => {
    const history = [
      { t: now - day + 1, c: 1000 },
      { t: now, c: 900 },
    ];
    const { thin, pacePerDay, daysLeft, basis } = forecastOf({ history });
    assert.deepEqual(thin, { haveMs: day - 1, needMs: day });
    assert.deepEqual([pacePerDay, daysLeft, basis], [undefined, undefined, undefined]);
  });

  it('needs three spends, and says how many there were', () => {
    const spends = (...credits: readonly number[]) =>
      forecastOf({ history: points(now - credits.length * day, [1000, ...credits], day) });
    assert.deepEqual(spends(900).thin, { haveSpends: 1, needSpends: 3 });
    const { thin, pacePerDay, daysLeft, basis } = spends(900, 900, 850);
    assert.deepEqual(thin, { haveSpends: 2, needSpends: 3 });
    assert.deepEqual([pacePerDay, daysLeft, basis], [undefined, undefined, undefined]);
    assert.equal(spends(900, 800, 700).pacePerDay, 100);
  });

  it('counts no spend that is over a week old', () => {
    const old = [
      { t: now - 9 * day, c: 1000 },
      { t: now - 8 * day, c: 900 },
      { t: now - 7 * day, c: 800 },
    ];
    const since = [
      { t: now - day, c: 750 },
      { t: now, c: 700 },
    ];
    assert.deepEqual(forecastOf({ history: [...old, ...since] }).thin, { haveSpends: 2, needSpends: 3 });
  });

  it('leaves out records that make no sense', () => {
    const sound = points(now - 3 * day, [1000, 700, 600, 550], day);
    const t = now - day - hour;
    const whole = { h: t, first: 600, last: 600, low: 600, high: 600, spent: 0, toppedUp: 0 };
    const wrong: readonly HistoryRecord[] = [
      { t: NaN, c: 5 },
      { t, c: NaN },
      { t, c: Infinity },
      { ...whole, last: NaN },
      { ...whole, spent: -1 },
      { ...whole, spent: NaN },
      { ...whole, toppedUp: Infinity },
    ];
    const expected = forecastOf({ history: sound });
    assert.notEqual(expected.pacePerDay, undefined);
    for (const record of wrong) {
      const history = [...sound.slice(0, 2), record, ...sound.slice(2)];
      assert.deepEqual(forecastOf({ history }), expected, JSON.stringify(record));
    }
  });

  it('counts no spend that a correction took back', () => {
    const t = now - day;
    const history = [
      { t, c: 1000 },
      { t: t + hour, c: 900 },
      { t: t + 2 * hour, c: 800 },
      { t: t + 3 * hour, c: 790 },
      { t: t + 3 * hour + minute, c: 800 },
      { t: now, c: 800 },
    ];
    assert.deepEqual(forecastOf({ history }).thin, { haveSpends: 2, needSpends: 3 });
  });

  it('is the spend over the time watched', () => {
    const history = points(now - 3 * day, [1000, 700, 600, 550], day);
    const { thin, pacePerDay, daysLeft, basis } = forecastOf({ history, spendable: 600 });
    assert.equal(thin, undefined);
    assert.equal(pacePerDay, 150);
    assert.equal(daysLeft, 4);
    assert.deepEqual(basis, { source: 'local', spanMs: 3 * day });
  });

  it('is enough with exactly 24 hours', () => {
    const history = points(now - day, [1000, 960, 930, 900], 8 * hour);
    assert.equal(forecastOf({ history }).pacePerDay, 100);
  });

  it('is of the time up to the last read, that changed nothing', () => {
    const history = points(now - day, [1000, 960, 930, 900], 8 * hour).map(({ t, c }) => ({
      t: t - hour / 2,
      c,
    }));
    assert.deepEqual(forecastOf({ history: history.slice(1) }).thin, { haveMs: 16 * hour, needMs: day });
    assert.deepEqual(forecastOf({ history: history.slice(1), readAt: now }).thin, {
      haveMs: 16.5 * hour,
      needMs: day,
    });
    assert.equal(
      forecastOf({ history, readAt: now - hour }).basis?.spanMs,
      day,
      'an older read says nothing',
    );
    assert.equal(forecastOf({ history, readAt: now + day }).basis?.spanMs, day + hour / 2);
  });

  it('is 0 without spend, with no days left to tell', () => {
    const told = forecastOf({
      history: [
        { t: now - 2 * day, c: 1000 },
        { t: now, c: 1000 },
      ],
    });
    assert.equal(told.pacePerDay, 0);
    assert.equal('daysLeft' in told, false);
    assert.equal(
      forecastOf({ history: points(now - 2 * day, [9, 9], 2 * day), spendable: 0 }).daysLeft,
      undefined,
    );
  });

  it('says 0 days when nothing is left', () => {
    const history = points(now - day, [100, 60, 30, 0], 8 * hour);
    assert.equal(forecastOf({ history, spendable: 0 }).daysLeft, 0);
  });

  it('goes by spendable, not by the total', () => {
    const history = points(now - day, [1000, 960, 930, 900], 8 * hour);
    assert.equal(forecastOf({ history, spendable: 50 }).daysLeft, 0.5);
  });

  it('is of the last seven days', () => {
    const history = [
      { t: now - 9 * day, c: 9000 },
      { t: now - 8 * day, c: 1000 },
      { t: now - 7 * day, c: 700 },
      { t: now - 2 * day, c: 400 },
      { t: now - day, c: 350 },
      { t: now, c: 0 },
    ];
    const { pacePerDay, basis } = forecastOf({ history });
    assert.equal(pacePerDay, 100);
    assert.deepEqual(basis, { source: 'local', spanMs: 7 * day });
  });

  it('takes of a drop over a long absence what falls into the seven days', () => {
    const history = [
      { t: now - 31 * day, c: 5000 },
      { t: now - day, c: 2000 },
      { t: now - 2 * hour, c: 1950 },
      { t: now, c: 1900 },
    ];
    const { pacePerDay, basis } = forecastOf({ history });
    // 3,000 in 30 days: 600 of them in six days of the week, and 100 in the last one.
    assert.equal(pacePerDay, 100);
    assert.deepEqual(basis, { source: 'local', spanMs: 7 * day });
  });

  it('does not rest on what is over a week old', () => {
    const history = points(now - 9 * day, [1000, 900], day);
    assert.deepEqual(forecastOf({ history }).thin, { haveMs: 0, needMs: day });
    const edge = points(now - 8 * day, [1000, 900], day);
    assert.deepEqual(forecastOf({ history: edge }).thin, { haveMs: 0, needMs: day });
  });
});

describe('forecast: pace from the vendor', () => {
  const local = points(now - 2 * day, [1000, 950, 900, 800], 16 * hour);

  it('is the mean of the complete days', () => {
    const { pacePerDay, basis, daysLeft } = forecastOf({
      history: local,
      vendor: read(vendorDays([10, 20, 60])),
    });
    assert.equal(pacePerDay, 30);
    assert.deepEqual(basis, { source: 'vendor', spanMs: 3 * day });
    assert.equal(daysLeft, 1000 / 30);
  });

  it('leaves today out, and what is older than seven days', () => {
    const vendor = read(vendorDays([9000, 1, 2, 3, 4, 5, 6, 7, 9000], startOfUtcDay(now) + day));
    const { pacePerDay, basis } = forecastOf({ vendor });
    assert.equal(pacePerDay, 4);
    assert.deepEqual(basis, { source: 'vendor', spanMs: 7 * day });
  });

  it('takes days in any order, and a missing one as idle', () => {
    const [first, , third] = vendorDays([30, 0, 60]);
    assert.equal(forecastOf({ vendor: read([third!, first!]) }).pacePerDay, 30);
    assert.equal(forecastOf({ vendor: read([first!]) }).pacePerDay, 10);
  });

  it('fills days left out, of the seven that were asked for', () => {
    const daily = vendorDays([300, 300]);
    const dayBefore = (days: number) => new Date(startOfUtcDay(now) - days * day).toISOString().slice(0, 10);
    const untold = forecastOf({ vendor: { daily, at: now } });
    assert.equal(untold.pacePerDay, 100);
    assert.deepEqual(untold.basis, { source: 'vendor', spanMs: 6 * day });
    // A period of seven days is told as one from the day seven days ago to today; of that day nothing was asked.
    for (const start of [dayBefore(7), '2020-01-01', '2030-01-01', 'soon'])
      assert.deepEqual(forecastOf({ vendor: { daily, at: now, start } }), untold, start);
    const later = forecastOf({ vendor: { daily, at: now, start: dayBefore(3) } });
    assert.deepEqual(later.basis, { source: 'vendor', spanMs: 3 * day });
    const first = { date: dayBefore(7), credits: 100 };
    assert.deepEqual(forecastOf({ vendor: { daily: [first, ...daily], at: now } }).basis, {
      ...{ source: 'vendor', spanMs: 7 * day },
    });
  });

  it('takes no day for complete that was not over when it was read', () => {
    const midnight = startOfUtcDay(now);
    const daily = vendorDays([100, 100, 10], midnight);
    const start = daily[0]?.date;
    const of = (at: number, time: number) =>
      forecast({
        ...{ history: [], spendable: 1000, startOfDay: startOfUtcDay, now: time },
        vendor: { daily, at, start },
      });
    const before = of(midnight - 30 * minute, midnight - minute);
    assert.equal(before.pacePerDay, 100);
    assert.deepEqual(of(midnight - 30 * minute, midnight + 10 * minute), before);
    assert.equal(of(midnight + 20 * minute, midnight + 30 * minute).pacePerDay, 70);
  });

  it('needs two complete days, else the local history speaks', () => {
    assert.equal(forecastOf({ history: local, vendor: read(vendorDays([10])) }).basis?.source, 'local');
    assert.equal(forecastOf({ history: local, vendor: read(vendorDays([10, 10])) }).basis?.source, 'vendor');
    assert.deepEqual(forecastOf({ vendor: read(vendorDays([10])) }).thin, { haveMs: 0, needMs: day });
  });

  it('is not believed when it says nothing was spent and the local history knows better', () => {
    const vendor = read(vendorDays([0, 0, 0]));
    assert.equal(forecastOf({ history: local, vendor }).basis?.source, 'local');
    assert.equal(forecastOf({ vendor }).pacePerDay, 0);
  });

  it('ignores days that make no sense', () => {
    const daily = [
      ...vendorDays([10, 30]),
      { date: 'yesterday', credits: 500 },
      { date: '2026-06-13', credits: -5 },
      { date: '2026-06-13', credits: NaN },
    ];
    assert.equal(forecastOf({ vendor: { daily, at: now, start: daily[0]?.date } }).pacePerDay, 20);
  });
});
