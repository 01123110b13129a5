import { elapsed, remaining, type Wait } from '../balance/moment';
import { utcDay } from '../leadmagic/analyticsDays';
import type { Answer } from '../leadmagic/answer';
import { probeRoutes } from '../leadmagic/probeRoutes';
import { present } from '../leadmagic/present';
import type { Problem } from '../usage/dashboardView';
import type { Range } from '../usage/range';
import type { DayReportState, Reports } from '../usage/reports';
import { STAMP_GOOD_MS } from './gate';
import { handOver, type Heard } from './handOver';
import { headersWithWait } from './headersWithWait';
import { once } from './once';
import { dashboardKind, kindOfDay, kindOfProbe, kindsOfRange } from './reportKinds';
import { ReportTable, type Claim } from './reportTable';
import type { AccountSession } from './session';
import { SharedReport, type ReportKind, type ReportTools } from './sharedReport';

const DAY = 24 * 3_600_000;
/** Reports of days that no range reaches back to. */
const DAYS_KEPT = 100;
/** How often a claim is made anew that grew old while this window stood still. */
const TRIES = 3;

export interface UsageTools {
  /** ms since 1970 */
  readonly now: () => number;
  /** What is known changed. */
  readonly onDidChange: () => void;
}

/**
 * The analytics reports of one account, shared by all windows: each is asked for once in a while by one of them, side by
 * side, none against a standing deadline of the server or with a key it refused.
 */
export class UsageReports {
  readonly #reportTools: ReportTools;
  readonly #dashboard;
  readonly #ranges = new Map<Range, ReturnType<UsageReports['reportsOf']>>();
  readonly #days = new Map<string, ReturnType<UsageReports['dayReport']>>();
  readonly #probes;
  #session: AccountSession;
  #table: ReportTable;
  #latest: Heard | undefined;
  /** Reports of before are to be renewed; ms since 1970. */
  #wantedSince = 0;
  /** What an answer asked to wait, until the shared snapshot says so. */
  #hold: Wait | undefined;

