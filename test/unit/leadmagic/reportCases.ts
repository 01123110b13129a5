import assert from 'node:assert/strict';

import {
  readDaily,
  readDashboard,
  readDay,
  readProducts,
  readSummary,
  readUsage,
  type Reading,
} from '../../../src/leadmagic/analyticsReaders';
import * as bodies from './analyticsBodies';

type Reader = (body: unknown) => Reading<unknown>;

export const readAnyDay: Reader = (body) => readDay(body, bodies.date);

/** Each documented report: its name, its reader, a full body, and what is read of that. */
export const reportCases: readonly (readonly [string, Reader, object, object])[] = [
  ['dashboard', readDashboard, bodies.dashboard, bodies.dashboardRead],
  ['usage', readUsage, bodies.usage, bodies.usageRead],
  ['products', readProducts, bodies.products, bodies.productsRead],
  ['credits', readUsage, bodies.usage, bodies.usageRead],
  ['summary', readSummary, bodies.summary, bodies.summaryRead],
  ['daily', readDaily, bodies.daily, bodies.dailyRead],
  ['day', readAnyDay, bodies.dayBody, bodies.dayRead],
];

/** What was read; fails where the body was refused. */
export function value(reading: Reading<unknown>): unknown {
  assert.ok(reading.ok, 'the body was refused');
  return reading.value;
}
