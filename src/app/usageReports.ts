import type { DayReport } from '../leadmagic/analytics';
import { lastDays } from '../leadmagic/analyticsDays';
import type { Answer } from '../leadmagic/answer';
import type { AnalyticsClient } from '../leadmagic/lazy/analyticsClient';
import { remaining, type Wait } from '../balance/moment';
import type { Problem } from '../usage/dashboardView';
import type { Range } from '../usage/range';
import { noReports, type DayReportState, type Reports } from '../usage/reports';
import { Probes } from './probes';
import { handOver, type Heard } from './handOver';
import { headersWithWait } from './headersWithWait';
import { once } from './once';
import type { AccountSession } from './session';
import { UsageSlot, type SlotTools } from './usageSlot';

const MINUTE = 60_000;
const DAY = 1440 * MINUTE;
const DASHBOARD_AGE_MS = MINUTE;
const REPORT_AGE_MS = 5 * MINUTE;

export interface UsageTools {
  /** ms since 1970 */
  readonly now: () => number;
  /** What is known changed. */
  readonly onDidChange: () => void;
}

/**
 * The analytics reports of one account, in the memory of one window: fetched side by side, each kept for a while, none
 * asked for against a standing deadline of the server or with a key it refused. Nothing here throws or rejects.
 */
export class UsageReports {
  readonly #client: () => Promise<AnalyticsClient>;
  readonly #slotTools: SlotTools;
  readonly #dashboard;
  readonly #ranges = new Map<Range, ReturnType<UsageReports['slotsOf']>>();
  readonly #days = new Map<string, UsageSlot<DayReport>>();
  readonly #probes: Probes;
  #session: AccountSession;
  #latest: Heard | undefined;
  /** When the balance moved last; ms since 1970. Reports of before that do not tell why. */
  #movedAt = 0;
  /** What an answer asked to wait, until the shared snapshot says so. */
  #hold: Wait | undefined;

