import type { Balance } from '../leadmagic/balance';
import { LeadMagicClient } from '../leadmagic/client';
import type { LeadMagicError } from '../leadmagic/errors';
import type { HealthVerdict } from '../leadmagic/healthVerdict';
import type { Result } from '../leadmagic/result';
import { delay } from './delay';
import type { Answered } from './gate';
import { healthReading, verdictOf } from './healthReading';
import { balanceReading } from './reading';
import type { AskedClass, Snapshot } from '../store/snapshot';
import type { AccountSession } from './session';

/** How long a command waits for another window's request to end; longer than any lease lasts. */
const BUSY_PATIENCE_MS = 40_000;
const BUSY_LOOK_MS = 100;
const LONGEST_PAUSE_MS = 5000;

/** What an asked request came to. */
export type Asked<T> =
  | { readonly kind: 'answered'; readonly answer: T }
  /** Asked again within seconds: the value shown is the answer. */
  | { readonly kind: 'cached' }
  /** The server asked to wait until then (ms since 1970). */
  | { readonly kind: 'waiting'; readonly until: number }
  /** Another window's request did not end in time. */
  | { readonly kind: 'busy' };

interface Question<A, T> {
  readonly readClass: AskedClass;
  readonly send: (signal: AbortSignal) => Promise<A>;
  readonly read: (answer: A) => { readonly reading: Answered; readonly value: T };
  /** Whether what is known is no answer, seconds after it was asked for: then a new one is waited for. */
  readonly isWanting: (known: Snapshot) => boolean;
}

/** What the user's commands ask of an account. Concurrent calls share one request. */
export class Asking {
  #refreshing: Promise<Asked<Result<Balance, LeadMagicError>>> | undefined;
  #checking: Promise<Asked<HealthVerdict>> | undefined;

  readonly #client: LeadMagicClient;

  constructor(
    private readonly session: AccountSession,
    private readonly now: () => number,
  ) {
    this.#client = new LeadMagicClient(session.client.options);
  }

  /** The user's refresh: makes the server re-read the balance. */
  refresh(): Promise<Asked<Result<Balance, LeadMagicError>>> {
    this.#refreshing ??= this.#ask({
      readClass: 'refresh',
      send: (signal) => this.#client.refreshCredits(signal, () => this.session.isFree()),
      read: (answer) => ({ reading: balanceReading(answer, 'refresh'), value: answer.result }),
      isWanting: ({ lastError }) => lastError !== undefined,
    }).finally(() => (this.#refreshing = undefined));
    return this.#refreshing;
  }

  /** The user's health check; waits out the few seconds after another one. */
  checkHealth(): Promise<Asked<HealthVerdict>> {
    this.#checking ??= this.#ask({
      readClass: 'health',
      send: (signal) => this.#client.health(signal, () => this.session.isFree()),
      read: (answer) => ({ reading: healthReading(answer), value: verdictOf(answer) }),
      isWanting: () => true,
    }).finally(() => (this.#checking = undefined));
    return this.#checking;
  }

  #ask<A, T>(question: Question<A, T>): Promise<Asked<T>> {
    return this.session.whileBusy(() => this.#askPatiently(question));
  }

  async #askPatiently<A, T>({ readClass, send, read, isWanting }: Question<A, T>): Promise<Asked<T>> {
    const patience = this.now() + BUSY_PATIENCE_MS;
    for (;;) {
      const answers: T[] = [];
      const result = await this.session.request(readClass, async (signal) => {
        const { reading, value } = read(await send(signal));
        answers.push(value);
        return reading;
      });
      const [answer] = answers;
      if (answer !== undefined) return { kind: 'answered', answer };
      const now = this.now();
      const until = result.kind === 'refused' ? result.decision.until : now + BUSY_LOOK_MS;
      if (result.kind === 'refused' && result.decision.why === 'hold')
        return { kind: 'waiting', until: until ?? now };
      if (result.kind === 'refused' && !isWanting(result.snapshot)) return { kind: 'cached' };
      if (now > patience || this.session.isOver()) return { kind: 'busy' };
      await delay(Math.min(Math.max((until ?? now) - now, 1), LONGEST_PAUSE_MS));
    }
  }
}
