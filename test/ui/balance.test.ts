import assert from 'node:assert/strict';

import { historyTests } from './balanceHistory';
import { until } from '../waiting';
import { KEY, refresh, useStage } from './setup';

const LOW = /^LeadMagic: \d+ credits left, under 1,000\.$/;
const CRITICAL = /^LeadMagic: only \d+ credits left, under 100\.$/;
const EMPTY = 'LeadMagic: no credits left to spend.';
const FROZEN = /^LeadMagic: the account is frozen;/;
const BUTTONS = ['Top up', 'Open dashboard', 'Snooze…'];

describe('the balance in the status bar, from plenty to nothing and back', () => {
  const stage = useStage({
    // The pair of variables: a key for a server on this machine is used unasked.
    launch: (origin) => ({ env: { LEADMAGIC_API_KEY: KEY, LEADMAGIC_BASE_URL: origin } }),
  });

  it('shows the number', async () => {
    const { window } = stage;
    const state = await window.statusItem.waitFor({
      text: '15,432.5',
      background: 'none',
      label: /^LeadMagic: 15,432\.5 credits left\. Read at \d+:\d\d\.$/,
    });
    assert.deepEqual(state.icons, ['credit-card']);
    await window.picture('ok');
    await window.themedPictures('ok');
  });

  it('warns below 1,000: background, icon, one toast', async () => {
    const { window, account } = stage;
    account.set(950);
    await refresh(stage);
    await window.statusItem.waitFor({
      text: '950',
      icon: 'warning',
      background: 'warning',
      label: /^LeadMagic: 950 credits left\. Low: under 1,000\. Read at /,
    });
    const toast = await window.toasts.waitFor(LOW);
    assert.equal(toast.severity, 'warning');
    assert.deepEqual(toast.buttons, BUTTONS);
    await window.themedPictures('low');
    await window.toasts.dismiss(LOW);
  });

  it('does not repeat itself while it stays low', async () => {
    const { window, account } = stage;
    account.spend(50);
    await refresh(stage);
    await window.statusItem.waitFor({ text: '900', background: 'warning' });
  });

  it('asked again at once, tells what it knows for a moment, and from when', async () => {
    const { window } = stage;
    const words = window.page.getByText(/^LeadMagic: 900 credits left\. Read at \d\d:\d\d\.$/);
    // Where the machine takes more than 5 s for it, the balance is read anew.
    await until('the balance as it is known', async () => {
      await window.runCommand('LeadMagic: Refresh Balance');
      await window.runCommand('LeadMagic: Refresh Balance');
      return (await words.isVisible()) || undefined;
    });
    await window.picture('asked-again');
  });

  it('raises its voice below 100', async () => {
    const { window, account } = stage;
    account.set(80);
    await refresh(stage);
    await window.statusItem.waitFor({
      text: '80',
      icon: 'error',
      background: 'error',
      label: /^LeadMagic: 80 credits left\. Critical: under 100\. Read at /,
    });
    const toast = await window.toasts.waitFor(CRITICAL);
    assert.equal(toast.severity, 'error');
    assert.deepEqual(toast.buttons, BUTTONS);
    // Told once, although the low episode is open as well.
    assert.equal(stage.toasts.matching(LOW).length, 1);
    await window.themedPictures('critical');
    await window.toasts.dismiss(CRITICAL);
  });

  it('says so when nothing is left', async () => {
    const { window, account } = stage;
    account.spend(80);
    await refresh(stage);
    await window.statusItem.waitFor({
      text: '0',
      icon: 'error',
      background: 'error',
      label: /None can be spent\./,
    });
    assert.equal((await window.toasts.waitFor(EMPTY)).severity, 'error');
    await window.themedPictures('empty');
    await window.toasts.dismiss(EMPTY);
  });

  it('comes back to normal after a top-up, and warns anew the next time', async () => {
    const { window, account } = stage;
    account.topUp(5000);
    await refresh(stage);
    await window.statusItem.waitFor({ text: '5,000', icon: 'credit-card', background: 'none' });
    await window.themedPictures('topped-up');

    account.set(700);
    await refresh(stage);
    await window.statusItem.waitFor({ text: '700', background: 'warning' });
    await window.toasts.dismiss('LeadMagic: 700 credits left, under 1,000.');
    account.topUp(4300);
    await refresh(stage);
    await window.statusItem.waitFor({ text: '5,000', background: 'none' });
  });

  it('shows what can be spent while the account is frozen', async () => {
    const { window, account } = stage;
    account.freeze(2000);
    await refresh(stage);
    await window.statusItem.waitFor({
      text: '3,000',
      icon: 'lock',
      background: 'warning',
      label: /^LeadMagic: 3,000 credits left\. The account is frozen; 5,000 in all\. Read at /,
    });
    const toast = await window.toasts.waitFor(
      'LeadMagic: the account is frozen; 3,000 of 5,000 can be spent.',
    );
    assert.equal(toast.severity, 'warning');
    await window.themedPictures('frozen');
    await window.toasts.dismiss(FROZEN);

    const tooltip = await window.statusItem.hover();
    const text = await tooltip.text();
    assert.match(text, /^LeadMagic credits: 5,000$/m);
    assert.match(text, /^Spendable: 3,000 of 5,000; frozen: 2,000$/m);
    assert.match(text, /Your credits are frozen because your plan has ended\./);
    assert.match(text, /Choose a plan to use them again\./);
    await window.statusBarPicture('frozen-tooltip');
    await window.statusItem.leave();
  });

  it('is as loud as the level when hardly any of it can be spent', async () => {
    const { window, account } = stage;
    account.set(4120);
    account.freeze(4070);
    await refresh(stage);
    await window.statusItem.waitFor({ text: '50', icon: 'lock', background: 'error' });
    await window.toasts.dismiss(CRITICAL);
    await window.themedPictures('frozen-critical');

    account.unfreeze();
    await refresh(stage);
    await window.statusItem.waitFor({ text: '4,120', icon: 'credit-card', background: 'none' });
  });

  it('told of each of this once', () => {
    assert.deepEqual(
      stage.toasts.all.filter((text) => text.startsWith('LeadMagic')),
      [
        'LeadMagic: 950 credits left, under 1,000.',
        'LeadMagic: only 80 credits left, under 100.',
        EMPTY,
        'LeadMagic: 700 credits left, under 1,000.',
        'LeadMagic: the account is frozen; 3,000 of 5,000 can be spent.',
        'LeadMagic: only 50 credits left, under 100.',
      ],
    );
  });

  describe('its history', () => {
    const whole = [15_432.5, 950, 900, 80, 0, 5_000, 700, 5_000].map(
      (credits) => [credits, credits] as const,
    );
    historyTests(stage, [...whole, [5_000, 3_000], [4_120, 50], [4_120, 4_120]]);
  });
});
