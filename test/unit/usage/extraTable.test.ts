import assert from 'node:assert/strict';
import fc from 'fast-check';
import { extraReport, extraTable } from '../../../src/usage/extraTable';

describe('extraTable', () => {
  it('reads a list of objects, bare or wrapped', () => {
    const table = {
      columns: ['status', 'credits'],
      rows: [
        [200, 1],
        ['', 2],
      ],
    };
    const requests = [{ status: 200, credits: 1, nested: {} }, { credits: 2 }];
    assert.deepEqual(extraTable({ period: { days: 7 }, requests }), table);
    assert.deepEqual(extraTable({ data: { requests } }), table);
    assert.deepEqual(extraTable(requests), table);
  });

  it('reads a map of objects, and figures', () => {
    assert.deepEqual(extraTable({ products: { email_finder: { found_rate: 60 } } }), {
      columns: ['name', 'found_rate'],
      rows: [['email_finder', 60]],
    });
    assert.deepEqual(extraTable({ found_rate: 60, ok: true }), {
      columns: ['name', 'value'],
      rows: [
        ['found_rate', 60],
        ['ok', 'true'],
      ],
    });
  });

  it('lets nothing through that could be a person, a page or a key', () => {
    const person = { name: 'jane', first_name: 'Jane', full: 'Jane Doe', person: 'jane.doe', user: 'jane' };
    const contact = { email: 'dev@example.com', mobile: '+15551234567', phone_number: 15551234567 };
    const page = { profile: 'jane-doe-8a1b2c', site: 'example.com/in/jane', domain: 'acme.com', html: '<b>' };
    const other = { ip: '203.0.113.7', api_key: 'lm_other_team_key_0123456789', product: 'x'.repeat(65) };
    const named = {
      id: 'john.doe',
      request_id: 'req-7f',
      user_id: 7,
      contact: 5551234,
      code: 'john.doe',
      type: 'JohnDoe',
    };
    const paths = { path: '/v1/people/john', endpoint: '/v1/people/profile-search/john-doe', route: '/v1' };
    const numbers = { number: 15551234567, digits: -15551234567, at: 'john', date: 'lm_key' };
    const requests = [
      { ...person, ...contact, ...page, ...other, ...named, ...paths, ...numbers, status: 1 },
    ];
    assert.deepEqual(extraTable({ requests }), { columns: ['status'], rows: [[1]] });
    const byKey = { lm_other_team_key_0123456789: { requests: 5 }, 'jane doe': { requests: 1 } };
    assert.equal(extraTable({ by_key: byKey }), undefined);
    assert.equal(extraTable({ by_key: { lm_9f2: { requests: 5 } } }), undefined);
    assert.equal(extraTable({ lm_other_team_key_0123456789: 5 }), undefined);
  });

  it('lets products, codes, times and paths of the API through', () => {
    const row = {
      product_id: 'email_finder',
      created_at: '2026-09-16T12:00:00.000Z',
      endpoint: '/v1/people/email-finder',
      code: '4xx',
      error: 'INVALID',
      date: '2026-09-16',
    };
    assert.deepEqual(extraTable({ requests: [row] }), {
      columns: Object.keys(row),
      rows: [Object.values(row)],
    });
    assert.deepEqual(extraTable({ by_status: { '400': { requests: 2 } } }), {
      columns: ['name', 'requests'],
      rows: [['400', 2]],
    });
  });

  it('has at most 50 rows and 8 columns', () => {
    const wide = Object.fromEntries(Array.from({ length: 20 }, (_, index) => [`c${index}`, index]));
    const table = extraTable(Array.from({ length: 80 }, () => wide));
    assert.deepEqual([table?.columns.length, table?.rows.length], [8, 50]);
  });

  it('is kept with the found rates by product, of the route that tells them', () => {
    const body = { products: { email_finder: { found_rate: 60 } } };
    const table = extraTable(body);
    const rates = [{ id: 'email_finder', rate: 60 }];
    assert.deepEqual(extraReport('found-rate', body), { table, rates });
    assert.deepEqual(extraReport('quality', body), { table });
    assert.deepEqual(extraReport('errors', 'text'), {});
    const many = Array.from({ length: 300 }, (_, index) => ({ id: `p${index}`, rate: 1 }));
    assert.equal(extraReport('found-rate', many).rates?.length, 100);
  });

  it('never throws, and every row has a cell for every column', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (body) => {
        const table = extraTable(body);
        for (const row of table?.rows ?? []) assert.equal(row.length, table?.columns.length);
        assert.ok(!JSON.stringify(table ?? '').includes('@'));
      }),
    );
  });
});
