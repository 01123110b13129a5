import { disturbs, EMPTY_METER, hasLasted, hasOtherKey, type MeterState } from '../runs/meterState';
import { HEARTBEAT_MS } from '../runs/openRuns';
import type { Run } from '../runs/run';
import { meter, type MeterEvent } from '../runs/runMeter';
import { wakeAt, wantedReads } from '../runs/wantedReads';
import type { Disposable } from '../store/folder';
import { fingerprint } from './fingerprint';
import { thrownFields, type Log } from './log';
import { RunBalances } from './runsBalances';
import { pieceOf, type FoundRun, type RunContext } from './runsFound';
import { SharedRuns, type OwnRun } from './runsShared';
import type { AccountSession } from './session';
import type { Settings } from './settings';

/** Other windows hear of a terminal command once it has lasted so long, also where more is needed to count. */
const TOLD_AFTER_MS = 3000;
/** Within this it is on disk. */
const TELLING_MS = 1000;
/** Clocks are set back by this much all the time. */
const CLOCK_SLACK_MS = 1000;

export interface RunTools {
  readonly now: () => number;
  readonly newId: () => string;
  readonly settings: () => Settings;
  readonly log: Log;
  /** `last` may have changed. */
  readonly onDidChange: () => void;
  /** A run of this window is over and kept. */
  readonly onFinished: (run: Run) => void;
  /** The `LEADMAGIC_API_KEY` that VS Code was started with: what it starts has it too, unless something else sets it. */
  readonly environmentKey: string | undefined;
  /** Reports what begins and ends in this window, until disposed. */
  readonly listen: (sink: RunSink) => Disposable;
}

/** Where the listeners report the runs of their window. */
export interface RunSink {
  begin(found: FoundRun): void;
  /** An id that never began, or has ended, is ignored. */
  end(id: string): void;
}

/**
 * Meters the runs of this window for one account: feeds the meter, asks for the balances it wants (class `watch`), tells
 * other windows what is going on here, and keeps what is over. Makes no request and writes nothing while nothing runs.
 */
export class RunsOfAccount implements RunSink {
  readonly #context: RunContext;
  readonly #shared: SharedRuns;
  readonly #balances: RunBalances;
  readonly #subscriptions: readonly Disposable[];
  #state: MeterState = EMPTY_METER;
  /** Readings and ticks are taken in one after the other: each looks at the other windows' runs first. */
  #turns: Promise<void> = Promise.resolve();
  #latest = 0;
  #unkept: readonly Run[] = [];
  #isSharing = false;
  #timer: NodeJS.Timeout | undefined;
  #last: Run | undefined;
  #isOver = false;

  constructor(
    session: AccountSession,
    private readonly tools: RunTools,
  ) {
    const { key, origin } = session.client.options;
    const account = fingerprint(key, origin);
    this.#context = { window: tools.newId(), account, key, environmentKey: tools.environmentKey };
    this.#balances = new RunBalances(session, account, tools.now);
    this.#shared = new SharedRuns(session.store, this.#context, tools.now);
    this.#subscriptions = [session.onDidChange(() => this.#look()), tools.listen(this)];
    this.#look();
  }

  /** The run that ended last, in any window as far as this one has looked. */
  get last(): Run | undefined {
    return this.#last;
  }

  /** A metered run is going on in this window. */
  get isRunning(): boolean {
    const [now, least] = [this.tools.now(), this.#minTerminalMs()];
    return this.#state.groups.some(
      (group) => group.endedAt === undefined && disturbs(group) && hasLasted(group, least, now),
    );
  }

