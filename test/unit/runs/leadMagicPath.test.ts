import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { COST_TABLE } from '../../../src/runs/costTable';
import { findLeadMagicPath } from '../../../src/runs/leadMagicPath';

describe('LeadMagic path in a line', () => {
  const found: readonly (readonly [string, string])[] = [
    [`await post('/v1/people/email-finder', body)`, 'email-finder'],
    [`fetch("https://api.leadmagic.io/v1/people/email-finder?x=1")`, 'email-finder'],
    ['fetch(`${BASE}/v1/people/mobile-finder`)', 'mobile-finder'],
    ['fetch(`${BASE}v1/people/mobile-finder`)', 'mobile-finder'],
    [`url: 'v1/people/email-validation',`, 'email-validation'],
    [`requests.post(f"{base}/v1/analytics/day/{date}")`, 'analytics'],
    ['get(`/v1/analytics/day/${date}`)', 'analytics'],
    [`POST http://127.0.0.1:4010/v1/credits HTTP/1.1`, 'credits'],
    [`curl localhost:8080/v1/credits/refresh`, 'credits'],
    [`curl -X POST api.leadmagic.io/v1/companies/company-search/`, 'company-search'],
    [`curl -X POST $BASE/v1/people/role-finder`, 'role-finder'],
    [`curl "$LEADMAGIC_BASE_URL/v1/people/role-finder"`, 'role-finder'],
    [`irm $env:BASE/v1/people/role-finder`, 'role-finder'],
    [`curl %BASE%/v1/people/role-finder`, 'role-finder'],
    [`'%(base)s/v1/people/role-finder' % urls`, 'role-finder'],
    [`# see /v1/people/role-finder.`, 'role-finder'],
    [`"/v3/jobs/search/export"`, 'job-export-v3'],
    [`"/v3/jobs/search"`, 'job-search-v3'],
    [`"/v3/jobs/search/titles"`, 'search-helpers-v3'],
    [`'/bulk/submit'`, 'bulk'],
    [`{path: /v1/people/email-finder}`, 'email-finder'],
    [`//api.leadmagic.io/v1/people/email-finder#top`, 'email-finder'],
  ];
  for (const [line, id] of found) {
    it(`finds ${id} in ${line}`, () => {
      const hit = findLeadMagicPath(line);
      assert.equal(hit?.endpoint.id, id);
      assert.equal(line.slice(hit.start, hit.end).replace(/^(?!\/)/, '/'), hit.path);
    });
  }

  const not = [
    `'/v1/people/email-finder-pro'`,
    `'/v1/people/email-finder/extra'`,
    `'/proxy/v1/people/email-finder'`,
    `'https://example.com/v1/credits'`,
    `'https://leadmagic.io.example.com/v1/credits'`,
    `'https://notleadmagic.io/v1/credits'`,
    `'https://user@api.leadmagic.io/v1/credits'`,
    `'/rev1/people/email-finder'`,
    `'mv1/people/email-finder'`,
    `'/v2/people/email-finder'`,
    `'/v1/people/email-finder%20'`,
    `/v1/people/`,
    '',
  ];
  for (const line of not)
    it(`finds nothing in ${line}`, () => assert.equal(findLeadMagicPath(line), undefined));

  it('takes the path under the column, and only that', () => {
    const line = `a('/v1/people/email-finder'); b('/v1/people/mobile-finder');`;
    assert.equal(findLeadMagicPath(line, 10)?.endpoint.id, 'email-finder');
    assert.equal(findLeadMagicPath(line, 45)?.endpoint.id, 'mobile-finder');
    assert.equal(findLeadMagicPath(line, 29), undefined);
    assert.equal(findLeadMagicPath(line, 0), undefined);
  });

  it('works far into a minified line, without reading all of it', () => {
    const filler = 'x="https://api.leadmagic.io/v1/";'.repeat(40_000);
    const line = `${filler}"/v1/people/email-finder";${filler}`;
    const started = performance.now();
    const hit = findLeadMagicPath(line, filler.length + 5);
    assert.deepEqual(
      [hit?.start, hit?.end],
      [filler.length + 1, filler.length + 1 + '/v1/people/email-finder'.length],
    );
    assert.ok(performance.now() - started < 50);
  });

  it('invariant: every path of the table is found between any quotes, at its very place', () => {
    const paths = COST_TABLE.flatMap(({ id, paths }) =>
      paths.map((path) => ({ id, path: path.replace('*', 'any-thing') })),
    );
    fc.assert(
      fc.property(
        fc.constantFrom(...paths),
        fc.constantFrom('"', "'", '`', ' ', '(', ''),
        fc.constantFrom('', 'https://api.leadmagic.io', '${BASE}', 'api.leadmagic.io'),
        fc.constantFrom('', '/', '?a=b', '#x', '.'),
        ({ id, path }, quote, host, tail) => {
          const line = `const x = ${quote}${host}${path}${tail}${quote}`;
          const hit = findLeadMagicPath(line);
          assert.equal(hit?.endpoint.id, id);
          assert.equal(line.slice(hit.start, hit.end), path);
        },
      ),
    );
  });
});
