import assert from 'node:assert/strict';

import { enterKey, KEY, refresh, useStage } from './setup';

/** The main job from end to end, as a person meets it: the one scenario of the gate. */
describe('the packaged extension in a real workbench', () => {
  const stage = useStage();

  it('asks for a key', async () => {
    await stage.window.statusItem.waitFor({ text: 'Set LeadMagic key', icon: 'key', background: 'none' });
    await stage.window.statusBarPicture('smoke-no-key');
  });

  it('takes one by its masked box, and shows the balance', async () => {
    const { window, server } = stage;
    await enterKey(window, KEY);
    await window.statusItem.waitFor({ text: '15,432.5', icon: 'credit-card', background: 'none' });
    assert.deepEqual(new Set(server.requests.map(({ key }) => key)), new Set([KEY]));
    await window.picture('smoke-balance');
  });

  it('warns below 1,000: background, icon, one toast', async () => {
    const { window, account, toasts } = stage;
    account.spend(15_432.5 - 950);
    await refresh(stage);
    await window.statusItem.waitFor({ text: '950', icon: 'warning', background: 'warning' });
    await window.toasts.waitFor('LeadMagic: 950 credits left, under 1,000.');
    await window.statusBarPicture('smoke-low');
    account.spend(50);
    await refresh(stage);
    await window.statusItem.waitFor({ text: '900', background: 'warning' });
    assert.equal(toasts.matching(/credits left, under 1,000/).length, 1);
  });
});
