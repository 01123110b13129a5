import { FileType, workspace, type CancellationToken, type Uri } from 'vscode';

import { isEnvFile, LARGEST_BYTES, textOfFile } from '../../app/leakFiles';
import { findLeaks, type Leak, type StoredKey } from '../../app/leaks';
import type { GitInfo, Standing } from './gitInfo';
import type { LeakReport, LeakStanding } from './leakReport';

/** Files that are read at the same time. */
const AT_ONCE = 8;

/** Looks into files for keys, and keeps the report of them true. Text and keys stay in memory. */
export class FileCheck {
  constructor(
    private readonly git: GitInfo,
    private readonly report: LeakReport,
  ) {}

  /** Gives the files that hold a key where it does not belong. */
  async check(
    uris: readonly Uri[],
    keys: readonly StoredKey[],
    token?: CancellationToken,
  ): Promise<readonly Uri[]> {
    const hits = await this.#hits(uris, keys, token);
    const standings = await this.git.standings(hits.map(({ uri }) => uri));
    const reported: Uri[] = [];
    for (const [index, { uri, leaks }] of hits.entries()) {
      const standing = standings[index] ?? 'unknown';
      if (isRightPlace(uri, standing)) {
        this.report.remove(uri);
        continue;
      }
      this.report.set(uri, leaks, await this.#leakStanding(uri, standing), keys.length > 1);
      reported.push(uri);
    }
    return reported;
  }

  async #hits(
    uris: readonly Uri[],
    keys: readonly StoredKey[],
    token: CancellationToken | undefined,
  ): Promise<readonly { readonly uri: Uri; readonly leaks: readonly Leak[] }[]> {
    const hits: { uri: Uri; leaks: readonly Leak[] }[] = [];
    const waiting = [...uris];
    const work = async (): Promise<void> => {
      for (let uri = waiting.shift(); uri !== undefined; uri = waiting.shift()) {
        if (token?.isCancellationRequested === true) return;
        // Without a key there is nothing to look for.
        const text = keys.length === 0 ? undefined : await textOf(uri);
        const leaks = findLeaks(text ?? '', keys);
        if (leaks.length > 0) hits.push({ uri, leaks });
        else this.report.remove(uri);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
    return hits;
  }

  async #leakStanding(uri: Uri, standing: Standing): Promise<LeakStanding> {
    if (standing === 'unknown') return 'unknown';
    // Git calls a tracked file "not ignored", whatever its patterns say.
    return (await this.git.isTracked(uri)) === true ? 'tracked' : 'untracked';
  }
}

/** An ignored file is where a key belongs; without git's word `.env` files get the benefit of the doubt. */
export function isRightPlace(uri: Uri, standing: Standing): boolean {
  return standing === 'ignored' || (standing === 'unknown' && isEnvFile(uri.path));
}

/** What the editor shows, where the file is open; undefined for what cannot be read, or is no text. */
async function textOf(uri: Uri): Promise<string | undefined> {
  const name = uri.toString();
  const open = workspace.textDocuments.find((document) => document.uri.toString() === name);
  if (open !== undefined) {
    const text = open.getText();
    return text.length <= LARGEST_BYTES ? text : undefined;
  }
  try {
    const { type, size } = await workspace.fs.stat(uri);
    const isFile = (type & FileType.File) !== 0;
    return isFile && size <= LARGEST_BYTES ? textOfFile(await workspace.fs.readFile(uri)) : undefined;
  } catch {
    return undefined;
  }
}
