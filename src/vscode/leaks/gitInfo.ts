import { isAbsolute, relative, sep } from 'node:path';
import { extensions, type Disposable, type Event, type Extension, type Uri } from 'vscode';

import { ignoredAmong } from '../../app/gitIgnoreCheck';
import { thrownFields, type Log } from '../../app/log';

/** What git does with a file that it does not track, or `unknown` without git's word. */
export type Standing = 'ignored' | 'notIgnored' | 'unknown';

/** What we use of the API (version 1) of the built-in git extension. */
interface GitApi {
  readonly state: string;
  readonly onDidChangeState: Event<unknown>;
  readonly onDidOpenRepository: Event<GitRepository>;
  readonly repositories: readonly GitRepository[];
  getRepository(uri: Uri): GitRepository | null;
}

interface GitRepository {
  readonly rootUri: Uri;
  /** Its event comes after each look of the extension at the working tree and the index. */
  readonly state: { readonly onDidChange: Event<unknown> };
  checkIgnore(paths: string[]): Promise<Set<string>>;
  /** `''` is the index. Rejects with `gitErrorCode: 'UnknownPath'` for a path that is not in it. */
  getObjectDetails(treeish: string, path: string): Promise<unknown>;
}

/** The extension looks for repositories when VS Code starts. */
const SCAN_PATIENCE_MS = 5000;
/** Paths for one git process. */
const BATCH = 500;

/** What git knows about files, as far as the built-in git extension can be asked: not in a restricted workspace, for one. */
export class GitInfo implements Disposable {
  readonly #subscriptions: Disposable[] = [];
  #api: Promise<GitApi | undefined> | undefined;

  constructor(
    private readonly log: Log,
    /** A repository was found, or files, ignores or index changed in one: git may say something else now. */
    private readonly onDidChange: () => void,
  ) {}

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
  }

  /** One for each file, in their order. */
  async standings(uris: readonly Uri[]): Promise<readonly Standing[]> {
    const byRoot = new Map<string, { readonly repository: GitRepository; readonly paths: string[] }>();
    for (const uri of uris) {
      const repository = await this.#repositoryOf(uri);
      if (repository === undefined) continue;
      const root = repository.rootUri.toString();
      const group = byRoot.get(root) ?? { repository, paths: [] };
      group.paths.push(uri.fsPath);
      byRoot.set(root, group);
    }
    const ignored = new Map<string, boolean>();
    for (const { repository, paths } of byRoot.values()) {
      for (let from = 0; from < paths.length; from += BATCH) {
        const batch = paths.slice(from, from + BATCH);
        const found = await ignoredAmong(batch, (part) => repository.checkIgnore([...part]));
        for (const [path, isIgnored] of found) ignored.set(path, isIgnored);
      }
    }
    return uris.map(({ fsPath }) => standingOf(ignored.get(fsPath)));
  }

  /** Whether the file is in git's index; undefined when git cannot tell. */
  async isTracked(uri: Uri): Promise<boolean | undefined> {
    const repository = await this.#repositoryOf(uri);
    if (repository === undefined) return undefined;
    try {
      await repository.getObjectDetails('', uri.fsPath);
      return true;
    } catch (error) {
      const isUnknownPath =
        error instanceof Error && 'gitErrorCode' in error && error.gitErrorCode === 'UnknownPath';
      return isUnknownPath ? false : undefined;
    }
  }

  /** The root of the repository that the file is in, and its path from there, with forward slashes. */
  async locate(uri: Uri): Promise<{ readonly root: Uri; readonly path: string } | undefined> {
    const root = (await this.#repositoryOf(uri))?.rootUri;
    const path = root && pathInside(root, uri);
    return root && path !== undefined ? { root, path: path.split(sep).join('/') } : undefined;
  }

  async #repositoryOf(uri: Uri): Promise<GitRepository | undefined> {
    if (uri.scheme !== 'file') return undefined;
    const repository = (await this.#connected())?.getRepository(uri) ?? undefined;
    // Behind a symbolic link the path is not the repository's own, and git would call it not ignored.
    return repository && pathInside(repository.rootUri, uri) !== undefined ? repository : undefined;
  }

  #connected(): Promise<GitApi | undefined> {
    // Asked again where there was none: the extension may have been turned on, the workspace trusted.
    this.#api ??= this.#connect().then((api) => {
      if (api === undefined) this.#api = undefined;
      return api;
    });
    return this.#api;
  }

  async #connect(): Promise<GitApi | undefined> {
    try {
      const extension: Extension<unknown> | undefined = extensions.getExtension('vscode.git');
      const exported = await extension?.activate();
      // It throws when git is turned off.
      const api = isGitExtension(exported) ? exported.getAPI(1) : undefined;
      if (!isGitApi(api)) return undefined;
      await scanned(api);
      api.repositories.forEach((repository) => this.#follow(repository));
      this.#subscriptions.push(
        api.onDidOpenRepository((repository) => {
          this.#follow(repository);
          this.onDidChange();
        }),
      );
      return api;
    } catch (error) {
      this.log.debug('gitUnavailable', thrownFields(error));
      return undefined;
    }
  }

  #follow({ state }: GitRepository): void {
    this.#subscriptions.push(state.onDidChange(() => this.onDidChange()));
  }
}

function standingOf(isIgnored: boolean | undefined): Standing {
  if (isIgnored === undefined) return 'unknown';
  return isIgnored ? 'ignored' : 'notIgnored';
}

async function scanned(api: GitApi): Promise<void> {
  if (api.state === 'initialized') return;
  await new Promise<void>((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      subscription.dispose();
      resolve();
    };
    const timer = setTimeout(done, SCAN_PATIENCE_MS);
    const subscription = api.onDidChangeState(done);
  });
}

function pathInside(root: Uri, uri: Uri): string | undefined {
  const path = relative(root.fsPath, uri.fsPath);
  return path === '' || path === '..' || path.startsWith(`..${sep}`) || isAbsolute(path) ? undefined : path;
}

function isGitExtension(value: unknown): value is { getAPI(version: 1): unknown } {
  return hasFunctions(value, ['getAPI']);
}

function isGitApi(value: unknown): value is GitApi {
  return hasFunctions(value, ['getRepository', 'onDidChangeState', 'onDidOpenRepository']);
}

function hasFunctions(value: unknown, names: readonly string[]): boolean {
  return (
    typeof value === 'object' &&
    value !== null &&
    names.every((name) => typeof Reflect.get(value, name) === 'function')
  );
}
