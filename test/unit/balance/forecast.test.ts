import assert from 'node:assert/strict';
import fc from 'fast-check';
import { creditsSpentWhileClosed, type Forecast, type VendorDay } from '../../../src/balance/forecast';
import { forecastOf, now, read, vendorDays } from './forecastKit';
import { day, historyArb, hour, minute, noon, points, startOfUtcDay } from './historyKit';

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
