import assert from 'node:assert/strict';
import type { Clock } from '@sinonjs/fake-timers';
import type { FakeAccount } from '../../fake-leadmagic/account';
import { startFakeLeadMagic, type FakeLeadMagic } from '../../fake-leadmagic/server';
import {
  clockAtNow,
  now,
  reportsOf,
  today,
  type Daily,
  type Dashboard,
  type Day,
  type ProductFigures,
  type Series,
  type Summary,
} from './analyticsKit';
import { key, startWithAccount } from './serverKit';

/** Adds up in hundredths, so that the order cannot matter. */
function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + Math.round(value * 100), 0) / 100;
}

describe('the analytics of the stand-in API', () => {
  let clock: Clock;
  let server: FakeLeadMagic;
  let account: FakeAccount;
  const { report, body } = reportsOf(() => server);

  beforeEach(async () => {
    clock = clockAtNow();
    ({ server, account } = await startWithAccount({}));
  });
  afterEach(async () => {
    clock.uninstall();
    await server.close();
  });

  it('says the same everywhere', async () => {
    const usage = await body<Series>('usage');
    const history = await body<Series>('credits');
    const daily = await body<Daily>('daily');
    const { products } = await body<{ products: Record<string, ProductFigures> }>('products');
    const total = usage.summary.total_credits;
    assert.equal(sum(usage.daily.map((day) => day.total_credits)), total);
    assert.equal(sum(Object.values(products).map((figures) => figures.total_credits)), total);
    assert.equal(history.summary.total_credits, total);
    assert.equal(usage.daily.length, 30);
    for (const [index, day] of usage.daily.entries()) {
      const detail = await body<Day>(`day/${day.date}`);
      const each = [history.daily[index], daily.data[index], { date: detail.date, ...detail.summary }];
      for (const other of each) {
        assert.deepEqual(
          [other?.date, other?.total_requests, other?.total_credits],
          [day.date, day.total_requests, day.total_credits],
        );
      }
      assert.equal(sum(detail.products.map((product) => product.credits)), day.total_credits);
      assert.equal(sum(detail.products.map((product) => product.requests)), day.total_requests);
    }
    const dashboard = await body<Dashboard>('dashboard');
    const spans = { today: 1, this_week: 5, this_month: 30 };
    for (const [span, days] of Object.entries(spans)) {
      const { summary } = await body<Series>(`usage?days=${days}`);
      const { requests, credits } = dashboard.stats[span] ?? assert.fail(span);
      assert.deepEqual([requests, credits], [summary.total_requests, summary.total_credits], span);
    }
    const range = await body<Summary>('summary?start_date=2026-01-01&end_date=2026-01-30');
    assert.deepEqual(
      [range.total_api_requests, range.total_credits_consumed],
      [usage.summary.total_requests, total],
    );
  });

  it('says what account.analytics says', async () => {
    const { data } = await body<Daily>('daily?days=90');
    assert.deepEqual(
      account.analytics
        .lastDays(90)
        .map((day) => [
          ...[day.date, sum(day.products.map(({ credits }) => credits))],
          ...[sum(day.products.map(({ requests }) => requests)), day.p50Ms, day.p95Ms, day.p99Ms],
        ]),
      data.map((day) => [
        ...[day.date, day.total_credits, day.total_requests],
        ...[day.p50_latency_ms, day.p95_latency_ms, day.p99_latency_ms],
      ]),
    );
  });

  it('adds what is spent while it runs to today', async () => {
    const before = await body<Dashboard>('dashboard');
    await fetch(`${server.origin}/v1/people/mobile-finder`, {
      method: 'POST',
      headers: { 'X-API-Key': key },
    });
    await fetch(`${server.origin}/v1/people/email-finder?found=false`, {
      method: 'POST',
      headers: { 'X-API-Key': key },
    });
    account.spend(20, 'email_to_b2b_profile');
    const after = await body<Dashboard>('dashboard');
    for (const span of ['today', 'this_week', 'this_month']) {
      const [was, is] = [before.stats[span], after.stats[span]];
      assert.equal(sum([is?.credits ?? 0, -(was?.credits ?? 0)]), 25, span);
      assert.equal((is?.requests ?? 0) - (was?.requests ?? 0), 4, span);
    }
    assert.equal(after.credits.current, 4095.75);
    assert.equal(after.credits.formatted, '$40.96');
    assert.equal(after.rate_limit.minute.used, 2);
    assert.equal(after.rate_limit.daily.used, after.stats['today']?.requests);
    const { headers } = await report('summary');
    assert.equal(Number(headers.get('x-ratelimit-remaining-daily')), after.rate_limit.daily.remaining);
    const summary = await body<Summary>('summary');
    assert.equal(summary.last_request, '2026-01-30T15:00:00.000Z');
  });

  it('moves on at midnight and keeps the day before as it was', async () => {
    account.spend(3);
    const { summary: friday } = await body<Day>(`day/${today}`);
    clock.setSystemTime(now + 10 * 60 * 60 * 1000);
    account.spend(2);
    const { daily, period: span } = await body<Series>('usage?days=2');
    assert.deepEqual(span, { start: '2026-01-29', end: '2026-01-31', days: 2 });
    assert.deepEqual(
      daily.map((day) => [day.date, day.total_credits]),
      [
        ['2026-01-30', friday.total_credits],
        ['2026-01-31', 2],
      ],
    );
  });

  it('makes a plausible past', async () => {
    const { data } = await body<Daily>('daily?days=90');
    const meanOf = (weekdays: readonly number[]): number => {
      const days = data.filter((day) => weekdays.includes(new Date(day.date).getUTCDay()));
      return sum(days.map((day) => day.total_requests)) / days.length;
    };
    assert.ok(meanOf([1, 2, 3, 4]) > 3 * meanOf([0, 6]));
    for (const day of data.filter((one) => one.total_requests > 0)) {
      assert.ok(0 < day.p50_latency_ms && day.p50_latency_ms < day.p95_latency_ms, day.date);
      assert.ok(day.p95_latency_ms < day.p99_latency_ms, day.date);
      assert.equal(day.successful_requests + day.failed_requests, day.total_requests);
      assert.ok(day.error_rate >= 0 && day.error_rate < 35, day.date);
    }
    const { products } = await body<{ products: Record<string, ProductFigures> }>('products?days=90');
    for (const [id, figures] of Object.entries(products)) {
      assert.ok(figures.successful_requests <= figures.total_requests, id);
      assert.ok(figures.success_rate > 20 && figures.success_rate <= 100, id);
    }
  });

  it('makes the same past for the same key, another for another', async () => {
    const again = await startFakeLeadMagic({ accounts: [{ key, credits: 1 }] });
    try {
      const past = again.accounts.get(key)?.analytics.lastDays(90);
      assert.deepEqual(account.analytics.lastDays(90), past);
      const other = server.addAccount({ key: 'other-key-1', credits: 1 });
      assert.notDeepEqual(other.analytics.lastDays(90), past);
    } finally {
      await again.close();
    }
  });

  it('knows an account that never did anything, until it does', async () => {
    const empty = server.addAccount({ key: 'empty-key-1', credits: 100, analytics: { empty: true } });
    const [usage, daily] = [await body<Series>('usage', empty.key), await body<Daily>('daily', empty.key)];
    assert.equal(usage.summary.total_requests, 0);
    assert.deepEqual(new Set(daily.data.map((day) => day.total_requests + day.p99_latency_ms)), new Set([0]));
    const { products } = await body<{ products: object }>('products', empty.key);
    assert.deepEqual(products, {});
    assert.deepEqual((await body<Day>(`day/${today}`, empty.key)).products, []);
    const summary = await body<Summary>('summary', empty.key);
    assert.deepEqual([summary.total_api_requests, summary.first_request], [0, null]);
    server.configure({ analytics: { omitIdleDays: true } });
    assert.deepEqual((await body<Series>('usage', empty.key)).daily, []);
    empty.spend(7);
    assert.equal((await body<Series>('usage', empty.key)).summary.total_credits, 7);
    assert.equal((await body<Summary>('summary', empty.key)).first_request, '2026-01-30T08:00:00.000Z');
  });

  it('leaves idle days out, shuffles days and drops this week when told', async () => {
    const whole = (await body<Series>('credits')).daily;
    const idle = whole.filter((day) => day.total_requests === 0);
    assert.ok(idle.length > 0);
    server.configure({ analytics: { omitIdleDays: true } });
    const gapped = (await body<Series>('credits')).daily;
    assert.deepEqual(
      gapped,
      whole.filter((day) => day.total_requests > 0),
    );
    server.configure({ analytics: { omitIdleDays: false, unsortedDays: true } });
    const shuffled = (await body<Series>('credits')).daily;
    assert.notDeepEqual(shuffled, whole);
    assert.deepEqual(
      shuffled.toSorted((a, b) => a.date.localeCompare(b.date)),
      whole,
    );
    server.configure({ analytics: { omitThisWeek: true } });
    assert.deepEqual(Object.keys((await body<Dashboard>('dashboard')).stats), ['today', 'this_month']);
  });
});
