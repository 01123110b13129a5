import type { Answer } from '../leadmagic/answer';
import type { LeadMagicError } from '../leadmagic/errors';
import { present } from '../leadmagic/present';
import type { Problem } from '../usage/dashboardView';
import type { Report } from '../usage/reports';

const SECOND = 1000;
/** How soon the user's refresh may ask again. */
const ASKED_SPACING_MS = 5 * SECOND;
/** How soon a report that failed is asked for again. */
const FAILED_SPACING_MS = 60 * SECOND;

export interface SlotTools {
  /** ms since 1970 */
  readonly now: () => number;
  /** Why no request may be made now, if so. */
  readonly blocked: () => Problem | undefined;
  /** Told before each change of what is known shows. */
  readonly onDidChange: () => void;
  /** What the answer asks of others is taken care of once this resolves. */
  readonly onAnswer: (answer: Answer<unknown>) => Promise<void>;
}

/** One report in memory: what it said last, and when to ask anew. An older value outlives a failure. */
export class UsageSlot<T> {
  #report: Report<T> = { isLoading: true };
  #triedAt: number | undefined;
  #asking: Promise<boolean> | undefined;

  /** @param maxAgeMs a report is not asked for again before, unless it failed or the user wants it */
  constructor(
    private readonly ask: (signal: AbortSignal) => Promise<Answer<T>>,
    private readonly maxAgeMs: number,
    private readonly tools: SlotTools,
  ) {}

  get report(): Report<T> {
    return this.#report;
  }

  /** What it tells is of before that time (ms since 1970), and it may be asked for anew. */
  isBehind(since: number): boolean {
    const mayAsk = this.#asking === undefined && this.tools.blocked() === undefined;
    return mayAsk && (this.#triedAt ?? since) < since && this.#isDue(false);
  }

  /** It failed, or could not be asked for, and may be by now. A key that was refused is not tried again unasked. */
  get wantsRetry(): boolean {
    const { problem } = this.#report;
    if (problem === undefined || problem.kind === 'unauthorized' || this.#asking !== undefined) return false;
    const blocked = this.tools.blocked();
    // A later deadline is said in place of the one that was.
    const hasNews = blocked === undefined || (problem.kind === 'waiting' && blocked.until !== problem.until);
    return hasNews && this.#isDue(false);
  }

  /** Asks if it is time to; callers at the same time share the request. Never rejects. */
  async renew(isAsked: boolean, signal: AbortSignal): Promise<void> {
    const isShared = this.#asking !== undefined;
    if (!isShared && !this.#isDue(isAsked)) return;
    this.#asking ??= this.#renew(signal).finally(() => (this.#asking = undefined));
    const isDone = await this.#asking;
    // Whoever asked first gave up; this caller did not.
    if (!isDone && isShared && !signal.aborted) await this.renew(isAsked, signal);
  }

  #isDue(isAsked: boolean): boolean {
    if (this.#triedAt === undefined) return true;
    const failed =
      this.#report.problem === undefined ? this.maxAgeMs : Math.min(this.maxAgeMs, FAILED_SPACING_MS);
    const age = this.tools.now() - this.#triedAt;
    // A try in the future says that the clock went back.
    return age < 0 || age >= (isAsked ? ASKED_SPACING_MS : failed);
  }

  /** @returns false when the caller gave up */
  async #renew(signal: AbortSignal): Promise<boolean> {
    const blocked = this.tools.blocked();
    if (blocked !== undefined) {
      this.#change({ ...this.#report, isLoading: false, problem: blocked });
      return true;
    }
    const before = this.#triedAt;
    this.#triedAt = this.tools.now();
    this.#change({ ...this.#report, isLoading: true });
    const answer = await this.ask(signal);
    await this.tools.onAnswer(answer);
    const { result, receivedAt } = answer;
    if (result.ok) this.#change({ isLoading: false, value: result.value, at: receivedAt });
    else if (result.error.kind !== 'cancelled') {
      this.#change({ ...this.#report, isLoading: false, problem: problemOf(result.error) });
    } else {
      this.#triedAt = before;
      return false;
    }
    return true;
  }

  #change(report: Report<T>): void {
    this.#report = report;
    this.tools.onDidChange();
  }
}

function problemOf({ kind, status }: LeadMagicError): Problem {
  return { kind, ...present({ status }) };
}
