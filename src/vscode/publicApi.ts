import { Emitter } from '../app/emitter';
import { thrownFields, type Log } from '../app/log';
import type { Level } from '../balance/level';
import type { Run } from '../runs/run';

/**
 * What `activate` returns: the balance for other extensions. Never the key. Get it by
 * `await vscode.extensions.getExtension('leadmagic-credits.leadmagic-credits')?.activate()`.
 */
export interface LeadMagicCreditsApi {
  readonly version: 1;
  /** What is known now; no request is made. */
  readonly state: PublicState;
  /** Called when `state` changed; dispose the result to stop. */
  readonly onDidChange: (listener: (state: PublicState) => void) => { dispose(): void };
  /** Reads the balance as the refresh command does, within its limits; resolves with what is known then. Never rejects. */
  refresh(): Promise<PublicState>;
  /**
   * Hands over the headers of a LeadMagic response that the caller got itself, which saves a request. Ignored unless
   * origin (and account, if given) are those in use; the result says whether they told anything new.
   */
  observe(response: HandedResponse): Promise<boolean>;
  /**
   * Called a few seconds after a task, a debug session or a terminal command of this window is over, when its cost is
   * known or will not be; dispose the result to stop.
   */
  readonly onDidFinishRun: (listener: (run: FinishedRun) => void) => { dispose(): void };
}

export interface PublicState {
  /** `none`: no key. `unconfirmed`: a key waits for the user. `rejected`: LeadMagic refused it. `loading`: not read yet. */
  readonly status: 'none' | 'unconfirmed' | 'rejected' | 'loading' | 'known';
  /** Scheme, host and port the key belongs to. */
  readonly origin?: string;
  /** The account in use. */
  readonly account?: string;
  /** All credits. */
  readonly credits?: number;
  /** Credits that can be spent. */
  readonly spendable?: number;
  readonly isFrozen?: boolean;
  readonly level?: Level;
  /** When the value was read; ms since 1970. */
  readonly at?: number;
  /** The value is too old to be trusted, or LeadMagic could not be reached for a newer one. */
  readonly isStale?: boolean;
}

/**
 * A metered run. `credits` is what the balance fell by, of which `certainty` says how surely it was this run; without it,
 * `noCost` says why. Never exact: a colleague or another machine may spend too. Times are ms since 1970. `name` holds
 * the program and its first argument, or the task's name; `folder` is the name of the workspace folder, and `folderId`
 * tells folders of one name apart. `isBackground`: a background task alone, such as a watcher.
 */
export interface FinishedRun extends Omit<Run, 'id'> {
  /** As in `PublicState`. */
  readonly account: string;
}

export interface HandedResponse {
  /** `Headers`, or an object of names and values: by the command, arguments travel as JSON, which leaves nothing of `Headers`. */
  readonly headers: unknown;
  /** When the request was sent; ms since 1970. */
  readonly sentAt: number;
  /** `https://api.leadmagic.io` */
  readonly origin: string;
  /** As in `PublicState`; left out: the account in use. */
  readonly account?: string;
}

/** What the API does beyond telling; loaded when first used. */
export interface PublicActions {
  readonly refresh: () => Promise<void>;
  readonly observe: (response: unknown) => Promise<boolean>;
}

/** The public API; it knows what it was told last. */
export class PublicApi {
  readonly exports: LeadMagicCreditsApi;
  /** Runs of this window, as they end. */
  readonly runs: Emitter<FinishedRun>;
  readonly #changed: Emitter<PublicState>;
  #state: PublicState = { status: 'loading' };

  constructor(actions: PublicActions, log: Log) {
    const onError = (error: unknown): void => log.warn('publicApiListener', thrownFields(error));
    this.#changed = new Emitter(onError);
    const state = (): PublicState => this.#state;
    this.runs = new Emitter(onError);
    this.exports = {
      version: 1,
      get state() {
        return state();
      },
      onDidChange: this.#changed.event,
      refresh: async () => {
        await actions.refresh().catch(onError);
        return state();
      },
      observe: async (response) => (await actions.observe(response).catch(onError)) === true,
      onDidFinishRun: this.runs.event,
    };
  }

  /** Tells the listeners when what they may know changed. */
  tell(state: PublicState): void {
    if (JSON.stringify(state) === JSON.stringify(this.#state)) return;
    this.#state = state;
    this.#changed.fire(state);
  }

  dispose(): void {
    this.#changed.dispose();
    this.runs.dispose();
  }
}
