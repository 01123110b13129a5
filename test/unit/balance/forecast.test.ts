import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  creditsSpentWhileClosed,
  forecast,
  type Forecast,
  type ForecastInput,
  type VendorDay,
  type VendorDays,
} from '../../../src/balance/forecast';
import { day, historyArb, hour, minute, noon, points, startOfUtcDay } from './historyKit';

const now = noon;

function forecastOf(given: Partial<ForecastInput>): Forecast {
  return forecast({ history: [], spendable: 1000, now, startOfDay: startOfUtcDay, ...given });
}

/** `count` days that end yesterday (UTC). */
function vendorDays(
  credits: readonly number[],
  end = startOfUtcDay(now),
): { date: string; credits: number }[] {
  return credits.map((amount, index) => ({
    date: new Date(end - (credits.length - index) * day).toISOString().slice(0, 10),
    credits: amount,
  }));
}

/** A series that was read just now, and does not tell when it begins but by its days. */
function read(daily: readonly VendorDay[]): VendorDays {
  return { daily, at: now, start: daily.map(({ date }) => date).sort()[0] };
}

describe('forecast: spend so far', () => {
  it('is not known without history', () => {
    assert.deepEqual(forecastOf({}), { thin: { haveMs: 0, needMs: day } });
  });

  it('is since midnight, of the last 60 minutes and of the last 7 x 24 hours', () => {
    const history = [
      { t: now - 8 * day, c: 1000 },
      { t: now - 7 * day - 1, c: 990 },
      { t: now - 7 * day, c: 970 },
      { t: startOfUtcDay(now) - 1, c: 930 },
      { t: startOfUtcDay(now), c: 850 },
      { t: now - hour - 1, c: 690 },
      { t: now - hour, c: 370 },
      { t: now, c: 360 },
    ];
    const { spentToday, spentThisHour, spent7Days } = forecastOf({ history });
    assert.deepEqual(
      { spentToday, spentThisHour, spent7Days },
      { spentToday: 570, spentThisHour: 330, spent7Days: 630 },
    );
  });

  it('has nothing in it that may be of the night before', () => {
    const midnight = startOfUtcDay(now);
    const history = [
      { t: midnight - 10 * hour, c: 1000 },
      { t: midnight + 9 * hour, c: 400 },
      { t: midnight + 10 * hour, c: 390 },
      { t: now, c: 370 },
    ];
    const { spentToday, spentThisHour } = forecastOf({ history });
    assert.deepEqual([spentToday, spentThisHour], [30, 20]);
    const late = [
      { t: midnight - hour, c: 1000 },
      { t: midnight + hour, c: 900 },
    ];
    assert.equal(forecastOf({ history: late }).spentToday, 100, 'two hours apart somebody was looking');
  });

  it('is not hidden by a top-up, and has corrections taken off', () => {
    const history = points(now - 10 * minute, [100, 90, 5090, 5080, 5085]);
    assert.equal(forecastOf({ history }).spentToday, 15);
  });

  it('is 0, not unknown, when nothing was spent', () => {
    const { spentToday, spentThisHour } = forecastOf({ history: points(now - hour, [100]) });
    assert.deepEqual([spentToday, spentThisHour], [0, 0]);
  });

  it('takes what a clock ahead of now wrote as written now', () => {
    const history = [...points(now - 10 * minute, [100, 90]), { t: now + 300 * day, c: 70 }];
    assert.equal(forecastOf({ history }).spentThisHour, 30);
  });
});

