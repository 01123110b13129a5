import type { Frame, Locator, Page } from 'playwright-core';
import type { OpenOptions, RunningVSCode } from '../../vscode/host';
import { Dialog } from './dialog';
import { done, Palette } from './palette';
import { takePicture, takePictureAround } from './pictures';
import { QuickInput } from './quickInput';
import { selectors } from './selectors';
import { StatusItem } from './statusItem';
import { switchTheme, type Theme } from './theme';
import { Toasts } from './toasts';
import { changeSettings } from './userSettings';
import { waitForWorkbench } from '../../vscode/workbenchLoad';
import { patience, readable, until } from '../../waiting';

/** The extension under test: `publisher.name`. */
const extensionId = 'leadmagic-credits.leadmagic-credits';

/** Opens one more window of a running VS Code. */
export async function openWorkbench(vscode: RunningVSCode, options: OpenOptions = {}): Promise<Workbench> {
  return new Workbench(vscode, await vscode.open(options));
}

/** One window, as a person sees and uses it. */
export class Workbench {
  readonly statusItem: StatusItem;
  readonly quickInput: QuickInput;
  readonly palette: Palette;
  readonly toasts: Toasts;
  readonly dialog: Dialog;

  constructor(
    private readonly vscode: RunningVSCode,
    readonly page: Page,
  ) {
    this.statusItem = this.statusItemOf(extensionId);
    this.quickInput = new QuickInput(page);
    this.palette = new Palette(page, this.quickInput);
    this.toasts = new Toasts(page);
    this.dialog = new Dialog(page);
  }

  statusItemOf(idPrefix: string): StatusItem {
    return new StatusItem(this.page, idPrefix);
  }

  /** Runs a command by its title as the palette shows it, such as `LeadMagic: Refresh`. */
  async runCommand(title: string): Promise<void> {
    await this.palette.run(title);
  }

  /**
   * Runs a command that asks by Quick Picks, and answers them. A pick closes when another part takes the focus, as a
   * webview may that is drawn just then: the command is run anew in that case.
   */
  async answer(command: string, ...labels: readonly string[]): Promise<void> {
    await until(`${labels.join(', then ')} of ${command}`, async () => {
      await this.runCommand(command);
      for (const label of labels)
        if (!(await done(() => this.quickInput.choose(label, 15_000)))) return undefined;
      return true;
    });
  }

  /** The document inside a webview panel that is in front: a frame in a frame in a frame. */
  async webview(): Promise<Frame> {
    return until('a webview with its document', async () => {
      const outer = await this.page.locator(selectors.webview).first().elementHandle({ timeout: patience });
      const middle = await outer.contentFrame();
      const inner = await middle?.$(selectors.webviewContent);
      const frame = await inner?.contentFrame();
      // VS Code first loads an empty page there and then writes the document into it.
      const written = await frame?.evaluate(
        () => document.readyState === 'complete' && document.body.childElementCount > 0,
      );
      return written === true && frame ? frame : undefined;
    });
  }

  /** The lines of the active text editor that are on the screen. */
  async editorLines(): Promise<readonly string[]> {
    const lines = await this.page.locator(selectors.editorLine).evaluateAll((all) =>
      all
        .map((line) => ({
          top: line instanceof HTMLElement ? parseFloat(line.style.top) : 0,
          text: line.textContent,
        }))
        .sort((a, b) => a.top - b.top)
        .map((line) => line.text),
    );
    return lines.map((line) => line.replaceAll('\u00a0', ' ').trimEnd());
  }

  async changeSettings(changes: Readonly<Record<string, unknown>>): Promise<void> {
    await changeSettings(this.vscode.settingsFile, changes);
  }

  async switchTheme(theme: Theme): Promise<void> {
    await switchTheme(this.page, this.vscode.settingsFile, theme);
  }

  /**
   * Gives this window the focus or takes it away, as `window.state.focused` sees it. Nothing else changes: give it to
   * one window after taking it from the other. Playwright makes every page of a headless browser believe that it has
   * the focus, and lets nobody turn that off, so this changes what the page believes and sends it the event of a real
   * change. The server host only: a desktop window hears of it from its main process.
   */
  async setFocus(focused: boolean): Promise<void> {
    if (this.vscode.install.kind === 'desktop')
      throw new Error('Windows of the desktop host cannot change focus.');
    await this.page.evaluate((has) => {
      document.hasFocus = () => has;
      window.dispatchEvent(new Event(has ? 'focus' : 'blur'));
    }, focused);
  }

  /** Loads the window anew, with a new extension host. */
  async reload(): Promise<void> {
    await this.page.reload();
    await waitForWorkbench(this.page);
  }

  /** The whole window, to `out/screens/NAME.png`. */
  async picture(name: string): Promise<string> {
    return takePicture(this.page, name);
  }

  /** The status bar item with what belongs to it (tooltip, toasts, Quick Pick), large enough to read. */
  async statusBarPicture(name: string): Promise<string> {
    const parts: readonly Locator[] = [
      this.statusItem.locator,
      ...[selectors.hover, selectors.toast, selectors.quickInput].map((selector) =>
        this.page.locator(selector),
      ),
    ];
    return takePictureAround(this.page, name, parts);
  }

  /** The same in each theme: `NAME-dark`, `NAME-highContrast`, `NAME-light`. Ends with the light one, as it began. */
  async themedPictures(name: string): Promise<void> {
    for (const theme of ['dark', 'highContrast', 'light'] satisfies Theme[]) {
      await this.switchTheme(theme);
      await this.statusBarPicture(`${name}-${theme}`);
    }
  }

  /** The text of the item as a person reads it, without its icon. */
  async statusText(): Promise<string> {
    return readable((await this.statusItem.waitFor()).text);
  }

  async close(): Promise<void> {
    await this.page.close();
  }
}
