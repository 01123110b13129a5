import assert from 'node:assert/strict';
import { forecast, type Forecast } from '../../../src/balance/forecast';
import type { HistoryPoint } from '../../../src/balance/history';
import { startOfUtcDay } from './historyKit';

/** Monday, 15 June 2026, 18:00 UTC; days are UTC days here. */
const now = Date.parse('2026-06-15T18:00:00Z');

interface Row {
  readonly what: string;
  /** When a balance was seen, in June 2026 (UTC), and what it was. */
  readonly seen: Readonly<Record<string, number>>;
  readonly expected: { readonly [K in keyof Forecast]?: Forecast[K] | undefined };
}

/** A balance every hour of a span, `per` credits less each time. */
function hourly(from: string, to: string, first: number, per: number): Readonly<Record<string, number>> {
  const [start, end] = [timeOfDay(from), timeOfDay(to)];
  const hours = Math.round((end - start) / 3_600_000);
  const seen = Array.from({ length: hours + 1 }, (_, index) => [
    new Date(start + index * 3_600_000).toISOString().slice(8, 16).replace('T', ' '),
    first - index * per,
  ]);
  return Object.fromEntries(seen) as Readonly<Record<string, number>>;
}

function timeOfDay(text: string): number {
  return Date.parse(`2026-06-${text.replace(' ', 'T')}:00Z`);
}

/** Worked out by hand: the sums stand beside each row. */
const table: readonly Row[] = [
  {
    what: 'steady: 5 an hour, day and night',
    // 168 hours x 5 = 840 in 7 days: 120 a day. 4,160 left / 120 = 34.67. Today 19 x 5, what was seen at
    // 00:00 among it; this hour what was seen at 17:00 and at 18:00.
    seen: hourly('08 18:00', '15 18:00', 5000, 5),
    expected: {
      pacePerDay: 120,
      daysLeft: 4160 / 120,
      spent7Days: 840,
      spentToday: 95,
      spentThisHour: 10,
    },
  },
  {
    what: 'bursts at work hours, a weekend off',
    // Tuesday to Friday 90 each, 9:00 to 18:00 at 10 an hour; Monday 90: 450 in 7 days. 550 left / 64.29 = 8.56.
    seen: {
      ...hourly('09 09:00', '09 18:00', 1000, 10),
      ...hourly('10 09:00', '10 18:00', 910, 10),
      ...hourly('11 09:00', '11 18:00', 820, 10),
      ...hourly('12 09:00', '12 18:00', 730, 10),
      ...hourly('15 09:00', '15 18:00', 640, 10),
      '08 18:00': 1000,
    },
    expected: { pacePerDay: 450 / 7, daysLeft: 550 / (450 / 7), spent7Days: 450, spentToday: 90 },
  },
  {
    what: 'top-ups between spends',
    // 300 + 200 + 400 = 900 in 6 days: 150 a day. The 5,000 and the 1,000 are no spend. 6,100 / 150 = 40.67.
    seen: {
      '09 18:00': 1000,
      '10 12:00': 700,
      '10 13:00': 5700,
      '12 12:00': 5500,
      '14 12:00': 6500,
      '15 18:00': 6100,
    },
    expected: { pacePerDay: 150, daysLeft: 6100 / 150 },
  },
  {
    what: 'refunds: held credits that come back within the hour',
    // 100 - 30, 100 - 0, 50 - 20 = 200 in 2 days: 100 a day. 800 / 100 = 8.
    seen: {
      ...{ '13 18:00': 1000, '14 10:00': 900, '14 10:30': 930, '14 20:00': 830 },
      ...{ '15 17:00': 830, '15 17:30': 780, '15 17:50': 800, '15 18:00': 800 },
    },
    expected: { pacePerDay: 100, daysLeft: 8, spentThisHour: 30 },
  },
  {
    what: 'a gap: nobody looked over the weekend',
    // Friday 18:00 to Monday 9:00, 630 in 63 hours; 30 + 60 + 30 beside it. 750 in 4 days: 187.5 a day. 250 / 187.5 = 1.33.
    // Of the 630 nothing is certain to be of today: 60 + 30.
    seen: { '11 18:00': 1000, '12 18:00': 970, '15 09:00': 340, '15 10:00': 280, '15 18:00': 250 },
    expected: { pacePerDay: 187.5, daysLeft: 250 / 187.5, spentToday: 90 },
  },
  {
    what: 'a gap that began before the seven days',
    // 1 June to 15 June 18:00 less two hours: 334 hours, 3,340 spent, 10 an hour. Of that 166 hours are of the week: 1,660.
    // With 20 + 20 after it 1,700 in 7 days. 1,000 / 242.86 = 4.12. No sum of seven days: most of the gap is of before.
    seen: { '01 18:00': 4380, '15 16:00': 1040, '15 17:00': 1020, '15 18:00': 1000 },
    expected: { pacePerDay: 1700 / 7, daysLeft: 1000 / (1700 / 7), spent7Days: undefined },
  },
  {
    what: 'two spends',
    seen: { '13 18:00': 1000, '14 18:00': 900, '15 18:00': 800 },
    expected: { pacePerDay: undefined, daysLeft: undefined, thin: { haveSpends: 2, needSpends: 3 } },
  },
  {
    what: 'nothing spent in two days',
    seen: { '13 18:00': 1000, '15 18:00': 1000 },
    expected: { pacePerDay: 0, daysLeft: undefined, spentToday: 0 },
  },
  {
    what: 'one point',
    seen: { '15 18:00': 1000 },
    expected: {
      ...{ pacePerDay: undefined, daysLeft: undefined, spentToday: 0 },
      thin: { haveMs: 0, needMs: 24 * 3_600_000 },
    },
  },
];

describe('forecast, by a table worked out by hand', () => {
  for (const { what, seen, expected } of table) {
    it(what, () => {
      const history: readonly HistoryPoint[] = Object.entries(seen)
        .map(([when, c]) => ({ t: timeOfDay(when), c }))
        .toSorted((a, b) => a.t - b.t);
      const spendable = history.at(-1)?.c ?? 0;
      const told = forecast({ history, spendable, now, startOfDay: startOfUtcDay });
      for (const [name, figure] of Object.entries(expected)) {
        const found: unknown = { ...told }[name as keyof Forecast];
        if (typeof figure !== 'number') assert.deepEqual(found, figure, name);
        else
          assert.ok(
            typeof found === 'number' && Math.abs(found - figure) < 0.01,
            `${name}: ${String(found)}`,
          );
      }
    });
  }
});
