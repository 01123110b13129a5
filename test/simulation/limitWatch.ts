import type { Settings } from '../../src/app/settings';
import type { ReadClass } from '../../src/store/snapshot';
import type { Report } from './invariants';
import type { Told } from './simulatedApi';
import type { SimWindow } from './simWindow';
import type { VirtualTime } from './virtualTime';

const DAY = 24 * 3_600_000;
/** A window that dies so soon after an answer may take it along: ms. */
const WRITING_MS = 20_000;

interface Deadline {
  /** Wall clock, ms; pulled back when the clock is put back before it. */
  setAt: number;
  /** It begins anew when a window next wants to send. */
  isPulledBack: boolean;
  /** Its window died so soon that nobody else may know of it. */
  isUnsure: boolean;
  readonly lengthMs: number;
  readonly elapsed: number;
  readonly window: SimWindow;
}

interface Sent {
  readonly wall: number;
  readonly elapsed: number;
}

/** Watches when requests go out: never before a deadline, never more than the class allows. */
export class LimitWatch {
  readonly sentOf: Record<ReadClass, number> = { background: 0, refresh: 0, health: 0, watch: 0, usage: 0 };
  /** ms of the simulation. */
  lastSent = -Infinity;
  #deadlines: Deadline[] = [];
  #last: Partial<Record<ReadClass, readonly Sent[]>> = {};
  #disturbed = -Infinity;
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
    const left = ({ setAt, lengthMs, isPulledBack }: Deadline): number =>
      isPulledBack ? lengthMs : setAt + lengthMs - this.time.wall;
    return Math.max(0, ...this.#deadlines.map(left));
  }

  sent(readClass: ReadClass): void {
    this.lastSent = this.time.elapsed;
    this.sentOf[readClass] += 1;
    const now: Sent = { wall: this.time.wall, elapsed: this.time.elapsed };
    this.#checkDeadlines(readClass, now);
    this.#checkSpacing(readClass, now);
    this.#last[readClass] = [...(this.#last[readClass] ?? []).slice(-1), now];
  }

  told(window: SimWindow, { retryAfterMs }: Told): void {
    if (retryAfterMs === undefined || retryAfterMs === 0) return;
    const { wall, elapsed } = this.time;
    this.#deadlines = this.#deadlines.filter(({ setAt, lengthMs }) => wall < setAt + lengthMs);
    this.#deadlines.push({
      setAt: wall,
      lengthMs: Math.min(retryAfterMs, DAY),
      isPulledBack: false,
      isUnsure: false,
      elapsed,
      window,
    });
  }

  died(window: SimWindow): void {
    const { elapsed } = this.time;
    this.#disturbed = elapsed;
    for (const deadline of this.#deadlines) {
      if (deadline.window === window && elapsed - deadline.elapsed <= WRITING_MS) deadline.isUnsure = true;
    }
  }

  /** The wall clock jumped: what is in the future now begins anew. */
  jumped(): void {
    this.#disturbed = this.time.elapsed;
    const { wall } = this.time;
    for (const deadline of this.#deadlines) {
      if (deadline.setAt <= wall) continue;
      deadline.setAt = wall;
      deadline.isPulledBack = true;
    }
    // Counting by the wall clock starts over; one more is allowed.
    this.#last = {};
  }

  #checkDeadlines(readClass: ReadClass, { wall }: Sent): void {
    for (const { setAt, lengthMs, isUnsure } of this.#deadlines) {
      if (isUnsure || wall < setAt || wall >= setAt + lengthMs) continue;
      const early = setAt + lengthMs - wall;
      this.report('never a request before a deadline', `${readClass} was sent ${early} ms early`);
    }
  }

  #checkSpacing(readClass: ReadClass, now: Sent): void {
    const [before, last] = [...[undefined, undefined], ...(this.#last[readClass] ?? [])].slice(-2);
    const spacing = this.#spacing[readClass];
    if (last === undefined || now.wall - last.wall >= spacing) return;
    // One more where a window was killed, as long as it is only one.
    const isExcused = this.#disturbed >= last.elapsed - WRITING_MS;
    if (isExcused && (before === undefined || now.wall - before.wall >= spacing)) return;
    this.report('never more than its class allows', `${readClass} again after ${now.wall - last.wall} ms`);
  }
}
