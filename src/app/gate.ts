import { shouldKeep, type HistoryPoint } from '../balance/history';
import { elapsed, type Moment } from '../balance/moment';
import type { Observation } from '../balance/observation';
import { spendable } from '../leadmagic/balance';
import type { AccountStore } from '../store/accountStore';
import type { Held } from '../store/lock';
import type { ReadClass, Snapshot } from '../store/snapshot';
import { settle, type Reading } from './outcome';
import { decide, type Decision, type ScheduleRules } from './schedule';

/** Whoever stamped so long ago, was stopped or slept before the request left: others may have sent since. */
export const STAMP_GOOD_MS = 2000;

/** What a request brought, before the gate knows its place in the order. */
export type Answered = Omit<Reading, 'seq' | 'received'>;

export type GateResult =
  | { readonly kind: 'answered'; readonly reading: Reading; readonly snapshot: Snapshot }
  | {
      readonly kind: 'refused';
      readonly decision: Decision & { readonly go: false };
      readonly snapshot: Snapshot;
    }
  /** Another window is making a request right now; its result will show up in the snapshot. */
  | { readonly kind: 'busy'; readonly snapshot: Snapshot };

export interface GateTools {
  readonly rules: () => ScheduleRules;
  readonly moment: () => Moment;
  readonly random: () => number;
  /** Called with what a reading will lead to, before it is on disk: the bar does not wait for the disk. */
  readonly onReading: (snapshot: Snapshot, reading: Reading) => void;
  /** Runs under the write lock when the history is to keep a point after another. */
  readonly onKept: (point: HistoryPoint, last: HistoryPoint | undefined) => Promise<void>;
  /** The key is no longer in use here: what still arrives is dropped. */
  readonly isOver: () => boolean;
}

/**
 * The only way to the network for an account: over all windows, one request at a time, each class
 * within its limit, none before a deadline.
 */
export class Gate {
  constructor(
    private readonly store: AccountStore,
    private readonly tools: GateTools,
  ) {}

  /** Sends if the class may: takes the lease, re-reads, draws the sequence number, stamps the attempt. */
  async request(readClass: ReadClass, send: () => Promise<Answered>): Promise<GateResult> {
    const seen = await this.store.snapshot.read();
    const early = this.#decide(seen, readClass);
    if (!early.go) return { kind: 'refused', decision: early, snapshot: seen };
    const lease = await this.store.takeLease();
    if (lease === undefined) return { kind: 'busy', snapshot: seen };
    return this.#underLease(lease, readClass, send);
  }

  async #underLease(lease: Held, readClass: ReadClass, send: () => Promise<Answered>): Promise<GateResult> {
    try {
      const decisions: Decision[] = [];
      const stamped = await this.store.snapshot.update((snapshot) => {
        decisions.push(this.#decide(snapshot, readClass));
        return decisions.at(-1)?.go === true ? this.#stamp(snapshot, readClass) : snapshot;
      });
      const decision = decisions.at(-1);
      if (decision?.go === false) return { kind: 'refused', decision, snapshot: stamped };
      if (!this.#isOurTurn(lease, stamped.attempts[readClass])) return { kind: 'busy', snapshot: stamped };
      const reading: Reading = { ...(await send()), seq: stamped.seq, received: this.tools.moment() };
      if (this.tools.isOver()) return { kind: 'answered', reading, snapshot: stamped };
      this.tools.onReading(keep(settle(stamped, reading, this.tools.random)), reading);
      return { kind: 'answered', reading, snapshot: await this.#settle(reading) };
    } finally {
      await lease.release();
    }
  }

  /** Changes the snapshot by what was heard; the history keeps the balance that brings, if it is to. */
  write(change: (snapshot: Snapshot) => Snapshot): Promise<Snapshot> {
    return this.store.snapshot.update(
      (snapshot) => keep(change(snapshot)),
      (snapshot, before) => this.#kept(snapshot, before),
    );
  }

  #settle(reading: Reading): Promise<Snapshot> {
    return this.write((snapshot) => {
      const settled = settle(snapshot, reading, this.tools.random);
      return { ...settled, seq: Math.max(settled.seq, reading.seq) };
    });
  }

  async #kept({ kept }: Snapshot, before: Snapshot): Promise<void> {
    if (kept && kept !== before.kept) await this.tools.onKept(kept, before.kept);
  }

  #stamp(snapshot: Snapshot, readClass: ReadClass): Snapshot {
    const attempts = { ...snapshot.attempts, [readClass]: this.tools.moment() };
    // A file that contradicts itself must not keep answers out.
    const last = Math.max(snapshot.seq, snapshot.observation?.seq ?? 0);
    return { ...snapshot, attempts, seq: last + 1 };
  }

  /** A lease that was taken before the disk began to refuse is nobody's. */
  #isOurTurn(lease: Held, stamp: Moment | undefined): boolean {
    if (stamp === undefined || elapsed(stamp, this.tools.moment()) > STAMP_GOOD_MS) return false;
    return lease.isHeld() || this.store.folder.isShared === false;
  }

  #decide(snapshot: Snapshot, readClass: ReadClass): Decision {
    return decide(snapshot, readClass, this.tools.moment(), this.tools.rules());
  }
}

/** Marks what the history is to keep: an observation that changed, or the first after an hour. */
function keep(snapshot: Snapshot): Snapshot {
  const { observation, kept } = snapshot;
  if (observation === undefined) return snapshot;
  const point = historyPoint(observation);
  return shouldKeep(kept, point) ? { ...snapshot, kept: point } : snapshot;
}

function historyPoint({ at, balance }: Observation): HistoryPoint {
  const free = spendable(balance);
  return { t: at, c: balance.credits, ...(free !== balance.credits && { s: free }) };
}
