import { ProgressLocation, window, workspace, type Uri } from 'vscode';

import { leftOutFolders } from '../../app/leakFiles';
import type { StoredKey } from '../../app/leaks';
import type { Formats } from '../../text/formats';
import * as say from '../../text/leakMessages';
import { isRightPlace, type FileCheck } from './fileCheck';
import type { GitInfo } from './gitInfo';

const BATCH = 500;

export interface SearchResult {
  /** Files that were looked into. */
  readonly looked: number;
  /** Files that hold a key. */
  readonly found: readonly Uri[];
  /** Files of which git's word is missing. */
  readonly unknown: number;
  readonly isCancelled: boolean;
}

/** Looks through the files of the open workspace that are neither excluded (`files.exclude`) nor ignored by git. */
export async function searchWorkspace(
  keys: readonly StoredKey[],
  { git, check, formats }: { readonly git: GitInfo; readonly check: FileCheck; readonly formats: Formats },
): Promise<SearchResult> {
  return window.withProgress(
    {
      location: ProgressLocation.Notification,
      title: formats.t(say.leakSearching),
      cancellable: true,
    },
    async (progress, token) => {
      const uris = await workspace.findFiles('**/*', leftOutFolders, undefined, token);
      const found: Uri[] = [];
      let looked = 0;
      let unknown = 0;
      for (let from = 0; from < uris.length && !token.isCancellationRequested; from += BATCH) {
        const batch = uris.slice(from, from + BATCH);
        const standings = await git.standings(batch);
        unknown += standings.filter((standing) => standing === 'unknown').length;
        const rest = batch.filter((uri, index) => !isRightPlace(uri, standings[index] ?? 'unknown'));
        found.push(...(await check.check(rest, keys, token)));
        looked += rest.length;
        progress.report({
          increment: (100 * batch.length) / uris.length,
          message: formats.t(
            say.leakProgress,
            formats.credits(Math.min(from + BATCH, uris.length)),
            formats.credits(uris.length),
          ),
        });
      }
      return { looked, found, unknown, isCancelled: token.isCancellationRequested };
    },
  );
}
