import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  readDaily,
  readDashboard,
  readDay,
  readProducts,
  readSummary,
  readUsage,
} from '../../../src/leadmagic/analyticsReaders';
import {
  dashboard,
  dashboardRead,
  date,
  dayBody,
  dayProduct,
  dayProductRead,
  dayRead,
  period,
  product,
  productRead,
  summary,
  summaryRead,
} from './analyticsBodies';
import { damaged } from './damaged';
import { reportCases, value } from './reportCases';

describe('analytics readers', () => {
  for (const [name, read, body, expected] of reportCases) {
    describe(name, () => {
      it('reads a bare body', () => {
        assert.deepEqual(value(read(body)), expected);
      });

      it('reads a body under data', () => {
        assert.deepEqual(value(read({ success: true, data: body })), expected);
      });

      it('prefers the outer level where both say something', () => {
        const outer: Record<string, unknown> = { ...body };
        if (name !== 'daily') outer['data'] = { stats: {}, summary: {}, products: {}, total_api_requests: 1 };
        assert.deepEqual(value(read(outer)), expected);
      });

      const nothings = [
        {},
        { data: {} },
        { data: [1] },
        { success: false, errors: [] },
        [],
        [body],
        null,
        undefined,
        1,
        'x',
      ];
      it('refuses a body with nothing in it', () => {
        for (const nothing of nothings) {
          assert.deepEqual(read(nothing), { ok: false, error: 'wrongShape' });
        }
      });

      it('drops what it does not know', () => {
        const noisy = { ...body, user: { email: 'dev@example.com' }, extra: 'noise' };
        assert.deepEqual(value(read(noisy)), expected);
      });

      it('survives any change to any part of a good body', () => {
        fc.assert(
          fc.property(damaged(body), (wrong) => {
            const reading = read(wrong);
            if (!reading.ok) assert.equal(reading.error, 'wrongShape');
            else assertSane(reading.value);
          }),
        );
      });

      it('survives any body at all', () => {
        fc.assert(
          fc.property(fc.oneof(fc.anything(), fc.jsonValue()), (wrong) => {
            const reading = read(wrong);
            assert.ok(reading.ok || reading.error === 'wrongShape');
          }),
        );
      });
    });
  }

  it('dashboard: neither id nor e-mail address of the user is kept', () => {
    for (const body of [dashboard, { data: dashboard }, { ...dashboard, stats: 1 }]) {
      assert.doesNotMatch(JSON.stringify(readDashboard(body)), /user_x1|example\.com/);
    }
  });

  it('dashboard: missing and broken parts leave the others whole', () => {
    const { this_week: _gone, ...stats } = dashboard.stats;
    const body = {
      ...dashboard,
      rate_limit: { minute: 'busy', daily: dashboard.rate_limit.daily },
      concurrency: null,
      stats: { ...stats, today: { requests: -1, credits: '5', chargeable_rate: 101, unique_products: 1 } },
    };
    assert.deepEqual(value(readDashboard(body)), {
      credits: 4120.76,
      rateLimit: { daily: dashboardRead.rateLimit.daily },
      stats: { today: { uniqueProducts: 1 }, thisMonth: dashboardRead.stats.thisMonth },
    });
  });

  it('an empty account is a report, not an error', () => {
    const zero = { total_requests: 0, total_credits: 0, chargeable_rate: 0 };
    const zeroRead = { requests: 0, credits: 0, chargeableRate: 0 };
    assert.deepEqual(value(readUsage({ summary: zero, daily: [] })), { summary: zeroRead, daily: [] });
    assert.deepEqual(value(readProducts({ products: {} })), { products: [] });
    assert.deepEqual(value(readProducts({ products: [], daily: [] })), { products: [] });
    assert.deepEqual(value(readDaily({ data: [] })), { daily: [] });
    assert.deepEqual(value(readDaily({ data: { data: [] } })), { daily: [] });
    assert.deepEqual(value(readDay({ date, products: [] }, date)), { date, products: [] });
    assert.deepEqual(value(readSummary({ total_api_requests: 0, first_request: null, last_request: '' })), {
      requests: 0,
    });
    assert.deepEqual(value(readDashboard({ credits: { current: 0 }, stats: {} })), { credits: 0, stats: {} });
  });

  it('a period that is none is left out', () => {
    for (const bad of [{ start: '2026-01-01' }, { start: 1, end: 2 }, 'January', []]) {
      assert.deepEqual(value(readUsage({ period: bad, daily: [] })), { daily: [] });
    }
  });

  it('times without a zone, which would be read as local, are left out', () => {
    const reading = readSummary({
      ...summary,
      first_request: '2025-02-01T08:00:00',
      last_request: '2025-99-01T08:00:00Z',
    });
    const { firstRequestAt: _first, lastRequestAt: _last, ...rest } = summaryRead;
    assert.deepEqual(value(reading), rest);
  });

  it('products come as a map or as a list, by any of the names of an id', () => {
    const list = [
      { product_id: 'a', ...product },
      { product: 'b', ...product },
      { id: 'c', requests: 5, success_rate: 1 },
      { id: 'c', requests: 6, credits: 2 },
      { ...product },
      'd',
    ];
    assert.deepEqual(value(readProducts({ products: list })), {
      products: [
        { id: 'a', ...productRead },
        { id: 'b', ...productRead },
        { id: 'c', requests: 6, credits: 2 },
      ],
    });
    assert.deepEqual(
      value(readDay({ products: { email_finder: { ...dayProduct, id: 'not this' } } }, date)),
      {
        date,
        products: [{ id: 'email_finder', ...dayProductRead }],
      },
    );
  });

  it('a day may name its counts as the product report does', () => {
    assert.deepEqual(value(readDay({ products: { a: { total_requests: 1, total_credits: 2 } } }, date)), {
      date,
      products: [{ id: 'a', requests: 1, credits: 2 }],
    });
  });

  it('a day without products has none', () => {
    assert.deepEqual(value(readDay({ date }, date)), { date, products: [] });
  });

  it('a day that is another one than was asked for is no report of it', () => {
    assert.deepEqual(readDay({ date: '2026-09-01', products: [] }, date), { ok: false, error: 'wrongShape' });
    assert.deepEqual(value(readDay({ products: [] }, date)), { date, products: [] });
  });

  it('one name of its own is enough for the outer level to count', () => {
    assert.deepEqual(value(readUsage({ period, data: { daily: [{ date }] } })), { period, daily: [] });
  });

  it('ids are cleaned and kept short', () => {
    const reading = readProducts({ products: { [` a\u0000\u202e${'b'.repeat(200)}`]: {}, ' ': {} } });
    assert.deepEqual(value(reading), { products: [{ id: `a${'b'.repeat(99)}` }] });
  });

  it('ids that are names of JavaScript are only names', () => {
    const body: unknown = JSON.parse(
      '{"products":{"__proto__":{"total_requests":1},"constructor":{"total_requests":2}}}',
    );
    assert.deepEqual(value(readProducts(body)), {
      products: [
        { id: '__proto__', requests: 1 },
        { id: 'constructor', requests: 2 },
      ],
    });
  });

  it('the day is the one that was asked for', () => {
    assert.deepEqual(value(readDay({ ...dayBody, date: 'today' }, date)), dayRead);
  });

  it('numbers must be finite and not negative', () => {
    for (const wrong of [NaN, Infinity, -Infinity, -1, '1', null, true, [1]]) {
      assert.deepEqual(value(readSummary({ total_api_requests: wrong, failed_requests: 1 })), {
        failedRequests: 1,
      });
    }
    assert.deepEqual(value(readSummary({ total_credits_consumed: 0.1 + 0.2 })), { credits: 0.3 });
  });

  it('rates are percent: 0 and 100 are good, more is not', () => {
    assert.deepEqual(value(readSummary({ success_rate: 0 })), { successRate: 0 });
    assert.deepEqual(value(readSummary({ success_rate: 100 })), { successRate: 100 });
    // 7 / 7 by way of 0.07, as floating-point numbers have it.
    assert.deepEqual(value(readSummary({ success_rate: 100.00000000000001 })), { successRate: 100 });
    assert.deepEqual(readSummary({ success_rate: 100.1 }), { ok: false, error: 'wrongShape' });
  });
});

/** Every number finite and >= 0, every text short. */
function assertSane(part: unknown): void {
  if (typeof part === 'number') assert.ok(Number.isFinite(part) && part >= 0);
  else if (typeof part === 'string') assert.ok(part.length <= 100);
  else if (typeof part === 'object' && part !== null) Object.values(part).forEach(assertSane);
  else assert.fail(`${typeof part} in a report`);
}
