import { freshness, type Freshness } from '../balance/freshness';
import type { HistoryPoint } from '../balance/history';
import { remaining, type Moment } from '../balance/moment';
import type { Observation } from '../balance/observation';
import type { BalanceClient } from '../leadmagic/balanceClient';
import type { AccountStore } from '../store/accountStore';
import type { Disposable } from '../store/folder';
import { emptySnapshot, isOfBefore, type AskedClass, type ReadClass, type Snapshot } from '../store/snapshot';
import { Emitter } from './emitter';
import { Gate, type Answered, type GateResult } from './gate';
import { thrownFields, type Log } from './log';
import type { Reading } from './outcome';
import { balanceReading } from './reading';
import { backgroundDueIn, type ScheduleRules } from './schedule';
import type { Settings } from './settings';

export interface SessionTools {
  readonly moment: () => Moment;
  readonly random: () => number;
  readonly settings: () => Settings;
  readonly log: Log;
  /** Keeps a point in the history after another; runs under the write lock. */
  readonly onKept: (point: HistoryPoint, last: HistoryPoint | undefined) => Promise<void>;
  /** This window's own request brought a new balance. */
  readonly onRead: (observation: Observation, before: Observation | undefined) => void;
}

/** What a window knows of its account right now. */
export interface SessionState {
  readonly snapshot: Snapshot;
  /** A command of the user's is under way. */
  readonly isBusy: boolean;
}

/** One account's life in one window: what it knows, and when it asks. */
export class AccountSession {
  readonly #changed: Emitter<SessionState>;
  readonly #gate: Gate;
  readonly #aborter = new AbortController();
  #watcher: Disposable | undefined;
  #known: Snapshot = emptySnapshot('');
  #commands = 0;
  #isPolling = false;
  /** Windows that know nothing of each other must not ask in step. */
  readonly #stretch: number;

