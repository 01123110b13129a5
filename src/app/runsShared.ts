import { HEARTBEAT_MS, othersOf, withOwn, type OpenRun } from '../runs/openRuns';
import type { Run } from '../runs/run';
import type { Span } from '../runs/runCost';
import { RunFiles } from '../store/runFiles';
import type { SharedFiles } from '../store/sharedFiles';
import type { RunContext } from './runsFound';

/** A run of this window that others are to know of. */
export type OwnRun = Omit<OpenRun, 'window' | 'lastSeen'>;

/** What the windows tell each other of the runs of one account. */
export class SharedRuns {
  readonly #files: RunFiles;
  #told = '';
  #toldAt = 0;

  constructor(
    store: SharedFiles,
    private readonly context: RunContext,
    private readonly now: () => number,
  ) {
    this.#files = new RunFiles(store);
  }

  /** Whether others have to be told: something began or ended here, or they have not heard for long. */
  isDue(own: readonly OwnRun[]): boolean {
    const isSilent = Math.abs(this.now() - this.#toldAt) >= HEARTBEAT_MS;
    return namesOf(own) !== this.#told || (own.length > 0 && isSilent);
  }

  /** Tells others what is going on here; gives what is going on elsewhere. */
  async tell(own: readonly OwnRun[]): Promise<readonly Span[]> {
    const { window } = this.context;
    const now = this.now();
    const open = await this.#files.open.update((before) => withOwn(before, window, own, now));
    this.#told = namesOf(own);
    this.#toldAt = now;
    return othersOf(open, window, now).map(spanOf);
  }

  keep(finished: readonly Run[]): Promise<void> {
    return this.#files.append(finished);
  }

  /** The run that was kept last, in any window. */
  async last(): Promise<Run | undefined> {
    return (await this.#files.read()).at(-1);
  }

  /** What is going on in other windows, and what was. */
  async others(): Promise<readonly Span[]> {
    const { window, account } = this.context;
    // In this order none is missed: a run that ends is kept before it is taken from the open ones.
    const open = othersOf(await this.#files.open.read(), window, this.now());
    const kept = (await this.#files.read()).filter(
      ({ id, noCost, isBackground }) =>
        !id.startsWith(`${window}:`) && noCost !== 'otherKey' && isBackground !== true,
    );
    const over = new Set(kept.map(({ id }) => id));
    return [
      ...kept.map(({ id, kind, startedAt, endedAt }) => ({ id, kind, account, startedAt, endedAt })),
      ...open.filter(({ run }) => !over.has(run)).map(spanOf),
    ];
  }
}

function spanOf({ run, kind, account, at }: OpenRun): Span {
  return { id: run, kind, account, startedAt: at };
}

function namesOf(own: readonly OwnRun[]): string {
  return own.map(({ run }) => run).join();
}
