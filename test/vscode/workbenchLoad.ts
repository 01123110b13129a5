import type { Page } from 'playwright-core';

import { printProgress } from './progress';
import { upToThreeTimes } from './tries';

const statusBar = '.monaco-workbench .part.statusbar';

/**
 * Waits until a page that was just loaded shows its workbench. Now and then one never does on a machine with more to
 * do than it can: it is loaded anew then, as a person would, and a line says so.
 */
export async function waitForWorkbench(page: Page): Promise<void> {
  let isFirst = true;
  await upToThreeTimes('Loading the workbench', printProgress, async () => {
    if (!isFirst) await page.reload();
    isFirst = false;
    await page.locator(statusBar).waitFor({ timeout: 60_000 });
  });
}
