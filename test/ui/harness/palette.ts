import { errors, type Page } from 'playwright-core';
import type { QuickInput } from './quickInput';
import { Late, readable, until } from '../../waiting';

/** Longer than any list takes to come to rest; short enough to try again when the palette went away meanwhile. */
const oneTry = 5_000;

/**
 * The command palette. It shares its box with Quick Picks, input boxes and the palette before it, any of which may still
 * be there for a moment and take the palette down with it when it goes; and a change of focus elsewhere (an editor that
 * opens late) closes it, too. So each step makes sure that it is the palette it sees, and begins anew if it is not.
 */
export class Palette {
  constructor(
    private readonly page: Page,
    private readonly quickInput: QuickInput,
  ) {}

  /** Runs a command by its title as the palette shows it, such as `LeadMagic: Refresh`. */
  async run(title: string): Promise<void> {
    await until(
      `the command ${title} in the palette`,
      async () => {
        // A palette that was opened before the extension was known does not learn of it: open it anew.
        if (!(await this.find(title)).includes(title)) await this.quickInput.cancel();
        else if (await done(() => this.quickInput.choose(title, oneTry))) return true;
        return undefined;
      },
      () => this.whatIsInFront(),
    );
    // Its box is gone, or another's. A test that looks at the box next must not see this one.
    await until(`the palette gone after ${title}`, async () =>
      (await this.shows(title)) ? undefined : true,
    );
  }

  /** The commands the palette offers for a filter, `[]` if none, with the palette closed again: for `when` clauses. */
  async titles(filter: string): Promise<readonly string[]> {
    const titles = await this.find(filter);
    await this.quickInput.cancel();
    return titles;
  }

  /** The commands the palette offers for a filter. `[]` if none. Leaves the palette open. */
  async find(filter: string): Promise<readonly string[]> {
    const words = filter.toLowerCase().split(/[^\p{L}\p{N}]+/u);
    const fitting = (labels: readonly string[]): readonly string[] =>
      labels.filter((label) => words.every((word) => label.toLowerCase().includes(word)));
    let before = '';
    let since = Date.now();
    return until(
      `the palette's answer to ${filter}`,
      async () => {
        if (!(await this.shows(filter))) {
          await this.open(filter);
          return undefined;
        }
        const labels = (await this.quickInput.items()).map((item) => item.label);
        if (fitting(labels).length > 0) return fitting(labels);
        // Nothing fits. That is the answer once the list (of similar commands, say) has come to rest.
        const now = labels.join();
        if (now !== before) since = Date.now();
        before = now;
        return now !== '' && Date.now() - since > 1_000 ? [] : undefined;
      },
      () => this.whatIsInFront(),
    );
  }

  private async shows(filter: string): Promise<boolean> {
    return (await this.quickInput.readInput())?.value === `>${filter}`;
  }

  /** One try. What stands in its place and lets no palette open over it is closed, for the next. */
  private async open(filter: string): Promise<void> {
    const before = (await this.quickInput.readInput())?.value;
    if (before?.startsWith('>') !== true) await this.page.keyboard.press('F1');
    const opened = await done(() =>
      until(
        'the palette',
        async () => ((await this.quickInput.readInput())?.value.startsWith('>') === true ? true : undefined),
        undefined,
        oneTry,
      ),
    );
    if (opened && (await done(() => this.quickInput.type(`>${filter}`, oneTry)))) return;
    if (await this.quickInput.locator.isVisible()) await this.page.keyboard.press('Escape');
    else await this.page.bringToFront();
  }

  /** For the message of a wait that failed. */
  private async whatIsInFront(): Promise<string> {
    const focus = await this.page.evaluate(() => document.activeElement?.outerHTML.slice(0, 200));
    const box = await this.quickInput.locator.evaluateAll((all) => all.map((one) => one.textContent).join());
    return `The focus is on ${focus ?? 'nothing'}; the box says "${readable(box)}".`;
  }
}

/** False if it did not come about in its time. */
export async function done(step: () => Promise<unknown>): Promise<boolean> {
  try {
    await step();
    return true;
  } catch (error) {
    if (error instanceof Late || error instanceof errors.TimeoutError) return false;
    throw error;
  }
}