  begin(found: FoundRun): void {
    if (!this.#isOver) this.#feed({ type: 'started', piece: pieceOf(found, this.#context) });
  }

  end(id: string): void {
    if (this.#isOver) return;
    this.#feed({ type: 'ended', id: `${this.#context.window}:${id}`, at: this.tools.now() });
  }

  /** Reads what other windows kept, or cleared. */
  async lookAtKept(): Promise<void> {
    const before = this.#last;
    const newest = await this.#shared.last();
    // One of this window may have been kept meanwhile.
    if (this.#isOver || this.#last !== before || newest?.id === before?.id) return;
    this.#last = newest;
    this.tools.onDidChange();
  }

  /** What still runs goes on unmetered; other windows count it for two minutes more. */
  dispose(): void {
    this.#isOver = true;
    clearTimeout(this.#timer);
    for (const subscription of this.#subscriptions) subscription.dispose();
  }

  #feed(event: MeterEvent): void {
    const isIdle = this.#state.groups.length === 0 && event.type !== 'started';
    this.#forgetAfterClockWentBack();
    const { state, finished } = meter(this.#state, event, {
      minTerminalMs: this.#minTerminalMs(),
      holdMs: this.#holdMs(),
    });
    // With nothing to compare them to, the others are looked up again when something begins.
    this.#state = state.groups.length === 0 ? { ...state, others: [] } : state;
    this.#unkept = [...this.#unkept, ...finished];
    if (!isIdle) this.#next();
  }

  /** Times from before cannot be compared with those that follow: a run would wait for its own past. */
  #forgetAfterClockWentBack(): void {
    const now = this.tools.now();
    if (now < this.#latest - CLOCK_SLACK_MS) {
      this.#state = EMPTY_METER;
      this.#balances.startOver();
    }
    this.#latest = now;
  }

  /** Does what is due, and sets the timer for what will be. */
  #next(): void {
    clearTimeout(this.#timer);
    if (this.#isOver) return;
    const now = this.tools.now();
    const pause = wantedReads(this.#state, now).size > 0 ? this.#balances.wait : undefined;
    if (pause === 0) this.#run('runRead', () => this.#ask());
    const own = this.#own();
    if (!this.#isSharing && (this.#unkept.length > 0 || this.#shared.isDue(own)))
      this.#run('runShare', () => this.#share());
    const waits = [
      ...this.#waits(now),
      ...(pause !== undefined && pause > 0 ? [pause] : []),
      ...(own.length > 0 ? [HEARTBEAT_MS] : []),
    ];
    if (waits.length === 0) return;
    this.#timer = setTimeout(() => this.#inTurn('tick'), Math.min(...waits));
  }

  /** ms until the meter wants a tick, and until terminal commands begin to count. */
  #waits(now: number): readonly number[] {
    const wake = wakeAt(this.#state, now, this.#holdMs());
    const young = this.#state.groups
      .filter((group) => group.kind === 'terminal' && group.endedAt === undefined && !hasOtherKey(group))
      .flatMap(({ startedAt }) =>
        [this.#minTerminalMs(), this.#toldAfterMs()].map((ms) => startedAt + ms - now),
      )
      .filter((wait) => wait > 0);
    return wake === undefined ? young : [wake - now, ...young];
  }

  async #ask(): Promise<void> {
    try {
      await this.#balances.ask(() => this.#turns);
    } finally {
      this.#next();
    }
  }

  /** Takes in a balance that this or another window read. */
  #look(): void {
    const reading = this.#balances.next();
    if (reading !== undefined) this.#inTurn(reading);
  }

  #inTurn(event: MeterEvent | 'tick'): void {
    this.#turns = this.#turns
      .then(() => this.#take(event))
      .catch((error: unknown) => this.tools.log.error('runTurn', thrownFields(error)));
  }

  async #take(event: MeterEvent | 'tick'): Promise<void> {
    const maySettle = this.#state.groups.some(({ endedAt }) => event !== 'tick' || endedAt !== undefined);
    if (maySettle) await this.#lookAtOthers();
    this.#feed(event === 'tick' ? { type: event, at: this.tools.now() } : event);
  }

  /** What was seen of them before counts on where they cannot be seen now. */
  async #lookAtOthers(): Promise<void> {
    try {
      const spans = await this.#shared.others();
      this.#feed({ type: 'others', spans, at: this.tools.now() });
    } catch (error) {
      this.tools.log.error('runOthers', thrownFields(error));
    }
  }

  /** Keeps what is over, then tells other windows what is going on. */
  async #share(): Promise<void> {
    this.#isSharing = true;
    try {
      const finished = this.#unkept;
      await this.#shared.keep(finished);
      this.#unkept = this.#unkept.slice(finished.length);
      this.#announce(finished);
      const own = this.#own();
      if (this.#shared.isDue(own)) {
        const spans = await this.#shared.tell(own);
        this.#feed({ type: 'others', spans, at: this.tools.now() });
      }
    } finally {
      this.#isSharing = false;
    }
    this.#next();
  }

  #announce(finished: readonly Run[]): void {
    if (this.#isOver || finished.length === 0) return;
    for (const run of finished) {
      this.tools.log.info('run', { kind: run.kind, certainty: run.certainty, noCost: run.noCost });
      this.tools.onFinished(run);
    }
    this.#last = finished.at(-1);
    this.tools.onDidChange();
  }

  /** What other windows are to know of: also what has ended but is not kept yet. */
  #own(): readonly OwnRun[] {
    const { account } = this.#context;
    const [now, least] = [this.tools.now(), this.#toldAfterMs()];
    const going = this.#state.groups.filter((group) => disturbs(group) && hasLasted(group, least, now));
    const over = this.#unkept.filter(({ noCost }) => noCost !== 'otherKey');
    return [...going, ...over].map(({ id, kind, startedAt }) => ({ run: id, kind, account, at: startedAt }));
  }

  #minTerminalMs(): number {
    return this.tools.settings().runMinSeconds * 1000;
  }

  #toldAfterMs(): number {
    return Math.min(this.#minTerminalMs(), TOLD_AFTER_MS);
  }

  /** By then a command of another window that began before a run's last reading was heard of, if it counts. */
  #holdMs(): number {
    return this.#toldAfterMs() + TELLING_MS;
  }

  /** Nothing throws out of an event or a timer. */
  #run(what: string, action: () => Promise<void>): void {
    action().catch((error: unknown) => this.tools.log.error(what, thrownFields(error)));
  }
}
