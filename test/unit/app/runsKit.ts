import { install, type Clock } from '@sinonjs/fake-timers';
import type { FoundRun } from '../../../src/app/runsFound';
import { RunsOfAccount } from '../../../src/app/runsOfAccount';
import { AccountSession } from '../../../src/app/session';
import { parseSettings, type Settings } from '../../../src/app/settings';
import type { Answer } from '../../../src/leadmagic/answer';
import type { Balance } from '../../../src/leadmagic/balance';
import { BalanceClient } from '../../../src/leadmagic/balanceClient';
import type { ErrorKind } from '../../../src/leadmagic/errors';
import { roundCredits } from '../../../src/leadmagic/numbers';
import { err, ok } from '../../../src/leadmagic/result';
import type { Run } from '../../../src/runs/run';
import { AccountStore } from '../../../src/store/accountStore';
import { unknownProcesses } from '../../moment';
import type { Moment } from '../../../src/balance/moment';
import { MemoryFolder } from '../../../src/store/lazy/memoryFolder';

export const testKey = 'lm_canary-4f9c2e81b7';

/** Answers after a moment with what the balance is when the request arrives; no sockets, so time can be simulated. */
class SimulatedClient extends BalanceClient {
  constructor(private readonly world: RunsWorld) {
    super({
      ...{ key: testKey, origin: 'https://api.leadmagic.io', now: () => world.now },
      fetch: () => globalThis.fetch,
      onRequest: () => undefined,
    });
  }

  override async credits(): Promise<Answer<Balance>> {
    const { world } = this;
    const sentAt = world.now;
    world.requests.push(sentAt);
    const { fault, balance } = world;
    await new Promise((resolve) => setTimeout(resolve, world.latencyMs));
    const result = fault === undefined ? ok(balance) : err({ kind: fault });
    return { result, headers: {}, sentAt, receivedAt: world.now };
  }
}

/**
 * Windows over one shared folder and one account at an API that is a few lines: real meters, sessions and gates, in
 * simulated time. `end` it after use.
 */
export class RunsWorld {
  readonly clock: Clock = install({
    now: Date.UTC(2026, 10, 22, 12),
    toFake: ['setTimeout', 'clearTimeout', 'Date'],
  });
  readonly folder = new MemoryFolder();
  /** When each request arrived. */
  readonly requests: number[] = [];
  readonly latencyMs = 40;
  balance: Balance = { credits: 1000, isFrozen: false };
  /** What is answered instead of the balance. */
  fault: ErrorKind | undefined;
  #ids = 0;
  /** How far the wall clock was set; ms. */
  #set = 0;
  readonly #windows: RunsWindow[] = [];

  get now(): number {
    return this.clock.now;
  }

  get moment(): Moment {
    return { at: this.clock.now, up: this.clock.now - this.#set };
  }

  /** Sets the wall clock. */
  jump(ms: number): void {
    this.#set += ms;
    this.clock.setSystemTime(this.clock.now + ms);
  }

  spend(credits: number): void {
    this.balance = { ...this.balance, credits: roundCredits(this.balance.credits - credits) };
  }

  async window(settings: Partial<Settings> = {}, environmentKey?: string): Promise<RunsWindow> {
    const all = { ...parseSettings(() => undefined).settings, ...settings };
    const opened = new RunsWindow(this, all, environmentKey);
    this.#windows.push(opened);
    await opened.session.start();
    return opened;
  }

  pass(ms: number): Promise<number> {
    return this.clock.tickAsync(ms);
  }

  newId(): string {
    return `id${(this.#ids += 1)}`;
  }

  /** The texts of all files, by name. */
  async files(): Promise<ReadonlyMap<string, string>> {
    const names = [
      ...(await this.folder.list('')),
      ...(await this.folder.list('history')).map((n) => `history/${n}`),
    ];
    const texts = await Promise.all(names.map((name) => this.folder.read(name)));
    return new Map(names.map((name, index) => [name, texts[index] ?? '']));
  }

  end(): void {
    for (const window of this.#windows) window.close();
    this.clock.uninstall();
  }
}

export class RunsWindow {
  readonly session: AccountSession;
  readonly runs: RunsOfAccount;
  readonly finished: Run[] = [];
  readonly logged: unknown[] = [];
  changes = 0;

  constructor(
    private readonly world: RunsWorld,
    settings: Settings,
    environmentKey: string | undefined,
  ) {
    const note = (event: string, fields?: unknown): void => void this.logged.push([event, fields]);
    const tools = {
      now: () => world.now,
      moment: () => world.moment,
      processes: unknownProcesses,
      random: () => 0.5,
      newId: () => world.newId(),
      settings: () => settings,
      log: { debug: note, info: note, warn: note, error: note },
    };
    this.session = new AccountSession(
      new SimulatedClient(world),
      new AccountStore(world.folder, { ...tools, onSetAside: (name) => note('setAside', name) }),
      { ...tools, onKept: () => Promise.resolve(), onRead: () => undefined },
    );
    this.runs = new RunsOfAccount(this.session, {
      ...tools,
      onDidChange: () => (this.changes += 1),
      onFinished: (run) => this.finished.push(run),
      environmentKey,
      listen: () => ({ dispose: () => undefined }),
    });
  }

  /** Reads the balance at once, as the user's refresh does. */
  async refresh(): Promise<void> {
    const reading = this.session.request('refresh', async (signal) => {
      const { result, headers, sentAt } = await this.session.client.credits(signal);
      return { result, headers, sentAt, source: 'refresh' };
    });
    await this.world.pass(100);
    await reading;
  }

  begin(id: string, more: Partial<FoundRun> = {}): void {
    this.runs.begin({ id, kind: 'task', at: this.world.now, label: id, ...more });
  }

  command(id: string, commandLine = `node ${id}.js`, more: Partial<FoundRun> = {}): void {
    this.runs.begin({ id, kind: 'terminal', at: this.world.now, commandLine, ...more });
  }

  /** Begins a run, lets it last and spend, and ends it. */
  async run(id: string, lastsMs: number, credits: number, more: Partial<FoundRun> = {}): Promise<void> {
    this.begin(id, more);
    await this.world.pass(lastsMs);
    this.world.spend(credits);
    this.runs.end(id);
  }

  /** Name, cost or why there is none, and certainty of what is over. */
  get costs(): readonly unknown[] {
    return this.finished.map(({ name, credits, noCost, certainty }) => [name, credits ?? noCost, certainty]);
  }

  close(): void {
    this.runs.dispose();
    this.session.dispose();
  }
}
