import type { Moment } from '../balance/moment';
import type { Answer } from '../leadmagic/answer';
import type { AnalyticsClient } from '../leadmagic/lazy/analyticsClient';
import { present } from '../leadmagic/present';
import type { Reader } from '../store/shape';
import type { Problem } from '../usage/dashboardView';
import type { Report } from '../usage/reports';
import {
  dueIn,
  failureOf,
  isUnderWay,
  type Claim,
  type Entries,
  type Entry,
  type Kept,
  type Limited,
  type ReportTable,
} from './reportTable';

/** A report: how to ask for it, how often that may be, and how it is read back from disk. */
export interface ReportKind<T> extends Limited {
  readonly ask: (client: AnalyticsClient, signal: AbortSignal) => Promise<Answer<T>>;
  readonly shape: Reader<T>;
}

export interface ReportTools {
  readonly moment: () => Moment;
  readonly client: () => Promise<AnalyticsClient>;
  /** What the answer asks of others is taken care of once this resolves. */
  readonly onAnswer: (answer: Answer<unknown>) => Promise<void>;
  /** What is known changed. */
  readonly onDidChange: () => void;
}

/** One report as a window knows it, whoever asked for it. An older one outlives a failure. */
export class SharedReport<T = unknown> {
  #known: Entry | undefined;
  #kept: Kept<T> | undefined;
  /** Why it was not asked for when it was to be. */
  #heldBack: Problem | undefined;

  constructor(
    readonly kind: ReportKind<T>,
    private readonly tools: ReportTools,
  ) {}

  get report(): Report<T> {
    const failure = failureOf(this.#known);
    const problem =
      this.#heldBack ?? (failure && { ...failure, ...present({ triedAt: this.#known?.asked.at }) });
    const isComing = isUnderWay(this.#known, this.tools.moment());
    return {
      isLoading: isComing || (this.#kept === undefined && problem === undefined),
      ...present({ value: this.#kept?.value, problem, at: this.#kept?.at }),
    };
  }

  /** Whether its limit allows to ask. A key that was refused is not tried again unasked. */
  isDue(isAsked: boolean): boolean {
    const isRefused = failureOf(this.#known)?.kind === 'unauthorized';
    return (isAsked || !isRefused) && dueIn(this.#known, this.kind, this.tools.moment()) <= 0;
  }

  /** Whether it is missing, failed, was held back, or tells of before a time (ms since 1970). */
  isBehind(since: number): boolean {
    const isMissing = this.#kept === undefined || this.report.problem !== undefined;
    return isMissing || (this.#known !== undefined && this.#known.asked.at < since);
  }

  /** It is not asked for now, and why. */
  holdBack(problem: Problem): void {
    if (isSame(problem, this.#heldBack)) return;
    this.#heldBack = problem;
    this.tools.onDidChange();
  }

  /** Takes in what other windows wrote. */
  async follow(entries: Entries, table: ReportTable): Promise<void> {
    const known = entries[this.kind.name];
    const before = this.#known;
    // What came to this window is yet to be written.
    const isAhead = known?.id === before?.id && before?.came !== undefined && known?.came === undefined;
    if (isAhead || JSON.stringify(known) === JSON.stringify(before)) return;
    this.#known = known;
    if (known?.id !== before?.id) this.#heldBack = undefined;
    if (known?.told !== undefined && known.told !== this.#kept?.id) {
      this.#kept = (await table.kept(this.kind.name, known.told, this.kind.shape)) ?? this.#kept;
    }
    this.tools.onDidChange();
  }

  /** Asks once, by the right to. */
  async ask(claim: Claim, table: ReportTable, isOver: () => boolean, signal: AbortSignal): Promise<void> {
    const { id, asked } = claim;
    const stamp = { id, asked, ...present({ told: claim.before?.told }) };
    this.#take(stamp);
    const answer = await this.kind.ask(await this.tools.client(), signal);
    await this.tools.onAnswer(answer);
    const { result, receivedAt } = answer;
    if (result.ok) {
      this.#kept = { id, at: receivedAt, value: result.value };
      this.#take({ ...stamp, came: 'report', told: id });
      if (!isOver()) await table.keep(claim, receivedAt, result.value);
      return;
    }
    const { kind, status } = result.error;
    const came = kind === 'cancelled' ? 'nothing' : { kind, ...present({ status }) };
    this.#take({ ...stamp, came });
    if (!isOver()) await table.settle(claim, came);
  }

  #take(known: Entry): void {
    this.#known = known;
    this.#heldBack = undefined;
    this.tools.onDidChange();
  }
}

/** The clocks that a deadline is reckoned by do not go quite evenly. */
function isSame(problem: Problem, other: Problem | undefined): boolean {
  const { kind, status, until = 0 } = problem;
  return kind === other?.kind && status === other.status && Math.abs(until - (other.until ?? 0)) < 1000;
}
