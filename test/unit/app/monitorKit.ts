import { parseSettings, type Settings } from '../../../src/app/settings';
import { Emitter } from '../../../src/app/emitter';
import { formatSecret, type BoundKey, type EnvironmentFacts } from '../../../src/app/keys';
import { Companion } from '../../../src/app/lazy/companion';
import { Monitor, type MonitorView } from '../../../src/app/monitor';
import type { Notice } from '../../../src/app/notices';
import { noAccounts, type AccountList } from '../../../src/store/accountsFile';
import { MemoryFolder } from '../../../src/store/lazy/memoryFolder';
import { unknownProcesses } from '../../moment';
import { KEY, ORIGIN, SimulatedApi } from '../../simulation/simulatedApi';
import { VirtualTime } from '../../simulation/virtualTime';

const bound: BoundKey = { key: KEY, origin: ORIGIN };

/** A monitor in virtual time, with the ports of VS Code in the hands of the test. */
export class MonitorKit {
  readonly time = new VirtualTime(Date.UTC(2026, 10, 22, 12));
  readonly api = new SimulatedApi(
    { credits: 5000 },
    (ms) => this.time.delay(ms),
    () => 20,
  );
  readonly folders = new Map<string, MemoryFolder>();
  readonly views: MonitorView[] = [];
  readonly notices: Notice[] = [];
  readonly errors: string[] = [];
  readonly secrets = new Map<string, string>();
  requests = 0;
  #ids = 0;
  isFocused = true;
  environment: EnvironmentFacts = {};
  list: AccountList = noAccounts;
  chosen: string | undefined;
  accountsError: Error | undefined;
  companionError: Error | undefined;
  settings: Settings = { ...parseSettings(() => undefined).settings, apiBaseUrl: ORIGIN };
  readSecret: (account: string) => Promise<string | undefined> = (account) =>
    Promise.resolve(this.secrets.get(account));
  readonly keyChanged = new Emitter<void>(() => undefined);
  readonly accountsChanged = new Emitter<void>(() => undefined);
  readonly focusChanged = new Emitter<boolean>(() => undefined);
  readonly settingsChanged = new Emitter<void>(() => undefined);
  readonly monitor: Monitor;

  constructor() {
    const quiet = (): void => undefined;
    const send = this.api.fetchFor({ isAlive: () => true, onTold: quiet });
    const environment = (): EnvironmentFacts => this.environment;
    this.monitor = new Monitor({
      now: this.time.now,
      moment: this.time.moment,
      processes: unknownProcesses,
      random: () => 0.5,
      newId: () => `id-${(this.#ids += 1)}`,
      settings: () => this.settings,
      isFocused: () => this.isFocused,
      log: { debug: quiet, info: quiet, warn: quiet, error: (event) => void this.errors.push(event) },
      fetch: () => (input, init) => {
        // Analytics are not what is counted here.
        if (typeof input === 'string' && input.startsWith(`${ORIGIN}/v1/credits`)) this.requests += 1;
        return send(input, init);
      },
      openFolder: (name) => {
        const folder = this.folders.get(name) ?? new MemoryFolder();
        this.folders.set(name, folder);
        return folder;
      },
      loadCompanion: (session, tools) =>
        this.companionError === undefined
          ? Promise.resolve(new Companion(session, tools))
          : Promise.reject(this.companionError),
      notify: (notice) => void this.notices.push(notice),
      accounts: {
        read: () =>
          this.accountsError === undefined ? Promise.resolve(this.list) : Promise.reject(this.accountsError),
        chosen: () => this.chosen,
        onDidChange: this.accountsChanged.event,
      },
      keys: {
        read: (account) => this.readSecret(account),
        get environment() {
          return environment();
        },
        onDidChange: this.keyChanged.event,
      },
      onDidChangeFocus: this.focusChanged.event,
      onDidChangeSettings: this.settingsChanged.event,
    });
    this.monitor.onDidChange((view) => this.views.push(view));
  }

  storeKey(key: BoundKey = bound, account = 'default'): void {
    this.secrets.set(account, formatSecret(key));
  }

  async start(): Promise<void> {
    await this.monitor.start();
  }

  focus(isFocused: boolean): void {
    this.isFocused = isFocused;
    this.focusChanged.fire(isFocused);
  }

  /** What is shown of the account; undefined while there is none. */
  get account(): (MonitorView & { kind: 'account' }) | undefined {
    const { view } = this.monitor;
    return view.kind === 'account' ? view : undefined;
  }

  /** Credits shown; undefined when none are. */
  get credits(): number | undefined {
    return this.account?.state.snapshot.observation?.balance.credits;
  }

  dispose(): void {
    this.monitor.dispose();
    this.time.dispose();
  }
}
