import type * as vscode from 'vscode';

import { Emitter } from '../../../src/app/emitter';
import type { TooltipText } from '../../../src/vscode/tooltip';

/** SecretStorage in memory. */
export class FakeSecrets implements vscode.SecretStorage {
  readonly #kept = new Map<string, string>();
  readonly #changed = new Emitter<vscode.SecretStorageChangeEvent>(() => undefined);
  #held: Promise<string | undefined> | undefined;
  /** False: it takes what it is given, and has lost it a moment later. */
  keeps = true;
  error: Error | undefined;

  readonly onDidChange: vscode.Event<vscode.SecretStorageChangeEvent> = this.#changed.event;

  get(key: string): Promise<string | undefined> {
    if (this.error !== undefined) return Promise.reject(this.error);
    return this.#held ?? Promise.resolve(this.#kept.get(key));
  }

  store(key: string, value: string): Promise<void> {
    if (this.error !== undefined) return Promise.reject(this.error);
    if (this.keeps) this.#kept.set(key, value);
    this.fire(key);
    return Promise.resolve();
  }

  delete(key: string): Promise<void> {
    this.#kept.delete(key);
    this.fire(key);
    return Promise.resolve();
  }

  keys(): Promise<string[]> {
    return Promise.resolve([...this.#kept.keys()]);
  }

  fire(key: string): void {
    this.#changed.fire({ key });
  }

  /** Lets reads wait until the function it returns is called. */
  hold(): (value: string | undefined) => void {
    let answer: (value: string | undefined) => void = () => undefined;
    this.#held = new Promise((resolve) => (answer = resolve));
    return (value) => {
      this.#held = undefined;
      answer(value);
    };
  }
}

/** A memento in memory. */
export class FakeMemento implements vscode.Memento {
  readonly #kept = new Map<string, unknown>();

  keys(): readonly string[] {
    return [...this.#kept.keys()];
  }

  get<T>(key: string, fallback?: T): T | undefined {
    // As in VS Code: the caller says what it takes it for.
    return (this.#kept.get(key) ?? fallback) as T | undefined;
  }

  update(key: string, value: unknown): Promise<void> {
    if (value === undefined) this.#kept.delete(key);
    else this.#kept.set(key, value);
    return Promise.resolve();
  }
}

/** A Markdown text that icons may stand in, escaped as VS Code does it. */
export class FakeMarkdown implements TooltipText {
  value = '';
  isTrusted: NonNullable<TooltipText['isTrusted']> = false;

  appendText(text: string): this {
    return this.appendMarkdown(
      text
        .replace(/\\?\$\([A-Za-z-]+(~[A-Za-z]+)?\)/g, (icon) => (icon.startsWith('\\') ? icon : `\\${icon}`))
        .replace(/[\\`*_{}[\]()#+\-!~]/g, String.raw`\$&`)
        .replace(/[ \t]+/g, (spaces) => '&nbsp;'.repeat(spaces.length))
        .replaceAll('>', String.raw`\>`)
        .replaceAll('\n', '\n\n'),
    );
  }

  appendMarkdown(text: string): this {
    this.value += text;
    return this;
  }
}