  constructor(
    readonly client: BalanceClient,
    readonly store: AccountStore,
    private readonly tools: SessionTools,
  ) {
    this.#changed = new Emitter((error) => tools.log.error('listener', thrownFields(error)));
    this.#stretch = 1 + tools.random();
    this.#gate = new Gate(store, {
      ...tools,
      rules: () => this.#rules(),
      isOver: () => this.isOver(),
      onReading: (snapshot, reading) => this.#take(snapshot, reading),
    });
  }

  get state(): SessionState {
    return { snapshot: this.#known, isBusy: this.#commands > 0 };
  }

  get onDidChange(): Emitter<SessionState>['event'] {
    return this.#changed.event;
  }

  /** Shows what is on disk, and follows what other windows write. No request. */
  async start(): Promise<void> {
    await this.look();
    await this.store.folder.ensure();
    if (this.isOver()) return;
    this.#watcher = this.store.watch((name) => {
      if (name !== undefined && name !== 'snapshot.json') return;
      this.look().catch((error: unknown) => this.tools.log.error('look', thrownFields(error)));
    });
  }

  dispose(): void {
    this.#aborter.abort();
    this.#watcher?.dispose();
    this.#changed.dispose();
  }

  isOver(): boolean {
    return this.#aborter.signal.aborted;
  }

  /** Reads the shared snapshot again. */
  async look(): Promise<void> {
    const seen = await this.store.snapshot.read();
    this.#adopt(isOfBefore(seen, this.tools.moment()) ? await this.#rebase() : seen);
  }

  /** Written down once: later the uptime of today would pass for that of then. */
  async #rebase(): Promise<Snapshot> {
    const { rebasedSnapshot } = await import('../store/lazy/rebasedSnapshot');
    return this.store.snapshot.update((stored) => rebasedSnapshot(stored, this.tools.moment()));
  }

  /** After a time alone: what the others wrote meanwhile counts, whatever its number. */
  startOver(): void {
    this.#known = { ...this.#known, epoch: '' };
  }

  get freshness(): Freshness | undefined {
    const { observation } = this.#known;
    return observation && freshness(observation, this.tools.moment(), this.#rules());
  }

  /** ms since 1970 until when the server asked to wait, if it did. */
  get holdUntil(): number | undefined {
    const now = this.tools.moment();
    const left = remaining(this.#known.hold, now);
    return left > 0 ? now.at + left : undefined;
  }

  /** Whether, by now, no window was told to wait. Between two requests of one question. */
  async isFree(): Promise<boolean> {
    await this.look();
    return this.holdUntil === undefined;
  }

  /** On the tick of a window in use: polls when the interval has passed. */
  async pollIfDue(): Promise<void> {
    const { ttlMs, intervalMs } = this.#rules();
    const stretched = this.store.folder.isShared === false ? intervalMs * this.#stretch : intervalMs;
    const due = backgroundDueIn(this.#known, this.tools.moment(), { ttlMs, intervalMs: stretched });
    if (due !== undefined && due <= 0) await this.poll('background');
  }

  /** When a window comes into use: polls when the value is older than the TTL. */
  async pollIfAged(): Promise<void> {
    if (this.#rules().intervalMs > 0 && this.freshness !== 'fresh') await this.poll('background');
  }

  /** Reads the balance for a reason other than the user's, within the limit of its class. */
  async poll(readClass: Exclude<ReadClass, AskedClass>): Promise<GateResult | undefined> {
    if (this.#isPolling || this.isOver()) return undefined;
    this.#isPolling = true;
    try {
      return await this.request(readClass, async (signal) =>
        balanceReading(await this.client.credits(signal), 'poll'),
      );
    } finally {
      this.#isPolling = false;
    }
  }

  /** Sends through the gate, if the class may, and takes in what came of it. */
  async request(readClass: ReadClass, send: (signal: AbortSignal) => Promise<Answered>): Promise<GateResult> {
    const result = await this.#gate.request(readClass, () => send(this.#aborter.signal));
    this.#adopt(result.snapshot);
    return result;
  }

  /** Shows that a command of the user's is under way. */
  async whileBusy<T>(action: () => Promise<T>): Promise<T> {
    this.#command(1);
    try {
      return await action();
    } finally {
      this.#command(-1);
    }
  }

  /** Takes in what was heard without a request through the gate; see `handOver.ts`. */
  async take(change: (snapshot: Snapshot) => Snapshot): Promise<Snapshot> {
    const before = this.#known.observation;
    const snapshot = await this.#gate.write(change);
    this.#adopt(snapshot);
    const { observation, seq } = snapshot;
    if (observation?.seq === seq && seq !== before?.seq) this.tools.onRead(observation, before);
    return snapshot;
  }

  #rules(): ScheduleRules {
    const { cacheTtlSeconds, refreshIntervalMinutes } = this.tools.settings();
    return { ttlMs: cacheTtlSeconds * 1000, intervalMs: refreshIntervalMinutes * 60_000 };
  }

  #take(snapshot: Snapshot, reading: Reading): void {
    if (this.isOver()) return;
    const before = this.#known.observation;
    this.#adopt(snapshot);
    const { observation } = snapshot;
    if (observation?.seq === reading.seq) this.tools.onRead(observation, before);
  }

  #adopt(next: Snapshot): void {
    if (this.isOver()) return;
    const merged = merge(this.#known, next);
    if (merged === this.#known) return;
    this.#known = merged;
    this.#changed.fire(this.state);
  }

  #command(change: 1 | -1): void {
    this.#commands += change;
    if (!this.isOver()) this.#changed.fire(this.state);
  }
}

/** What a window knows after reading the shared file: the file's word, but never an older balance. */
function merge(known: Snapshot, next: Snapshot): Snapshot {
  if (next === known) return known;
  const ours = known.observation;
  const isOlder =
    ours !== undefined && known.epoch === next.epoch && (next.observation?.seq ?? -1) < ours.seq;
  const merged = isOlder ? { ...next, observation: ours } : next;
  return JSON.stringify(merged) === JSON.stringify(known) ? known : merged;
}
