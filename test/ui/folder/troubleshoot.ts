import assert from 'node:assert/strict';

import { until } from '../../waiting';
import { KEY, type Stage } from '../setup';

const TAB = 'LeadMagic Credits diagnosis.md';
const PROGRESS = /^Looking into LeadMagic Credits…/;

export function troubleshootTests(stage: Stage): void {
  const tab = () => stage.window.page.locator('.tab', { hasText: TAB });

  it('is given up when the user says so, and opens nothing then', async () => {
    const { window, server, kept } = stage;
    await kept.letTimePass(60_000);
    server.setFault({ kind: 'pass', delayMs: 2_000, path: '/v1/credits' });
    server.clearRequests();
    await window.runCommand('LeadMagic: Troubleshoot');
    await server.waitForRequests(1);
    await window.toasts.press(PROGRESS, 'Cancel');
    // The gate is free again when the request under way has come to its end.
    await kept.letTimePass(60_000);
    await window.statusItem.click();
    await window.quickInput.waitForPick();
    await window.quickInput.cancel();
    assert.equal(await tab().count(), 0);
  });

  it('opens as a document with what it found, and no secret', async () => {
    const { window, kept } = stage;
    const size = window.page.viewportSize();
    await window.page.setViewportSize({ width: 1280, height: 1600 });
    await kept.letTimePass(60_000);
    await window.runCommand('LeadMagic: Troubleshoot');
    await tab().waitFor();
    const text = await until('the diagnosis in an editor', async () => {
      const lines = (await window.editorLines()).join('\n');
      return lines.includes('GET /v1/credits/health: 200') ? lines : undefined;
    });
    assert.match(text, /^# LeadMagic Credits: diagnosis$/m);
    for (const secret of [KEY, stage.folder, '15,432', '@']) assert.ok(!text.includes(secret), secret);
    await window.picture('troubleshoot');
    if (size !== null) await window.page.setViewportSize(size);
    await window.runCommand('View: Close All Editors');
  });
}
