import { setTimeout as delay } from 'node:timers/promises';
import type { Locator, Page } from 'playwright-core';
import { selectors } from './selectors';
import { fits, readable, until, type Expected } from '../../waiting';

export interface Toast {
  readonly text: string;
  readonly severity: 'info' | 'warning' | 'error';
  readonly buttons: readonly string[];
}

/**
 * VS Code pops up no more than three toasts in 800 ms; what is more goes behind the bell unseen. Tests are faster than
 * that, so they take a breath after each.
 */
const spamInterval = 300;

/**
 * Notifications as they pop up. At most three show at a time. All but errors with buttons hide by themselves after some
 * ten seconds (into the list behind the bell), so a test looks for them at once. A VS Code started with the smoke-test
 * driver shows none, so in-host suites see none.
 */
export class Toasts {
  private readonly all: Locator;

  constructor(page: Page) {
    this.all = page.locator(selectors.toast);
  }

  /** Those on the screen, newest first. */
  async read(): Promise<readonly Toast[]> {
    const found = await this.all.evaluateAll(
      (toasts, parts) =>
        toasts.map((toast) => ({
          text: toast.querySelector(parts.message)?.textContent ?? '',
          icon: toast.querySelector(parts.icon)?.className ?? '',
          buttons: [...toast.querySelectorAll(parts.button)].map((button) => button.textContent),
        })),
      {
        message: selectors.notificationMessage,
        icon: selectors.notificationIcon,
        button: selectors.notificationButton,
      },
    );
    return found.map(({ text, icon, buttons }) => ({
      text: readable(text),
      severity: icon.includes('codicon-error')
        ? 'error'
        : icon.includes('codicon-warning')
          ? 'warning'
          : 'info',
      buttons: buttons.map(readable),
    }));
  }

  async waitFor(text: Expected): Promise<Toast> {
    return until(
      `a toast ${String(text)}`,
      async () => (await this.read()).find((toast) => fits(toast.text, text)),
      async () => `There is ${(await this.read()).map((toast) => toast.text).join(' | ') || 'none'}.`,
    );
  }

  /** Waits for a toast, presses its button, and waits until it is gone. */
  async press(text: Expected, button: string): Promise<void> {
    const toast = await this.waitFor(text);
    const position = toast.buttons.indexOf(button);
    if (position < 0)
      throw new Error(`"${toast.text}" has no button ${button}, but ${toast.buttons.join(', ')}.`);
    await this.clickIn(text, selectors.notificationButton, position);
  }

  /** Waits for a toast, closes it, and waits until it is gone. */
  async dismiss(text: Expected): Promise<void> {
    await this.clickIn(text, selectors.notificationClose, 0);
  }

  async waitUntilGone(text: Expected): Promise<void> {
    await until(`the toast ${String(text)} to go`, async () =>
      (await this.read()).some((toast) => fits(toast.text, text)) ? undefined : true,
    );
  }

  /**
   * Clicks in the page, not by the pointer: toasts move when one comes or goes, and their toolbars show under the
   * pointer only.
   */
  private async clickIn(text: Expected, part: string, position: number): Promise<void> {
    const { text: message } = await this.waitFor(text);
    await this.all.evaluateAll(
      (toasts, { parts, wanted, nth }) => {
        const toast = toasts.find(
          (one) => one.querySelector(parts.message)?.textContent.replaceAll(/\s+/g, ' ').trim() === wanted,
        );
        toast?.querySelectorAll<HTMLElement>(parts.target)[nth]?.click();
      },
      { parts: { message: selectors.notificationMessage, target: part }, wanted: message, nth: position },
    );
    await this.waitUntilGone(message);
    await delay(spamInterval);
  }
}
