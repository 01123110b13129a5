import assert from 'node:assert/strict';
import fc from 'fast-check';
import { startOfDay } from '../../../src/app/insights';
import { forecast } from '../../../src/balance/forecast';

const HOUR = 3_600_000;

/** Zones with daylight saving: north, south, one that moves by half an hour, one that skips midnight itself. */
const zones = ['Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'America/Havana', 'Asia/Kolkata'];

describe('startOfDay', () => {
  const before = process.env['TZ'];
  afterEach(() => {
    if (before === undefined) delete process.env['TZ'];
    else process.env['TZ'] = before;
  });

  /** How long the local day is that a time falls in; ms. */
  const dayLength = (t: number): number => {
    const start = startOfDay(t);
    // A day and a half on it is tomorrow, however long today is.
    return startOfDay(start + 36 * HOUR) - start;
  };

  for (const [zone, date, hours] of [
    ['Europe/Berlin', '2026-03-29', 23],
    ['Europe/Berlin', '2026-10-25', 25],
    ['America/New_York', '2026-03-08', 23],
    ['America/New_York', '2026-11-01', 25],
    ['Australia/Lord_Howe', '2026-04-05', 24.5],
    ['Asia/Kolkata', '2026-03-29', 24],
  ] as const) {
    it(`${date} has ${hours} hours in ${zone}`, () => {
      process.env['TZ'] = zone;
      const noon = new Date(`${date}T12:00:00`).getTime();
      assert.equal(dayLength(noon) / HOUR, hours);
    });
  }

  it('is the first ms of the same local date, at any time in any zone', () => {
    const year = { min: Date.parse('2026-01-01'), max: Date.parse('2027-01-01') };
    fc.assert(
      fc.property(fc.constantFrom(...zones), fc.integer(year), (zone, t) => {
        process.env['TZ'] = zone;
        const start = startOfDay(t);
        assert.ok(start <= t);
        assert.equal(new Date(start).toDateString(), new Date(t).toDateString());
        assert.notEqual(new Date(start - 1).toDateString(), new Date(t).toDateString());
        assert.equal(startOfDay(start), start);
      }),
    );
  });

  it('bounds what is told of today, on a day of 25 hours too', () => {
    process.env['TZ'] = 'Europe/Berlin';
    const start = new Date('2026-10-25T00:00:00').getTime();
    const history = [
      { t: start - HOUR, c: 1000 },
      { t: start - 1, c: 900 },
      { t: start, c: 850 },
      { t: start + 24.5 * HOUR, c: 850 },
      { t: start + 25 * HOUR - 1, c: 845 },
    ];
    const told = forecast({ history, spendable: 845, now: start + 25 * HOUR - 1, startOfDay });
    assert.equal(told.spentToday, 55);
  });
});
