import { readFile } from 'node:fs/promises';
import type { Frame } from 'playwright-core';
import { contrast } from './harness/contrast';
import { themes, type Theme } from './harness/theme';
import { patience, readable, until } from '../waiting';
import type { Workbench } from './harness/workbench';

/** How VS Code marks the body of a webview under each theme. */
const bodies: Readonly<Record<Theme, string>> = {
  light: 'body.vscode-light',
  dark: 'body.vscode-dark',
  highContrast: 'body.vscode-high-contrast:not(.vscode-high-contrast-light)',
  highContrastLight: 'body.vscode-high-contrast-light',
};

export interface Finding {
  readonly id: string;
  readonly impact: string;
  readonly html: string;
}

/** The dashboard in the window that is in front, as a person sees and uses it. */
export class DashboardPage {
  constructor(private readonly window: Workbench) {}

  /** Opens it, or brings it to the front. */
  async open(): Promise<void> {
    await this.window.runCommand('LeadMagic: Open Dashboard');
    await this.waitFor('main');
  }

  /** The address of the icon in its tab, as CSS names it. */
  async tabIcon(): Promise<string> {
    const icon = this.window.page.locator('.tab.active .monaco-icon-label-iconpath');
    return decodeURIComponent(await icon.evaluate((element) => getComputedStyle(element).backgroundImage));
  }

  async waitFor(selector: string): Promise<void> {
    await (await this.frame()).locator(selector).first().waitFor({ timeout: patience });
  }

  /** The text of the first such element; waits until there is one. */
  async text(selector: string): Promise<string> {
    return readable(await (await this.frame()).locator(selector).first().innerText({ timeout: patience }));
  }

  /** Waits until the first such element says this. */
  async waitForText(selector: string, expected: string | RegExp): Promise<string> {
    return until(
      `${selector} to say ${String(expected)}`,
      async () => {
        const found = await this.texts(selector);
        const text = found[0];
        const fits = typeof expected === 'string' ? text === expected : expected.test(text ?? '');
        return fits ? text : undefined;
      },
      async () => `It says ${(await this.texts(selector)).join(' | ') || 'nothing'}.`,
    );
  }

  async texts(selector: string): Promise<readonly string[]> {
    const texts = await (await this.frame()).locator(selector).allInnerTexts();
    return texts.map(readable);
  }

  async count(selector: string): Promise<number> {
    return (await this.frame()).locator(selector).count();
  }

  async click(selector: string): Promise<void> {
    await (await this.frame()).locator(selector).first().click({ timeout: patience });
  }

  /** A click that leaves the focus where it is: VS Code gives it back to a page that has it, over a list that opens meanwhile. */
  async clickFromAfar(selector: string): Promise<void> {
    await (await this.frame()).locator(selector).first().dispatchEvent('click', {}, { timeout: patience });
  }

  async attribute(selector: string, name: string): Promise<string | null> {
    return (await this.frame()).locator(selector).first().getAttribute(name, { timeout: patience });
  }

  async focus(selector: string): Promise<void> {
    await (await this.frame()).locator(selector).first().focus({ timeout: patience });
  }

  async press(selector: string, key: string): Promise<void> {
    await (await this.frame()).locator(selector).first().press(key, { timeout: patience });
  }

  /** The rows of the first table in a panel, cell by cell. */
  async rows(panel: string): Promise<readonly (readonly string[])[]> {
    const table = (await this.frame()).locator(`${panel} table`).first();
    await table.waitFor({ timeout: patience });
    const rows = await table
      .locator('tbody tr')
      .evaluateAll((all) => all.map((row) => [...row.children].map((cell) => cell.textContent)));
    return rows.map((row) => row.map(readable));
  }

  async setRange(days: number): Promise<void> {
    await this.click(`.ranges label:has(input[value="${days}"])`);
  }

  /** Rests the pointer on a chart, over the bar or point of this index among so many. */
  async pointAt(chart: string, index: number, count: number): Promise<void> {
    const position = await this.#positionOf(chart, index, count);
    await (await this.frame()).locator(`${chart} .u-over`).hover({ position, timeout: patience });
  }

  async clickAt(chart: string, index: number, count: number): Promise<void> {
    const position = await this.#positionOf(chart, index, count);
    await (await this.frame()).locator(`${chart} .u-over`).click({ position, timeout: patience });
  }

  async hover(selector: string): Promise<void> {
    await (await this.frame()).locator(selector).first().hover({ timeout: patience });
  }

  /** The contrast of the first such part's text with what is behind it, 1 to 21, as WCAG 2 defines it. */
  async contrast(selector: string): Promise<number> {
    const part = (await this.frame()).locator(selector).first();
    return contrast(await part.evaluate(coloursOf, undefined, { timeout: patience }));
  }

  /** The pointer goes away, and with it what it caused. */
  async leave(): Promise<void> {
    await this.window.page.mouse.move(0, 0);
  }

  /** The lines of the tip over a chart. */
  async tip(chart: string): Promise<readonly string[]> {
    return this.texts(`${chart} .chart-tip:not([hidden]) > *`);
  }

