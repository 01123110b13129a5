import assert from 'node:assert/strict';
import type { Clock } from '@sinonjs/fake-timers';
import type { FakeLeadMagic } from '../../fake-leadmagic/server';
import {
  clockAtNow,
  reportsOf,
  today,
  type Dashboard,
  type Day,
  type Series,
  type Summary,
} from './analyticsKit';
import { key, startWithAccount } from './serverKit';

/** Names of all members, nested ones with their path, `[]` for the items of a list. */
function shapeOf(value: unknown, path = ''): string[] {
  if (Array.isArray(value)) {
    return value.length === 0 ? [`${path}[]`] : shapeOf(value[0], `${path}[]`);
  }
  if (typeof value !== 'object' || value === null) {
    return [path];
  }
  return Object.entries(value).flatMap(([name, member]) =>
    shapeOf(member, path === '' ? name : `${path}.${name}`),
  );
}

describe('the analytics of the stand-in API', () => {
  let clock: Clock;
  let server: FakeLeadMagic;
  const { report, body } = reportsOf(() => server);

  beforeEach(async () => {
    clock = clockAtNow();
    ({ server } = await startWithAccount({}));
  });
  afterEach(async () => {
    clock.uninstall();
    await server.close();
  });

  const period = ['period.start', 'period.end', 'period.days'];
  const stats = ['requests', 'credits', 'chargeable_requests', 'chargeable_rate', 'unique_products'];
  const limits = ['limit', 'used', 'remaining', 'utilization'];
  const shapes: Readonly<Record<string, readonly string[]>> = {
    dashboard: [
      ...['user.id', 'user.email', 'credits.current', 'credits.formatted'],
      ...['minute', 'daily'].flatMap((window) => limits.map((name) => `rate_limit.${window}.${name}`)),
      ...['concurrency.current', 'concurrency.peak', 'concurrency.active_reservations'],
      ...['today', 'this_week', 'this_month'].flatMap((span) => stats.map((name) => `stats.${span}.${name}`)),
    ],
    usage: [
      ...period,
      ...['total_requests', 'chargeable_requests', 'total_credits', 'avg_credits_per_request'].map(
        (name) => `summary.${name}`,
      ),
      ...['summary.chargeable_rate', 'summary.unique_products'],
      ...['date', 'total_requests', 'chargeable_requests', 'total_credits', 'unique_products_used'].map(
        (name) => `daily[].${name}`,
      ),
    ],
    credits: [
      ...period,
      ...['total_credits', 'total_requests', 'chargeable_requests', 'avg_credits_per_request'].map(
        (name) => `summary.${name}`,
      ),
      'summary.chargeable_rate',
      ...['date', 'total_credits', 'total_requests', 'chargeable_requests'].map((name) => `daily[].${name}`),
    ],
    summary: [
      ...['total_api_requests', 'total_credits_consumed', 'unique_products_used', 'successful_requests'],
      ...['failed_requests', 'success_rate', 'avg_response_time_ms', 'first_request', 'last_request'],
    ],
    daily: [
      ...period,
      ...['date', 'total_requests', 'successful_requests', 'failed_requests', 'total_credits'].map(
        (name) => `data[].${name}`,
      ),
      ...['p50_latency_ms', 'p95_latency_ms', 'p99_latency_ms', 'error_rate'].map((name) => `data[].${name}`),
    ],
    [`day/${today}`]: [
      ...['date', 'summary.total_credits', 'summary.total_requests', 'summary.products_count'],
      ...['product_id', 'requests', 'credits', 'credits_percentage', 'avg_credits_per_request'].map(
        (name) => `products[].${name}`,
      ),
      'products[].max_credits',
    ],
  };
  for (const [route, names] of Object.entries(shapes)) {
    it(`has the documented shape of ${route}, bare and under data, and costs nothing`, async () => {
      const response = await report(route);
      assert.equal(response.headers.get('x-credits-remaining'), '4120.75');
      assert.equal(response.headers.get('x-credits-cost'), '0');
      const bare: unknown = await response.json();
      assert.deepEqual(shapeOf(bare), names);
      server.configure({ analytics: { wrapped: true } });
      assert.deepEqual(await body(route), { data: bare });
    });
  }

  it('gives products as a map by id or as an array', async () => {
    const map = await body<{ products: Record<string, object>; daily: unknown[] }>('products');
    assert.equal(Object.keys(map.products).length, 12);
    assert.deepEqual(map.daily, []);
    assert.deepEqual(Object.keys(map.products['email_finder'] ?? {}), [
      ...['total_requests', 'total_credits', 'successful_requests', 'failed_requests'],
      ...['success_rate', 'avg_credits_per_request'],
    ]);
    server.configure({ analytics: { productsAs: 'array' } });
    const list = await body<{ products: object[] }>('products');
    assert.deepEqual(
      list.products,
      Object.entries(map.products).map(([id, figures]) => ({ product_id: id, ...figures })),
    );
  });

  it('takes 1 to 90 days, 30 unless told', async () => {
    for (const [query, days] of [
      ['', 30],
      ['?days=1', 1],
      ['?days=90', 90],
    ] as const) {
      const { period: span, daily } = await body<Series>(`usage${query}`);
      assert.deepEqual([span.days, daily.length, daily.at(-1)?.date, span.end], [days, days, today, today]);
    }
    for (const days of ['0', '91', '1.5', '-1', 'many', '', '1e1']) {
      for (const route of ['usage', 'products', 'credits', 'daily']) {
        const response = await report(`${route}?days=${days}`);
        assert.equal(response.status, 400, `${route} ${days}`);
        const { errors } = (await response.json()) as { errors: { code: string; param: string[] }[] };
        assert.deepEqual([errors[0]?.code, errors[0]?.param], ['validation_error', ['days']]);
      }
    }
  });

  it('takes only real dates', async () => {
    for (const route of [
      'day/2026-02-30',
      'day/yesterday',
      'day/2026-1-1',
      'summary?start_date=2026-13-01',
      'summary?end_date=soon',
      'summary?start_date=2026-01-02&end_date=2026-01-01',
    ]) {
      assert.equal((await report(route)).status, 400, route);
    }
    assert.equal((await body<Day>('day/2030-01-01')).summary.total_requests, 0);
    assert.equal((await body<Summary>('summary?end_date=2020-01-01')).total_api_requests, 0);
  });

  it('offers the five undocumented routes only when told', async () => {
    const extras = ['requests', 'quality', 'quality/daily', 'errors', 'found-rate'];
    for (const route of extras) {
      assert.equal((await report(route)).status, 404, route);
    }
    await fetch(`${server.origin}/__control`, {
      method: 'POST',
      body: JSON.stringify({ action: 'configure', settings: { analytics: { extras: true } } }),
    });
    for (const route of extras) {
      assert.ok(shapeOf(await body(route)).length > 1, route);
    }
    const { products } = await body<{ products: Record<string, { found_rate: number }> }>('found-rate');
    assert.equal(Object.keys(products).length, 12);
    for (const [id, { found_rate: rate }] of Object.entries(products)) {
      assert.ok(rate >= 0 && rate <= 100, id);
    }
    assert.equal((await report('quality?days=91')).status, 400);
    assert.equal((await report('nothing')).status, 404);
  });

  it('tells the e-mail canary on the dashboard route and nowhere else', async () => {
    server.configure({ analytics: { extras: true } });
    server.addAccount({ key, credits: 1, analytics: { email: 'other@example.com' } });
    assert.equal((await body<Dashboard>('dashboard')).user.email, 'other@example.com');
    for (const route of ['usage', 'products', 'credits', 'summary', 'daily', `day/${today}`, 'requests']) {
      assert.equal((await (await report(route)).text()).includes('@example.com'), false, route);
    }
  });

  it('asks for a key and takes faults like any other route', async () => {
    assert.equal((await report('dashboard', 'wrong-key')).status, 401);
    server.setFault({ kind: 'error', status: 500, path: '/v1/analytics/products', times: 'always' });
    assert.equal((await report('products')).status, 500);
    assert.equal((await report('usage')).status, 200);
  });
});
