import { Companion } from '../../../src/app/lazy/companion';
import { Monitor } from '../../../src/app/monitor';
import { parseSettings, type Settings } from '../../../src/app/settings';
import { noAccounts } from '../../../src/store/accountsFile';
import { MemoryFolder } from '../../../src/store/lazy/memoryFolder';
import { unknownProcesses } from '../../moment';
import type { FakeAccount } from '../../fake-leadmagic/account';
import { startFakeLeadMagic, type FakeLeadMagic } from '../../fake-leadmagic/server';

export const testKey = 'lm_canary-4f9c2e81b7';

export interface WorldOptions {
  readonly credits?: number;
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly withKey?: boolean;
  /** The key was entered for another server. */
  readonly isUnconfirmed?: boolean;
}

/** A monitor of its own against the stand-in API, without VS Code and without a tick. `end` it after use. */
export class AccountWorld {
  readonly monitor: Monitor;
  readonly folder = new MemoryFolder();
  readonly logged: string[] = [];
  /** How much more time has passed than on this machine; ms. */
  ahead = 0;
  /** How far the wall clock was set; ms. */
  set = 0;
  #ids = 0;

  private constructor(
    readonly server: FakeLeadMagic,
    options: WorldOptions,
  ) {
    const settings = parseSettings(
      (name) => ({ apiBaseUrl: server.origin, ...options.settings })[name],
    ).settings;
    const origin = options.isUnconfirmed === true ? 'https://other.example' : server.origin;
    const key = JSON.stringify({ v: 1, key: testKey, origin });
    const note = (event: string, fields?: object): void =>
      void this.logged.push(`${event} ${JSON.stringify(fields)}`);
    this.settings = () => settings;
    this.monitor = new Monitor({
      now: this.now,
      moment: () => ({ at: this.now(), up: Date.now() + this.ahead }),
      processes: unknownProcesses,
      random: () => 0.5,
      newId: () => `id${(this.#ids += 1)}`,
      fetch: () => globalThis.fetch,
      settings: this.settings,
      log: { debug: note, info: note, warn: note, error: note },
      openFolder: () => this.folder,
      isFocused: () => false,
      notify: () => undefined,
      loadCompanion: (session, tools) => Promise.resolve(new Companion(session, tools)),
      accounts: {
        read: () => Promise.resolve(noAccounts),
        chosen: () => undefined,
        onDidChange: () => ({ dispose: () => undefined }),
      },
      keys: {
        read: () => Promise.resolve(options.withKey === false ? undefined : key),
        environment: { key: undefined, baseUrl: undefined },
        onDidChange: () => ({ dispose: () => undefined }),
      },
      onDidChangeFocus: () => ({ dispose: () => undefined }),
      onDidChangeSettings: () => ({ dispose: () => undefined }),
    });
  }

  readonly now = (): number => Date.now() + this.ahead + this.set;
  readonly settings: () => Settings;

  static async open(options: WorldOptions = {}): Promise<AccountWorld> {
    const server = await startFakeLeadMagic({
      accounts: [{ key: testKey, credits: options.credits ?? 1000 }],
    });
    return new AccountWorld(server, options);
  }

  /** Finds the key; no request. */
  async start(): Promise<this> {
    await this.monitor.start();
    return this;
  }

  get account(): FakeAccount {
    const account = this.server.accounts.get(testKey);
    if (account === undefined) throw new Error('The stand-in API has no such account.');
    return account;
  }

  get session() {
    const { account } = this.monitor;
    if (account === undefined) throw new Error('There is no account.');
    return account.session;
  }

  /** Methods and paths of the requests so far. */
  get asked(): readonly string[] {
    return this.server.requests.map(({ method, path }) => `${method} ${path}`);
  }

  /** Resolves once so many requests have arrived, answered or not. */
  async arrived(count: number): Promise<void> {
    while (this.server.requests.length < count) await new Promise((resolve) => setImmediate(resolve));
  }

  async end(): Promise<void> {
    this.monitor.dispose();
    await this.server.close();
  }
}
