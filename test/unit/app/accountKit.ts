import type { AnalyticsOptions } from '../../fake-leadmagic/analytics';
import type { FakeAccount } from '../../fake-leadmagic/account';
import { startFakeLeadMagic, type FakeLeadMagic } from '../../fake-leadmagic/server';
import { Account, type AccountTools } from '../../../src/app/account';
import { Asking } from '../../../src/app/asking';
import { Companion } from '../../../src/app/lazy/companion';
import type { Opening } from '../../../src/app/lookBack';
import type { Notice } from '../../../src/app/notices';
import { parseSettings, type Settings } from '../../../src/app/settings';
import { DEFAULT_ACCOUNT } from '../../../src/store/accountsFile';
import type { Folder } from '../../../src/store/folder';
import { MemoryFolder } from '../../../src/store/lazy/memoryFolder';
import { unknownProcesses } from '../../moment';
import { Clock, newId } from '../store/harness';

export const key = 'kit-key-0123456789';

export interface LogLine {
  readonly level: 'debug' | 'info' | 'warn' | 'error';
  readonly event: string;
  readonly fields: object;
}

export interface KitWindow {
  readonly account: Account;
  readonly asking: Asking;
  readonly notices: Notice[];
}

/** Windows with the real account over one folder, against the stand-in API over loopback; the clock is set by hand. */
export class AccountKit {
  readonly clock = new Clock();
  readonly log: LogLine[] = [];
  readonly windows: KitWindow[] = [];
  settings: Settings = parseSettings(() => undefined).settings;
  isFocused = true;
  opening: Opening = { isAlone: true };
  folder: Folder = new MemoryFolder();
  /** Of other keys, by name. */
  readonly otherFolders = new Map<string, Folder>();

  constructor(readonly api: FakeLeadMagic) {}

  get server(): FakeAccount {
    const account = this.api.accounts.get(key);
    if (account === undefined) throw new Error('The stand-in API lost its account.');
    return account;
  }

  /** `GET /v1/credits` and so on, as the server saw them; analytics, which nobody offers here, left out. */
  get asked(): readonly string[] {
    const balance = this.api.requests.filter(({ path }) => path.startsWith('/v1/credits'));
    return balance.map(({ method, path }) => `${method} ${path}`);
  }

  /** Resolves when so many requests have arrived, answered or not. */
  async untilAsked(count: number): Promise<void> {
    while (this.asked.length < count) await new Promise((resolve) => setImmediate(resolve));
  }

  tools(notices: Notice[]): AccountTools {
    const note =
      (level: LogLine['level']) =>
      (event: string, fields: object = {}): void =>
        void this.log.push({ level, event, fields });
    return {
      now: this.clock.now,
      moment: this.clock.moment,
      random: () => 0.5,
      newId,
      processes: unknownProcesses,
      fetch: () => globalThis.fetch,
      settings: () => this.settings,
      isFocused: () => this.isFocused,
      opening: () => Promise.resolve(this.opening),
      log: { debug: note('debug'), info: note('info'), warn: note('warn'), error: note('error') },
      openFolder: (name) => this.otherFolders.get(name) ?? this.folder,
      loadCompanion: (session, tools) => Promise.resolve(new Companion(session, tools)),
      notify: (notice) => void notices.push(notice),
      onDidChange: () => undefined,
    };
  }

  /** A window that has begun to show what is on disk. */
  async open(): Promise<KitWindow> {
    const notices: Notice[] = [];
    const bound = { key, origin: this.api.origin };
    const account = new Account(DEFAULT_ACCOUNT, bound, 'stored', this.tools(notices));
    const window = { account, notices, asking: new Asking(account.session, this.clock.now) };
    this.windows.push(window);
    await account.start();
    return window;
  }

  async close(): Promise<void> {
    for (const { account } of this.windows) account.dispose();
    await this.api.close();
  }
}

/** A kit for each test of the `describe` this is called in. */
export function accountKits(credits = 5000, analytics: AnalyticsOptions = { empty: true }): () => AccountKit {
  let kit: AccountKit | undefined;
  beforeEach(async () => {
    const api = await startFakeLeadMagic({ accounts: [{ key, credits, analytics }] });
    api.setFault({ kind: 'error', status: 404, path: '/v1/analytics/*', times: 'always' });
    kit = new AccountKit(api);
  });
  afterEach(() => kit?.close());
  return () => {
    if (kit === undefined) throw new Error('A kit is made before each test.');
    return kit;
  };
}

export function creditsIn({ account }: KitWindow): number | undefined {
  return account.session.state.snapshot.observation?.balance.credits;
}

export function allNotices(kit: AccountKit): readonly Notice[] {
  return kit.windows.flatMap(({ notices }) => notices);
}

/** Waits for what a window does behind the scenes. */
export async function quiet(window: KitWindow): Promise<void> {
  await window.account.companion();
  for (let turn = 0; turn < 50; turn++) await new Promise((resolve) => setImmediate(resolve));
  await window.account.session.store.exclusively(() => Promise.resolve());
}
