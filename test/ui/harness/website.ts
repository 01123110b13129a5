import type { BrowserContext } from 'playwright-core';
import type { Workbench } from './workbench';

/** Puts a page in place of LeadMagic's site, which tests do not visit. */
export async function serveLeadMagicSite(context: BrowserContext): Promise<void> {
  await context.route('https://app.leadmagic.io/**', (route) =>
    route.fulfill({ contentType: 'text/html', body: '<title>LeadMagic</title>' }),
  );
}

/** Agrees to leave VS Code for a page, and closes that page again. @returns its address */
export async function openedPage(
  context: BrowserContext,
  window: Workbench,
  run: () => Promise<void>,
): Promise<string> {
  await run();
  await window.dialog.waitFor();
  const opening = context.waitForEvent('page');
  await window.dialog.press('Open');
  const page = await opening;
  await page.waitForURL(/^https:/);
  const address = page.url();
  await page.close();
  return address;
}
