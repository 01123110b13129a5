import * as vscode from 'vscode';

import { Emitter, type Subscribe } from '../app/emitter';
import { thrownFields, type Log } from '../app/log';

/** Whether this window has the focus. VS Code says yes until the host has told it once. */
export class WindowFocus implements vscode.Disposable {
  readonly #changed: Emitter<boolean>;
  readonly #subscription: vscode.Disposable;
  #told: boolean;

  constructor(log: Log) {
    this.#changed = new Emitter((error) => log.error('focus', thrownFields(error)));
    this.#told = vscode.window.state.focused;
    this.#subscription = vscode.window.onDidChangeWindowState(({ focused }) => {
      // The event also comes when only `active` changed.
      if (focused === this.#told) return;
      this.#told = focused;
      this.#changed.fire(focused);
    });
  }

  get isFocused(): boolean {
    return vscode.window.state.focused;
  }

  get onDidChange(): Subscribe<boolean> {
    return this.#changed.event;
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#changed.dispose();
  }
}
