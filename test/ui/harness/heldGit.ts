import { existsSync } from 'node:fs';
import { chmod, mkdir, rm, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';

/**
 * A `git` in front of the real one that can be made to wait where it is asked what of a few hundred files it ignores: a second
 * batch of the leak search's. A shell script, so not for Windows.
 */
export class HeldGit {
  readonly #folder: string;
  readonly #hold: string;

  /** It lies in the repository's own folder, where nobody looks for files. */
  constructor(repository: string) {
    this.#folder = join(repository, '.git', 'held');
    this.#hold = join(this.#folder, 'hold');
  }

  get environment(): Readonly<Record<string, string>> {
    const path = `${this.#folder}${delimiter}${process.env['PATH'] ?? ''}`;
    // As from a terminal: else VS Code asks a login shell for the PATH.
    return { PATH: path, VSCODE_CLI: '1' };
  }

  async install(): Promise<void> {
    const rest = (process.env['PATH'] ?? '').split(delimiter);
    const git = rest.map((folder) => join(folder, 'git')).find((file) => existsSync(file));
    if (git === undefined) throw new Error('There is no git on the PATH.');
    const script = `#!/bin/sh
case "$*" in
  *check-ignore*)
    asked=$(mktemp)
    cat > "$asked"
    count=$(tr -cd '\\000' < "$asked" | wc -c)
    if [ "$count" -gt 50 ] && [ "$count" -lt 499 ]; then
      while [ -e "${this.#hold}" ]; do sleep 0.05; done
    fi
    "${git}" "$@" < "$asked"
    code=$?
    rm "$asked"
    exit $code ;;
esac
exec "${git}" "$@"
`;
    await mkdir(this.#folder, { recursive: true });
    await writeFile(join(this.#folder, 'git'), script);
    await chmod(join(this.#folder, 'git'), 0o755);
  }

  async hold(): Promise<void> {
    await writeFile(this.#hold, '');
  }

  async letGo(): Promise<void> {
    await rm(this.#hold, { force: true });
  }
}
