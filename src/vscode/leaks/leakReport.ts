import { Diagnostic, DiagnosticSeverity, languages, Range, type Disposable, type Uri } from 'vscode';

import type { Leak } from '../../app/leaks';
import type { Formats } from '../../text/formats';
import * as say from '../../text/leakMessages';

export const LEAK_SOURCE = 'LeadMagic';
export const LEAK_CODE = 'leakedKey';

/** What git does with a file that holds a key. */
export type LeakStanding = 'tracked' | 'untracked' | 'unknown';

/** The leaks that are known, as entries of the Problems view. They tell where a key is, never the key. */
export class LeakReport implements Disposable {
  readonly #diagnostics = languages.createDiagnosticCollection('leadmagicLeaks');

  constructor(private readonly formats: Formats) {}

  get files(): readonly Uri[] {
    return [...this.#diagnostics].map(([uri]) => uri);
  }

  has(uri: Uri): boolean {
    return this.#diagnostics.has(uri);
  }

  /** `named`: there are several accounts, so that it matters whose key it is. */
  set(uri: Uri, leaks: readonly Leak[], standing: LeakStanding, named: boolean): void {
    this.#diagnostics.set(
      uri,
      leaks.map((leak) => {
        const range = new Range(leak.line, leak.start, leak.line, leak.end);
        const diagnostic = new Diagnostic(range, this.#message(leak, standing, named), severity(standing));
        diagnostic.source = LEAK_SOURCE;
        diagnostic.code = LEAK_CODE;
        return diagnostic;
      }),
    );
  }

  remove(uri: Uri): void {
    this.#diagnostics.delete(uri);
  }

  clear(): void {
    this.#diagnostics.clear();
  }

  dispose(): void {
    this.#diagnostics.dispose();
  }

  #message({ label }: Leak, standing: LeakStanding, named: boolean): string {
    const { t } = this.formats;
    return `${named && label !== '' ? t(say.leakHereOf, label) : t(say.leakHere)} ${t(standingWords(standing))}`;
  }
}

function severity(standing: LeakStanding): DiagnosticSeverity {
  return standing === 'tracked' ? DiagnosticSeverity.Error : DiagnosticSeverity.Warning;
}

function standingWords(standing: LeakStanding): string {
  switch (standing) {
    case 'tracked':
      return say.leakTracked;
    case 'untracked':
      return say.leakUntracked;
    case 'unknown':
      return say.leakUnknown;
  }
}
