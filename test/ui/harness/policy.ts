import type { Page } from 'playwright-core';

/** What a window did against a content security policy from now on, each thing once: Chromium tells of it. */
export function watchPolicy(page: Page): readonly string[] {
  const refused: string[] = [];
  page.on('console', (message) => {
    const text = message.text();
    if (text.includes('Content Security Policy') && !refused.includes(text)) refused.push(text);
  });
  return refused;
}
