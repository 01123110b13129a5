import { languages, RelativePattern, workspace, type Disposable, type TextDocument, type Uri } from 'vscode';

import { isInLeftOutFolder } from '../../app/leakFiles';
import type { StoredKey } from '../../app/leaks';
import { thrownFields, type Log } from '../../app/log';
import type { FileCheck } from './fileCheck';
import type { LeakReport } from './leakReport';

/** Files that open together (a restored window) are looked at together. */
const GATHER_MS = 200;

export interface DocumentWatchTools {
  readonly isOn: () => boolean;
  readonly storedKeys: () => Promise<readonly StoredKey[]>;
  readonly check: FileCheck;
  readonly report: LeakReport;
  readonly log: Log;
}

/** Looks into files of the workspace when they are opened and saved, and again when what is known of them may be old. */
export class DocumentWatch implements Disposable {
  readonly #subscriptions: readonly Disposable[];
  readonly #waiting = new Map<string, Uri>();
  #timer: NodeJS.Timeout | undefined;
  #work: Promise<void> = Promise.resolve();

  constructor(private readonly tools: DocumentWatchTools) {
    this.#subscriptions = [
      workspace.onDidSaveTextDocument((document) => this.#saved(document)),
      workspace.onDidOpenTextDocument((document) => this.#opened(document)),
      workspace.onDidDeleteFiles(({ files }) => this.#gone(files)),
      workspace.onDidRenameFiles(({ files }) => this.#gone(files.map(({ oldUri }) => oldUri))),
    ];
    this.lookAtOpen();
  }

  dispose(): void {
    clearTimeout(this.#timer);
    for (const subscription of this.#subscriptions) subscription.dispose();
  }

  /** Looks at all open files: the setting was turned on, or there is a key now. */
  lookAtOpen(): void {
    workspace.textDocuments.forEach((document) => this.#opened(document));
  }

  /** Looks again at the files with a report: keys, git or its ignores changed. */
  lookAgain(): void {
    this.#enqueue(this.tools.report.files);
  }

  lookAtAll(): void {
    this.lookAgain();
    this.lookAtOpen();
  }

  #opened(document: TextDocument): void {
    if (this.tools.isOn() && isWatched(document)) this.#enqueue([document.uri]);
  }

  #saved(document: TextDocument): void {
    if (document.uri.path.endsWith('/.gitignore')) this.lookAtAll();
    // What was reported is looked at even when the setting is off, so that it goes away with the key.
    if (this.tools.report.has(document.uri)) this.#enqueue([document.uri]);
    else this.#opened(document);
  }

  /** A folder takes its files with it. */
  #gone(uris: readonly Uri[]): void {
    const gone = uris.map((uri) => uri.toString());
    for (const file of this.tools.report.files) {
      const name = file.toString();
      if (gone.some((uri) => name === uri || name.startsWith(`${uri}/`))) this.tools.report.remove(file);
    }
  }

  #enqueue(uris: readonly Uri[]): void {
    for (const uri of uris) this.#waiting.set(uri.toString(), uri);
    if (this.#waiting.size > 0) this.#timer ??= setTimeout(() => this.#start(), GATHER_MS);
  }

  #start(): void {
    this.#timer = undefined;
    const uris = [...this.#waiting.values()];
    this.#waiting.clear();
    this.#work = this.#work.then(async () => {
      const keys = await this.tools.storedKeys();
      await this.tools.check.check(uris, keys);
    });
    this.#work = this.#work.catch((error: unknown) => this.tools.log.error('leaks', thrownFields(error)));
  }
}

/** Whether a document is a file of the workspace that a search would look into as well. */
function isWatched(document: TextDocument): boolean {
  const folder = workspace.getWorkspaceFolder(document.uri);
  if (folder === undefined || isInLeftOutFolder(document.uri.path)) return false;
  const excluded: unknown = workspace.getConfiguration('files', document.uri).get('exclude');
  if (typeof excluded !== 'object' || excluded === null) return true;
  const globs = Object.entries(excluded).flatMap(([glob, isOn]) =>
    isOn === true ? [glob, `${glob}/**`] : [],
  );
  return !globs.some((glob) => languages.match({ pattern: new RelativePattern(folder, glob) }, document) > 0);
}
