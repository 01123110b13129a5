import assert from 'node:assert/strict';
import { addedTotals, toldTotals } from '../../../src/usage/totals';

/** A Wednesday. */
const now = Date.parse('2026-09-16T23:59:59.999Z');
const days = Array.from({ length: 16 }, (_, index) => ({
  date: `2026-09-${String(index + 1).padStart(2, '0')}`,
  credits: 1,
  requests: 2,
}));

describe('toldTotals', () => {
  it('takes what the dashboard route tells of credits', () => {
    const stats = {
      today: { credits: 1, requests: 2 },
      thisWeek: { credits: 3 },
      thisMonth: { requests: 9 },
    };
    assert.deepEqual(toldTotals({ stats, at: now }, now), {
      today: { credits: 1, requests: 2 },
      week: { credits: 3 },
    });
    assert.deepEqual(toldTotals({ stats: undefined, at: now }, now), {});
  });

  it('takes no day, week or month for the one after it', () => {
    const stats = { today: { credits: 50 }, thisWeek: { credits: 60 }, thisMonth: { credits: 70 } };
    const told = (at: string) => Object.keys(toldTotals({ stats, at: Date.parse(at) }, now));
    assert.deepEqual(told('2026-09-16T00:00:00Z'), ['today', 'week', 'month']);
    assert.deepEqual(told('2026-09-15T23:59:59Z'), ['week', 'month']);
    assert.deepEqual(told('2026-09-13T23:59:59Z'), ['month']);
    assert.deepEqual(told('2026-08-31T23:59:59Z'), []);
  });
});

describe('addedTotals', () => {
  it('adds the days up: weeks from Monday, months from the 1st', () => {
    assert.deepEqual(addedTotals(days, now), {
      today: { credits: 1, requests: 2 },
      week: { credits: 3, requests: 6 },
      month: { credits: 16, requests: 32 },
    });
  });

  it('does not guess from days that do not reach back far enough', () => {
    assert.deepEqual(Object.keys(addedTotals(days.slice(9), now)), ['today', 'week']);
    assert.deepEqual(addedTotals([], now), {});
  });

  it('adds up nothing of a span with a day whose credits are not known', () => {
    const unknown = days.map((day) => (day.date === '2026-09-14' ? { date: day.date, requests: 2 } : day));
    assert.deepEqual(addedTotals(unknown, now), { today: { credits: 1, requests: 2 } });
    const unnumbered = days.map((day) => (day.date === '2026-09-14' ? { date: day.date, credits: 1 } : day));
    assert.deepEqual(addedTotals(unnumbered, now).week, { credits: 3 });
  });

  it('begins the week on Monday also on a Sunday', () => {
    const sunday = Date.parse('2026-09-13T12:00:00Z');
    assert.deepEqual(addedTotals(days, sunday).week, { credits: 7, requests: 14 });
  });
});
