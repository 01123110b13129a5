import { window, type Disposable } from 'vscode';

import { Emitter, type Subscribe } from '../app/emitter';
import { thrownFields, type Log } from '../app/log';

/** Whether this window has the focus. VS Code says yes until the host has told it once. */
export class WindowFocus implements Disposable {
  readonly #changed: Emitter<boolean>;
  readonly #subscription: Disposable;
  #told: boolean;

  constructor(log: Log) {
    this.#changed = new Emitter((error) => log.error('focus', thrownFields(error)));
    this.#told = window.state.focused;
    this.#subscription = window.onDidChangeWindowState(({ focused }) => {
      // The event also comes when only `active` changed.
      if (focused === this.#told) return;
      this.#told = focused;
      this.#changed.fire(focused);
    });
  }

  get isFocused(): boolean {
    return window.state.focused;
  }

  get onDidChange(): Subscribe<boolean> {
    return this.#changed.event;
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#changed.dispose();
  }
}
