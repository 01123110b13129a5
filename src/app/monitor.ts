import { present } from '../leadmagic/present';
import {
  accountFor,
  DEFAULT_ACCOUNT,
  mayUseEnvironment,
  type AccountInfo,
  type AccountList,
} from '../store/accountsFile';
import type { Disposable } from '../store/folder';
import { Account, type AccountTools, type AccountView } from './account';
import { Emitter, type Subscribe } from './emitter';
import { isAmong } from './fingerprint';
import {
  chooseKey,
  environmentFor,
  parseSecret,
  type EnvironmentFacts,
  type EnvironmentProblem,
  type KeyChoice,
  type KeySource,
} from './keys';
import { thrownFields } from './log';

/** The first comes no sooner: by then the host has told whether the window is focused. */
const TICK_MS = 1000;

/** Where the key comes from; the adapter of SecretStorage and the environment. */
export interface KeyPort {
  /**
   * The stored secret's text of an account; undefined when there is none. Rejects when that cannot be told yet;
   * `onDidChange` says when to ask again.
   */
  read(account: string): Promise<string | undefined>;
  readonly environment: EnvironmentFacts;
  readonly onDidChange: Subscribe<void>;
}

/** Which accounts there are, and which one this window uses. */
export interface AccountsPort {
  read(): Promise<AccountList>;
  /** The id that this workspace chose. */
  chosen(): string | undefined;
  readonly onDidChange: Subscribe<void>;
}

export interface MonitorTools extends Omit<AccountTools, 'onDidChange'> {
  readonly accounts: AccountsPort;
  readonly keys: KeyPort;
  readonly onDidChangeFocus: Subscribe<boolean>;
  readonly onDidChangeSettings: Subscribe<void>;
}

/** What the views show. */
export type MonitorView = { /** Of the account, when there are several. */ readonly label?: string } & (
  | { readonly kind: 'starting' }
  | { readonly kind: 'noKey'; readonly lost: boolean; readonly problem?: EnvironmentProblem }
  | {
      readonly kind: 'unconfirmed';
      readonly boundTo: string;
      readonly wanted: string;
      readonly source: KeySource;
    }
  | ({ readonly kind: 'account' } & AccountView)
);

/** Finds the key to use, keeps its account going, and tells the views what there is to show. */
export class Monitor {
  readonly #changed: Emitter<MonitorView>;
  readonly #subscriptions: Disposable[] = [];
  #choice: KeyChoice | undefined;
  #current: Account | undefined;
  #list: AccountList | undefined;
  #info: AccountInfo = DEFAULT_ACCOUNT;
  #label: string | undefined;
  /** As this window found it. */
  #first: AccountList | undefined;
  #ticker: NodeJS.Timeout | undefined;
  #ticking = false;
  #choosing: Promise<void> = Promise.resolve();
  #isOver = false;
  #hasTicked = false;

  constructor(private readonly tools: MonitorTools) {
    this.#changed = new Emitter((error) => tools.log.error('view', thrownFields(error)));
  }

  get onDidChange(): Subscribe<MonitorView> {
    return this.#changed.event;
  }

  /** The account in use, if a key is. */
  get account(): Account | undefined {
    return this.#current;
  }

  /** The account this window uses, whether or not it has a key. */
  get info(): AccountInfo {
    return this.#info;
  }

  /** The key that was found, wherever it may go. */
  get keyChoice(): KeyChoice | undefined {
    return this.#choice;
  }

