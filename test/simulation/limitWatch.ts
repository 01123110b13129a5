import { remaining } from '../../src/balance/moment';
import type { Settings } from '../../src/app/settings';
import type { ReadClass, Snapshot } from '../../src/store/snapshot';
import type { Report } from './invariants';
import type { Told } from './simulatedApi';
import type { SimWindow } from './simWindow';
import type { VirtualTime } from './virtualTime';

const DAY = 24 * 3_600_000;
/** Between the stamp of a request and its leaving: the gate's own limit, and what a few file operations take. */
const LEAVING_MS = 2500;

/** Times are ms of the simulation, sleep included: true time, whatever clocks say. */
interface Deadline {
  readonly until: number;
  readonly lengthMs: number;
  readonly window: SimWindow;
  isWritten: boolean;
  /** Nobody may know of it: its window died before it wrote it down, or the machine was started anew with a wrong clock. */
  isUnsure: boolean;
  /** It may be taken to stand until then. */
  latest: number;
}

interface Stamp {
  /** What the wall clock said. */
  readonly wall: number;
  readonly at: number;
  isUsed: boolean;
  /** The machine was started anew since, with a wrong clock. */
  isUnsure: boolean;
}

/** Watches when requests go out: never before a deadline, never more than the class allows. */
export class LimitWatch {
  readonly sentOf: Record<ReadClass, number> = { background: 0, refresh: 0, health: 0, watch: 0, usage: 0 };
  lastSent = -Infinity;
  #deadlines: Deadline[] = [];
  #isClockWrong = false;
  /** No window has looked since the machine was started. */
  #isStartUnseen = false;
  /** When each class was stamped last, and whether that stamp was used. */
  readonly #stamps: Partial<Record<ReadClass, Stamp>> = {};
  readonly #spacing: Readonly<Record<ReadClass, number>>;

  constructor(
    private readonly time: VirtualTime,
    private readonly report: Report,
    settings: Settings,
  ) {
    this.#spacing = {
      background: settings.cacheTtlSeconds * 1000,
      refresh: 5000,
      health: 5000,
      watch: 15_000,
      usage: 3_600_000,
    };
  }

  /** ms until the last deadline that stands. */
  get untilFree(): number {
    return Math.max(0, ...this.#deadlines.map(({ latest }) => latest - this.time.elapsed));
  }

  /** What lies on disk from now on. */
  written({ attempts, hold }: Snapshot): void {
    this.#isStartUnseen = false;
    const now = this.time.moment();
    const until = this.time.elapsed + remaining(hold, now);
    for (const deadline of this.#deadlines) deadline.isWritten ||= until >= deadline.until - 1;
    for (const readClass of classesOf(this.#spacing)) {
      const attempt = attempts[readClass];
      // The same, told in the uptime of today, where the machine was started anew.
      if (attempt === undefined || attempt.at === this.#stamps[readClass]?.wall) continue;
      this.#stamped(readClass, {
        wall: attempt.at,
        at: this.time.elapsed - (now.up - attempt.up),
        isUsed: false,
        isUnsure: false,
      });
    }
  }

  sent(readClass: ReadClass): void {
    const now = this.time.elapsed;
    this.lastSent = now;
    this.sentOf[readClass] += 1;
    for (const { until, isUnsure } of this.#deadlines) {
      if (!isUnsure && now < until)
        this.report('never a request before a deadline', `${readClass} was sent ${until - now} ms early`);
    }
    const stamp = this.#stamps[readClass];
    if (stamp === undefined || stamp.isUsed || now - stamp.at > LEAVING_MS)
      this.report('never more than its class allows', `${readClass} was sent without a stamp of its own`);
    if (stamp !== undefined) stamp.isUsed = true;
  }

  told(window: SimWindow, { retryAfterMs }: Told): void {
    if (retryAfterMs === undefined || retryAfterMs === 0) return;
    const { elapsed } = this.time;
    const lengthMs = Math.min(retryAfterMs, DAY);
    const until = elapsed + lengthMs;
    this.#deadlines = this.#deadlines.filter(({ latest }) => elapsed < latest);
    this.#deadlines.push({ until, lengthMs, window, isWritten: false, isUnsure: false, latest: until });
  }

  died(window: SimWindow): void {
    for (const deadline of this.#deadlines)
      if (deadline.window === window && !deadline.isWritten) deadline.isUnsure = true;
  }

  /** The wall clock was set. */
  jumped(): void {
    this.#isClockWrong = true;
    if (this.#isStartUnseen) this.#doubtAll();
  }

  /** The machine was started anew: only the wall clock tells how long ago all that was, and that may be wrong. */
  restarted(): void {
    if (this.#isClockWrong) this.#doubtAll();
    this.#isStartUnseen = true;
    // A second start may go unseen: see `rebased`.
    this.#isClockWrong = true;
  }

  #doubtAll(): void {
    for (const deadline of this.#deadlines) {
      deadline.isUnsure = true;
      deadline.latest = this.time.elapsed + deadline.lengthMs;
    }
    for (const stamp of Object.values(this.#stamps)) stamp.isUnsure = true;
  }

  #stamped(readClass: ReadClass, stamp: Stamp): void {
    const last = this.#stamps[readClass];
    const since = stamp.at - (last?.at ?? -Infinity);
    if (since < this.#spacing[readClass] - 1 && last?.isUnsure !== true)
      this.report('never more than its class allows', `${readClass} again after ${since} ms`);
    this.#stamps[readClass] = stamp;
  }
}

function classesOf(spacing: Readonly<Record<ReadClass, number>>): readonly ReadClass[] {
  return Object.keys(spacing) as readonly ReadClass[];
}
