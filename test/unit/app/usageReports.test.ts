import assert from 'node:assert/strict';
import { UsageCache } from '../../../src/app/usageCache';
import { documented, every, HOUR, MINUTE, reportsKits, SECOND, type ReportsWindow } from './reportsKit';

describe('UsageReports of one window', () => {
  const kits = reportsKits();
  let window: ReportsWindow;

  beforeEach(async () => (window = await kits().open()));

  const asked = (): readonly string[] => kits().asked();
  const clock = () => kits().kit.clock;
  const api = () => kits().kit.api;

  it('fetches every report, and tells of each as it comes', async () => {
    await window.renew();
    assert.deepEqual(asked(), every);
    const { extras, ...rest } = window.shown;
    assert.deepEqual(
      Object.values(extras).map(({ value }) => value),
      Array(5).fill({}),
    );
    for (const [name, { isLoading, value, problem, at }] of Object.entries(rest)) {
      assert.deepEqual(
        [isLoading, value !== undefined, problem, at],
        [false, true, undefined, clock().time],
        name,
      );
    }
    assert.ok(window.changes >= documented.length);
  });

  it('asks for the days of the range', async () => {
    await window.renew(false, undefined, 90);
    const queries = api()
      .requests.filter(({ path }) => path.endsWith('/usage'))
      .map(({ query }) => query);
    assert.deepEqual(queries, [{ days: '90' }]);
  });

  it('asks for the dashboard once a minute, for the rest every five, for the unknown routes once an hour', async () => {
    await window.renew();
    asked();
    clock().pass(MINUTE - 1);
    await window.renew();
    assert.deepEqual(asked(), []);
    clock().pass(1);
    await window.renew();
    assert.deepEqual(asked(), ['dashboard']);
    clock().pass(4 * MINUTE);
    await window.renew();
    assert.deepEqual(asked(), documented);
    clock().pass(55 * MINUTE);
    await window.renew();
    assert.deepEqual(asked(), every);
  });

  it('asks no sooner when the person does', async () => {
    await window.renew();
    asked();
    const { usage } = window.shown;
    clock().pass(MINUTE - 1);
    await window.renew(true);
    assert.deepEqual(asked(), []);
    assert.deepEqual(window.shown.usage, usage);
    clock().pass(1);
    await window.renew(true);
    assert.deepEqual(asked(), ['dashboard']);
  });

  it('asks for nothing twice at a time', async () => {
    await Promise.all([window.renew(), window.renew(), window.renew(true)]);
    assert.deepEqual(asked(), every);
  });

  it('asks for another range at once', async () => {
    await window.renew();
    asked();
    await window.renew(true, undefined, 30);
    assert.deepEqual(
      asked(),
      documented.filter((route) => route !== 'dashboard'),
    );
  });

  it('tells what failed, leaves the rest whole, and keeps to the limit', async () => {
    api().setFault({ kind: 'error', status: 500, path: '/v1/analytics/products' });
    const triedAt = clock().time;
    await window.renew();
    assert.deepEqual(window.shown.products, {
      isLoading: false,
      problem: { kind: 'server', status: 500, triedAt },
    });
    assert.ok(window.shown.credits.value);
    asked();
    clock().pass(5 * MINUTE - 1);
    await window.renew(true);
    assert.deepEqual(asked(), ['dashboard']);
    clock().pass(1);
    await window.renew();
    assert.ok(window.shown.products.value);
    assert.equal(window.shown.products.problem, undefined);
  });

  it('tries one that reached nobody again after a minute', async () => {
    api().setFault({ kind: 'reset', path: '/v1/analytics/products' });
    const triedAt = clock().time;
    await window.renew();
    assert.deepEqual(window.shown.products, { isLoading: false, problem: { kind: 'network', triedAt } });
    asked();
    clock().pass(MINUTE - 1);
    await window.renew(true);
    assert.deepEqual(asked(), []);
    clock().pass(1);
    await window.renew();
    assert.deepEqual(asked(), ['dashboard', 'products']);
  });

  it('keeps an older report beside a failure', async () => {
    await window.renew();
    const { value, at } = window.shown.usage;
    clock().pass(5 * MINUTE);
    api().setFault({ kind: 'html', path: '/v1/analytics/usage' });
    await window.renew();
    assert.deepEqual(window.shown.usage, {
      isLoading: false,
      value,
      at,
      problem: { kind: 'protocol', status: 200, triedAt: clock().time },
    });
  });

  it('hands the latest balance over once', async () => {
    await window.renew();
    assert.equal(window.snapshot.observation?.balance.credits, 500);
    assert.equal(window.snapshot.observation.source, 'header');
    assert.equal(window.snapshot.seq, 1);
  });

  it('gives up when told to, and asks again five seconds later', async () => {
    api().setFault({ kind: 'hang', path: '/v1/analytics/*', times: 'always' });
    const first = window.renew();
    await kits().untilAsked(documented.length);
    window.reopen();
    await first;
    assert.deepEqual(window.shown.credits, { isLoading: true });
    assert.equal(window.snapshot.observation, undefined);
    assert.deepEqual(asked(), documented);
    api().clearFaults();
    clock().pass(5 * SECOND - 1);
    await window.renew(true);
    assert.deepEqual(
      asked().filter((route) => documented.includes(route)),
      [],
    );
    clock().pass(1);
    await window.catchUp();
    assert.deepEqual(asked(), documented);
    assert.ok(window.shown.credits.value);
  });

  it('tells the products of a day', async () => {
    const date = '2026-11-20';
    assert.deepEqual(window.reports.day(date), { isLoading: true });
    await window.renew(false, date);
    await window.renew(true, date);
    assert.deepEqual(asked(), [...every, `day/${date}`].sort());
    assert.equal(window.reports.day(date).value?.date, date);
  });

  it('says whether a route that may not be there told something, an older word where it fails', async () => {
    api().configure({ analytics: { extras: true } });
    await window.renew();
    assert.deepEqual(window.shown.extras.quality?.value?.table?.columns, ['name', 'value']);
    asked();
    clock().pass(HOUR);
    api().setFault({ kind: 'error', status: 500, path: '/v1/analytics/errors' });
    api().setFault({ kind: 'error', status: 404, path: '/v1/analytics/quality' });
    await window.renew();
    assert.ok(window.shown.extras.errors?.value?.table);
    assert.equal(window.shown.extras.errors.at, clock().time - HOUR);
    assert.deepEqual(window.shown.extras.quality.value, {});
    asked();
    clock().pass(HOUR - 1);
    await window.renew(true);
    assert.deepEqual(asked(), documented);
  });

  describe('by itself', () => {
    it('asks for what is missing, as after a reload in an unfocused window', async () => {
      await window.reports.follow(7, undefined);
      assert.deepEqual(asked(), []);
      await window.catchUp();
      assert.deepEqual(asked(), every);
    });

    it('asks for nothing where nothing is wanted, however old it is', async () => {
      await window.renew();
      asked();
      clock().pass(HOUR);
      await window.catchUp();
      assert.deepEqual(asked(), []);
    });

    it('asks anew for what is older than it was wanted, as its limit allows, and once', async () => {
      const day = '2026-11-20';
      await window.renew(false, day);
      asked();
      clock().pass(2 * MINUTE);
      window.reports.wantNewer();
      await window.catchUp(day);
      assert.deepEqual(asked(), ['dashboard']);
      clock().pass(3 * MINUTE - 1);
      await window.catchUp(day);
      assert.deepEqual(asked(), []);
      clock().pass(1);
      await window.catchUp(day);
      assert.deepEqual(asked(), [...documented, `day/${day}`].sort());
      clock().pass(10 * MINUTE);
      await window.catchUp(day);
      assert.deepEqual(asked(), []);
    });

    it('asks anew once a UTC day has begun', async () => {
      await window.renew();
      asked();
      clock().pass(24 * HOUR);
      await window.catchUp();
      assert.deepEqual(asked(), every);
      clock().pass(5 * MINUTE);
      await window.catchUp();
      assert.deepEqual(asked(), []);
    });

    it('does not try a refused key again, but for the person', async () => {
      api().setFault({ kind: 'error', status: 401, path: '/v1/analytics/*', times: 'always' });
      await window.renew();
      asked();
      clock().pass(HOUR);
      await window.catchUp();
      assert.deepEqual(asked(), []);
      api().clearFaults();
      await window.renew(true);
      assert.deepEqual(
        asked().filter((route) => documented.includes(route)),
        documented,
      );
    });
  });

  describe('in the cache of a window', () => {
    let cache: UsageCache;
    let changes: number;

    beforeEach(() => {
      changes = 0;
      cache = new UsageCache(clock().now, (error) => assert.fail(String(error)));
      cache.onDidChange(() => (changes += 1));
    });

    const look = async ({ session }: ReportsWindow): Promise<void> => {
      await cache.of(session).renew(7, undefined, false, new AbortController().signal);
    };

    it('outlive a dashboard that closes: one that opens within a minute asks for nothing', async () => {
      await look(window);
      assert.deepEqual(asked(), every);
      assert.ok(changes > 0);
      clock().pass(MINUTE - 1);
      await look(window);
      assert.deepEqual(asked(), []);
      assert.ok(cache.of(window.session).reports(7).credits.value);
    });

    it('outlive an account that is left and comes back, and serve its new life', async () => {
      await look(window);
      asked();
      window.window.account.dispose();
      window = await kits().open();
      await look(window);
      assert.deepEqual(asked(), []);
      clock().pass(MINUTE);
      kits().kit.server.spend(100);
      await look(window);
      assert.deepEqual(asked(), ['dashboard']);
      assert.equal(window.snapshot.observation?.balance.credits, 400);
    });
  });
});
