import assert from 'node:assert/strict';
import fc from 'fast-check';
import { historyView } from '../../../src/app/usageHistory';

const HOUR = 3_600_000;
const now = Date.parse('2026-09-16T10:00:00Z');
const from = now - 7 * 24 * HOUR;

describe('historyView', () => {
  it('begins with the balance the range began with, and ends with the one of now', () => {
    const records = [
      { t: from - 5 * HOUR, c: 900 },
      { t: from - HOUR, c: 800 },
      { t: from + HOUR, c: 700 },
    ];
    assert.deepEqual(historyView(records, from, now, 650), {
      from,
      to: now,
      points: [
        { at: from, credits: 800 },
        { at: from + HOUR, credits: 700 },
        { at: now, credits: 650 },
      ],
      topUps: [],
    });
  });

  it('marks top-ups of the range, not corrections and not earlier ones', () => {
    const records = [
      { t: from - 2 * HOUR, c: 100 },
      { t: from - HOUR, c: 5000 },
      { t: from + HOUR, c: 4000 },
      { t: from + 2 * HOUR, c: 4010 },
      { t: from + 3 * HOUR, c: 6010 },
    ];
    assert.deepEqual(historyView(records, from, now, undefined).topUps, [
      { at: from + 3 * HOUR, amount: 2000 },
    ]);
  });

  it('is empty without a history', () =>
    assert.deepEqual(historyView([], from, now, 5), { from, to: now, points: [], topUps: [] }));

  it('stays small and in order, with both ends of every top-up', () => {
    const steps = fc.array(fc.integer({ min: -50, max: 300 }), { minLength: 2, maxLength: 3000 });
    fc.assert(
      fc.property(steps, (changes) => {
        let c = 10_000;
        const records = changes.map((change, index) => {
          c = Math.max(0, c + change);
          return { t: from + Math.floor((index * (now - from)) / changes.length), c };
        });
        const { points, topUps } = historyView(records, from, now, c);
        const known = new Map(records.map((record) => [record.t, record.c]));
        assert.ok(points.every(({ at }, index) => index === 0 || at > (points[index - 1]?.at ?? 0)));
        assert.ok(points.length <= 402 + 2 * topUps.length);
        for (const { at } of topUps) {
          assert.equal(points.find((point) => point.at === at)?.credits, known.get(at));
        }
        assert.equal(points.at(-1)?.credits, c);
      }),
      { numRuns: 40 },
    );
  });
});
