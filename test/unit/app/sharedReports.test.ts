import assert from 'node:assert/strict';
import { ReportTable } from '../../../src/app/reportTable';
import { dashboardKind, kindsOfRange } from '../../../src/app/reportKinds';
import {
  documented,
  every,
  HOUR,
  MINUTE,
  reportsKits,
  SECOND,
  undocumented,
  type ReportsWindow,
} from './reportsKit';

describe('UsageReports of several windows', () => {
  const kits = reportsKits();
  let window: ReportsWindow;
  let other: ReportsWindow;

  beforeEach(async () => {
    window = await kits().open();
    other = await kits().open();
  });

  const asked = (): readonly string[] => kits().asked();
  const clock = () => kits().kit.clock;
  const api = () => kits().kit.api;
  const folder = () => kits().kit.folder;
  const tableOf = ({ session }: ReportsWindow) => new ReportTable(session.store);

  it('show what one was told, and ask for nothing within the limit', async () => {
    api().configure({ analytics: { extras: true } });
    await window.renew();
    asked();
    clock().pass(MINUTE - 1);
    await other.renew(true);
    assert.deepEqual(asked(), []);
    assert.deepEqual(other.shown, window.shown);
    assert.ok(other.shown.usage.value);
  });

  it('take in without a request what another was told since', async () => {
    await Promise.all([window.renew(), other.renew()]);
    assert.deepEqual(asked(), every);
    await Promise.all([window, other].map(({ reports }) => reports.follow(7, undefined)));
    assert.deepEqual(other.shown, window.shown);
    const { changes } = other;
    await other.reports.follow(7, undefined);
    assert.equal(other.changes, changes);
    clock().pass(5 * MINUTE);
    await window.renew();
    asked();
    await other.reports.follow(7, undefined);
    assert.equal(other.shown.usage.at, clock().time);
    assert.deepEqual(asked(), []);
  });

  it('show what a window was told that is closed', async () => {
    await window.renew();
    asked();
    window.window.account.dispose();
    const reloaded = await kits().open();
    assert.deepEqual(reloaded.shown.usage, { isLoading: true });
    await reloaded.reports.follow(7, undefined);
    assert.deepEqual(reloaded.shown, window.shown);
    assert.deepEqual(asked(), []);
  });

  it('ask together for the routes that may not be there, absent ones too, once an hour', async () => {
    const third = await kits().open();
    const renewAll = () => Promise.all([window, other, third].map((each) => each.renew()));
    const probes = () => asked().filter((route) => undocumented.includes(route));
    await renewAll();
    assert.deepEqual(probes(), undocumented);
    clock().pass(HOUR - 1);
    await renewAll();
    assert.deepEqual(probes(), []);
    clock().pass(1);
    await renewAll();
    assert.deepEqual(probes(), undocumented);
  });

  it('count those for the hour once they were sent, be they given up when the panel closes', async () => {
    api().setFault({ kind: 'hang', path: '/v1/analytics/errors', times: 'always' });
    const closing = window.renew();
    await kits().untilAsked(every.length);
    window.reopen();
    await closing;
    asked();
    api().clearFaults();
    clock().pass(HOUR - 1);
    await other.renew(true);
    assert.deepEqual(asked(), documented);
    clock().pass(1);
    await other.renew(true);
    assert.ok(asked().includes('errors'));
  });

  it('wait for what another asked for, twelve seconds at most', async () => {
    api().setFault({ kind: 'hang', path: '/v1/analytics/*', times: 'always' });
    const hanging = window.renew();
    await kits().untilAsked(documented.length);
    asked();
    api().clearFaults();
    await other.renew(true);
    assert.deepEqual(asked(), undocumented);
    assert.equal(other.shown.usage.isLoading, true);
    clock().pass(12 * SECOND - 1);
    await other.catchUp();
    assert.deepEqual(asked(), []);
    clock().pass(1);
    await other.catchUp();
    assert.deepEqual(asked(), documented);
    // What comes of the first one now counts for nobody.
    window.reopen();
    await hanging;
    await other.reports.follow(7, undefined);
    assert.equal(other.shown.usage.isLoading, false);
    assert.equal((await tableOf(other).read())['usage-7']?.came, 'report');
  });

  it('follow one that failed, and what it was told before', async () => {
    await window.renew();
    clock().pass(5 * MINUTE);
    api().setFault({ kind: 'error', status: 503, path: '/v1/analytics/usage' });
    await window.renew();
    await other.renew(true);
    const triedAt = clock().time;
    assert.deepEqual(other.shown.usage.problem, { kind: 'server', status: 503, triedAt });
    assert.deepEqual(other.shown.usage, window.shown.usage);
    assert.ok(other.shown.usage.value);
  });

  it('ask anew where what was told is lost', async () => {
    await window.renew();
    asked();
    await folder().remove('reports/usage-7.json');
    await folder().write('reports/daily-7.json', '{"v":1,"id":"x","at":0,"value":{"daily":{}}}');
    await folder().write('reports/credits-7.json', '{');
    await other.renew();
    assert.deepEqual(asked(), []);
    await other.catchUp();
    assert.deepEqual(asked(), ['credits', 'daily', 'usage']);
    await window.reports.follow(7, undefined);
    assert.deepEqual(window.shown, other.shown);
  });

  it('ask anew where the table is none', async () => {
    await window.renew();
    asked();
    await folder().write('reports.json', '{"v":1,"reports":{"usage-7":{"id":5}}}');
    await other.renew();
    assert.deepEqual(asked(), every);
  });

  it('put nothing off for a clock that went back while the machine was off', async () => {
    await window.renew();
    asked();
    clock().jump(-24 * HOUR);
    clock().up = 1000;
    await other.renew();
    assert.deepEqual(asked(), every);
  });

  it('write nothing for an account that was left meanwhile', async () => {
    api().setFault({ kind: 'hang', path: '/v1/analytics/*', times: 'always' });
    const hanging = window.renew();
    await kits().untilAsked(documented.length);
    window.session.dispose();
    const before = await folder().read('reports.json');
    window.reopen();
    await hanging;
    assert.equal(await folder().read('reports.json'), before);
    api().clearFaults();
    clock().pass(HOUR);
    asked();
    await window.renew(true);
    assert.deepEqual(asked(), []);
  });

  it('nor say of what is lost that it is', async () => {
    await window.renew();
    other.session.dispose();
    await folder().remove('reports/usage-7.json');
    const before = await folder().read('reports.json');
    await other.catchUp();
    assert.equal(await folder().read('reports.json'), before);
  });

  it('keep a day for a hundred days', async () => {
    await window.renew(false, '2026-08-13');
    await window.renew(true, '2026-08-14');
    await window.renew(true, '2026-11-20');
    const days = async () =>
      (await folder().list('reports')).filter((name) => name.startsWith('day-')).sort();
    assert.deepEqual(await days(), ['day-2026-08-14.json', 'day-2026-11-20.json']);
    assert.deepEqual(
      Object.keys(await tableOf(window).read()).filter((name) => name.startsWith('day-')),
      ['day-2026-08-14', 'day-2026-11-20'],
    );
  });

  describe('whose panel closes, or who are told to wait, once the stamps stand', () => {
    /** Acts as soon as the stamps are on disk. */
    async function onceStamped(act: () => void): Promise<void> {
      let isDone = false;
      const watcher = window.session.store.watch((name) => {
        if (name !== 'reports.json' || isDone) return;
        isDone = true;
        act();
      });
      await window.renew();
      watcher.dispose();
      assert.ok(isDone);
    }

    it('leave them as they were', async () => {
      await window.renew();
      const before = await folder().read('reports.json');
      asked();
      clock().pass(HOUR);
      await onceStamped(() => window.aborter.abort());
      assert.deepEqual(asked(), []);
      assert.deepEqual(JSON.parse((await folder().read('reports.json')) ?? ''), JSON.parse(before ?? ''));
      await other.renew();
      assert.deepEqual(asked(), every);
    });

    it('leave none where there were none', async () => {
      await onceStamped(() => window.aborter.abort());
      assert.deepEqual(asked(), []);
      assert.deepEqual(await tableOf(window).read(), {});
    });

    it('leave what another window stamped meanwhile', async () => {
      const theirs = { id: 'theirs', asked: clock().moment() };
      await onceStamped(() => {
        window.aborter.abort();
        void folder().write('reports.json', JSON.stringify({ v: 1, reports: { 'usage-7': theirs } }));
      });
      assert.deepEqual(await tableOf(window).read(), { 'usage-7': theirs });
    });

    it('stamp anew where the stamps grew old while the window stood still', async () => {
      await onceStamped(() => clock().pass(2001));
      assert.deepEqual(asked(), every);
      const { dashboard } = await tableOf(window).read();
      assert.equal(dashboard?.asked.at, clock().time);
    });
  });

  it('have a name of their own each', () => {
    const names = [7, 30, 90].flatMap((range) =>
      Object.values(kindsOfRange(range === 7 ? 7 : range === 30 ? 30 : 90, clock().now)).map(
        ({ name }) => name,
      ),
    );
    const all = [dashboardKind.name, ...names];
    assert.equal(new Set(all).size, 16);
    assert.ok(all.every((name) => /^[\w-]+$/.test(name)));
  });
});
