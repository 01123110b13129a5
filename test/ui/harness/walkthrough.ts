import type { Locator } from 'playwright-core';
import { selectors } from './selectors';
import { patience, until } from '../../waiting';
import type { Workbench } from './workbench';

interface Drawing {
  readonly svg: string;
  /** The colour of the first thing drawn. */
  readonly ground: string;
  /** The background of editors, as the drawing knows it. */
  readonly background: string;
}

/** A walkthrough of an extension in the editor area. Its pictures are drawn only where there is room beside the steps. */
export class Walkthrough {
  constructor(private readonly window: Workbench) {}

  async open(title: string): Promise<void> {
    await this.window.runCommand('Welcome: Open Walkthrough...');
    await this.window.quickInput.choose(title);
  }

  /**
   * Opens a step. VS Code gives it the focus a moment later, which would close a Quick Pick opened meanwhile: so the step is
   * opened without a pointer, which would bring the focus at once, and the focus is waited for.
   */
  async show(step: string): Promise<void> {
    const found = this.#step(step);
    if ((await found.getAttribute('aria-expanded')) === 'true') return;
    await found.dispatchEvent('click');
    await until(`the focus on the step ${step}`, async () => {
      const isIn = await found.evaluate((element) => element.contains(document.activeElement));
      return isIn || undefined;
    });
  }

  async press(step: string): Promise<void> {
    await this.show(step);
    await this.#step(step).locator(selectors.walkthroughButton).click({ timeout: patience });
  }

  async isDone(step: string): Promise<boolean> {
    return (await this.#step(step).locator(selectors.walkthroughTick).count()) > 0;
  }

  async waitUntilDone(step: string): Promise<void> {
    await until(`the step ${step} to be ticked`, async () => (await this.isDone(step)) || undefined);
  }

  /** The drawing beside the steps, once it is there in the colours of the theme. */
  async drawing(): Promise<Drawing> {
    const { page } = this.window;
    const wanted = await page.locator(selectors.workbench).evaluate(editorBackground);
    return until(`a drawing on ${wanted}`, async () => {
      // VS Code replaces the whole frame for another step.
      const found = await this.#readDrawing().catch(() => undefined);
      return found?.background === wanted ? found : undefined;
    });
  }

  #step(id: string): Locator {
    return this.window.page.locator(selectors.walkthroughStep(id));
  }

  async #readDrawing(): Promise<Drawing> {
    const frame = await this.window.webview();
    const svg = frame.locator('svg');
    return {
      svg: await svg.innerHTML({ timeout: 2_000 }),
      ground: await svg
        .locator('rect[fill]')
        .first()
        .evaluate((rect) => getComputedStyle(rect).fill),
      background: await frame.locator(':root').evaluate(editorBackground),
    };
  }
}

function editorBackground(element: Element): string {
  return getComputedStyle(element).getPropertyValue('--vscode-editor-background').trim();
}
