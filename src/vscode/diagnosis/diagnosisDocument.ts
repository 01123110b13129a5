import * as vscode from 'vscode';

const SCHEME = 'leadmagic-credits';

/** A document that can be read, searched and copied, but not changed; each run of the command replaces its text. */
export class DiagnosisDocument implements vscode.TextDocumentContentProvider, vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  readonly #uri: vscode.Uri;
  readonly #registration: vscode.Disposable;
  #text = '';

  /** `name` is the title of its tab; its ending decides the language. */
  constructor(name: string) {
    this.#uri = vscode.Uri.from({ scheme: SCHEME, path: `/${name}` });
    this.#registration = vscode.workspace.registerTextDocumentContentProvider(SCHEME, this);
  }

  get onDidChange(): vscode.Event<vscode.Uri> {
    return this.#changed.event;
  }

  provideTextDocumentContent(): string {
    return this.#text;
  }

  async show(text: string): Promise<void> {
    this.#text = text;
    this.#changed.fire(this.#uri);
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(this.#uri));
  }

  dispose(): void {
    this.#registration.dispose();
    this.#changed.dispose();
  }
}
