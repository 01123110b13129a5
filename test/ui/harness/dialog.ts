import type { Locator, Page } from 'playwright-core';
import { selectors } from './selectors';
import { patience, readable } from '../../waiting';

export interface DialogState {
  readonly message: string;
  readonly detail: string;
  readonly buttons: readonly string[];
}

/** A modal dialog, such as `showWarningMessage` with `modal: true`. */
export class Dialog {
  private readonly locator: Locator;

  constructor(page: Page) {
    this.locator = page.locator(selectors.dialog);
  }

  async waitFor(): Promise<DialogState> {
    await this.locator.waitFor({ timeout: patience });
    const text = async (selector: string): Promise<string> => {
      const part = this.locator.locator(selector);
      return (await part.count()) === 0 ? '' : readable(await part.first().innerText());
    };
    const buttons = await this.locator.locator(selectors.dialogButton).allInnerTexts();
    return {
      message: await text(selectors.dialogMessage),
      detail: await text(selectors.dialogDetail),
      buttons: buttons.map(readable),
    };
  }

  async press(button: string): Promise<void> {
    await this.locator
      .locator(selectors.dialogButton, { hasText: button })
      .first()
      .click({ timeout: patience });
    await this.locator.waitFor({ state: 'hidden', timeout: patience });
  }
}