describe('forecast: spend of seven days', () => {
  /** 700 credits spent, seen at the end. */
  const weekOf = (from: number, to: number, daily: readonly VendorDay[] = []) =>
    forecastOf({
      history: [
        { t: from, c: 1000 },
        { t: to - minute, c: 300 },
        { t: to, c: 300 },
      ],
      vendor: read(daily),
    }).spent7Days;

  it('is not known after a minute, nor before seven days were watched', () => {
    assert.equal(weekOf(now - minute, now), undefined);
    assert.equal(weekOf(now - 7 * day + 1, now), undefined);
    assert.equal(weekOf(now - 7 * day, now), 700);
  });

  it('is known over a weekend away at either end, not over a longer absence', () => {
    assert.equal(Math.round(weekOf(now - 10 * day, now) ?? 0), 490, 'spread over the ten days');
    assert.equal(weekOf(now - 10 * day - 1, now), undefined, 'too much of it may be of the week before');
    assert.equal(weekOf(now - 7 * day, now - 3 * day), 700);
    assert.equal(weekOf(now - 7 * day, now - 3 * day - 1), undefined);
  });

  it('is 0 where a week was watched and nothing spent', () => {
    assert.equal(forecastOf({ history: points(now - 7 * day, [100, 100], 7 * day) }).spent7Days, 0);
  });

  it('is the vendor’s sum where its series spans the seven days, as the pace tells', () => {
    const { spent7Days, pacePerDay } = forecastOf({
      history: points(now - minute, [100, 100]),
      vendor: read(vendorDays([700, 700, 700, 700, 700, 700, 700.004])),
    });
    assert.equal(spent7Days, 4900);
    assert.equal(Math.round(pacePerDay ?? 0), 700);
    assert.equal(forecastOf({ vendor: read(vendorDays([7, 0, 0, 0, 0, 0, 0])) }).spent7Days, 7);
  });

  it('is not told of a series that is shorter, or that is not believed', () => {
    assert.equal(weekOf(now - 2 * day, now, vendorDays([700, 700, 700, 700, 700, 700])), undefined);
    assert.equal(weekOf(now - 2 * day, now, vendorDays([0, 0, 0, 0, 0, 0, 0])), undefined);
  });

  it('is what was watched here where both are known', () => {
    assert.equal(weekOf(now - 7 * day, now, vendorDays([9, 9, 9, 9, 9, 9, 9])), 700);
  });

  it('is not told when it would be less than today’s', () => {
    assert.equal(weekOf(now - hour, now, vendorDays([100, 100, 100, 100, 100, 100, 99])), undefined);
    assert.equal(weekOf(now - hour, now, vendorDays([100, 100, 100, 100, 100, 100, 100])), 700);
  });
});

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

describe('forecast: properties', () => {
  const isSane = (told: Forecast): void => {
    const { thin, basis, ...figures } = told;
    for (const figure of Object.values(figures))
      assert.ok(Number.isFinite(figure) && figure >= 0, JSON.stringify(told));
    assert.equal(thin === undefined, told.pacePerDay !== undefined);
    assert.equal(thin === undefined, basis !== undefined);
    if (told.pacePerDay === undefined) assert.equal(told.daysLeft, undefined);
  };

  it('every figure is finite and >= 0, or absent, for any input', () => {
    const number = fc.double();
    const record = fc.oneof(
      fc.record({ t: number, c: number }),
      fc.record({
        h: number,
        first: number,
        last: number,
        low: number,
        high: number,
        spent: number,
        toppedUp: number,
      }),
    );
    const vendorDay = fc.record({
      date: fc.oneof(fc.string(), fc.constantFrom('2026-06-13', '2026-06-12')),
      credits: number,
    });
    fc.assert(
      fc.property(
        fc.array(record),
        fc.array(vendorDay),
        number,
        number,
        fc.option(fc.string(), { nil: undefined }),
        (history, daily, spendable, at, start) => {
          isSane(forecastOf({ history, vendor: { daily, at, start }, spendable }));
        },
      ),
      { numRuns: 500 },
    );
  });

  it('every figure is finite and >= 0 for any history', () => {
    fc.assert(
      fc.property(historyArb(now), (history) => isSane(forecastOf({ history, now: history.at(-1)!.t }))),
    );
  });

  it('a top-up never hides spend', () => {
    const spends = fc.array(fc.integer({ min: 0, max: 5000 }), { minLength: 2, maxLength: 40 });
    fc.assert(
      fc.property(
        spends,
        fc.nat(),
        fc.integer({ min: 1_000_000, max: 9_000_000 }),
        (cents, where, bought) => {
          const balances = cents.map(
            (_, index) => 5000 - cents.slice(0, index).reduce((sum, c) => sum + c, 0) / 100,
          );
          const plain = points(now - 2 * day, balances, hour);
          const cut = where % plain.length;
          const paid = plain.flatMap(({ t, c }, index) =>
            index < cut ? [{ t, c }] : [...(index === cut ? [{ t, c }] : []), { t, c: c + bought / 100 }],
          );
          assert.deepEqual(forecastOf({ history: paid }), forecastOf({ history: plain }));
        },
      ),
    );
  });
});

describe('creditsSpentWhileClosed', () => {
  const cases: readonly (readonly [number, number, number | undefined])[] = [
    [500, 490, undefined],
    [500, 489.99, 10.01],
    [5000, 4950, undefined],
    [5000, 4949.99, 50.01],
    [500, 500, undefined],
    [500, 5000, undefined],
  ];
  for (const [before, after, told] of cases) {
    it(`${before} to ${after}: ${told ?? 'not told'}`, () =>
      assert.equal(creditsSpentWhileClosed({ t: noon, c: before }, after), told));
  }

  it('is not known without a record', () => assert.equal(creditsSpentWhileClosed(undefined, 5), undefined));
});
