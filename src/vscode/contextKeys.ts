import { commands } from 'vscode';

import type { MonitorView } from '../app/monitor';
import { contextKeys } from './ids';

/** Keeps the context keys of `when` clauses in step with the monitor. */
export class ContextKeys {
  readonly #told = new Map<string, boolean>();

  render(view: MonitorView): void {
    this.#set(contextKeys.hasKey, view.kind === 'account');
    this.#set(contextKeys.needsConfirmation, view.kind === 'unconfirmed');
  }

  #set(key: string, value: boolean): void {
    if (this.#told.get(key) === value) return;
    this.#told.set(key, value);
    void commands.executeCommand('setContext', key, value);
  }
}
