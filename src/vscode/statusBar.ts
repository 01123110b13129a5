import * as vscode from 'vscode';

import type { MonitorView } from '../app/monitor';
import type { Settings } from '../app/settings';
import { spendable } from '../leadmagic/balance';
import { renderBar, type Bar, type BarFacts } from '../text/bar';
import type { BarFormats } from '../text/barFormats';
import * as say from '../text/messages';
import { commandId, section, type CommandName } from './ids';

const backgrounds = {
  none: undefined,
  warning: 'statusBarItem.warningBackground',
  error: 'statusBarItem.errorBackground',
} as const;

/** What the item tells beside its text. */
export interface BarDetails {
  tooltip(view: MonitorView, now: number): vscode.MarkdownString;
  /** For a screen reader. */
  label(facts: BarFacts): string;
}

type Place = Pick<Settings, 'alignment' | 'priority'>;

/** The one status bar item. */
export class StatusBar implements vscode.Disposable {
  #item: vscode.StatusBarItem;
  #place: Place;
  #moves = 0;
  #shown = '';
  #details: BarDetails | undefined;
  #isLoading = false;
  #last: readonly [MonitorView, Settings] | undefined;

  /** The tooltip and the words for a screen reader are loaded once the item shows. */
  constructor(
    private readonly formats: BarFormats,
    private readonly loadDetails: () => Promise<BarDetails>,
  ) {
    this.#place = firstPlace();
    this.#item = this.#create();
  }

  render(view: MonitorView, settings: Settings): void {
    if (this.#place.alignment !== settings.alignment || this.#place.priority !== settings.priority) {
      this.#item.dispose();
      this.#moves++;
      this.#place = settings;
      this.#item = this.#create();
      this.#shown = '';
    }
    const now = Date.now();
    const facts = barFacts(view, settings, now);
    const bar = renderBar(facts, this.formats);
    const tooltip = this.#details?.tooltip(view, now);
    const label = this.#details?.label(facts);
    // Setting a property redraws the item even when nothing changed.
    const shown = JSON.stringify([bar, tooltip?.value, label]);
    if (shown === this.#shown) return;
    this.#shown = shown;
    this.#draw(bar, commandId(commandFor(view)));
    if (tooltip !== undefined) this.#item.tooltip = tooltip;
    if (label !== undefined) this.#item.accessibilityInformation = { label };
    // Before the first balance there is little to tell, and nothing is loaded for it.
    if (facts.kind !== 'loading' && !this.#isLoading) this.#addDetails();
    this.#last = [view, settings];
  }

  #addDetails(): void {
    this.#isLoading = true;
    this.loadDetails().then(
      (details) => {
        this.#details = details;
        if (this.#last !== undefined) this.render(...this.#last);
      },
      // The next look tries again.
      () => (this.#isLoading = false),
    );
  }

  dispose(): void {
    this.#item.dispose();
  }

  #draw(bar: Bar, command: string): void {
    const background = backgrounds[bar.background];
    this.#item.text = bar.text;
    this.#item.command = command;
    this.#item.backgroundColor = background === undefined ? undefined : new vscode.ThemeColor(background);
  }

  #create(): vscode.StatusBarItem {
    const { alignment, priority } = this.#place;
    const side = alignment === 'left' ? vscode.StatusBarAlignment.Left : vscode.StatusBarAlignment.Right;
    // VS Code puts an item back where the first one of that id was, whatever side and priority are asked for.
    const item = vscode.window.createStatusBarItem(`balance${this.#moves || ''}`, side, priority);
    item.name = this.formats.t(say.tooltipTitle);
    item.text = '$(loading~spin) LeadMagic';
    item.accessibilityInformation = { label: this.formats.t(say.labelLoading) };
    item.command = commandId('showActions');
    item.show();
    return item;
  }
}

/** Where the item stands before all settings are read; what is not right there is put right with the first balance. */
function firstPlace(): Place {
  const configuration = vscode.workspace.getConfiguration(section);
  const priority: unknown = configuration.get('statusBar.priority');
  return {
    alignment: configuration.get('statusBar.alignment') === 'left' ? 'left' : 'right',
    priority: typeof priority === 'number' ? priority : 100,
  };
}

/** What a click does: set a key, confirm it, or offer the actions. */
function commandFor(view: MonitorView): CommandName {
  if (view.kind === 'unconfirmed') return 'confirmOrigin';
  const needsKey = view.kind === 'noKey' || (view.kind === 'account' && view.state.snapshot.rejected);
  return needsKey ? 'setApiKey' : 'showActions';
}

/** The facts of the row to show: the key rows go first. */
function barFacts(view: MonitorView, settings: Settings, now: number): BarFacts {
  const { label } = view;
  return { ...rowFacts(view, settings, now), ...(label !== undefined && { account: label }) };
}

function rowFacts(view: MonitorView, settings: Settings, now: number): BarFacts {
  if (view.kind === 'noKey') return { kind: 'noKey', lost: view.lost };
  if (view.kind === 'unconfirmed') return { kind: 'unconfirmed' };
  if (view.kind === 'starting') return { kind: 'loading' };
  const { snapshot, isBusy } = view.state;
  if (snapshot.rejected) return { kind: isBusy ? 'loading' : 'rejected' };
  const { observation, lastError } = snapshot;
  if (observation === undefined) {
    return lastError === undefined || isBusy ? { kind: 'loading' } : { kind: 'unread', error: lastError };
  }
  return {
    kind: 'balance',
    credits: observation.balance.credits,
    spendable: spendable(observation.balance),
    isFrozen: observation.balance.isFrozen,
    level: view.level ?? 'ok',
    ...view.thresholds,
    isBehind: view.isBehind,
    isBusy,
    at: observation.at,
    now,
    format: settings.format,
  };
}
