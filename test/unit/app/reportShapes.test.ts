import assert from 'node:assert/strict';
import fc from 'fast-check';
import * as shapes from '../../../src/app/reportShapes';
import { probeRoutes } from '../../../src/leadmagic/probeRoutes';
import { ok } from '../../../src/leadmagic/result';
import type { Reader } from '../../../src/store/shape';
import { extraReport } from '../../../src/usage/extraTable';
import { date } from '../leadmagic/analyticsBodies';
import { damaged } from '../leadmagic/damaged';
import { reportCases } from '../leadmagic/reportCases';

const extraBody = {
  data: {
    errors: [
      { code: 'E1', count: 2 },
      { code: 'E2', count: 1 },
    ],
  },
};
const documented: Readonly<Record<string, Reader<unknown>>> = {
  dashboard: shapes.dashboardShape,
  usage: shapes.usageShape,
  products: shapes.productsShape,
  credits: shapes.usageShape,
  summary: shapes.summaryShape,
  daily: shapes.serviceShape,
  day: shapes.dayShape,
};

function shapeOf(name: string): Reader<unknown> {
  const shape = documented[name];
  assert.ok(shape, name);
  return shape;
}

const cases = [
  ...reportCases.map(([name, read, body]) => [name, body, read, shapeOf(name)] as const),
  ...probeRoutes.map(
    (route) =>
      [route, extraBody, (body: unknown) => ok(extraReport(route, body)), shapes.extraShape] as const,
  ),
];

describe('report shapes', () => {
  for (const [name, body, read, shape] of cases) {
    it(`${name}: whatever came from the API comes back from disk as it was`, () => {
      const comesBack = (told: unknown): void => {
        const reading = read(told);
        if (!reading.ok) return;
        const text = JSON.stringify(reading.value);
        assert.deepEqual(shape(JSON.parse(text)), JSON.parse(text));
        assert.deepEqual(JSON.parse(text), reading.value);
      };
      comesBack(body);
      fc.assert(fc.property(fc.oneof(damaged(body), fc.jsonValue()), comesBack));
    });
  }

  it('take what the readers give', () => {
    for (const [name, , , read] of reportCases) assert.deepEqual(shapeOf(name)(read), read);
  });

  const wrong: readonly (readonly [Reader<unknown>, unknown])[] = [
    [shapes.dashboardShape, { credits: '5' }],
    [shapes.dashboardShape, { rateLimit: { minute: { used: -1 } } }],
    [shapes.dashboardShape, { stats: { today: [{}], thisWeek: { credits: 'x' } } }],
    [shapes.usageShape, {}],
    [shapes.usageShape, { daily: [{ date: '2026-02-30' }] }],
    [shapes.usageShape, { daily: [], summary: { credits: -1 } }],
    [shapes.productsShape, { products: [{ requests: 1 }] }],
    [shapes.summaryShape, { successRate: null }],
    [shapes.serviceShape, { daily: [{ date, p50Ms: 'fast' }] }],
    [shapes.dayShape, { date: 'today', products: [] }],
    [shapes.extraShape, { table: { columns: ['a'], rows: [[{}]] } }],
    [shapes.extraShape, { rates: [{ id: 'a' }] }],
  ];
  for (const [shape, value] of wrong) {
    it(`refuse ${JSON.stringify(value)}`, () => assert.equal(shape(value), undefined));
  }
});
