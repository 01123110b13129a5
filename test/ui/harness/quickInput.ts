import type { Locator, Page } from 'playwright-core';
import { selectors } from './selectors';
import { fits, patience, readable, until, type Expected } from '../../waiting';

export interface QuickPickItem {
  /** Without icons. */
  readonly label: string;
  readonly icons: readonly string[];
  readonly description: string;
  readonly detail: string;
}

export interface InputBoxState {
  readonly title: string;
  /** The prompt, or the validation message while the value is refused. */
  readonly message: string;
  readonly severity: 'none' | 'info' | 'warning' | 'error';
  readonly placeholder: string;
  readonly masked: boolean;
  readonly value: string;
}

/** The one box at the top of the window: Quick Pick, input box, command palette, simple file dialog. */
export class QuickInput {
  readonly locator: Locator;
  private readonly box: Locator;

  constructor(private readonly page: Page) {
    this.locator = page.locator(selectors.quickInput);
    this.box = this.locator.locator(selectors.quickInputBox);
  }

  /** Waits for a Quick Pick with at least one item. */
  async waitForPick(title?: Expected): Promise<readonly QuickPickItem[]> {
    return this.waitForState('a Quick Pick', title, async () => {
      const items = await this.items();
      return items.length > 0 ? items : undefined;
    });
  }

  /** Waits for a Quick Pick of just these; the rows of the one before it are still drawn for a moment. */
  async waitForList(labels: readonly string[]): Promise<readonly QuickPickItem[]> {
    return until(
      `a list of ${labels.join(' | ')}`,
      async () => {
        const items = await this.items();
        const isIt = items.length === labels.length && items.every(({ label }, n) => label === labels[n]);
        return isIt ? items : undefined;
      },
      async () => `It has ${(await this.items()).map((item) => item.label).join(' | ') || 'no items'}.`,
    );
  }

  /** Waits for an input box, and for a message (the prompt, or why the value is refused) if one is given. */
  async waitForInput(
    expected: { readonly title?: Expected; readonly message?: Expected } = {},
  ): Promise<InputBoxState> {
    return this.waitForState('an input box', expected.title, async () => {
      const list = await this.locator.locator('.quick-input-list').isVisible();
      const state = list ? undefined : await this.readInput();
      if (state === undefined) return undefined;
      return expected.message === undefined || fits(state.message, expected.message) ? state : undefined;
    });
  }

  /** The rows that are drawn now. Long lists are virtual: `filter` them first. */
  async items(): Promise<readonly QuickPickItem[]> {
    const rows = await this.locator.locator(selectors.quickInputRow).evaluateAll(
      (all, parts) =>
        all.map((row) => ({
          index: Number(row.getAttribute('data-index')),
          label: row.querySelector(parts.label)?.textContent ?? '',
          icons: [...row.querySelectorAll(`${parts.label} ${parts.icon}`)].map((icon) => icon.className),
          description: row.querySelector(parts.description)?.textContent ?? '',
          detail: row.querySelector(parts.detail)?.textContent ?? '',
        })),
      {
        label: selectors.quickInputLabel,
        icon: selectors.icon,
        description: selectors.quickInputDescription,
        detail: selectors.quickInputDetail,
      },
    );
    return rows
      .sort((a, b) => a.index - b.index)
      .map((row) => ({
        label: readable(row.label),
        icons: row.icons.map((name) => /codicon-(?!colored|modifier)(\S+)/.exec(name)?.[1] ?? ''),
        description: readable(row.description),
        detail: readable(row.detail),
      }));
  }

  /** Waits for the item of this label and takes it. */
  async choose(label: Expected, timeout = patience): Promise<void> {
    await this.waitForItem(label, timeout);
    // By what it says, not by its place: a list may still be narrowed or sorted.
    await this.rowOf(label).click({ timeout });
  }

