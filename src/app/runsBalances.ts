import { classifyRise } from '../balance/historyEvents';
import type { Observation } from '../balance/observation';
import { spendable, type Balance } from '../leadmagic/balance';
import { roundCredits } from '../leadmagic/numbers';
import type { MeterEvent } from '../runs/runMeter';
import type { GateResult } from './gate';
import type { AccountSession } from './session';

/** While a request of this or another window is under way. */
const BUSY_PAUSE_MS = 500;
/** However long the gate says to wait, it is asked again after this: a deadline may be lifted. */
const LONGEST_PAUSE_MS = 15_000;

/** The balances of an account as readings for the meter: those that any window reads, and those that it asks for. */
export class RunBalances {
  #seen: { readonly epoch: string; readonly observation: Observation } | undefined;
  #isAsking = false;
  #askAgainAt = 0;

  constructor(
    private readonly session: AccountSession,
    private readonly account: string,
    private readonly now: () => number,
  ) {}

  /** The reading that the session has; undefined when it was given already. */
  next(): MeterEvent | undefined {
    const { observation, epoch } = this.session.state.snapshot;
    const seen = this.#seen;
    if (observation === undefined) return undefined;
    if (seen?.epoch === epoch && seen.observation.seq === observation.seq) return undefined;
    this.#seen = { epoch, observation };
    return {
      type: 'read',
      account: this.account,
      at: observation.sentAt,
      spendable: spendable(observation.balance),
      topUp: seen === undefined ? 0 : added(seen.observation.balance, observation.balance),
    };
  }

  /** ms until one may be asked for; undefined while one is. */
  get wait(): number | undefined {
    return this.#isAsking ? undefined : Math.max(0, this.#askAgainAt - this.now());
  }

  /** Asks for one. What it brings is told by the session; `taken` waits until that was taken in. */
  async ask(taken: () => Promise<unknown>): Promise<void> {
    this.#isAsking = true;
    let pause = LONGEST_PAUSE_MS;
    try {
      pause = pauseAfter(await this.session.poll('watch'), this.now());
      await taken();
    } finally {
      this.#isAsking = false;
      this.#askAgainAt = this.now() + pause;
    }
  }

  /** The clock was put back: what was to wait for is over. */
  startOver(): void {
    this.#askAgainAt = this.now();
  }
}

/** How long to wait before asking the gate again, if a balance is still wanted then. */
function pauseAfter(result: GateResult | undefined, now: number): number {
  switch (result?.kind) {
    case 'answered':
      return 0;
    case 'refused':
      return Math.min(LONGEST_PAUSE_MS, Math.max(1, (result.decision.until ?? Infinity) - now));
    case 'busy':
    case undefined:
      return BUSY_PAUSE_MS;
  }
}

/**
 * Credits that came in between two balances, by the balance's own rules: bought ones, and ones that are not frozen any
 * more (below 0: frozen since). A small rise is no purchase: it lowers the cost.
 */
function added(before: Balance, after: Balance): number {
  const isTopUp = after.credits > before.credits && classifyRise(before.credits, after.credits) === 'topUp';
  const bought = isTopUp ? after.credits - before.credits : 0;
  return roundCredits(bought + frozen(before) - frozen(after));
}

function frozen(balance: Balance): number {
  return balance.credits - spendable(balance);
}
