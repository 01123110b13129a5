import { NO_OPEN_RUNS, parseOpenRuns, type OpenRuns } from '../runs/openRuns';
import type { Run } from '../runs/run';
import { formatRun, parseRuns } from '../runs/runLog';
import type { Shared, SharedFiles } from './sharedFiles';

/** The finished runs, in the folder of an account. */
export const RUN_LOG = 'runs.jsonl';
/** `runs-open.json` in the folder of an account. */
const OPEN_RUNS_FILE = 'runs-open.json';
/** So many finished runs are kept when the file is written anew. */
const KEPT_RUNS = 1000;
/** It is written anew when it holds more lines than this, so not with every run. */
const MOST_LINES = 1200;

/** The runs of one account, over all windows: those that are going on, and the newest of those that are over. */
export class RunFiles {
  readonly open: Shared<OpenRuns>;

  constructor(private readonly store: SharedFiles) {
    this.open = store.share<OpenRuns>({
      name: OPEN_RUNS_FILE,
      empty: () => NO_OPEN_RUNS,
      parse: parseOpenRuns,
    });
  }

  /** Finished runs, the one that ended last at the end; at least the newest 1,000. */
  async read(): Promise<readonly Run[]> {
    return parseRuns((await this.store.folder.read(RUN_LOG)) ?? '').runs;
  }

  /** Removes all that are over. Do not call it while holding the write lock. */
  async clear(): Promise<void> {
    await this.store.exclusively(() => this.store.folder.remove(RUN_LOG));
  }

  /** Drops runs that ended before a time (ms since 1970). Do not call it while holding the write lock. */
  async dropBefore(time: number): Promise<void> {
    await this.store.exclusively(async () => {
      const runs = await this.read();
      const kept = runs.filter(({ endedAt }) => endedAt >= time);
      if (kept.length < runs.length) await this.#rewrite(kept);
    });
  }

  /** Adds finished runs. Do not call it while holding the write lock. */
  async append(runs: readonly Run[]): Promise<void> {
    if (runs.length === 0) return;
    const { folder } = this.store;
    await this.store.exclusively(async () => {
      const text = (await folder.read(RUN_LOG)) ?? '';
      const added = runs.map(formatRun).join('');
      const lines = text.split('\n').length + runs.length;
      if (lines > MOST_LINES) {
        await this.#rewrite(parseRuns(`${text}\n${added}`).runs.slice(-KEPT_RUNS));
      } else {
        // A torn last line must not swallow the next one.
        await folder.append(
          RUN_LOG,
          `${text === '' || text.endsWith('\n') ? '' : '\n'}${added}`,
          this.store.mayWrite,
        );
      }
    });
  }
  async #rewrite(runs: readonly Run[]): Promise<void> {
    await this.store.folder.write(RUN_LOG, runs.map(formatRun).join(''), this.store.mayWrite);
  }
}
