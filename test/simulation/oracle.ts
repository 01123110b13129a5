import type { Notice } from '../../src/app/notices';
import type { Settings } from '../../src/app/settings';
import type { Folder } from '../../src/store/folder';
import type { ReadClass } from '../../src/store/snapshot';
import { BalanceWatch } from './balanceWatch';
import type { Report, Violation } from './invariants';
import { LimitWatch } from './limitWatch';
import { NoticeWatch } from './noticeWatch';
import { SharedWatch } from './sharedWatch';
import type { Told } from './simulatedApi';
import type { SimWindow, WindowEvents } from './simWindow';
import type { VirtualTime } from './virtualTime';

/** Watches a world from outside: what went over the wire, what people were shown, what lies on disk. */
export class Oracle implements WindowEvents {
  readonly violations: Violation[] = [];
  readonly limits: LimitWatch;
  readonly balances: BalanceWatch;
  readonly notices: NoticeWatch;
  readonly shared: SharedWatch;
  kills = 0;
  requests = 0;

  constructor(
    private readonly time: VirtualTime,
    folder: Folder,
    settings: Settings,
  ) {
    const report: Report = (invariant, text) => {
      this.violations.push({ invariant, text: `at ${time.elapsed} ms: ${text}` });
    };
    this.limits = new LimitWatch(time, report, settings);
    this.balances = new BalanceWatch(time, report);
    this.notices = new NoticeWatch(time, report, settings);
    this.shared = new SharedWatch(folder, report, (snapshot) => this.limits.written(snapshot));
  }

  readonly onSent = (_window: SimWindow, readClass: ReadClass): void => {
    this.requests += 1;
    this.limits.sent(readClass);
  };

  readonly onTold = (window: SimWindow, told: Told): void => {
    this.limits.told(window, told);
    this.balances.told(told);
    this.notices.told(told);
  };

  readonly onNotice = (_window: SimWindow, notice: Notice): void => this.notices.shown(notice);

  readonly onState = (window: SimWindow): void => this.balances.seen(window);

  readonly onDeath = (window: SimWindow): void => {
    this.kills += 1;
    this.limits.died(window);
  };

  readonly onFault = (text: string): void => {
    this.violations.push({ invariant: 'nothing throws out of a timer or an event', text });
  };

  /** The wall clock was set. */
  onJump(): void {
    this.limits.jumped();
  }

  onRestart(): void {
    this.limits.restarted();
  }

  /** At a moment when nothing is under way. */
  check(): void {
    this.shared.check();
  }

  /** At the end: the history is what was kept, but for what killed windows took along. */
  checkHistory(): Promise<void> {
    return this.shared.checkHistory(this.kills);
  }

  /** At the end: all windows show what lies on disk. */
  async checkAgreement(windows: readonly SimWindow[]): Promise<void> {
    const onDisk = await this.shared.balance();
    for (const { name, account } of windows) {
      const shown = account.session.state.snapshot.observation?.seq;
      if (shown === onDisk) continue;
      const text = `${name} shows number ${shown}, on disk lies ${onDisk}`;
      this.violations.push({ invariant: 'never a good value lost to a bad or older one', text });
    }
  }

  /** At the end, after faults ended and every wait is over. */
  checkFresh(window: SimWindow, credits: number, leastAt: number): void {
    const { observation, lastError, doubt } = window.account.session.state.snapshot;
    const known = observation?.balance.credits;
    const isFresh = known === credits && lastError === undefined && doubt === undefined;
    if (isFresh && observation !== undefined && observation.at >= leastAt) return;
    const facts = JSON.stringify({
      known,
      credits,
      at: observation?.at,
      now: this.time.wall,
      lastError,
      doubt,
    });
    this.violations.push({
      invariant: 'always fresh again within max(back-off cap, standing deadline) after faults end',
      text: facts,
    });
  }
}
