import type { Memento } from 'vscode';

import { staleAfter } from '../balance/freshness';
import type { Background } from './statusItem';

const KEY = 'leadmagicCredits.glance';

/** A balance as the item showed it last: what a start has to show before anything is read. */
export interface Glance {
  readonly text: string;
  readonly background: Background;
  /** When the balance was read; ms since 1970. */
  readonly at: number;
  /** Of VS Code; the number is written in it. */
  readonly language: string;
  /** The setting `statusBar.format`. */
  readonly format: string;
}

/** What a glance must fit to be shown. */
export interface GlanceFacts extends Pick<Glance, 'language' | 'format'> {
  /** ms since 1970. */
  readonly now: number;
  /** Background refresh interval in ms; 0 when it is off. */
  readonly intervalMs: number;
}

/** The kept glance, with the icon of a stale balance where it has become one; undefined when it does not fit. */
export function readGlance(state: Memento, facts: GlanceFacts): Glance | undefined {
  const glance: unknown = state.get(KEY);
  if (!isGlance(glance) || glance.language !== facts.language || glance.format !== facts.format)
    return undefined;
  const isStale = Math.abs(facts.now - glance.at) > staleAfter(facts);
  return isStale ? { ...glance, text: glance.text.replace(/^\$\([^)]*\)/, '$(history)') } : glance;
}

/** Keeps the glance of every window in step with what the item shows. */
export class GlanceKeeper {
  #kept: string | undefined;

  constructor(private readonly state: Memento) {}

  /** @param glance undefined when there is no balance to show: the kept one goes */
  keep(glance: Glance | undefined): void {
    const text = JSON.stringify(glance ?? null);
    if (text === this.#kept) return;
    this.#kept = text;
    // It only makes a later start look better: where it cannot be kept, that start shows a spinner.
    this.state.update(KEY, glance).then(undefined, () => undefined);
  }
}

function isGlance(value: unknown): value is Glance {
  if (typeof value !== 'object' || value === null) return false;
  const { text, background, at, language, format } = value as Record<keyof Glance, unknown>;
  return (
    typeof text === 'string' &&
    (background === 'none' || background === 'warning' || background === 'error') &&
    typeof at === 'number' &&
    typeof language === 'string' &&
    typeof format === 'string'
  );
}
