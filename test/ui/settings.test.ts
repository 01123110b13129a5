import assert from 'node:assert/strict';

import { logLines } from './harness/leadMagicLog';
import { until } from '../waiting';
import { KEY, useStage } from './setup';

describe('settings, changed while VS Code runs', () => {
  const stage = useStage({
    launch: (origin) => ({ env: { LEADMAGIC_API_KEY: KEY, LEADMAGIC_BASE_URL: origin } }),
  });
  const full = { text: '15,432.5', icon: 'credit-card', background: 'none' } as const;

  it('the number in full, in short, or none for sharing the screen', async () => {
    const { window } = stage;
    const { label } = await window.statusItem.waitFor(full);
    await window.changeSettings({ 'leadmagicCredits.statusBar.format': 'compact' });
    await window.statusItem.waitFor({ ...full, text: '15.4K', label });
    await window.statusBarPicture('format-compact');
    await window.changeSettings({ 'leadmagicCredits.statusBar.format': 'icon' });
    await window.statusItem.waitFor({ ...full, text: '', label });
    await window.statusBarPicture('format-icon');
    await window.changeSettings({ 'leadmagicCredits.statusBar.format': undefined });
    await window.statusItem.waitFor(full);
  });

  it('the side, and the place among others', async () => {
    const { window } = stage;
    await window.runCommand('File: New Untitled Text File');
    const others = window.page.locator('.statusbar-item[id="status.editor.mode"]');
    await others.waitFor();
    const place = async (): Promise<'left' | 'before' | 'behind' | 'nowhere'> => {
      const ours = await window.statusItem.locator.boundingBox();
      const theirs = await others.boundingBox();
      // An item that moves is taken away first.
      if (ours === null || theirs === null) return 'nowhere';
      if (ours.x < 640) return 'left';
      return ours.x < theirs.x ? 'before' : 'behind';
    };
    for (const [changes, wanted] of [
      [{ 'leadmagicCredits.statusBar.priority': 10_000 }, 'before'],
      [{ 'leadmagicCredits.statusBar.priority': -10_000 }, 'behind'],
      [{ 'leadmagicCredits.statusBar.alignment': 'left' }, 'left'],
    ] as const) {
      await window.changeSettings(changes);
      await until(`the item ${wanted}`, async () => ((await place()) === wanted ? true : undefined), place);
      await window.statusItem.waitFor({ ...full, label: /15,432\.5 credits left/ });
      await window.picture(`place-${wanted}`);
    }
    await window.changeSettings({
      'leadmagicCredits.statusBar.alignment': undefined,
      'leadmagicCredits.statusBar.priority': undefined,
    });
    await until('the item back on the right', async () => ((await place()) === 'left' ? undefined : true));
  });

  it('the thresholds: the warning comes and goes with them', async () => {
    const { window } = stage;
    await window.changeSettings({ 'leadmagicCredits.lowCredits': 20_000 });
    await window.statusItem.waitFor({
      ...full,
      icon: 'warning',
      background: 'warning',
      label: /Low: under 20,000\./,
    });
    await window.toasts.dismiss('LeadMagic: 15,432.5 credits left, under 20,000.');
    await window.changeSettings({ 'leadmagicCredits.lowCredits': undefined });
    await window.statusItem.waitFor(full);
  });

  it('what is out of range is put right, and told in one line of the log', async () => {
    const { window, vscode } = stage;
    await window.changeSettings({
      'leadmagicCredits.lowCredits': -5,
      'leadmagicCredits.criticalCredits': 'many',
      'leadmagicCredits.cacheTtlSeconds': 1e300,
      'leadmagicCredits.refreshIntervalMinutes': -1,
      'leadmagicCredits.notifications': 'sometimes',
      'leadmagicCredits.statusBar.alignment': 7,
      'leadmagicCredits.historyMonths': [],
    });
    const lines = await until('a line about the settings', async () => {
      const all = (await logLines(vscode.settingsFile)).filter((line) => line.includes('settingsOutOfRange'));
      return all.length > 0 ? all : undefined;
    });
    assert.equal(lines.length, 1);
    for (const used of [
      'lowCredits=0',
      'criticalCredits=100',
      'cacheTtlSeconds=300',
      'refreshIntervalMinutes=0',
      'notifications=all',
      'statusBar.alignment=right',
      'historyMonths=24',
    ]) {
      assert.ok(lines[0]?.includes(used), `${used} in ${lines[0] ?? ''}`);
    }
    await window.statusItem.waitFor(full);
    // Changed once more: still out of range, and nothing more to say about it.
    await window.changeSettings({ 'leadmagicCredits.statusBar.format': 'compact' });
    await window.statusItem.waitFor({ ...full, text: '15.4K' });
    const all = await logLines(vscode.settingsFile);
    assert.equal(all.filter((line) => line.includes('settingsOutOfRange')).length, 1);
    assert.deepEqual(
      all.filter((line) => line.includes('[error]')),
      [],
    );
  });
});
