import {
  EventEmitter,
  Uri,
  window,
  workspace,
  type Disposable,
  type Event,
  type TextDocumentContentProvider,
} from 'vscode';

const SCHEME = 'leadmagic-credits';

/** A document that can be read, searched and copied, but not changed; each run of the command replaces its text. */
export class DiagnosisDocument implements TextDocumentContentProvider, Disposable {
  readonly #changed = new EventEmitter<Uri>();
  readonly #uri: Uri;
  readonly #registration: Disposable;
  #text = '';

  /** `name` is the title of its tab; its ending decides the language. */
  constructor(name: string) {
    this.#uri = Uri.from({ scheme: SCHEME, path: `/${name}` });
    this.#registration = workspace.registerTextDocumentContentProvider(SCHEME, this);
  }

  get onDidChange(): Event<Uri> {
    return this.#changed.event;
  }

  provideTextDocumentContent(): string {
    return this.#text;
  }

  async show(text: string): Promise<void> {
    this.#text = text;
    this.#changed.fire(this.#uri);
    await window.showTextDocument(await workspace.openTextDocument(this.#uri));
  }

  dispose(): void {
    this.#registration.dispose();
    this.#changed.dispose();
  }
}
