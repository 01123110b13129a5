import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { costOf, parseCostOverrides } from '../../../src/runs/costOf';
import { COST_TABLE, endpointOfPath } from '../../../src/runs/costTable';

describe('cost table', () => {
  it('has unique ids, paths and product ids, a price or a range, and a date', () => {
    for (const list of [
      COST_TABLE.map(({ id }) => id),
      COST_TABLE.flatMap(({ paths }) => paths),
      COST_TABLE.flatMap(({ productIds }) => productIds),
    ]) {
      assert.equal(new Set(list).size, list.length);
    }
    for (const endpoint of COST_TABLE) {
      const { credits, range, asOf } = endpoint;
      assert.ok(credits !== undefined || range !== undefined, endpoint.id);
      if (range && credits !== undefined)
        assert.ok(range.min <= credits && credits <= range.max, endpoint.id);
      assert.match(asOf, endpoint.notes.includes('notInReview') ? /^2026-08$/ : /^2026-09-06$/);
      for (const path of endpoint.paths) assert.match(path, /^\/(?:v1|v3|bulk)\/[a-z0-9/-]+\*?$/);
    }
  });

  // Written out again from the API reference, so that a slip in the table shows.
  const published: readonly (readonly [string, number])[] = [
    ['/v1/credits', 0],
    ['/v1/analytics/day/2026-01-31', 0],
    ['/v1/batch/preview-cost', 0],
    ['/v1/people/email-validation', 0.25],
    ['/v1/people/email-finder', 1],
    ['/v1/people/personal-email-finder', 2],
    ['/v1/people/b2b-profile-email', 5],
    ['/v1/people/b2b-profile', 10],
    ['/v1/people/email-to-b2b-profile', 10],
    ['/v1/people/mobile-finder', 5],
    ['/v1/people/profile-search', 1],
    ['/v1/people/role-finder', 2],
    ['/v1/people/employee-finder', 0.05],
    ['/v1/people/job-change-detector', 3],
    ['/v1/people/posts-search', 1],
    ['/v1/people/comments-search', 1],
    ['/v1/companies/company-search', 1],
    ['/v1/companies/company-funding', 4],
    ['/v1/companies/technographics', 1],
    ['/v1/companies/competitors-search', 5],
    ['/v1/companies/posts-search', 1],
    ['/v1/jobs/jobs-finder', 1],
    ['/v1/jobs/countries', 0],
    ['/v1/jobs/industries', 0],
    ['/v1/ads/google-ads-search', 1],
    ['/v1/ads/meta-ads-search', 1],
    ['/v1/ads/b2b-ads-details', 2],
    ['/v3/people/search', 1],
    ['/v3/companies/search', 1],
    ['/v3/companies/lookalike', 5],
    ['/v3/jobs/search', 1],
    ['/v3/jobs/search/export', 1],
    ['/v3/jobs/search/filters', 0],
    ['/v3/search/stats', 0],
  ];
  for (const [path, credits] of published) {
    it(`${path} costs ${credits}`, () => assert.equal(costOf(path)?.credits, credits));
  }

  it('tells the range where sources or plans leave more than one price', () => {
    const range = (id: string) => [costOf(id)?.min, costOf(id)?.max];
    assert.deepEqual(range('people-search-v3'), [0, 1]);
    assert.deepEqual(range('hiring-signals'), [1, 2]);
    assert.deepEqual(range('bulk'), [0.25, 10]);
    assert.deepEqual(range('email-finder'), [1, 1]);
    assert.equal(costOf('bulk')?.credits, undefined);
  });

  it('knows neither a strange path nor a bare prefix', () => {
    for (const path of [
      '/v1/people',
      '/v1/analytics/',
      '/v1/analytics',
      '/v2/people/email-finder',
      '',
      'constructor',
    ]) {
      assert.equal(endpointOfPath(path), undefined, path);
      assert.equal(costOf(path), undefined, path);
    }
  });
});

describe('cost overrides', () => {
  it('takes paths and ids, clamps, and reports what it cannot use', () => {
    const { overrides, problems } = parseCostOverrides({
      '/v1/people/email-finder': 0.8,
      'mobile-finder': 4,
      '/v1/analytics/*': 1,
      'role-finder': -1,
      'company-search': Infinity,
      '/v1/people/nobody': 3,
      'company-funding': '4',
      technographics: NaN,
    });
    assert.deepEqual(
      [...overrides],
      [
        ['email-finder', 0.8],
        ['mobile-finder', 4],
        ['analytics', 1],
        ['role-finder', 0],
        ['company-search', 1000],
      ],
    );
    assert.deepEqual(problems, [
      { key: 'role-finder', problem: 'clamped' },
      { key: 'company-search', problem: 'clamped' },
      { key: '/v1/people/nobody', problem: 'unknownEndpoint' },
      { key: 'company-funding', problem: 'notANumber' },
      { key: 'technographics', problem: 'notANumber' },
    ]);
    const cost = costOf('/v1/people/email-finder', overrides);
    assert.deepEqual([cost?.credits, cost?.min, cost?.max, cost?.overridden], [0.8, 0.8, 0.8, true]);
    assert.equal(costOf('email-validation', overrides)?.overridden, false);
  });

  it('reads an absent setting as none, and a wrong type as a problem', () => {
    assert.deepEqual(parseCostOverrides(undefined).problems, []);
    for (const value of [[], 'x', 3, true]) {
      assert.deepEqual(parseCostOverrides(value).problems, [{ key: '', problem: 'notAnObject' }]);
    }
  });

  it('invariant: whatever the setting holds, prices stay within 0 and 1000 and nothing throws', () => {
    const key = fc.oneof(fc.string(), fc.constantFrom(...COST_TABLE.map(({ id }) => id), '__proto__'));
    fc.assert(
      fc.property(fc.oneof(fc.anything(), fc.dictionary(key, fc.anything())), (value) => {
        for (const [id, credits] of parseCostOverrides(value).overrides) {
          assert.ok(COST_TABLE.some((endpoint) => endpoint.id === id));
          assert.ok(credits >= 0 && credits <= 1000);
        }
      }),
    );
  });
});
