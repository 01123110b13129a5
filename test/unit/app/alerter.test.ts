import assert from 'node:assert/strict';
import { loadBundled } from '../../simulation/bundled';
import { VirtualTime } from '../../simulation/virtualTime';
import type * as kit from './alerterKit';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

describe('Alerter', () => {
  // In simulated time nothing may be loaded from disk.
  const { Windows } = loadBundled('unit/app/alerterKit.ts') as typeof kit;
  let time: VirtualTime;
  beforeEach(() => (time = new VirtualTime(Date.UTC(2026, 10, 22, 12))));
  afterEach(() => time.dispose());

  it('a focused window that sees it shows it at once', async () => {
    const windows = new Windows(time, 1);
    windows.focused = 0;
    await windows.see(0, 1000);
    assert.deepEqual(windows.kinds, [], 'the threshold itself is not below it');
    await windows.see(0, 999.99);
    assert.deepEqual(windows.kinds, ['low']);
  });

  it('the focused window shows what another one saw', async () => {
    const windows = new Windows(time, 8);
    windows.focused = 5;
    await windows.see(2, 500);
    await time.pass(MINUTE);
    assert.deepEqual(
      windows.shown.map(({ window, kind }) => [window, kind]),
      [[5, 'low']],
    );
    assert.ok((windows.shown[0]?.at ?? Infinity) <= 100);
  });

  it('without a focused window the first claimant shows it, after a moment: one toast over eight windows', async () => {
    const windows = new Windows(time, 8);
    await windows.see(3, 500);
    assert.deepEqual(windows.shown, []);
    await time.pass(1400);
    assert.deepEqual(windows.shown, []);
    await time.pass(MINUTE);
    assert.deepEqual(windows.kinds, ['low']);
  });

  it('a window that gets the focus meanwhile shows it, and no other', async () => {
    const windows = new Windows(time, 3);
    await windows.see(0, 500);
    windows.focused = 2;
    await Promise.all([windows.alerters[2]?.announce(), time.pass(10)]);
    await time.pass(MINUTE);
    assert.deepEqual(
      windows.shown.map(({ window }) => window),
      [2],
    );
  });

  it('each level once on the way down, none on the way up to it, and again after a recovery', async () => {
    const windows = new Windows(time, 2);
    windows.focused = 0;
    for (const spendable of [950, 900, 90, 80, 0, 0, 60, 300, 700]) await windows.see(1, spendable);
    assert.deepEqual(windows.kinds, ['low', 'critical', 'empty']);
    for (const spendable of [1049, 999, 1051, 999]) await windows.see(1, spendable);
    assert.deepEqual(windows.kinds, ['low', 'critical', 'empty', 'low']);
  });

  it('a fall through several levels is one toast, of the worst', async () => {
    const windows = new Windows(time, 2);
    windows.focused = 0;
    await windows.see(0, 0);
    await windows.see(0, 500);
    assert.deepEqual(windows.kinds, ['empty']);
  });

  it('frozen is an episode too; a header, which does not know, neither raises nor clears it', async () => {
    const windows = new Windows(time, 1);
    windows.focused = 0;
    await windows.see(0, 5000, true);
    await windows.see(0, 5000, undefined);
    await windows.see(0, 5000, true);
    assert.deepEqual(windows.kinds, ['frozen']);
    await windows.see(0, 5000, false);
    await windows.see(0, 5000, true);
    assert.deepEqual(windows.kinds, ['frozen', 'frozen']);
  });

  it('a reload repeats nothing', async () => {
    const windows = new Windows(time, 1);
    windows.focused = 0;
    await windows.see(0, 500);
    windows.alerters[0]?.dispose();
    windows.focused = 1;
    const again = windows.open();
    await Promise.all([again.announce(), time.pass(MINUTE)]);
    await windows.see(1, 400);
    assert.deepEqual(windows.kinds, ['low']);
  });

  it('a snooze holds every window’s toasts back; what is still true is told afterwards, what is not is not', async () => {
    const windows = new Windows(time, 2);
    windows.focused = 0;
    await Promise.all([windows.alerters[1]?.snooze(HOUR), time.pass(10)]);
    assert.equal(await windows.alerters[0]?.snoozedUntil(), time.wall - 10 + HOUR);
    await windows.see(0, 50, true);
    await windows.see(0, 50, false);
    await time.pass(HOUR - MINUTE);
    assert.deepEqual(windows.kinds, []);
    await time.pass(MINUTE);
    assert.equal(await windows.alerters[0]?.snoozedUntil(), undefined);
    await Promise.all([windows.alerters[0]?.announce(), time.pass(10)]);
    assert.deepEqual(windows.kinds, ['critical']);
  });

  it('a snooze ends though the clock was put back a year', async () => {
    const windows = new Windows(time, 1);
    windows.focused = 0;
    await Promise.all([windows.alerters[0]?.snooze(HOUR), time.pass(10)]);
    time.jump(-365 * 24 * HOUR);
    await windows.see(0, 500);
    await time.pass(HOUR);
    await windows.see(0, 499);
    assert.deepEqual(windows.kinds, ['low']);
  });

  it('a window that is disposed of shows nothing any more', async () => {
    const windows = new Windows(time, 1);
    await windows.see(0, 500);
    windows.alerters[0]?.dispose();
    await time.pass(MINUTE);
    await Promise.all([windows.alerters[0]?.announce(), time.pass(10)]);
    assert.deepEqual(windows.shown, []);
  });

  it('keeps to the setting: off is silent, critical leaves the mild ones out', async () => {
    const windows = new Windows(time, 1);
    windows.focused = 0;
    windows.settings = { ...windows.settings, notifications: 'off' };
    await windows.see(0, 500);
    assert.deepEqual(windows.kinds, []);
    windows.settings = { ...windows.settings, notifications: 'critical' };
    await windows.see(0, 400);
    assert.deepEqual(windows.kinds, []);
    await windows.see(0, 40);
    assert.deepEqual(windows.kinds, ['critical']);
  });

  it('an error while showing later is logged, not thrown', async () => {
    const windows = new Windows(time, 1);
    await windows.see(0, 500);
    windows.folder.read = () => Promise.reject(new Error('no'));
    await time.pass(MINUTE);
    assert.deepEqual(windows.logged, ['alerts']);
  });
});
