import type { Notice } from '../../src/app/notices';
import type { Settings } from '../../src/app/settings';
import type { Report } from './invariants';
import type { Told } from './simulatedApi';
import type { VirtualTime } from './virtualTime';

type Kind = Notice['kind'];

/** Between an answer and the toast that tells of it: ms. */
const SHOWING_MS = 60_000;

interface Value {
  readonly spendable?: number;
  readonly credits?: number;
  readonly isFrozen?: boolean;
  readonly elapsed: number;
}

/** Watches toasts: one an episode, none during a snooze but that of an empty balance. */
export class NoticeWatch {
  readonly shownOf: Partial<Record<Kind, number>> = {};
  readonly #lastShown: Partial<Record<Kind, number>> = {};
  #values: Value[] = [];
  /** ms of the simulation. */
  #snoozedUntil = -Infinity;

  constructor(
    private readonly time: VirtualTime,
    private readonly report: Report,
    private readonly settings: Settings,
  ) {}

  told({ body, header }: Told): void {
    const { elapsed } = this.time;
    if (body !== undefined) this.#values.push({ ...body, elapsed });
    else if (header !== undefined) this.#values.push({ credits: header, elapsed });
  }

  handed(credits: number): void {
    this.#values.push({ credits, elapsed: this.time.elapsed });
  }

  /** A snooze is on disk from now on. */
  snoozed(lengthMs: number): void {
    this.#snoozedUntil = this.time.elapsed + lengthMs;
  }

  shown(notice: Notice): void {
    const { kind } = notice;
    const { elapsed } = this.time;
    this.shownOf[kind] = (this.shownOf[kind] ?? 0) + 1;
    const isHeld = kind !== 'topUp' && kind !== 'empty';
    if (isHeld && elapsed < this.#snoozedUntil) {
      this.report('no snooze or claim lost to another window’s write', `${kind} was shown during a snooze`);
    }
    const last = this.#lastShown[kind];
    this.#lastShown[kind] = elapsed;
    if (last === undefined) return;
    const since = this.#values.filter((value) => value.elapsed >= last - SHOWING_MS);
    const isNews = kind === 'topUp' ? rose(since) : since.some((value) => this.#ends(kind, value));
    if (!isNews) this.#again(kind, `after ${elapsed - last} ms`);
    const oldest = Math.min(...Object.values(this.#lastShown)) - SHOWING_MS;
    this.#values = this.#values.filter((value) => value.elapsed >= oldest);
  }

  #again(kind: Kind, text: string): void {
    this.report('never two toasts in one episode', `${kind} again ${text}`);
  }

  /** Said without the code under test: which values end an episode. */
  #ends(kind: Kind, { spendable, credits, isFrozen }: Value): boolean {
    const { lowCredits, criticalCredits } = this.settings;
    // A header tells the total; the frozen part is never negative.
    const atMost = spendable ?? credits ?? 0;
    switch (kind) {
      case 'low':
        return atMost > lowCredits * 1.05;
      case 'critical':
        return atMost > criticalCredits * 1.05;
      case 'empty':
        return atMost > criticalCredits * 0.05;
      case 'frozen':
        return isFrozen === false;
      case 'daysLeft':
      case 'topUp':
        return true;
    }
  }
}

/** Whether some value is a top-up over one before it. */
function rose(values: readonly Value[]): boolean {
  let least = Infinity;
  return values.some(({ credits = Infinity }) => {
    least = Math.min(least, credits);
    return credits - least >= 50;
  });
}
