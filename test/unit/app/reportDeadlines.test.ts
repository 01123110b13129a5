import assert from 'node:assert/strict';
import { MemoryFolder } from '../../../src/store/lazy/memoryFolder';
import {
  documented,
  every,
  HOUR,
  MINUTE,
  reportsKits,
  SECOND,
  undocumented,
  until,
  type ReportsWindow,
} from './reportsKit';

describe('UsageReports before a deadline', () => {
  const kits = reportsKits();
  const tooMany = { kind: 'error', status: 429, retryAfter: 120, path: '/v1/analytics/daily' } as const;
  let window: ReportsWindow;
  let other: ReportsWindow;

  beforeEach(async () => {
    window = await kits().open();
    other = await kits().open();
  });

  const asked = (): readonly string[] => kits().asked();
  const clock = () => kits().kit.clock;
  const api = () => kits().kit.api;

  it('ask for nothing, nor with a rejected key, even where another was told', async () => {
    // This window does not hear of changes: it has to look.
    kits().kit.folder = Object.assign(new MemoryFolder(), { watch: () => ({ dispose: () => undefined }) });
    window = await kits().open();
    const hold = { ...clock().moment(), lengthMs: MINUTE };
    await window.elsewhere({ hold });
    await window.renew(true);
    assert.deepEqual(asked(), []);
    assert.deepEqual(window.shown.usage, {
      isLoading: false,
      problem: { kind: 'waiting', until: hold.at + MINUTE },
    });
    clock().pass(MINUTE);
    await window.elsewhere({ rejected: true });
    await window.renew(true);
    assert.deepEqual(asked(), []);
    assert.deepEqual(window.shown.usage, { isLoading: false, problem: { kind: 'rejected' } });
    await window.elsewhere({ rejected: false });
    await window.renew();
    assert.deepEqual(asked(), every);
  });

  it('of its own answers asks for nothing more, be it the unknown routes', async () => {
    api().setFault(tooMany);
    await window.renew();
    assert.deepEqual(asked(), documented);
    assert.deepEqual(window.snapshot.hold, { ...clock().moment(), lengthMs: 120_000 });
    clock().pass(119_999);
    await window.renew(true, '2026-11-20');
    assert.deepEqual(asked(), []);
    clock().pass(1);
    await window.renew(true, '2026-11-20');
    assert.deepEqual(asked(), ['dashboard', ...undocumented, 'day/2026-11-20'].sort());
  });

  it('tell the others at once, while a report hangs, and do not prolong it after', async () => {
    api().setFault({ ...tooMany, path: '/v1/analytics/*', times: 'always' });
    api().setFault({ kind: 'hang', path: '/v1/analytics/usage' });
    const asking = window.renew();
    const loading = () => {
      const { extras, ...documentedOnes } = window.shown;
      return Object.entries(documentedOnes).filter(([, { isLoading }]) => isLoading);
    };
    await until(() => loading().length === 1);
    assert.equal(window.shown.usage.isLoading, true);
    await until(() => window.snapshot.hold !== undefined);
    const { hold } = window.snapshot;
    assert.equal(hold?.lengthMs, 120_000);
    asked();
    await other.renew(true, undefined, 30);
    assert.deepEqual(asked(), []);
    clock().pass(30 * SECOND);
    window.reopen();
    await asking;
    assert.deepEqual(window.snapshot.hold, hold);
    assert.deepEqual(asked(), []);
  });

  it('that only the body tells, ask for nothing either', async () => {
    const { retryAfter, ...fault } = tooMany;
    api().setFault({ ...fault, contextRetryAfter: retryAfter });
    await window.renew();
    asked();
    await window.renew(true, undefined, 30);
    assert.deepEqual(asked(), []);
    assert.equal(window.snapshot.hold?.lengthMs, 120_000);
  });

  it('say one that became a later one, not one that clocks reckon a little differently', async () => {
    await window.elsewhere({ hold: { ...clock().moment(), lengthMs: MINUTE } });
    await window.renew();
    const { changes } = window;
    clock().jump(900);
    await window.catchUp();
    assert.equal(window.changes, changes);
    await window.elsewhere({ hold: { ...clock().moment(), lengthMs: HOUR } });
    await window.session.look();
    await window.catchUp();
    assert.deepEqual(asked(), []);
    assert.equal(window.shown.usage.problem?.until, clock().time + HOUR);
  });

  it('ask for what was held back once it is over, or the key is good again', async () => {
    await window.elsewhere({ hold: { ...clock().moment(), lengthMs: MINUTE } });
    await window.renew();
    clock().pass(MINUTE - 1);
    await window.catchUp();
    assert.deepEqual(asked(), []);
    clock().pass(1);
    await window.elsewhere({ rejected: true });
    await window.session.look();
    await window.catchUp();
    assert.deepEqual(asked(), []);
    assert.deepEqual(window.shown.usage.problem, { kind: 'rejected' });
    await window.elsewhere({ rejected: false });
    await window.session.look();
    await window.catchUp();
    assert.deepEqual(asked(), every);
  });

  it('of our own making, after failures, ask only for what the person wants', async () => {
    const { up, at } = clock().moment();
    const lastError = { kind: 'server', status: 502, at, up, seq: 1 } as const;
    await window.elsewhere({ backoff: { at, up, lengthMs: MINUTE }, failures: 1, lastError });
    await window.session.look();
    await window.catchUp();
    assert.deepEqual(asked(), []);
    assert.deepEqual(window.shown.usage, { isLoading: false, problem: { kind: 'server', status: 502 } });
    await window.renew(true);
    assert.deepEqual(asked(), documented);
    assert.equal(window.shown.usage.problem, undefined);
    clock().pass(MINUTE);
    await window.catchUp();
    assert.deepEqual(asked(), []);
    window.reports.wantNewer();
    clock().pass(5 * MINUTE);
    await window.catchUp();
    assert.deepEqual(asked(), every);
  });
});
