import assert from 'node:assert/strict';

import type { Stage } from '../setup';

/** The account has a stored key, and another one waits in the environment. */
export function removalTests(stage: Stage): void {
  it('of the stored one says that the environment’s is used then', async () => {
    const { window } = stage;
    await window.runCommand('LeadMagic: Clear API Key');
    const dialog = await window.dialog.waitFor();
    assert.equal(dialog.message, 'Remove the LeadMagic key from VS Code?');
    assert.equal(dialog.detail, 'The key in LEADMAGIC_API_KEY is used afterwards.');
    await window.dialog.press('Cancel');
  });

  it('of the account deletes the stored one, and says that the environment’s is in use', async () => {
    const { window } = stage;
    await window.runCommand('LeadMagic: Remove Account…');
    await window.quickInput.choose('Initech');
    const dialog = await window.dialog.waitFor();
    assert.equal(dialog.detail, 'Its key and what is known of its balance are deleted.');
    await window.dialog.press('Remove, keep the history for 90 days');
    await window.toasts.dismiss(
      'The LeadMagic account “Initech” is removed. The key in LEADMAGIC_API_KEY is in use.',
    );
    await window.statusItem.waitFor({ text: '15,432.5' });
  });

  it('of what is left then says that the environment’s stays', async () => {
    const { window } = stage;
    await window.runCommand('LeadMagic: Clear API Key');
    await window.toasts.dismiss(
      'The key comes from LEADMAGIC_API_KEY of the environment; VS Code holds none that could be removed.',
    );
  });
}