  /** The element that has the keyboard, by name. */
  async focused(): Promise<string> {
    return (await this.frame()).evaluate(() => document.activeElement?.localName ?? '');
  }

  /** How wide the first such part is drawn; CSS pixels. */
  async width(selector: string): Promise<number> {
    const part = (await this.frame()).locator(selector).first();
    return part.evaluate((element) => element.getBoundingClientRect().width, { timeout: patience });
  }

  /** How far below the upper edge of the page the first such part begins; CSS pixels. */
  async topOf(selector: string): Promise<number> {
    const part = (await this.frame()).locator(selector).first();
    return part.evaluate((element) => element.getBoundingClientRect().top, { timeout: patience });
  }

  /** What a chart has drawn: its pixels as text, and its width in CSS pixels. */
  async drawing(chart: string): Promise<{ readonly pixels: string; readonly width: number }> {
    const canvas = (await this.frame()).locator(`${chart} canvas`).first();
    return canvas.evaluate(
      (element) => ({
        pixels: element instanceof HTMLCanvasElement ? element.toDataURL() : '',
        width: element.getBoundingClientRect().width,
      }),
      { timeout: patience },
    );
  }

  /** A computed style of the first such part. */
  async style(selector: string, property: string): Promise<string> {
    const part = (await this.frame()).locator(selector).first();
    return part.evaluate((element, name) => getComputedStyle(element).getPropertyValue(name), property, {
      timeout: patience,
    });
  }

  /** Switches the theme of VS Code, and waits until the page wears it too. */
  async wear(theme: Theme): Promise<void> {
    await this.window.switchTheme(theme);
    await this.waitFor(bodies[theme]);
  }

  /** A picture in every theme, `NAME-THEME.png`, and what axe-core calls serious or critical in each. */
  async inEveryTheme(name: string, part: string): Promise<readonly string[]> {
    const findings: string[] = [];
    for (const theme of themes) {
      await this.wear(theme);
      await this.scrollTo(part);
      await this.window.picture(`${name}-${theme}`);
      findings.push(...(await this.graveFindings()).map(({ id, html }) => `${theme}: ${id} ${html}`));
    }
    return findings;
  }

  /** Brings the part to the middle of the window, for a picture. */
  async scrollTo(selector: string): Promise<void> {
    const part = (await this.frame()).locator(selector).first();
    await part.evaluate((element) => element.scrollIntoView({ block: 'start' }), { timeout: patience });
  }

  /** All of the document, and what it keeps for later. */
  async content(): Promise<string> {
    return (await this.frame()).content();
  }

  /** By how much the page is wider than its window; CSS pixels. */
  async overflow(): Promise<number> {
    return (await this.frame()).evaluate(() => {
      const { scrollWidth, clientWidth } = document.documentElement;
      return scrollWidth - clientWidth;
    });
  }

  /** Waits until the workbench has stored what the page keeps; in a browser it does so every few seconds. */
  async waitUntilKept(state: RegExp): Promise<void> {
    await until(`the page's state on disk, ${String(state)}`, async () =>
      (await this.window.page.evaluate(storedText)).some((text) => state.test(text)) ? true : undefined,
    );
  }

  /** Everything that axe-core finds, serious and critical only. */
  async graveFindings(): Promise<readonly Finding[]> {
    const frame = await this.frame();
    await frame.evaluate(await readFile(require.resolve('axe-core/axe.min.js'), 'utf8'));
    const findings: readonly Finding[] = await frame.evaluate(`
      axe.run().then(({ violations }) => violations.flatMap(({ id, impact, nodes }) =>
        nodes.map(({ html }) => ({ id, impact, html }))))
    `);
    return findings.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  }

  async #positionOf(
    chart: string,
    index: number,
    count: number,
  ): Promise<{ readonly x: number; readonly y: number }> {
    return { x: ((index + 0.5) / count) * (await this.width(`${chart} .u-over`)), y: 40 };
  }

  private frame(): Promise<Frame> {
    return this.window.webview();
  }
}

/** Runs in the page of the workbench: all text that it has stored. */
async function storedText(): Promise<readonly string[]> {
  const texts: string[] = [];
  for (const { name = '' } of await indexedDB.databases()) {
    const database = await new Promise<IDBDatabase>((resolve) => {
      const request = indexedDB.open(name);
      request.onsuccess = () => resolve(request.result);
    });
    for (const store of database.objectStoreNames) {
      const values = await new Promise<readonly unknown[]>((resolve) => {
        const request = database.transaction(store).objectStore(store).getAll();
        request.onsuccess = () => resolve(request.result);
      });
      texts.push(...values.map(String));
    }
    database.close();
  }
  return texts;
}

/**
 * Runs in the page. The text's colour, then what is behind it from the innermost out, as CSS; a control has its
 * background in its shadow.
 */
function coloursOf(element: Element): readonly string[] {
  const innermost = element.shadowRoot?.querySelector('slot:not([name])') ?? element;
  const colours = [getComputedStyle(innermost).color];
  let part: Node | null = innermost;
  while (part !== null) {
    if (part instanceof Element) colours.push(getComputedStyle(part).backgroundColor);
    part = part instanceof ShadowRoot ? part.host : part.parentNode;
  }
  return colours;
}
