import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { costOf, type Cost } from '../../../src/runs/costOf';
import { COST_TABLE } from '../../../src/runs/costTable';
import { estimate } from '../../../src/runs/estimate';

function cost(id: string): Cost {
  const found = costOf(id);
  assert.ok(found);
  return found;
}

describe('estimate', () => {
  it('reckons a product whose misses are free by the found-rate', () => {
    const result = estimate({
      cost: cost('email-finder'),
      rows: 1000,
      foundRate: 77.5,
      spendable: 950,
      pacePerDay: 100,
    });
    assert.deepEqual(result, {
      least: 0,
      expected: 775,
      most: 1000,
      balanceAfter: { worst: -50, expected: 175, best: 950 },
      runwayDaysLost: 7.75,
      verdict: 'tight',
      affordableCalls: 950,
    });
  });

  it('expects nothing without figures of the account', () => {
    const result = estimate({ cost: cost('email-finder'), rows: 10, spendable: 100, pacePerDay: 5 });
    assert.equal(result.expected, undefined);
    assert.equal(result.runwayDaysLost, 2);
    assert.equal(result.verdict, 'affordable');
    assert.deepEqual(result.balanceAfter, { worst: 90, best: 100 });
  });

  it('knows no most where an unpublished charge comes on top, unless the price is the user’s own', () => {
    const search = { cost: cost('b2b-ads-search'), rows: 100, resultsPerRequest: 1, spendable: 1000 };
    const { most, balanceAfter, verdict, affordableCalls } = estimate(search);
    assert.deepEqual(
      [most, balanceAfter?.worst, verdict, affordableCalls],
      [undefined, undefined, 'tight', undefined],
    );
    const own = estimate({ ...search, cost: { ...search.cost, overridden: true } });
    assert.deepEqual([own.most, own.verdict, own.affordableCalls], [100, 'affordable', 1000]);
  });

  it('leaves an average of the published price out where the price is the user’s own', () => {
    const own = { cost: { ...cost('email-validation'), overridden: true }, rows: 100, averageCost: 0.2 };
    assert.equal(estimate(own).expected, undefined);
  });

  it('does not take a found-rate for a billed-rate where some misses are billed', () => {
    const validation = { cost: cost('email-validation'), rows: 400, foundRate: 50, spendable: 1000 };
    assert.equal(estimate(validation).expected, undefined);
    assert.equal(estimate({ ...validation, averageCost: 0.2 }).expected, 80);
  });

  it('has no most where a request may return any number of results, and says tight at best', () => {
    const employees = { cost: cost('employee-finder'), rows: 10, spendable: 1e6 };
    assert.deepEqual(estimate(employees), {
      least: 0,
      balanceAfter: { best: 1e6 },
      verdict: 'tight',
      affordableCalls: 1e6,
    });
    const limited = estimate({ ...employees, resultsPerRequest: 50, averageCost: 1.5 });
    assert.deepEqual([limited.most, limited.expected, limited.verdict], [500, 15, 'affordable']);
  });

  it('counts a billed miss in the least', () => {
    const { endpoint } = cost('job-change-detector');
    const billed: Cost = {
      endpoint: { ...endpoint, miss: 'billed' },
      credits: 3,
      min: 3,
      max: 3,
      overridden: false,
    };
    const result = estimate({ cost: billed, rows: 10, spendable: 29.99 });
    assert.deepEqual([result.least, result.expected, result.most, result.verdict], [30, 30, 30, 'short']);
  });

  it('says short when the expected cost is not covered, or nothing is left', () => {
    const base = { cost: cost('email-finder'), rows: 100, foundRate: 80 };
    assert.equal(estimate({ ...base, spendable: 79.99 }).verdict, 'short');
    assert.equal(estimate({ ...base, spendable: 80 }).verdict, 'tight');
    assert.equal(estimate({ cost: cost('email-finder'), rows: 1, spendable: 0 }).verdict, 'short');
  });

  it('is free for free products and for no rows, and unknown without a balance', () => {
    assert.equal(estimate({ cost: cost('analytics'), rows: 1e6, spendable: 0 }).verdict, 'free');
    assert.equal(estimate({ cost: cost('analytics'), rows: 1, spendable: 5 }).affordableCalls, undefined);
    assert.equal(estimate({ cost: cost('mobile-finder'), rows: 0, spendable: 5 }).verdict, 'free');
    const unknown = estimate({ cost: cost('mobile-finder'), rows: 2 });
    assert.deepEqual(unknown, { least: 0, most: 10, verdict: 'unknown' });
  });

  it('promises no more calls than the highest price allows', () => {
    const calls = (id: string) => estimate({ cost: cost(id), rows: 1, spendable: 100 }).affordableCalls;
    assert.deepEqual(
      ['employee-finder', 'people-search-v3', 'hiring-signals', 'bulk', 'mobile-finder'].map(calls),
      [100, 100, 50, 10, 20],
    );
  });

  it('is not misled by binary fractions', () => {
    const price = costOf('employee-finder', new Map([['employee-finder', 0.05]]));
    assert.ok(price);
    assert.equal(estimate({ cost: price, rows: 1, spendable: 0.15 }).affordableCalls, 3);
  });

  it('invariants: least <= expected <= most; the balance never rises; verdict agrees with most', () => {
    const number = fc.double({ noNaN: false });
    fc.assert(
      fc.property(
        fc.constantFrom(...COST_TABLE.map(({ id }) => id)),
        fc.oneof(fc.nat(), number),
        fc.option(number, { nil: undefined }),
        fc.option(fc.double({ min: 0, max: 1e9, noNaN: true }), { nil: undefined }),
        fc.double({ min: 0, max: 1e9, noNaN: true }),
        (id, rows, rate, average, spendable) => {
          const result = estimate({
            cost: cost(id),
            rows,
            spendable,
            ...(rate === undefined ? {} : { foundRate: rate }),
            ...(average === undefined ? {} : { averageCost: average }),
          });
          const { least, expected, most, verdict, balanceAfter } = result;
          assert.ok(least >= 0 && least <= (expected ?? least) && (expected ?? least) <= (most ?? Infinity));
          assert.ok(
            (balanceAfter?.worst ?? 0) <= spendable + 0.01 && (balanceAfter?.best ?? 0) <= spendable + 0.01,
          );
          assert.equal(verdict === 'affordable', most !== undefined && most > 0 && most <= spendable);
          assert.equal(verdict === 'free', most === 0);
        },
      ),
    );
  });
});
