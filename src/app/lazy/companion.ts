import { isUnder, type AlertKind } from '../../balance/alerts';
import type { Forecast } from '../../balance/forecast';
import type { HistoryPoint } from '../../balance/history';
import type { Sparkline } from '../../balance/sparkline';
import type { Observation } from '../../balance/observation';
import { spendable } from '../../leadmagic/balance';
import { present } from '../../leadmagic/present';
import type { Run } from '../../runs/run';
import { ClaimsFile } from '../../store/claims';
import type { Disposable } from '../../store/folder';
import { HistoryFiles } from '../../store/historyFiles';
import { noteOwner } from '../../store/owner';
import { rejoinedSnapshot } from '../../store/rejoined';
import { RunFiles } from '../../store/runFiles';
import type { Snapshot } from '../../store/snapshot';
import type { AccountView } from '../account';
import { Alerter } from '../alerter';
import { Insights } from '../insights';
import { thrownFields } from '../log';
import { LookBack, type LookBackTools } from '../lookBack';
import { once } from '../once';
import type { AlertFigures, Notice } from '../notices';
import type { RunsOfAccount } from '../runsOfAccount';
import type { AccountSession } from '../session';
import type { Settings } from '../settings';
import { TopUpWatch } from '../topUpWatch';
import { Upkeep, type UpkeepTools } from '../upkeep';
import type { VendorSeries } from './vendorSeries';

const DAY = 24 * 3_600_000;
const TIDY_AFTER_MS = 60_000;

export interface CompanionTools extends UpkeepTools, LookBackTools {
  readonly newId: () => string;
  readonly settings: () => Settings;
  readonly isFocused: () => boolean;
  /** Shows a toast; not waited for. */
  readonly notify: (notice: Notice) => void;
  /** The forecast may have changed. */
  readonly onDidChange: () => void;
  /** Begins to meter the runs of this window; absent where there are none, as in simulations. */
  readonly loadRuns?: (session: AccountSession, tools: CompanionTools) => Promise<RunsOfAccount>;
}

/** What an account needs once its balance shows: history, forecast, alerts, top-up watch, run meter. Loaded after it. */
export class Companion {
  readonly history: HistoryFiles;
  readonly alerter: Alerter;
  readonly topUps: TopUpWatch;
  readonly #claims: ClaimsFile;
  readonly #runFiles: RunFiles;
  readonly #subscription: Disposable;
  readonly #upkeep: Upkeep;
  readonly #lookBack: LookBack;
  #insights: Insights | undefined;
  #kept: HistoryPoint | undefined;
  #series: VendorSeries | undefined;
  #runs: RunsOfAccount | undefined;
  #tidyAt: number;