  constructor(
    session: AccountSession,
    private readonly tools: UsageTools,
  ) {
    this.#session = session;
    this.#table = new ReportTable(session.store);
    this.#reportTools = {
      moment: () => this.#session.store.tools.moment(),
      onDidChange: tools.onDidChange,
      onAnswer: (answer) => this.#answered(answer),
      client: once(async () => {
        const { AnalyticsClient } = await import('../leadmagic/lazy/analyticsClient');
        return new AnalyticsClient(session.client.options);
      }),
    };
    this.#dashboard = this.#report(dashboardKind);
    this.#probes = probeRoutes.map((route) => [route, this.#report(kindOfProbe(route))] as const);
  }

  /** The account was left and is in use again: the same key, with a life of its own. */
  use(session: AccountSession): void {
    if (session === this.#session) return;
    this.#session = session;
    this.#table = new ReportTable(session.store);
  }

  /** The balance moved, or somebody begins to look: reports of now are wanted as soon as their limits allow. */
  wantNewer(): void {
    this.#wantedSince = this.tools.now();
  }

  /** What is known now; no request. */
  reports(range: Range): Reports {
    const { usage, products, credits, summary, daily } = this.#ofRange(range);
    return {
      dashboard: this.#dashboard.report,
      usage: usage.report,
      products: products.report,
      credits: credits.report,
      summary: summary.report,
      daily: daily.report,
      extras: Object.fromEntries(this.#probes.map(([route, probe]) => [route, probe.report])),
    };
  }

  day(date: string): DayReportState {
    return this.#ofDay(date).report;
  }

  /** Takes in what other windows were told. No request. */
  async follow(range: Range, day: string | undefined): Promise<void> {
    await this.#follow([...this.#shown(range, day), ...this.#probes.map(([, probe]) => probe)]);
  }

  /** Asks for the reports that may be asked for by now. `isAsked`: the user does. */
  async renew(range: Range, day: string | undefined, isAsked: boolean, signal: AbortSignal): Promise<void> {
    await this.#renew(this.#shown(range, day), isAsked, signal);
    // The panels come first.
    await this.#renew(
      this.#probes.map(([, probe]) => probe),
      false,
      signal,
    );
    await this.#handOver();
  }

  /**
   * On the tick of a window in use: what is missing, failed, was held back, or is older than it was wanted or than the
   * UTC day is asked for, once it may be.
   */
  async catchUp(range: Range, day: string | undefined, signal: AbortSignal): Promise<void> {
    await this.follow(range, day);
    const now = this.tools.now();
    const since = Math.max(this.#wantedSince, now - (now % DAY));
    const wanted = this.#shown(range, day).filter((report) => report.isDue(false) && report.isBehind(since));
    const blocked = this.#blocked(false);
    if (blocked !== undefined) for (const report of wanted) report.holdBack(blocked);
    else if (wanted.length > 0) await this.renew(range, day, false, signal);
  }

  #shown(range: Range, day: string | undefined): readonly SharedReport[] {
    const shown: readonly SharedReport[] = [this.#dashboard, ...Object.values(this.#ofRange(range))];
    return day === undefined ? shown : [...shown, this.#ofDay(day)];
  }

  #ofRange(range: Range): ReturnType<UsageReports['reportsOf']> {
    const reports = this.#ranges.get(range) ?? this.reportsOf(range);
    this.#ranges.set(range, reports);
    return reports;
  }

  #ofDay(date: string): ReturnType<UsageReports['dayReport']> {
    const report = this.#days.get(date) ?? this.dayReport(date);
    this.#days.set(date, report);
    return report;
  }

  private reportsOf(range: Range) {
    const { usage, products, credits, summary, daily } = kindsOfRange(range, this.tools.now);
    return {
      usage: this.#report(usage),
      products: this.#report(products),
      credits: this.#report(credits),
      summary: this.#report(summary),
      daily: this.#report(daily),
    };
  }

  private dayReport(date: string) {
    return this.#report(kindOfDay(date));
  }

  #report<T>(kind: ReportKind<T>): SharedReport<T> {
    return new SharedReport(kind, this.#reportTools);
  }

  async #follow(reports: readonly SharedReport[]): Promise<void> {
    const table = this.#table;
    if (this.#session.isOver()) return;
    const entries = await table.read();
    await Promise.all(reports.map((report) => report.follow(entries, table)));
  }

  async #renew(reports: readonly SharedReport[], isAsked: boolean, signal: AbortSignal): Promise<void> {
    const session = this.#session;
    const table = this.#table;
    // Another window may have been told to wait since, or have asked.
    await Promise.all([session.look(), this.#follow(reports)]);
    const isOver = (): boolean => session.isOver();
    const isOff = (): boolean => signal.aborted || isOver();
    for (let left = TRIES; left > 0 && !isOff(); left--) {
      const due = reports.filter((report) => report.isDue(isAsked));
      const blocked = this.#blocked(isAsked);
      if (blocked !== undefined) for (const report of due) report.holdBack(blocked);
      if (blocked !== undefined || due.length === 0) return;
      const claims = await table.claim(due.map(({ kind }) => kind));
      if (!isOff() && this.#blocked(isAsked) === undefined && this.#areFresh(claims)) {
        await Promise.all([
          table.dropDaysBefore(utcDay(this.tools.now() - DAYS_KEPT * DAY)),
          ...claims.map((claim) =>
            due.find(({ kind }) => kind.name === claim.name)?.ask(claim, table, isOver, signal),
          ),
        ]);
        return;
      }
      // Where everything of the account was removed, nothing is to be made again.
      if (!isOver()) await table.withdraw(claims);
    }
  }

  /** Others may have sent since a stamp that is older. */
  #areFresh(claims: readonly Claim[]): boolean {
    const now = this.#reportTools.moment();
    return claims.every(({ asked }) => elapsed(asked, now) <= STAMP_GOOD_MS);
  }

  #blocked(isAsked: boolean): Problem | undefined {
    const { holdUntil, state } = this.#session;
    const { rejected, backoff, lastError } = state.snapshot;
    if (rejected) return { kind: 'rejected' };
    const now = this.#reportTools.moment();
    const until = Math.max(holdUntil ?? 0, now.at + remaining(this.#hold, now));
    if (until > now.at) return { kind: 'waiting', until };
    // Our own pause after failures holds what nobody asked for.
    if (isAsked || lastError === undefined || remaining(backoff, now) <= 0) return undefined;
    return { kind: lastError.kind, ...present({ status: lastError.status }) };
  }

  async #answered(answer: Answer<unknown>): Promise<void> {
    const { sentAt, receivedAt } = answer;
    // The wait counts from now on, and is not handed over a second time.
    const { retryAfterMs, ...facts } = headersWithWait(answer);
    if (facts.creditsRemaining !== undefined && (this.#latest?.sentAt ?? 0) <= sentAt)
      this.#latest = { headers: facts, sentAt, receivedAt, source: 'header' };
    if (retryAfterMs === undefined) return;
    const now = this.#reportTools.moment();
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
