import assert from 'node:assert/strict';
import { Probes } from '../../../src/app/probes';
import { UsageCache } from '../../../src/app/usageCache';
import { UsageReports } from '../../../src/app/usageReports';
import { ok } from '../../../src/leadmagic/result';
import { MemoryFolder } from '../../../src/store/lazy/memoryFolder';
import type { Snapshot } from '../../../src/store/snapshot';
import { accountKits, type KitWindow } from '../app/accountKit';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

const documented = ['credits', 'daily', 'dashboard', 'products', 'summary', 'usage'];
const undocumented = ['errors', 'found-rate', 'quality', 'quality/daily', 'requests'];
const every = [...documented, ...undocumented].sort();

describe('UsageReports', () => {
  const kit = accountKits(500);
  let window: KitWindow;
  let reports: UsageReports;
  let changes: number;
  let aborter: AbortController;

  beforeEach(async () => {
    kit().api.clearFaults();
    window = await kit().open();
    [changes, aborter] = [0, new AbortController()];
    reports = reportsOf(window);
  });

  const reportsOf = ({ account }: KitWindow) =>
    new UsageReports(account.session, { now: kit().clock.now, onDidChange: () => (changes += 1) });
  const renew = (isAsked = false, range: 7 | 30 | 90 = 7) => reports.renew(range, isAsked, aborter.signal);
  const catchUp = (date?: string) => reports.catchUp(7, date, aborter.signal);
  const snapshot = () => window.account.session.state.snapshot;

  /** What another window writes, and this one has not seen. */
  const elsewhere = (change: Partial<Snapshot>) =>
    window.account.session.store.snapshot.update((before) => ({ ...before, ...change }));

  /** The routes asked for since the last call, sorted. */
  function asked(): readonly string[] {
    const paths = kit()
      .api.requests.map(({ path }) => path)
      .filter((path) => path.startsWith('/v1/analytics/'))
      .map((path) => path.replace('/v1/analytics/', ''));
    kit().api.clearRequests();
    return paths.sort();
  }

  it('fetches every report, and tells of each as it comes', async () => {
    await renew();
    assert.deepEqual(asked(), every);
    const { extras, ...rest } = reports.reports(7);
    assert.deepEqual(Object.values(extras).map(Object.keys), Array(5).fill(['at']));
    for (const [name, { isLoading, value, problem, at }] of Object.entries(rest)) {
      const now = kit().clock.time;
      assert.deepEqual([isLoading, value !== undefined, problem, at], [false, true, undefined, now], name);
    }
    assert.ok(changes >= documented.length);
  });

  it('asks for the days of the range', async () => {
    await renew(false, 90);
    const queries = kit()
      .api.requests.filter(({ path }) => path.endsWith('/usage'))
      .map(({ query }) => query);
    assert.deepEqual(queries, [{ days: '90' }]);
  });

  it('keeps the dashboard for a minute, the rest for five, and the unknown routes for an hour', async () => {
    await renew();
    asked();
    kit().clock.pass(MINUTE - 1);
    await renew();
    assert.deepEqual(asked(), []);
    kit().clock.pass(1);
    await renew();
    assert.deepEqual(asked(), ['dashboard']);
    kit().clock.pass(4 * MINUTE);
    await renew();
    assert.deepEqual(asked(), documented);
    kit().clock.pass(55 * MINUTE);
    await renew();
    assert.deepEqual(asked(), every);
  });

  it('asks anew when the user does, but for the unknown routes', async () => {
    await renew();
    asked();
    kit().clock.pass(4_999);
    await renew(true);
    assert.deepEqual(asked(), []);
    kit().clock.pass(1);
    await renew(true);
    assert.deepEqual(asked(), documented);
  });

  it('shares requests under way', async () => {
    await Promise.all([renew(), renew(), renew(true)]);
    assert.deepEqual(asked(), every);
  });

  it('tells what failed, leaves the rest whole, and tries again after a minute', async () => {
    kit().api.setFault({ kind: 'error', status: 500, path: '/v1/analytics/products' });
    await renew();
    assert.deepEqual(reports.reports(7).products, {
      isLoading: false,
      problem: { kind: 'server', status: 500 },
    });
    assert.ok(reports.reports(7).credits.value);
    asked();
    kit().clock.pass(MINUTE - 1);
    await renew();
    assert.deepEqual(asked(), []);
    kit().clock.pass(1);
    await renew();
    assert.deepEqual(asked(), ['dashboard', 'products']);
    assert.ok(reports.reports(7).products.value);
  });

  it('keeps an older report beside a failure', async () => {
    await renew();
    const { value, at } = reports.reports(7).usage;
    kit().clock.pass(5 * MINUTE);
    kit().api.setFault({ kind: 'html', path: '/v1/analytics/usage' });
    await renew();
    assert.deepEqual(reports.reports(7).usage, {
      isLoading: false,
      value,
      at,
      problem: { kind: 'protocol', status: 200 },
    });
  });

  it('hands the latest balance over once', async () => {
    await renew();
    assert.equal(snapshot().observation?.balance.credits, 500);
    assert.equal(snapshot().observation?.source, 'header');
    assert.equal(snapshot().seq, 1);
  });

  it('gives up when told to, and can be asked again', async () => {
    kit().api.setFault({ kind: 'hang', times: 'always' });
    const first = renew();
    await until(() => kit().api.requests.length === documented.length);
    aborter.abort();
    await first;
    assert.deepEqual(reports.reports(7).credits, { isLoading: true });
    assert.equal(snapshot().observation, undefined);
    assert.deepEqual(asked(), documented);
    kit().api.clearFaults();
    aborter = new AbortController();
    await renew();
    assert.ok(reports.reports(7).credits.value);
  });

  it('asks anew for one that came along with a request that was given up', async () => {
    kit().api.setFault({ kind: 'hang', times: 'always' });
    const closing = new AbortController();
    const first = reports.renew(7, false, closing.signal);
    await until(() => kit().api.requests.length === documented.length);
    const second = renew();
    kit().api.clearFaults();
    closing.abort();
    await Promise.all([first, second]);
    assert.ok(reports.reports(7).credits.value);
  });

  it('keeps the products of a day', async () => {
    const date = '2026-11-20';
    assert.deepEqual(reports.day(date), { isLoading: true });
    await reports.renewDay(date, false, aborter.signal);
    await reports.renewDay(date, false, aborter.signal);
    assert.deepEqual(asked(), [`day/${date}`]);
    assert.equal(reports.day(date).value?.date, date);
  });

  describe('before a deadline', () => {
    const tooMany = { kind: 'error', status: 429, retryAfter: 120, path: '/v1/analytics/daily' } as const;

    it('asks for nothing, nor with a rejected key, even where another window was told', async () => {
      // This window does not hear of changes: it has to look.
      kit().folder = Object.assign(new MemoryFolder(), { watch: () => ({ dispose: () => undefined }) });
      window = await kit().open();
      reports = reportsOf(window);
      const hold = { ...kit().clock.moment(), lengthMs: MINUTE };
      await elsewhere({ hold });
      await renew(true);
      assert.deepEqual(asked(), []);
      assert.deepEqual(reports.reports(7).usage, {
        isLoading: false,
        problem: { kind: 'waiting', until: hold.at + MINUTE },
      });
      kit().clock.pass(MINUTE);
      await elsewhere({ rejected: true });
      await renew(true);
      assert.deepEqual(asked(), []);
      assert.deepEqual(reports.reports(7).usage, { isLoading: false, problem: { kind: 'rejected' } });
      await elsewhere({ rejected: false });
      await renew();
      assert.deepEqual(asked(), every);
    });

    it('of its own answers asks for nothing more, be it the unknown routes', async () => {
      kit().api.setFault(tooMany);
      await renew();
      assert.deepEqual(asked(), documented);
      assert.deepEqual(snapshot().hold, { ...kit().clock.moment(), lengthMs: 120_000 });
      kit().clock.pass(119_999);
      await renew(true);
      await reports.renewDay('2026-11-20', true, aborter.signal);
      assert.deepEqual(asked(), []);
      kit().clock.pass(1);
      await renew(true);
      assert.deepEqual(asked(), every);
    });

    it('tells the other windows at once, while a report hangs, and does not prolong it after', async () => {
      const other = await kit().open();
      kit().api.setFault({ ...tooMany, path: '/v1/analytics/*', times: 'always' });
      kit().api.setFault({ kind: 'hang', path: '/v1/analytics/usage' });
      const asking = renew();
      const loading = () => Object.entries({ ...reports.reports(7), extras: {} }).filter(isLoading);
      await until(() => loading().length === 1);
      assert.equal(reports.reports(7).usage.isLoading, true);
      const { hold } = snapshot();
      assert.equal(hold?.lengthMs, 120_000);
      asked();
      await reportsOf(other).renew(7, true, new AbortController().signal);
      assert.deepEqual(asked(), []);
      kit().clock.pass(30 * SECOND);
      aborter.abort();
      await asking;
      assert.deepEqual(snapshot().hold, hold);
      assert.deepEqual(asked(), []);
    });

    it('that only the body tells, asks for nothing either', async () => {
      const { retryAfter, ...fault } = tooMany;
      kit().api.setFault({ ...fault, contextRetryAfter: retryAfter });
      await renew();
      asked();
      await renew(true);
      assert.deepEqual(asked(), []);
      assert.equal(snapshot().hold?.lengthMs, 120_000);
    });
  });

  describe('by itself', () => {
    it('asks again for what failed, a minute later', async () => {
      kit().api.setFault({ kind: 'error', status: 500, path: '/v1/analytics/products' });
      await renew();
      asked();
      kit().clock.pass(MINUTE - 1);
      await catchUp();
      assert.deepEqual(asked(), []);
      kit().clock.pass(1);
      await catchUp();
      assert.deepEqual(asked(), ['dashboard', 'products']);
      await catchUp();
      assert.deepEqual(asked(), []);
    });

    it('asks for nothing where nothing failed, however old it is', async () => {
      await renew();
      asked();
      kit().clock.pass(HOUR);
      await catchUp();
      assert.deepEqual(asked(), []);
    });

    it('asks anew for what is of before the balance moved, as soon as it is old enough, and once', async () => {
      await renew();
      await reports.renewDay('2026-11-20', false, aborter.signal);
      asked();
      kit().clock.pass(2 * MINUTE);
      reports.balanceMoved();
      await catchUp('2026-11-20');
      assert.deepEqual(asked(), ['dashboard']);
      kit().clock.pass(3 * MINUTE - 1);
      await catchUp('2026-11-20');
      assert.deepEqual(asked(), []);
      kit().clock.pass(1);
      await catchUp('2026-11-20');
      assert.deepEqual(asked(), [...documented, 'day/2026-11-20'].sort());
      kit().clock.pass(10 * MINUTE);
      await catchUp('2026-11-20');
      assert.deepEqual(asked(), []);
    });

    it('asks anew once a UTC day has begun', async () => {
      await renew();
      asked();
      kit().clock.pass(24 * HOUR);
      await catchUp();
      assert.deepEqual(asked(), every);
      kit().clock.pass(5 * MINUTE);
      await catchUp();
      assert.deepEqual(asked(), []);
    });

    it('asks for what was held back once the deadline is over', async () => {
      await elsewhere({ hold: { ...kit().clock.moment(), lengthMs: MINUTE } });
      await renew();
      kit().clock.pass(MINUTE - 1);
      await catchUp();
      assert.deepEqual(asked(), []);
      kit().clock.pass(1);
      await catchUp();
      assert.deepEqual(asked(), every);
    });

    it('says a deadline that became a later one', async () => {
      await elsewhere({ hold: { ...kit().clock.moment(), lengthMs: MINUTE } });
      await renew();
      await elsewhere({ hold: { ...kit().clock.moment(), lengthMs: HOUR } });
      await window.account.session.look();
      await catchUp();
      assert.deepEqual(asked(), []);
      assert.equal(reports.reports(7).usage.problem?.until, kit().clock.time + HOUR);
    });

    it('asks once a key that was rejected is good again', async () => {
      await elsewhere({ rejected: true });
      await renew();
      await reports.renewDay('2026-11-20', false, aborter.signal);
      await catchUp('2026-11-20');
      assert.deepEqual(asked(), []);
      await elsewhere({ rejected: false });
      await window.account.session.look();
      await catchUp('2026-11-20');
      assert.deepEqual(asked(), [...every, 'day/2026-11-20'].sort());
    });

    it('does not try a refused key again', async () => {
      kit().server.revoke();
      await renew();
      asked();
      kit().clock.pass(HOUR);
      await catchUp();
      assert.deepEqual(asked(), []);
    });
  });

  describe('the routes that may not be there', () => {
    it('are asked for once an hour by all windows together, absent ones too', async () => {
      const others = [reportsOf(await kit().open()), reportsOf(await kit().open())];
      const renewAll = () =>
        Promise.all([reports, ...others].map((each) => each.renew(7, false, new AbortController().signal)));
      const probes = () => asked().filter((route) => undocumented.includes(route));
      await renewAll();
      assert.deepEqual(probes(), undocumented);
      kit().clock.pass(HOUR - 1);
      await renewAll();
      assert.deepEqual(probes(), []);
      kit().clock.pass(1);
      await renewAll();
      assert.deepEqual(probes(), undocumented);
    });

    it('are known to a window that asked for none of them', async () => {
      kit().api.configure({ analytics: { extras: true } });
      await renew();
      asked();
      const other = reportsOf(await kit().open());
      await other.renew(7, false, aborter.signal);
      assert.deepEqual(asked(), documented);
      const { extras } = other.reports(7);
      assert.deepEqual(Object.keys(extras).sort(), undocumented);
      assert.deepEqual(extras.quality?.table?.columns, ['name', 'value']);
      assert.deepEqual(extras, reports.reports(7).extras);
    });

    it('keep what they told when they fail, and lose it when they are gone', async () => {
      kit().api.configure({ analytics: { extras: true } });
      await renew();
      kit().clock.pass(HOUR);
      kit().api.setFault({ kind: 'error', status: 500, path: '/v1/analytics/errors' });
      kit().api.setFault({ kind: 'error', status: 404, path: '/v1/analytics/quality' });
      await renew();
      const { errors, quality } = reports.reports(7).extras;
      assert.ok(errors?.table);
      assert.equal(quality?.table, undefined);
      asked();
      kit().clock.pass(MINUTE);
      await renew();
      assert.deepEqual(asked(), ['dashboard']);
    });

    it('wait for a deadline that comes while they are about to be sent', async () => {
      let isBlocked = false;
      const sent: string[] = [];
      const { store } = window.account.session;
      const probes = new Probes({
        now: kit().clock.now,
        isBlocked: () => isBlocked,
        onDidChange: () => undefined,
        ask: (route) => {
          sent.push(route);
          const at = kit().clock.time;
          return Promise.resolve({ result: ok(undefined), headers: {}, sentAt: at, receivedAt: at });
        },
      });
      const watcher = store.watch((name) => (isBlocked ||= name === 'probes.json'));
      await probes.renew(store, aborter.signal);
      assert.deepEqual(sent, []);
      watcher.dispose();
      isBlocked = false;
      // Nothing was sent, so they need not wait for an hour.
      await probes.renew(store, aborter.signal);
      assert.deepEqual(sent.sort(), undocumented);
    });

    it('count for the hour once they were sent, be they given up when the panel closes', async () => {
      kit().api.setFault({ kind: 'hang', path: '/v1/analytics/errors', times: 'always' });
      kit().api.setFault({ kind: 'hang', path: '/v1/analytics/quality', times: 'always' });
      const closing = renew();
      await until(() => kit().api.requests.length === every.length);
      aborter.abort();
      await closing;
      assert.deepEqual(asked(), every);
      kit().api.clearFaults();
      aborter = new AbortController();
      for (const wait of [0, MINUTE, HOUR - MINUTE - 1]) {
        kit().clock.pass(wait);
        await renew();
        await reportsOf(await kit().open()).renew(7, false, aborter.signal);
        assert.deepEqual(
          asked().filter((route) => undocumented.includes(route)),
          [],
        );
      }
      kit().clock.pass(1);
      await renew();
      assert.deepEqual(
        asked().filter((route) => undocumented.includes(route)),
        undocumented,
      );
    });

    describe('whose panel closes before they are sent', () => {
      let sent: string[];
      let probes: Probes;

      beforeEach(() => {
        sent = [];
        probes = new Probes({
          now: kit().clock.now,
          isBlocked: () => false,
          onDidChange: () => undefined,
          ask: (route) => {
            sent.push(route);
            const at = kit().clock.time;
            const result = ok({ body: [{ name: 'a', count: at }] });
            return Promise.resolve({ result, headers: {}, sentAt: at, receivedAt: at });
          },
        });
      });

      /** The panel closes as soon as the stamps stand. */
      async function closeOnceStamped(others: readonly AbortSignal[] = []): Promise<void> {
        const { store } = window.account.session;
        const closing = new AbortController();
        const watcher = store.watch((name) => {
          if (name === 'probes.json') closing.abort();
        });
        const all = [closing.signal, ...others].map((signal) => probes.renew(store, signal));
        await Promise.all(all);
        watcher.dispose();
      }

      it('keep the time that they were asked for before, and what they told', async () => {
        const { store } = window.account.session;
        await probes.renew(store, aborter.signal);
        const before = await kit().folder.read('probes.json');
        assert.deepEqual(sent.splice(0).sort(), undocumented);
        kit().clock.pass(HOUR);
        await closeOnceStamped();
        assert.deepEqual(sent, []);
        assert.deepEqual(await kit().folder.read('probes.json'), before);
        await probes.renew(store, aborter.signal);
        assert.deepEqual(sent.sort(), undocumented);
      });

      it('are sent for another panel that waited for them too', async () => {
        await closeOnceStamped([aborter.signal]);
        assert.deepEqual(sent.sort(), undocumented);
      });

      it('stay as another window stamped them meanwhile', async () => {
        const { store } = window.account.session;
        const theirs = kit().clock.time + 1;
        const closing = new AbortController();
        const watcher = store.watch((name) => {
          if (name !== 'probes.json' || closing.signal.aborted) return;
          closing.abort();
          void kit().folder.write(
            'probes.json',
            JSON.stringify({ v: 1, routes: { errors: { at: theirs } } }),
          );
        });
        await probes.renew(store, closing.signal);
        watcher.dispose();
        assert.deepEqual(JSON.parse((await kit().folder.read('probes.json')) ?? ''), {
          v: 1,
          routes: { errors: { at: theirs } },
        });
      });
    });

    it('survive a file that is none', async () => {
      await kit().folder.write('probes.json', '{"v":1,"routes":{"errors":{"at":-1}}}');
      await renew();
      assert.deepEqual(asked(), every);
    });
  });

  describe('in the cache of a window', () => {
    let cache: UsageCache;

    beforeEach(() => {
      changes = 0;
      cache = new UsageCache(kit().clock.now, (error) => assert.fail(String(error)));
      cache.onDidChange(() => (changes += 1));
    });

    const look = async (each: KitWindow): Promise<void> => {
      await cache.of(each.account.session).renew(7, false, aborter.signal);
    };

    it('outlive a dashboard that closes: one that opens within a minute asks for nothing', async () => {
      await look(window);
      assert.deepEqual(asked(), every);
      assert.ok(changes > 0);
      kit().clock.pass(MINUTE - 1);
      await look(window);
      assert.deepEqual(asked(), []);
      assert.ok(cache.of(window.account.session).reports(7).credits.value);
    });

    it('outlive an account that is left and comes back, and serve its new life', async () => {
      await look(window);
      asked();
      window.account.dispose();
      window = await kit().open();
      await look(window);
      assert.deepEqual(asked(), []);
      kit().clock.pass(MINUTE);
      kit().server.spend(100);
      await look(window);
      assert.deepEqual(asked(), ['dashboard']);
      assert.equal(snapshot().observation?.balance.credits, 400);
    });
  });
});

function isLoading([, report]: readonly [string, { readonly isLoading?: boolean }]): boolean {
  return report.isLoading === true;
}

/** Waits for what goes on behind the scenes. */
async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setImmediate(resolve));
}