  constructor(
    private readonly session: AccountSession,
    private readonly tools: CompanionTools,
  ) {
    const { store } = session;
    this.#tidyAt = tools.now() + TIDY_AFTER_MS;
    this.#upkeep = new Upkeep(session, tools);
    this.#lookBack = new LookBack(tools);
    this.history = new HistoryFiles(store);
    this.#claims = new ClaimsFile(store);
    this.#runFiles = new RunFiles(store);
    this.alerter = new Alerter(store, {
      ...tools,
      show: (kind) => tools.notify({ ...this.#figures(), kind }),
      canTell: (kind) => this.#canTell(kind),
    });
    this.topUps = new TopUpWatch({
      moment: tools.moment,
      credits: () => session.state.snapshot.observation?.balance.credits,
      readAt: () => session.state.snapshot.observation,
      read: () => session.poll('watch'),
      onRise: (by) => this.#run('topUp', () => this.#announceTopUp(by)),
    });
    this.#subscription = session.onDidChange(() => this.#changed());
  }

  /** Reads the history, once; until then there is no forecast. */
  readonly start = once(async () => {
    await this.#upkeep.takeOver();
    await this.#readHistory();
    this.#run('owner', () => noteOwner(this.session.store, this.tools.account));
    this.#run('runs', () => this.#meterRuns());
  });

  dispose(): void {
    this.alerter.dispose();
    this.#runs?.dispose();
    this.#subscription.dispose();
  }

  /** What views show of it. */
  get view(): Pick<AccountView, 'forecast' | 'sparkline' | 'lastRun' | 'spentWhileClosed'> {
    const { forecast, sparkline } = this;
    const spentWhileClosed = this.#lookBack.found;
    return present({ forecast, sparkline, spentWhileClosed, lastRun: this.#runs?.last });
  }

  /** A metered run is going on in this window. */
  get isRunning(): boolean {
    return this.#runs?.isRunning === true;
  }

  get forecast(): Forecast | undefined {
    const { observation } = this.session.state.snapshot;
    if (observation === undefined) return undefined;
    return this.#insights?.forecast(spendable(observation.balance), observation.at, this.#series?.days);
  }

  /** The balance over the last week, when there is enough of it. */
  get sparkline(): Sparkline | undefined {
    return this.#insights?.sparkline();
  }

  /** This window read the balance itself: it is the one to tell of what that means. */
  async read(observation: Observation, before: Observation | undefined): Promise<void> {
    await this.#updateAlerts(observation);
    if (await this.#lookBack.look(observation, before)) this.tools.onDidChange();
  }

  /** For the holder of the write lock. */
  keep(point: HistoryPoint, last?: HistoryPoint): Promise<void> {
    return this.history.append(point, last);
  }

  /** The disk works again after this window was alone, at the end of which it knew that. */
  rejoin(alone: Snapshot): void {
    const { moment } = this.tools;
    this.#run('rejoin', async () => {
      // At once, before it looks at what others told.
      const told = this.alerter.rejoin();
      await this.session.store.snapshot.update((disk) => rejoinedSnapshot(disk, alone, moment()));
      await this.session.look();
      await told;
    });
  }

  /** On the tick of the window. */
  async tick(): Promise<void> {
    if (this.tools.isFocused()) {
      await this.topUps.tick();
      await this.#updateSeries();
      await this.alerter.announce();
    }
    const now = this.tools.now();
    // A clock that was put back must not keep the history from being tidied.
    if (now < this.#tidyAt && this.#tidyAt - now <= DAY) return;
    this.#tidyAt = now + DAY;
    // Not waited for: a folder in which it goes on for long must not keep the balance from being read.
    this.#run('tidy', () => this.tidy());
  }

  /** The finished runs of all windows that are kept, the one that ended last at the end. */
  readRuns(): Promise<readonly Run[]> {
    return this.#runFiles.read();
  }

  /** Forgets and removes what the history holds, and what runs cost. */
  async clearHistory(): Promise<void> {
    await this.#upkeep.clear();
    this.#lookBack.forget();
    await this.session.look();
    await this.#readHistory();
    await this.#runs?.lookAtKept();
  }

  async focusChanged(isFocused: boolean): Promise<void> {
    // The balance was read before this; a window that was left meanwhile has told of that already.
    if (isFocused && !this.tools.isFocused()) return;
    await this.topUps.focusChanged(isFocused);
    if (isFocused) {
      await this.alerter.announce();
      await this.#runs?.lookAtKept();
    }
  }

  /** Thresholds may have moved, or the pace. */
  async judgeAgain(): Promise<void> {
    const { observation } = this.session.state.snapshot;
    if (observation !== undefined) await this.#updateAlerts(observation);
  }

  /** Compacts histories and drops what is past keeping: see `Upkeep`. */
  async tidy(): Promise<void> {
    // A window may have gone on with the key before for a while.
    if (await this.#upkeep.takeOver()) await this.#readHistory();
    await this.#upkeep.tidy();
  }

  #spendable(): number | undefined {
    const { observation } = this.session.state.snapshot;
    return observation && spendable(observation.balance);
  }

  #changed(): void {
    const { kept } = this.session.state.snapshot;
    const isGone = kept === undefined && this.#kept !== undefined;
    this.#kept = kept;
    if (kept !== undefined) this.#insights?.add(kept);
    if (isGone) this.#run('history', () => this.#readHistory());
    this.topUps.observed();
  }

  async #readHistory(): Promise<void> {
    this.#insights = await Insights.load(this.history, this.tools.now);
    this.#changed();
    this.tools.onDidChange();
  }

  #updateAlerts({ balance, seq, at, source }: Observation): Promise<void> {
    const isBody = source !== 'header' && source !== 'handed';
    return this.alerter.update({
      spendable: spendable(balance),
      isFrozen: isBody ? balance.isFrozen : undefined,
      daysLeft: this.#daysLeft,
      seq,
      epoch: this.session.state.snapshot.epoch,
      at,
    });
  }

  /** Whether a toast of that kind would be true now, with the figures it is told with. */
  #canTell(kind: AlertKind): boolean {
    if (kind === 'daysLeft') return (this.#daysLeft ?? Infinity) < this.tools.settings().lowDaysLeft;
    const left = this.#spendable();
    return left !== undefined && isUnder(kind, left, this.tools.settings());
  }

  /**
   * As the alerts want it. Unknown while its source is about to change; and what stands in for a source that may come
   * again can warn, but takes no warning back.
   */
  get #daysLeft(): number | undefined {
    const { forecast } = this;
    if (forecast === undefined || this.#series?.isSettled(this.#mayAsk) !== true) return undefined;
    const left = forecast.daysLeft;
    const isShort = left !== undefined && left < this.tools.settings().lowDaysLeft;
    return this.#series.isMissed && !isShort ? undefined : left;
  }

  /** The vendor's series is asked for only where the balance is read in the background too. */
  get #mayAsk(): boolean {
    return this.tools.settings().refreshIntervalMinutes > 0;
  }

