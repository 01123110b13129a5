import assert from 'node:assert/strict';
import { extensions, type ExtensionContext } from 'vscode';

import type { LeadMagicCreditsApi } from '../../src/vscode/publicApi';

/** What the extension of `extension/` lends to the suites. */
export interface Another {
  readonly context: ExtensionContext;
  /** Our public API, as it gets it. */
  readonly credits: () => Promise<LeadMagicCreditsApi>;
}

export async function anotherExtension(): Promise<Another> {
  const another = extensions.getExtension<Another>('leadmagic-tests.another');
  assert.ok(another, 'the other extension is not installed');
  return another.activate();
}
