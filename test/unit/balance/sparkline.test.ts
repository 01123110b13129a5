import assert from 'node:assert/strict';
import fc from 'fast-check';
import { sparklineSeries, sparklineSvg, type Sparkline } from '../../../src/balance/sparkline';
import { day, historyArb, hour, noon, points } from './historyKit';

const now = noon;

describe('sparklineSeries', () => {
  it('is left out while history is thin', () => {
    assert.equal(sparklineSeries([], now), undefined);
    assert.equal(sparklineSeries(points(now - hour, [9, 8]), now), undefined);
    assert.equal(sparklineSeries(points(now - day + 1, [9, 8], day - 1), now), undefined);
    assert.notEqual(sparklineSeries(points(now - day, [9, 8], day), now), undefined);
  });

  it('is left out when there is nothing to see', () => {
    assert.equal(sparklineSeries(points(now - 5 * day, [9, 9, 9], day), now), undefined);
  });

  it('is the balance as it was', () => {
    const history = points(now - 2 * day, [100, 90, 80], day);
    assert.deepEqual(sparklineSeries(history, now), {
      from: now - 2 * day,
      to: now,
      points: [
        { t: now - 2 * day, c: 100 },
        { t: now - day, c: 90 },
        { t: now, c: 80 },
      ],
      topUps: [],
    });
  });

  it('starts with the balance that held seven days ago', () => {
    const history = points(now - 9 * day, [100, 90, 80, 70], 3 * day);
    assert.deepEqual(sparklineSeries(history, now)?.points, [
      { t: now - 7 * day, c: 100 },
      { t: now - 6 * day, c: 90 },
      { t: now - 3 * day, c: 80 },
      { t: now, c: 70 },
    ]);
    assert.equal(sparklineSeries(history, now, 4)?.points[0]?.c, 90);
    assert.equal(sparklineSeries(points(now - 7 * day, [5, 4], day), now)?.points[0]?.c, 5);
  });

  it('marks the top-ups in it', () => {
    const history = points(now - 10 * day, [100, 900, 800, 1700], 2.5 * day);
    assert.deepEqual(sparklineSeries(history, now)?.topUps, [now - 2.5 * day]);
  });

  it('is thinned to 60 points that keep the first, the last, and the order', () => {
    const history = points(
      now - 7 * day,
      Array.from({ length: 7 * 24 * 60 + 1 }, (_, index) => 20_000 - index),
    );
    const series = sparklineSeries(history, now)!.points;
    assert.equal(series.length, 60);
    assert.deepEqual(series[0], history[0]);
    assert.deepEqual(series.at(-1), history.at(-1));
    const gaps = series.slice(1).map(({ t }, index) => t - series[index]!.t);
    assert.ok(Math.max(...gaps) < 4 * hour, 'evenly');
  });

  it('keeps all of 60 points', () => {
    const history = points(
      now - 59 * hour,
      Array.from({ length: 60 }, (_, index) => 60 - index),
      hour,
    );
    assert.equal(sparklineSeries(history, now)?.points.length, 60);
  });

  it('draws any history within its frame', () => {
    fc.assert(
      fc.property(historyArb(now - 6 * day), (history) => {
        const series = sparklineSeries(history, now);
        if (!series) return;
        assert.ok(series.points.length <= 60);
        for (const { x, y } of drawn(sparklineSvg(series, { width: 120, height: 32 }))) {
          assert.ok(x >= 0 && x <= 120 && y >= 0 && y <= 32);
        }
      }),
    );
  });
});

/** The points of the line, as drawn. */
function drawn(svg: string): { x: number; y: number }[] {
  const path = / d="([^"]*)" fill="none"/.exec(svg)?.[1] ?? '';
  return path
    .split(/[ML]/)
    .slice(1)
    .map((pair) => {
      const [x, y] = pair.split(' ').map(Number);
      return { x: x!, y: y! };
    });
}

describe('sparklineSvg', () => {
  const series: Sparkline = {
    from: 0,
    to: 100,
    points: [
      { t: 0, c: 50 },
      { t: 50, c: 0 },
      { t: 100, c: 100 },
    ],
    topUps: [100],
  };
  const svg = sparklineSvg(series, { width: 108, height: 28 });

  it('draws time to the right and credits upwards', () => {
    assert.deepEqual(drawn(svg), [
      { x: 4, y: 14 },
      { x: 54, y: 24 },
      { x: 104, y: 4 },
    ]);
  });

  it('draws one unbroken line', () => assert.match(svg, / d="M4\.0 14\.0L54\.0 24\.0L104\.0 4\.0" /));

  it('is as large as asked', () => {
    assert.match(
      svg,
      /^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" width="108" height="28" viewBox="0 0 108 28">.*<\/svg>$/,
    );
  });

  it('marks a top-up with a shape, not with a colour alone', () => {
    assert.match(svg, /<path d="M104\.0 22l3 6h-6z" fill="#[0-9a-f]{6}"\/>/);
    assert.equal(sparklineSvg({ ...series, topUps: [] }, { width: 9, height: 9 }).match(/<path/g)?.length, 1);
  });

  it('draws a balance that stands still in the middle', () => {
    const still = { ...series, points: series.points.map(({ t }) => ({ t, c: 7 })) };
    assert.deepEqual(
      drawn(sparklineSvg(still, { width: 108, height: 28 })).map(({ y }) => y),
      [14, 14, 14],
    );
  });

  it('holds no text, script or link', () => {
    assert.deepEqual([...new Set(svg.match(/<\w+/g))], ['<svg', '<path']);
    assert.doesNotMatch(svg, /href|style|on\w+=/);
  });

  it('stands out from light, dark and high-contrast backgrounds by at least 3 to 1', () => {
    const colours = [...svg.matchAll(/#[0-9a-f]{6}/g)].map(([colour]) => colour);
    assert.equal(colours.length, 2);
    for (const colour of colours) {
      for (const background of ['#ffffff', '#f3f3f3', '#252526', '#1f1f1f', '#000000']) {
        assert.ok(contrast(colour, background) >= 3, `${colour} on ${background}`);
      }
    }
  });
});

/** WCAG 2 contrast ratio. */
function contrast(a: string, b: string): number {
  const [darker, lighter] = [luminance(a), luminance(b)].sort((x, y) => x - y) as [number, number];
  return (lighter + 0.05) / (darker + 0.05);
}

function luminance(colour: string): number {
  const [r, g, b] = [1, 3, 5].map((index) => {
    const part = Number.parseInt(colour.slice(index, index + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
