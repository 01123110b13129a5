import type { ScreenReader } from './screenReader';
import { fits, until, type Expected } from '../../waiting';
import type { Workbench } from './workbench';

/** Somebody who has no mouse, and hears where they are. */
export class Keyboard {
  constructor(
    private readonly window: Workbench,
    private readonly reader: ScreenReader,
  ) {}

  /** Runs a command of the palette. */
  async run(title: string): Promise<void> {
    await this.window.palette.find(title);
    await this.walk('ArrowDown', new RegExp(`^${title}`));
    await this.press('Enter');
  }

  /** Waits until something of that name has the focus. */
  async arrive(name: Expected): Promise<void> {
    await this.#untilFocused(name, () => Promise.resolve());
  }

  /** Presses a key until something of that name has the focus. */
  async walk(key: string, name: Expected): Promise<void> {
    await this.#untilFocused(name, () => this.press(key));
  }

  async press(key: string): Promise<void> {
    await this.window.page.keyboard.press(key);
  }

  async #untilFocused(name: Expected, next: () => Promise<void>): Promise<void> {
    const heard: string[] = [];
    await until(
      `the focus on ${String(name)}`,
      async () => {
        const now = (await this.reader.focused())?.name ?? '';
        heard.push(now);
        if (fits(now, name)) return true;
        await next();
        return undefined;
      },
      () => Promise.resolve(`It was on ${heard.slice(-20).join(' | ')}.`),
    );
  }
}
