import assert from 'node:assert/strict';
import type { Reports } from '../../../src/usage/reports';
import { isUnused } from '../../../src/usage/usageView';
import { now, ready, viewOf } from './usageViewKit';

describe('an account without requests', () => {
  const idle: Partial<Reports> = {
    dashboard: ready({
      stats: { today: { requests: 0, credits: 0 }, thisMonth: { requests: 9, credits: 9 } },
    }),
    credits: ready({ summary: { requests: 0, credits: 0 }, daily: [{ date: '2026-09-16', requests: 0 }] }),
    products: ready({ products: [] }),
    usage: ready({ summary: { requests: 0, credits: 0 }, daily: [] }),
    summary: ready({ requests: 0, credits: 0 }),
  };
  const problem = { kind: 'protocol' } as const;
  const one = { requests: 1 };

  it('is one where lists and totals say so; the month began before the range', () => {
    assert.equal(isUnused(viewOf(idle)), true);
    const { credits, products } = idle;
    assert.equal(isUnused(viewOf({ ...(credits && { credits }), ...(products && { products }) })), true);
  });

  const told: Readonly<Record<string, Partial<Reports>>> = {
    'a day': { credits: ready({ daily: [{ date: '2026-09-16', credits: 1 }] }) },
    'a product': { products: ready({ products: [{ id: 'a' }] }) },
    'the requests of the range': { usage: ready({ summary: one, daily: [] }) },
    'the credits of the range': { summary: ready({ credits: 0.5 }), usage: ready({ daily: [] }) },
    'the total of today': { dashboard: ready({ stats: { today: { credits: 0, ...one } } }) },
    'the total of the week': { dashboard: ready({ stats: { thisWeek: { credits: 0.5 } } }) },
    'the total beside the days': { credits: ready({ summary: one, daily: [] }) },
  };
  for (const [what, reports] of Object.entries(told)) {
    it(`is none where anything says otherwise: ${what}`, () =>
      assert.equal(isUnused(viewOf({ ...idle, ...reports })), false));
  }

  it('is none where a list did not come or could not be read', () => {
    for (const name of ['credits', 'products'])
      assert.equal(isUnused(viewOf({ ...idle, [name]: { isLoading: false, problem } })), false);
    assert.equal(isUnused(viewOf({})), false);
  });

  it('is not told of by a list without days beside totals above 0: nor by any panel', () => {
    const credits = ready({ summary: { credits: 5 }, daily: [] });
    const { spending, totals } = viewOf({ dashboard: ready({}), credits });
    assert.deepEqual(spending, { isLoading: false, problem, at: now });
    assert.deepEqual(totals, { isLoading: false, problem });
    const failed = { ...credits, problem: { kind: 'server' } } as const;
    assert.equal(viewOf({ credits: failed }).spending.problem?.kind, 'server');
  });
});