  /** In a Quick Pick of many: ticks the item. `accept` ends the choice. */
  async tick(label: Expected): Promise<void> {
    await this.choose(label);
  }

  /** Puts text into the box in place of what is there: a value, or a filter of the list. */
  async type(text: string, timeout = patience): Promise<void> {
    await this.box.fill(text, { timeout });
  }

  async accept(): Promise<void> {
    await this.box.press('Enter');
  }

  /** Presses the button beside the box, if there is one now: in the page, so that it can reach nothing else. */
  async pressButton(): Promise<void> {
    await this.locator.locator(selectors.quickInputButton).evaluateAll((buttons) => {
      for (const button of buttons) if (button instanceof HTMLElement) button.click();
    });
  }

  async cancel(): Promise<void> {
    // Escape means something to other parts as well, and the box is there before it has the focus.
    if (await this.box.isVisible()) await this.box.focus();
    await this.page.keyboard.press('Escape');
    await this.waitUntilClosed();
  }

  async waitUntilClosed(): Promise<void> {
    await this.locator.waitFor({ state: 'hidden', timeout: patience });
  }

  /** All of it at one moment: a message and its severity are drawn together. */
  async readInput(): Promise<InputBoxState | undefined> {
    const [drawn] = await this.locator.evaluateAll(
      (all, parts) =>
        all.map((widget) => {
          const [title = '', message = ''] = [parts.title, parts.message].map((selector) => {
            const part = widget.querySelector<HTMLElement>(selector);
            return part !== null && part.getClientRects().length > 0 ? part.innerText : '';
          });
          const box = widget.querySelector<HTMLInputElement>(parts.box);
          return {
            title,
            message,
            classes: widget.querySelector(parts.frame)?.className ?? '',
            placeholder: box?.placeholder ?? '',
            masked: box?.type === 'password',
            value: box?.value ?? '',
          };
        }),
      {
        title: selectors.quickInputTitle,
        message: selectors.quickInputMessage,
        frame: selectors.quickInputFrame,
        box: selectors.quickInputBox,
      },
    );
    if (drawn === undefined) return undefined;
    const { classes, title, message, ...rest } = drawn;
    return {
      ...rest,
      title: readable(title),
      message: readable(message),
      severity: severityIn(classes.split(' ')),
    };
  }

  private async title(): Promise<string> {
    const title = this.locator.locator(selectors.quickInputTitle);
    return (await title.isVisible()) ? readable(await title.innerText()) : '';
  }

  private async waitForItem(label: Expected, timeout: number): Promise<void> {
    await until(
      `the item ${String(label)} in a Quick Pick`,
      async () => ((await this.items()).some((item) => fits(item.label, label)) ? true : undefined),
      async () => `It has ${(await this.items()).map((item) => item.label).join(' | ') || 'no items'}.`,
      timeout,
    );
  }

  private rowOf(label: Expected): Locator {
    const words = (text: string): string =>
      text.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&').replaceAll(' ', '\\s+');
    const hasText = typeof label === 'string' ? new RegExp(`^\\s*${words(label)}\\s*$`) : label;
    const name = this.page.locator(selectors.quickInputLabel, { hasText });
    return this.locator.locator(selectors.quickInputRow).filter({ has: name }).first();
  }

  private async waitForState<T>(
    what: string,
    title: Expected | undefined,
    probe: () => Promise<T | undefined>,
  ): Promise<T> {
    return until(
      title === undefined ? what : `${what} titled ${String(title)}`,
      async () => {
        if (!(await this.locator.isVisible())) return undefined;
        if (title !== undefined && !fits(await this.title(), title)) return undefined;
        return probe();
      },
      async () =>
        (await this.locator.isVisible()) ? `There is one titled "${await this.title()}".` : 'None is open.',
    );
  }
}

function severityIn(classes: readonly string[]): InputBoxState['severity'] {
  return (['error', 'warning', 'info'] as const).find((name) => classes.includes(name)) ?? 'none';
}
