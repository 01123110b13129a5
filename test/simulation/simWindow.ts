import { Account } from '../../src/app/account';
import { Asking } from '../../src/app/asking';
import { handOver, type Heard } from '../../src/app/handOver';
import { Companion } from '../../src/app/lazy/companion';
import type { Log } from '../../src/app/log';
import type { Notice } from '../../src/app/notices';
import type { Settings } from '../../src/app/settings';
import { DEFAULT_ACCOUNT } from '../../src/store/accountsFile';
import type { Folder } from '../../src/store/folder';
import type { ReadClass } from '../../src/store/snapshot';
import { KEY, ORIGIN, type SimulatedApi, type Told } from './simulatedApi';
import type { VirtualTime } from './virtualTime';
import { WindowFolder } from './windowFolder';

/** What happens in a window, as it happens. */
export interface WindowEvents {
  readonly onSent: (window: SimWindow, readClass: ReadClass) => void;
  readonly onTold: (window: SimWindow, told: Told) => void;
  readonly onNotice: (window: SimWindow, notice: Notice) => void;
  readonly onState: (window: SimWindow) => void;
  readonly onDeath: (window: SimWindow) => void;
  /** Something threw out of a timer or an event, or was logged as an error. */
  readonly onFault: (text: string) => void;
}

export interface WindowTools {
  readonly time: VirtualTime;
  readonly api: SimulatedApi;
  readonly shared: Folder;
  readonly random: () => number;
  readonly settings: () => Settings;
  /** Whether what others change in it is heard of; else it is seen at the next tick. */
  readonly isWatchable: boolean;
  /** ms between ticks. */
  readonly tickMs: number;
  /** Whether the window of that name is known to be gone. */
  readonly isGone: (name: string) => boolean;
  /** The longest time a file operation takes, in ms. */
  readonly diskMs: number;
}

/** A window of VS Code: the real account and all that follows it, over what the windows share. */
export class SimWindow {
  readonly account: Account;
  readonly asking: Asking;
  readonly folder: WindowFolder;
  isFocused = false;
  isAlive = true;
  companion: Companion | undefined;
  #isTicking = false;
  #ids = 0;

  constructor(
    readonly name: string,
    private readonly tools: WindowTools,
    private readonly events: WindowEvents,
  ) {
    const { time, api, random, settings } = tools;
    this.folder = new WindowFolder(tools.shared, {
      isAlive: () => this.isAlive,
      turn: (laterMs) => {
        const ms = laterMs + (tools.diskMs > 0 ? Math.floor(random() * (tools.diskMs + 1)) : 0);
        return ms > 0 ? time.delay(ms) : Promise.resolve();
      },
      work: (work) => time.outside(work),
      isWatchable: tools.isWatchable,
      onDeath: () => this.kill(),
    });
    this.account = new Account(DEFAULT_ACCOUNT, { key: KEY, origin: ORIGIN }, 'stored', {
      now: time.now,
      moment: time.moment,
      processes: { self: name, isGone: tools.isGone },
      random,
      newId: () => `${name}-${(this.#ids += 1)}`,
      settings,
      log: this.#log(),
      isFocused: () => this.isFocused,
      fetch: () =>
        api.fetchFor({
          isAlive: () => this.isAlive,
          onTold: (told) => events.onTold(this, told),
        }),
      openFolder: () => this.folder,
      loadCompanion: (session, companionTools) => {
        this.companion = new Companion(session, companionTools);
        return Promise.resolve(this.companion);
      },
      notify: (notice) => {
        if (this.isAlive) events.onNotice(this, notice);
      },
      onDidChange: () => {
        if (this.isAlive) events.onState(this);
      },
    });
    this.#watchRequests();
    this.asking = new Asking(this.account.session, time.now);
  }

  /** Opens the window: shows what is on disk, and ticks from then on. */
  start(): void {
    this.run(this.account.start());
    setTimeout(() => this.#tick(), 1000);
  }

  /** The process is gone; nothing is disposed of. */
  kill(): void {
    if (!this.isAlive) return;
    this.isAlive = false;
    this.events.onDeath(this);
  }

  focus(isFocused: boolean): void {
    if (this.isFocused === isFocused || !this.isAlive) return;
    this.isFocused = isFocused;
    this.run(this.account.focusChanged(isFocused));
  }

  /** A command of the user's; what it comes to is not waited for. */
  ask(what: 'refresh' | 'health'): void {
    this.run(what === 'refresh' ? this.asking.refresh() : this.asking.checkHealth());
  }

  handOver(creditsRemaining: number, sentAt: number): void {
    const receivedAt = this.tools.time.wall;
    const heard: Heard = { headers: { creditsRemaining }, sentAt, receivedAt, source: 'handed' };
    this.run(handOver(this.account.session, heard));
  }

  #tick(): void {
    if (!this.isAlive) return;
    setTimeout(() => this.#tick(), this.tools.tickMs);
    // As the monitor does: a tick that is still at work is not overtaken.
    if (this.#isTicking) return;
    this.#isTicking = true;
    this.run(this.account.tick().finally(() => (this.#isTicking = false)));
  }

  /** Tells of each request when the gate lets it go. */
  #watchRequests(): void {
    const { session } = this.account;
    const request = session.request.bind(session);
    session.request = (readClass, send) =>
      request(readClass, (signal) => {
        if (this.isAlive) this.events.onSent(this, readClass);
        return send(signal);
      });
  }

  /** What fails in it is a fault of the window. */
  run(work: Promise<unknown>): void {
    work.catch((error: unknown) => this.events.onFault(`${this.name}: ${String(error)}`));
  }

  #log(): Log {
    const quiet = (): void => undefined;
    const error: Log['error'] = (event, fields) => {
      if (this.isAlive) this.events.onFault(`${this.name} logged ${event} ${JSON.stringify(fields)}`);
    };
    return { debug: quiet, info: quiet, warn: quiet, error };
  }
}
