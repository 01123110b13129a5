import {
  Hover,
  languages,
  Range,
  type Disposable,
  type HoverProvider,
  type Position,
  type TextDocument,
} from 'vscode';

import type { Subscribe } from '../../app/emitter';
import type { Log } from '../../app/log';
import type { Monitor } from '../../app/monitor';
import { Prices } from '../../app/prices';
import type { Settings } from '../../app/settings';
import { findLeadMagicPath } from '../../runs/leadMagicPath';
import type { BarFormats } from '../../text/barFormats';
import { Formats } from '../../text/formats';
import { costHover } from '../estimate/costHover';

export interface CostHoverTools {
  readonly monitor: Monitor;
  readonly settings: () => Settings;
  readonly onDidChangeSettings: Subscribe<void>;
  readonly formats: BarFormats;
  readonly log: Log;
}

/** The hover on the path of a LeadMagic endpoint, in any file, while the setting `costHover` is on. */
export class CostHover implements HoverProvider, Disposable {
  readonly #formats: Formats;
  readonly #prices: Prices;
  readonly #subscription: { dispose(): void };
  #registered: Disposable | undefined;

  constructor(private readonly tools: CostHoverTools) {
    this.#formats = new Formats(tools.formats.locale, tools.formats.t);
    this.#prices = new Prices(tools.settings);
    this.#subscription = tools.onDidChangeSettings(() => this.#settingsChanged());
    this.#settingsChanged();
  }

  /** Looks at no more than the surroundings of the place pointed at. */
  provideHover(document: TextDocument, position: Position): Hover | undefined {
    const { line, character } = position;
    const found = findLeadMagicPath(document.lineAt(line).text, character);
    const cost = found && this.#prices.of(found.endpoint.id);
    if (found === undefined || cost === undefined) return undefined;
    const range = new Range(line, found.start, line, found.end);
    return new Hover(costHover(cost, this.tools.monitor.view, this.#formats), range);
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#registered?.dispose();
  }

  #settingsChanged(): void {
    this.#prices.tellProblems(this.tools.log);
    if (!this.tools.settings().costHover) {
      this.#registered?.dispose();
      this.#registered = undefined;
    } else this.#registered ??= languages.registerHoverProvider('*', this);
  }
}
