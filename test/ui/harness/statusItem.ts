import type { Locator, Page } from 'playwright-core';
import { selectors } from './selectors';
import { fits, patience, readable, until, type Expected } from '../../waiting';

export type Background = 'none' | 'warning' | 'error';

export interface StatusItemState {
  /** Without icons, which are in `icons` by their codicon names. */
  readonly text: string;
  readonly icons: readonly string[];
  /** What a screen reader says. */
  readonly label: string;
  readonly background: Background;
}

export interface ExpectedStatusItem {
  readonly text?: Expected;
  readonly icon?: string;
  readonly label?: Expected;
  readonly background?: Background;
}

/** The status bar item of an extension. */
export class StatusItem {
  readonly locator: Locator;

  /** @param idPrefix `publisher.name`, or with the item's own id behind it if the extension has several */
  constructor(
    private readonly page: Page,
    private readonly idPrefix: string,
  ) {
    this.locator = page.locator(selectors.statusItem(idPrefix));
  }

  /** What it shows now, or undefined while it is not there. */
  async read(): Promise<StatusItemState | undefined> {
    const found = await this.locator.evaluateAll(
      (items, [labelSelector, iconSelector]) =>
        items.map((item) => {
          const label = item.querySelector(labelSelector);
          const icons = [...item.querySelectorAll(iconSelector)].map((icon) => icon.className);
          const aria = label?.getAttribute('aria-label') ?? item.getAttribute('aria-label') ?? '';
          return { text: label?.textContent ?? '', icons, label: aria, classes: [...item.classList] };
        }),
      [selectors.statusItemLabel, selectors.icon] as const,
    );
    const [item] = found;
    if (item === undefined) return undefined;
    const background = item.classes.includes('error-kind')
      ? 'error'
      : item.classes.includes('warning-kind')
        ? 'warning'
        : 'none';
    return {
      text: readable(item.text),
      icons: item.icons.map(iconName),
      label: readable(item.label),
      background,
    };
  }

  /** Waits until it is as expected; what is left out may be anything. */
  async waitFor(expected: ExpectedStatusItem = {}, timeout = patience): Promise<StatusItemState> {
    return until(
      `the status bar item ${this.idPrefix} to show ${describe(expected)}`,
      async () => {
        const state = await this.read();
        return state !== undefined && matches(state, expected) ? state : undefined;
      },
      async () => `It shows ${describe(await this.read())}.`,
      timeout,
    );
  }

  /** Rests the pointer on it and reads the tooltip, which stays open for a picture. `leave` closes it. */
  async hover(): Promise<Tooltip> {
    const hover = this.page.locator(selectors.hover);
    await until('the tooltip of the status bar item', async () => {
      await this.leave();
      await this.locator.hover();
      return hover.waitFor({ timeout: 5_000 }).then(
        () => true,
        () => undefined,
      );
    });
    return new Tooltip(hover.first(), () => this.leave());
  }

  /** Moves pointer and focus away, and waits until the tooltip is gone. */
  async leave(): Promise<void> {
    const hover = this.page.locator(selectors.hover).first();
    let step = 0;
    await until('the tooltip to close', async () => {
      // One that opens late, when the pointer has gone already, closes at its next move only.
      await this.page.mouse.move(200 + (step++ % 2), 200);
      // A click leaves the focus on the item; it comes back to it when a box or a list closes, and the tooltip with it.
      await this.locator.locator(selectors.statusItemLabel).evaluateAll((labels) => {
        for (const label of labels) if (label instanceof HTMLElement) label.blur();
      });
      // One that opened for the focus closes at a key.
      if (step > 3) await this.page.keyboard.press('Pause');
      return hover.waitFor({ state: 'hidden', timeout: 2_000 }).then(
        () => true,
        () => undefined,
      );
    });
  }

  /** The pointer does not rest on it afterwards: its tooltip would open over what the click brings. */
  async click(): Promise<void> {
    await this.locator.locator(selectors.statusItemLabel).click({ timeout: patience });
    await this.leave();
  }
}

export class Tooltip {
  constructor(
    readonly locator: Locator,
    private readonly leave: () => Promise<void>,
  ) {}

  /** One line a paragraph, list item or table row. */
  async text(): Promise<string> {
    const text = await this.locator.locator(selectors.hoverText).first().innerText();
    return text.split('\n').map(readable).filter(Boolean).join('\n');
  }

  async links(): Promise<readonly { readonly text: string; readonly href: string }[]> {
    const links = this.locator.locator(selectors.hoverLink);
    return links.evaluateAll((all) =>
      all.map((link) => ({ text: link.textContent.trim(), href: link.getAttribute('data-href') ?? '' })),
    );
  }

  /** The tooltip would stay open under the pointer, over the toast that it may cause: so it is closed after. */
  async clickLink(text: string): Promise<void> {
    await this.locator.locator(selectors.hoverLink, { hasText: text }).first().click({ timeout: patience });
    await this.leave();
  }
}

function matches(state: StatusItemState, expected: ExpectedStatusItem): boolean {
  return (
    (expected.text === undefined || fits(state.text, expected.text)) &&
    (expected.icon === undefined || state.icons.includes(expected.icon)) &&
    (expected.label === undefined || fits(state.label, expected.label)) &&
    (expected.background === undefined || state.background === expected.background)
  );
}

function describe(state: ExpectedStatusItem | StatusItemState | undefined): string {
  if (state === undefined) return 'nothing';
  const parts = Object.entries(state).map(([name, value]) => `${name} ${String(value)}`);
  return parts.length === 0 ? 'anything' : parts.join(', ');
}

/** `codicon codicon-loading codicon-modifier-spin` → `loading`. */
function iconName(className: string): string {
  return /\bcodicon-(?!modifier)(\S+)/.exec(className)?.[1] ?? '';
}