  async #meterRuns(): Promise<void> {
    const runs = await this.tools.loadRuns?.(this.session, this.tools);
    if (this.session.isOver()) runs?.dispose();
    else this.#runs = runs;
    await this.#runs?.lookAtKept();
  }

  /** Follows the vendor's own series; what it changes is judged anew. */
  async #updateSeries(): Promise<void> {
    if (this.#series === undefined) {
      const { VendorSeries: Series } = await import('./vendorSeries');
      this.#series ??= new Series(this.session, this.tools.now);
    }
    const before = this.#series.isSettled(this.#mayAsk);
    const isChanged = await this.#series.update(this.#mayAsk);
    if (isChanged) this.tools.onDidChange();
    if (isChanged || this.#series.isSettled(this.#mayAsk) !== before) await this.judgeAgain();
  }

  async #announceTopUp(by: number): Promise<void> {
    const { observation, epoch } = this.session.state.snapshot;
    if (observation === undefined || this.tools.settings().notifications !== 'all') return;
    if (await this.#claims.claim('topUp', `${epoch}:${observation.seq}`)) {
      this.tools.notify({ kind: 'topUp', by, spendable: spendable(observation.balance) });
    }
  }

  #figures(): AlertFigures {
    const { observation } = this.session.state.snapshot;
    const { lowCredits, criticalCredits } = this.tools.settings();
    const daysLeft = this.forecast?.daysLeft;
    return {
      credits: observation?.balance.credits ?? 0,
      spendable: this.#spendable() ?? 0,
      isFrozen: observation?.balance.isFrozen ?? false,
      lowCredits,
      criticalCredits,
      ...present({ daysLeft }),
    };
  }

  /** Nothing that happens behind the scenes may throw out of an event. */
  #run(what: string, action: () => Promise<void>): void {
    action().catch((error: unknown) => this.tools.log.error(what, thrownFields(error)));
  }
}
