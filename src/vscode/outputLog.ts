import { window, type Disposable, type LogOutputChannel } from 'vscode';

import type { Log, LogFields } from '../app/log';

/** Writes events to the output channel "LeadMagic Credits"; its level is VS Code's "Set Log Level". */
export class OutputLog implements Log, Disposable {
  #opened: LogOutputChannel | undefined;

  readonly debug = this.#writer('debug');
  readonly info = this.#writer('info');
  readonly warn = this.#writer('warn');
  readonly error = this.#writer('error');

  show(): void {
    this.#channel.show(true);
  }

  dispose(): void {
    this.#opened?.dispose();
  }

  #writer(level: 'debug' | 'info' | 'warn' | 'error'): Log['info'] {
    return (event, fields) => this.#channel[level](line(event, fields));
  }

  /** Opened with the first line: the item shows before. */
  get #channel(): LogOutputChannel {
    return (this.#opened ??= window.createOutputChannel('LeadMagic Credits', { log: true }));
  }
}

function line(event: string, fields: LogFields = {}): string {
  const told = Object.entries(fields).filter(([, value]) => value !== undefined);
  return [event, ...told.map(([name, value]) => `${name}=${String(value)}`)].join(' ');
}
