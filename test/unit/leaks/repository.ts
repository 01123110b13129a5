import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A real git repository in a temporary folder. */
export class Repository {
  readonly root = realpathSync(mkdtempSync(join(tmpdir(), 'leadmagic-git-')));

  constructor() {
    this.git('init', '--quiet');
  }

  /** Writes a file; returns its whole path. */
  write(name: string, text = ''): string {
    const path = join(this.root, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
    return path;
  }

  git(...args: readonly string[]): string {
    return execFileSync('git', args, { cwd: this.root, encoding: 'utf8', stdio: 'pipe' });
  }

  /** As the git extension asks: those of the paths that git ignores. Rejects where git refuses. */
  readonly checkIgnore = (paths: readonly string[]): Promise<ReadonlySet<string>> => {
    const { status, stdout, stderr } = spawnSync('git', ['check-ignore', '-z', '--stdin'], {
      cwd: this.root,
      input: paths.join('\0'),
      encoding: 'utf8',
    });
    if (status !== 0 && status !== 1) return Promise.reject(new Error(stderr));
    return Promise.resolve(new Set(stdout.split('\0').filter((path) => path !== '')));
  };

  remove(): void {
    rmSync(this.root, { recursive: true, force: true });
  }
}
