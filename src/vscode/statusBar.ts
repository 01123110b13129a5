import type { Disposable, MarkdownString, StatusBarItem } from 'vscode';

import type { MonitorView } from '../app/monitor';
import type { Settings } from '../app/settings';
import { spendable } from '../leadmagic/balance';
import { present } from '../leadmagic/present';
import { renderBar, type BarFacts } from '../text/bar';
import type { BarFormats } from '../text/barFormats';
import * as say from '../text/messages';
import type { GlanceKeeper } from './glance';
import { commandId, type CommandName } from './ids';
import { createItem, paint, type Place } from './statusItem';

/** What the item tells beside its text. */
export interface BarDetails {
  tooltip(view: MonitorView, now: number): MarkdownString;
  /** For a screen reader. */
  label(facts: BarFacts): string;
}

/** The one status bar item: shows the balance, and keeps the glance for the next start. */
export class StatusBar implements Disposable {
  #item: StatusBarItem;
  #place: Place;
  #moves = 0;
  #shown = '';
  #details: BarDetails | undefined;
  #isLoading = false;
  #last: readonly [MonitorView, Settings] | undefined;

  /** The tooltip and the words for a screen reader are loaded once there is something to tell. */
  constructor(
    item: StatusBarItem,
    place: Place,
    private readonly formats: BarFormats,
    private readonly glances: GlanceKeeper,
    private readonly loadDetails: () => Promise<BarDetails>,
  ) {
    this.#item = item;
    this.#place = place;
  }

  render(view: MonitorView, settings: Settings): void {
    if (this.#place.alignment !== settings.alignment || this.#place.priority !== settings.priority) {
      this.#item.dispose();
      this.#moves++;
      this.#place = settings;
      this.#item = createItem(settings, this.formats.t(say.tooltipTitle), this.#moves);
      this.#item.show();
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
    paint(this.#item, bar.text, bar.background);
    this.#item.command = commandId(commandFor(view));
    this.#keepGlance(facts, settings);
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

  #keepGlance(facts: BarFacts, { format }: Settings): void {
    if (facts.kind !== 'balance') {
      this.glances.keep(undefined);
      return;
    }
    const bar = renderBar({ ...facts, isBusy: false }, this.formats);
    this.glances.keep({ ...bar, at: facts.at, language: this.formats.locale, format });
  }
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
  return { ...rowFacts(view, settings, now), ...present({ account: label }) };
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
