import type { Page } from 'playwright-core';
import { selectors } from './selectors';
import { readable } from '../../waiting';

/** Every toast that a window showed since it was watched, reloads included, in order, as its text. */
export class ToastHistory {
  readonly #texts: string[] = [];

  get all(): readonly string[] {
    return this.#texts;
  }

  matching(pattern: RegExp): readonly string[] {
    return this.#texts.filter((text) => pattern.test(text));
  }

  forget(): void {
    this.#texts.length = 0;
  }

  readonly add = (text: string): void => {
    this.#texts.push(readable(text));
  };
}

/** Watches a window's toasts from inside, so that none is missed between two looks. */
export async function watchToasts(page: Page): Promise<ToastHistory> {
  const history = new ToastHistory();
  await page.exposeFunction('tellToast', history.add);
  const parts = { toast: selectors.toast, message: selectors.notificationMessage };
  // Once for the page as it is, and once for each time it is loaded anew.
  await page.addInitScript(watchInside, parts);
  await page.evaluate(watchInside, parts);
  return history;
}

/** No function in it has a name: the compiler would tag it by a helper that the page does not have. */
function watchInside(parts: { readonly toast: string; readonly message: string }): void {
  const told = new WeakSet<Element>();
  new MutationObserver(() => {
    for (const toast of document.querySelectorAll(parts.toast)) {
      const text = toast.querySelector(parts.message)?.textContent ?? '';
      if (text === '' || told.has(toast)) continue;
      told.add(toast);
      (window as unknown as { tellToast(text: string): void }).tellToast(text);
    }
  }).observe(document, { childList: true, subtree: true, characterData: true });
}