  get view(): MonitorView {
    return { ...this.#viewOfKey(), ...present({ label: this.#label }) };
  }

  #viewOfKey(): MonitorView {
    if (this.#current !== undefined) return { kind: 'account', ...this.#current.view };
    switch (this.#choice?.kind) {
      case 'none': {
        const { lost, problem } = this.#choice;
        return { kind: 'noKey', ...present({ lost, problem }) };
      }
      case 'unconfirmed': {
        const { bound, wanted, source } = this.#choice;
        return { kind: 'unconfirmed', boundTo: bound.origin, wanted, source };
      }
      case 'use':
      case undefined:
        return { kind: 'starting' };
    }
  }

  /** Reads the key and begins to tick. Call it after the first paint: reading a key may open a keyring. */
  async start(): Promise<void> {
    const { accounts, keys, onDidChangeFocus, onDidChangeSettings } = this.tools;
    this.#subscriptions.push(
      accounts.onDidChange(() => this.#run('accounts', () => this.chooseAgain())),
      keys.onDidChange(() => this.#run('key', () => this.chooseAgain())),
      onDidChangeSettings(() => this.#run('settings', () => this.chooseAgain())),
      onDidChangeFocus((focused) => this.#run('focus', async () => this.#current?.focusChanged(focused))),
    );
    this.#ticker = setTimeout(() => this.#tick(), TICK_MS);
    await this.chooseAgain();
  }

  dispose(): void {
    this.#isOver = true;
    clearTimeout(this.#ticker);
    for (const subscription of this.#subscriptions) subscription.dispose();
    this.#current?.dispose();
    this.#changed.dispose();
  }

  /** Looks for the key again: one was stored, cleared, confirmed, or is wanted for another origin. */
  chooseAgain(): Promise<void> {
    const chosen = this.#choosing.then(() => this.#choose());
    // One that failed must not keep the next from trying.
    this.#choosing = chosen.catch(() => undefined);
    return chosen;
  }

  async #choose(): Promise<void> {
    const { accounts, keys, settings } = this.tools;
    const list = await accounts.read();
    this.#list = list;
    this.#first ??= list;
    const info = accountFor(list, accounts.chosen());
    const read = await keys.read(info.id).then(
      (secret) => ({ secret }),
      () => undefined,
    );
    // A key that cannot be read at the moment is no reason to stop using it.
    if (this.#isOver || (read === undefined && this.#current?.id === info.id)) return;
    // One that another window has only just set, and this one cannot read yet, is not lost.
    const hadKey = this.#first.accounts.some(({ id, hasKey }) => id === info.id && hasKey === true);
    // Nor is one that was stored gone, and the environment's does not stand in for it.
    const isAwaited = read === undefined && info.hasKey === true;
    this.#choice = isAwaited
      ? undefined
      : chooseKey({
          stored: read?.secret === undefined ? undefined : parseSecret(read.secret),
          wasStored: info.hasKey === true && hadKey,
          environment: environmentFor(mayUseEnvironment(list, info), keys.environment),
          setOrigin: settings().apiBaseUrl,
          isConfirmed: (bound) => isAmong(list.confirmed, bound),
        });
    this.#info = info;
    this.#label = list.accounts.length < 2 ? undefined : info.label;
    await this.#open(info, this.#choice);
  }

  async #open(info: AccountInfo, choice: KeyChoice | undefined): Promise<void> {
    if (choice?.kind === 'use' && this.#current?.isFor(info.id, choice.bound, choice.source) === true) {
      await this.#current.follow(info);
      this.#tell();
      return;
    }
    this.#current?.dispose();
    this.#current = undefined;
    this.tools.log.info('key', {
      choice: choice?.kind,
      source: choice && 'source' in choice ? choice.source : undefined,
    });
    if (choice?.kind === 'use') {
      const account = new Account(info, choice.bound, choice.source, {
        ...this.tools,
        onDidChange: () => this.#tell(),
      });
      this.#current = account;
      await account.start();
      // A key that was set just now is read at once; at start the first tick does.
      if (this.#hasTicked) await account.tick();
    }
    this.#tell();
  }

  #tick(): void {
    this.#hasTicked = true;
    this.#ticker = setTimeout(() => this.#tick(), TICK_MS);
    this.#run('tick', async () => {
      if (this.#ticking) return;
      this.#ticking = true;
      try {
        // Whatever the watcher of the folder saw.
        if ((await this.tools.accounts.read()) !== this.#list) await this.chooseAgain();
        await this.#current?.tick();
      } finally {
        this.#ticking = false;
      }
      this.#tell();
    });
  }

  #tell(): void {
    if (!this.#isOver) this.#changed.fire(this.view);
  }

  /** Nothing throws out of a timer or an event. */
  #run(what: string, action: () => Promise<unknown>): void {
    action().catch((error: unknown) => this.tools.log.error(what, thrownFields(error)));
  }
}