  constructor(
    session: AccountSession,
    private readonly tools: UsageTools,
  ) {
    this.#session = session;
    this.#client = once(async () => {
      const { AnalyticsClient: Client } = await import('../leadmagic/lazy/analyticsClient');
      return new Client(session.client.options);
    });
    this.#slotTools = {
      ...tools,
      blocked: () => this.#blocked(),
      onAnswer: (answer) => this.#answered(answer),
    };
    this.#dashboard = this.#slot((client, signal) => client.dashboard(signal), DASHBOARD_AGE_MS);
    this.#probes = new Probes({
      ...tools,
      ask: async (route, signal) => {
        const answer = await (await this.#client()).probe(route, signal);
        await this.#answered(answer);
        return answer;
      },
      isBlocked: () => this.#blocked() !== undefined,
    });
  }

  /** The account was left and is in use again: the same key, with a life of its own. */
  use(session: AccountSession): void {
    this.#session = session;
  }

  /** The balance moved: what is shown is to follow as soon as it has the age to be asked for. */
  balanceMoved(): void {
    this.#movedAt = this.tools.now();
  }

  /** What is known now; no request. */
  reports(range: Range): Reports {
    const slots = this.#ranges.get(range);
    return {
      ...noReports,
      dashboard: this.#dashboard.report,
      ...(slots && {
        usage: slots.usage.report,
        products: slots.products.report,
        credits: slots.credits.report,
        summary: slots.summary.report,
        daily: slots.daily.report,
      }),
      extras: this.#probes.extras,
    };
  }

  day(date: string): DayReportState {
    return this.#days.get(date)?.report ?? { isLoading: true };
  }

  /** Asks for the reports that have aged. `isAsked`: the user wants new ones now. */
  async renew(range: Range, isAsked: boolean, signal: AbortSignal): Promise<void> {
    const slots = this.#ranges.get(range) ?? this.slotsOf(range);
    this.#ranges.set(range, slots);
    await this.#renew([this.#dashboard, ...Object.values(slots)], isAsked, signal);
    // The panels come first.
    await this.#probes.renew(this.#session.store, signal);
    await this.#handOver();
  }

  async renewDay(date: string, isAsked: boolean, signal: AbortSignal): Promise<void> {
    const slot = this.#days.get(date) ?? this.#slot((client, each) => client.day(date, each));
    this.#days.set(date, slot);
    await this.#renew([slot], isAsked, signal);
    await this.#handOver();
  }

  /**
   * On the tick of a window in use: what failed, was held back, or is of before the balance moved or the UTC day began
   * is asked for again, once it may be.
   */
  async catchUp(range: Range, date: string | undefined, signal: AbortSignal): Promise<void> {
    const now = this.tools.now();
    const since = Math.max(this.#movedAt, now - (now % DAY));
    const wantsRenewal = (slot: UsageSlot<unknown>): boolean => slot.wantsRetry || slot.isBehind(since);
    const day = date === undefined ? undefined : this.#days.get(date);
    const shown = [this.#dashboard, ...Object.values(this.#ranges.get(range) ?? {})];
    await Promise.all([
      shown.some(wantsRenewal) && this.renew(range, false, signal),
      date !== undefined && day !== undefined && wantsRenewal(day) && this.renewDay(date, false, signal),
    ]);
  }

  private slotsOf(range: Range) {
    return {
      usage: this.#slot((client, signal) => client.usage(range, signal)),
      products: this.#slot((client, signal) => client.products(range, signal)),
      credits: this.#slot((client, signal) => client.credits(range, signal)),
      summary: this.#slot((client, signal) => client.summary(lastDays(this.tools.now(), range), signal)),
      daily: this.#slot((client, signal) => client.daily(range, signal)),
    };
  }

  #slot<T>(
    ask: (client: AnalyticsClient, signal: AbortSignal) => Promise<Answer<T>>,
    maxAgeMs = REPORT_AGE_MS,
  ): UsageSlot<T> {
    return new UsageSlot(async (signal) => ask(await this.#client(), signal), maxAgeMs, this.#slotTools);
  }

  async #renew(
    slots: readonly Pick<UsageSlot<unknown>, 'renew'>[],
    isAsked: boolean,
    signal: AbortSignal,
  ): Promise<void> {
    // Another window may have been told to wait since.
    await this.#session.look();
    await Promise.all(slots.map((slot) => slot.renew(isAsked, signal)));
  }

  #blocked(): Problem | undefined {
    const { holdUntil, state, store } = this.#session;
    if (state.snapshot.rejected) return { kind: 'rejected' };
    const now = store.tools.moment();
    const until = Math.max(holdUntil ?? 0, now.at + remaining(this.#hold, now));
    return until > now.at ? { kind: 'waiting', until } : undefined;
  }

  async #answered(answer: Answer<unknown>): Promise<void> {
    const { sentAt, receivedAt } = answer;
    // The wait counts from now on, and is not handed over a second time.
    const { retryAfterMs, ...facts } = headersWithWait(answer);
    if (facts.creditsRemaining !== undefined && (this.#latest?.sentAt ?? 0) <= sentAt)
      this.#latest = { headers: facts, sentAt, receivedAt, source: 'header' };
    if (retryAfterMs === undefined) return;
    const now = this.#session.store.tools.moment();
    if (retryAfterMs > remaining(this.#hold, now)) this.#hold = { ...now, lengthMs: retryAfterMs };
    // At once: it binds every window, while others of these requests may go on for long.
    await handOver(this.#session, { headers: { retryAfterMs }, sentAt, receivedAt, source: 'header' });
  }

  /** Several answers at once tell of one balance: the account hears the latest. */
  async #handOver(): Promise<void> {
    const latest = this.#latest;
    this.#latest = undefined;
    if (latest !== undefined) await handOver(this.#session, latest);
  }
}
