import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

import { historyLine } from '../../src/balance/historyLine';
import { monthOf } from '../../src/balance/months';
import { refresh, useStage } from './setup';

const HOUR = 3_600_000;

/** The pictures that the README may have, to `out/screens/readme-NAME.png`. */
describe('pictures for the README', () => {
  const stage = useStage({
    withKey: true,
    launch: (origin) => ({
      userSettings: { 'leadmagicCredits.apiBaseUrl': origin },
      viewport: { width: 800, height: 440 },
      scale: 2,
    }),
  });

  it('a week that was', async () => {
    const { window, kept } = stage;
    await window.statusItem.waitFor({ text: '15,432.5' });
    await kept.untilIdle();
    const [account = ''] = await kept.accounts();
    await seedWeek(join(kept.folder, 'accounts', account));
    await reload();
  });

  it('the tooltip', async () => {
    const { window } = stage;
    for (const theme of ['dark', 'light'] as const) {
      await window.switchTheme(theme);
      await window.statusItem.hover();
      await window.statusBarPicture(`readme-tooltip-${theme}`);
      await window.statusItem.leave();
    }
  });

  it('few credits', async () => {
    const { window, account } = stage;
    account.set(950);
    await refresh(stage);
    await window.statusItem.waitFor({ text: '950', background: 'warning' });
    await window.toasts.waitFor(/under 1,000\.$/);
    for (const theme of ['dark', 'light'] as const) {
      await window.switchTheme(theme);
      await window.statusBarPicture(`readme-low-${theme}`);
    }
  });

  /** Anew, so that the history is read, and without what only a browser has in its status bar. */
  async function reload(): Promise<void> {
    const { window } = stage;
    await window.reload();
    await window.page.addStyleTag({
      content: '.statusbar-item[id="status.workbench.keyboardLayout"] { display: none !important; }',
    });
    await window.statusItem.waitFor({ text: '15,432.5', icon: 'credit-card' });
  }
});

/** A history of seven days in front of what is on file: work by day, none by night, one top-up. */
async function seedWeek(account: string): Promise<void> {
  const now = Date.now();
  const points: { readonly t: number; readonly c: number }[] = [];
  let credits = 15_432.5;
  for (let t = now - 10 * 60_000; t > now - 8 * 24 * HOUR; t -= HOUR) {
    points.unshift({ t, c: Math.round(credits * 100) / 100 });
    const hour = new Date(t).getHours();
    if (hour >= 9 && hour < 19) credits += 18 + ((hour * 7) % 11);
    if (points.length === 90) credits -= 2500;
  }
  for (const month of new Set(points.map(({ t }) => monthOf(t)))) {
    const file = join(account, 'history', `${month}.jsonl`);
    const before = await readFile(file, 'utf8').catch(() => '');
    await mkdir(dirname(file), { recursive: true });
    const lines = points.filter(({ t }) => monthOf(t) === month).map((point) => `${historyLine(point)}\n`);
    await writeFile(file, lines.join('') + before);
  }
}
