import { EventEmitter, type Pseudoterminal } from 'vscode';

import type { GuardReport } from '../../app/guardCheck';

/** One that ends sooner with another number than 0 is said by VS Code to have “failed to launch”. */
const LAUNCH_MS = 750;

/** A terminal that checks, prints what came of it, and ends with a number. */
export class GuardTerminal implements Pseudoterminal {
  readonly #written = new EventEmitter<string>();
  readonly #closed = new EventEmitter<number>();
  readonly #aborter = new AbortController();

  readonly onDidWrite = this.#written.event;
  readonly onDidClose = this.#closed.event;

  /** `check` must not reject. */
  constructor(private readonly check: (signal: AbortSignal) => Promise<GuardReport>) {}

  open(): void {
    const launched = new Promise((resolve) => setTimeout(resolve, LAUNCH_MS));
    void this.check(this.#aborter.signal).then(async ({ code, lines }) => {
      for (const line of lines) this.#written.fire(`${line}\r\n`);
      if (code !== 0) await launched;
      this.#closed.fire(code);
    });
  }

  /** The user ended the task. */
  close(): void {
    this.#aborter.abort();
  }
}
