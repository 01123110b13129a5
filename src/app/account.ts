import type { Forecast, SpentWhileClosed } from '../balance/forecast';
import type { Sparkline } from '../balance/sparkline';
import { levelOf, type Level, type Thresholds } from '../balance/level';
import { spendable } from '../leadmagic/balance';
import { present } from '../leadmagic/present';
import type { Run } from '../runs/run';
import type { AccountInfo } from '../store/accountsFile';
import { AccountStore } from '../store/accountStore';
import type { Disposable, Folder } from '../store/folder';
import type { Snapshot } from '../store/snapshot';
import type { Processes } from '../store/processes';
import { OverlayFolder } from '../store/overlayFolder';
import { clientFor, type ClientTools } from './clientFor';
import { fingerprint } from './fingerprint';
import type { BoundKey, KeySource } from './keys';
import type { Companion, CompanionTools } from './lazy/companion';
import { thrownFields } from './log';
import { once } from './once';
import { AccountSession, type SessionState } from './session';
import type { Settings } from './settings';

/** What the parts of an account need of the window they run in. */
export interface AccountTools extends ClientTools, Omit<CompanionTools, 'account'> {
  readonly random: () => number;
  readonly processes: Processes;
  /** The folder of an account, by its fingerprint. */
  readonly openFolder: (name: string) => Folder;
  readonly loadCompanion: (session: AccountSession, tools: CompanionTools) => Promise<Companion>;
}

/** What views show of an account. */
export interface AccountView {
  readonly id: string;
  readonly origin: string;
  readonly source: KeySource;
  readonly state: SessionState;
  readonly thresholds: Thresholds;
  /** Absent until a balance is known. */
  readonly level?: Level;
  /** Absent until the history was read. */
  readonly forecast?: Forecast;
  /** Absent while the history is thin. */
  readonly sparkline?: Sparkline;
  /** Absent where nothing was, or a window was open to see it. */
  readonly spentWhileClosed?: SpentWhileClosed;
  /** The run that ended last; absent until one was metered. */
  readonly lastRun?: Run;
  /** False when the disk refuses: nothing is shared with other windows. */
  readonly isShared: boolean;
  /** ms since 1970 until when the server asked to wait. */
  readonly holdUntil?: number;
  /** Too old to be trusted, or LeadMagic could not be reached for a newer one. */
  readonly isBehind: boolean;
}

/** The account in use in this window: its key, and what the windows share about it. */
export class Account {
  readonly session: AccountSession;
  readonly #tools: AccountTools & CompanionTools;
  readonly #folder: OverlayFolder;
  #info: AccountInfo;
  readonly #subscription: Disposable;
  readonly #load: () => Promise<Companion>;
  #companion: Companion | undefined;
  #isOver = false;

  constructor(
    info: AccountInfo,
    private readonly bound: BoundKey,
    readonly source: KeySource,
    tools: AccountTools,
  ) {
    const { log } = tools;
    this.#info = info;
    this.#tools = {
      ...tools,
      account: info.id,
      settings: () => withThresholds(tools.settings(), this.#info),
    };
    this.#folder = new OverlayFolder(tools.openFolder(fingerprint(bound.key, bound.origin)), {
      now: tools.now,
      onDidChange: (error) => this.#diskChanged(error),
    });
    const onSetAside = (file: string): void => log.warn('fileSetAside', { file });
    this.session = new AccountSession(
      clientFor(bound, tools),
      new AccountStore(this.#folder, { ...tools, onSetAside }),
      {
        ...this.#tools,
        onKept: async (...points) => (await this.#load()).keep(...points),
        onRead: (observation, before) => {
          this.companion()
            .then((companion) => companion.read(observation, before))
            .catch((error: unknown) => log.error('read', thrownFields(error)));
        },
      },
    );
    this.#subscription = this.session.onDidChange(() => tools.onDidChange());
    this.#load = once(async () => {
      const companion = await tools.loadCompanion(this.session, this.#tools);
      if (this.#isOver) companion.dispose();
      else this.#companion = companion;
      return companion;
    });
  }

  get id(): string {
    return this.#info.id;
  }

  get origin(): string {
    return this.bound.origin;
  }

  get view(): AccountView {
    const { session } = this;
    const tools = this.#tools;
    const { observation } = session.state.snapshot;
    const { holdUntil } = session;
    const level = observation && levelOf(spendable(observation.balance), tools.settings());
    return {
      id: this.id,
      origin: this.origin,
      source: this.source,
      state: session.state,
      thresholds: tools.settings(),
      isShared: this.#folder.isShared,
      isBehind: isOffline(session.state.snapshot) || session.freshness === 'stale',
      ...this.#companion?.view,
      ...present({ level, holdUntil }),
    };
  }

  /** Whether it is this account with this key. */
  isFor(id: string, { key, origin }: BoundKey, source: KeySource): boolean {
    return this.id === id && this.source === source && this.bound.key === key && this.bound.origin === origin;
  }

  /** Its label, its thresholds or the settings may have changed. */
  async follow(info: AccountInfo): Promise<void> {
    this.#info = info;
    await this.#companion?.judgeAgain();
  }

  /** Shows what is on disk; the first request waits for the first tick. */
  start(): Promise<void> {
    return this.session.start();
  }

  dispose(): void {
    this.#isOver = true;
    this.session.dispose();
    this.#subscription.dispose();
    this.#companion?.dispose();
  }

  /** What follows a balance that shows; loaded when first needed. */
  async companion(): Promise<Companion> {
    const companion = await this.#load();
    await companion.start();
    return companion;
  }

  /** On the tick of the window. Requests only when it is in use, or a metered run is going. */
  async tick(): Promise<void> {
    await this.session.look();
    const isFocused = this.#tools.isFocused();
    if (isFocused || this.#companion?.isRunning) await this.session.pollIfDue();
    if (this.session.state.snapshot.observation !== undefined) await this.companion();
    await this.#companion?.tick();
  }

  async focusChanged(isFocused: boolean): Promise<void> {
    if (isFocused) {
      await this.session.look();
      await this.session.pollIfAged();
    }
    await this.#companion?.focusChanged(isFocused);
  }

  #diskChanged(error: unknown): void {
    if (error === undefined) {
      this.#tools.log.info('storageWorksAgain');
      this.#companion?.rejoin(this.session.state.snapshot);
      this.session.startOver();
    } else this.#tools.log.warn('storageRefuses', thrownFields(error));
    this.#tools.onDidChange();
  }
}

/** Whether the last read reached nobody. Headers of other responses may have told of a balance since. */
function isOffline({ lastError, observation }: Snapshot): boolean {
  if (lastError === undefined || lastError.seq < (observation?.seq ?? 0)) return false;
  return lastError.kind === 'network' || lastError.kind === 'timeout';
}

/**
 * An account's own thresholds go before those of the settings. A critical one above the low one counts as that: nobody
 * who wants to hear under 50 wants to be told at 80.
 */
function withThresholds(settings: Settings, own: AccountInfo): Settings {
  const lowCredits = own.lowCredits ?? settings.lowCredits;
  const criticalCredits = own.criticalCredits ?? settings.criticalCredits;
  return { ...settings, lowCredits, criticalCredits: Math.min(criticalCredits, lowCredits || Infinity) };
}
