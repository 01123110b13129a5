import { elapsed, type Moment } from '../balance/moment';
import { present } from '../leadmagic/present';
import type { ReadClass } from '../store/snapshot';
import { err, ok, type Result } from '../leadmagic/result';
import type { Account } from './account';
import { delay } from './delay';
import type { GateResult } from './gate';
import type { Monitor } from './monitor';
import { balanceReading } from './reading';
import { readFault, type ReadFault } from './readFault';
import type { FreshBalance } from './readOnce';
import type { AccountSession } from './session';

/** Longer than a key is waited for. */
const START_PATIENCE_MS = 35_000;
/** Longer than another window's request takes. */
const BUSY_PATIENCE_MS = 20_000;
const BUSY_LOOK_MS = 100;

/** Why there is no account to read. `starting`: the key was not found out in time. */
export type NoAccount = 'noKey' | 'unconfirmed' | 'starting';

/** The account in use. Just after the start, or a change of key, it is waited for. Never rejects. */
export async function accountInUse(
  monitor: Pick<Monitor, 'account' | 'view' | 'onDidChange'>,
  signal: AbortSignal,
): Promise<Result<Account, NoAccount>> {
  if (monitor.view.kind === 'starting' && !signal.aborted) await choice(monitor, signal);
  const { account, view } = monitor;
  if (account !== undefined) return ok(account);
  return err(view.kind === 'account' ? 'starting' : view.kind);
}

export interface JudgeRules {
  /** A balance younger than this is taken as it is, without a request; ms. 0: only if nothing may be sent so soon. */
  readonly maxAgeMs: number;
  /** The user wants it now: a pause after failures does not keep it from trying, as with the refresh command. */
  readonly isAsked: boolean;
}

/**
 * A balance to judge by: the one that is known while it is young, else a read of class `watch`. Waits for another
 * window's request. Never rejects; the fault holds no server text. When nobody waits any more it ends at once, while a
 * request that is under way goes on: its answer is everybody's.
 */
export async function readToJudge(
  session: AccountSession,
  rules: JudgeRules,
  signal: AbortSignal,
): Promise<Result<FreshBalance, ReadFault>> {
  const { moment } = session.store.tools;
  const started = moment();
  let readClass: ReadClass = 'watch';
  for (;;) {
    const now = moment();
    const waited = elapsed(started, now);
    const known = youngBalance(session, rules.maxAgeMs + waited, now);
    if (known !== undefined) return ok(known);
    if (signal.aborted || session.isOver()) return err({ kind: 'cancelled' });
    const result = await orAborted(
      session.request(readClass, async (each) => balanceReading(await session.client.credits(each), 'poll')),
      signal,
    );
    if (result === undefined) return err({ kind: 'cancelled' });
    if (result.kind === 'answered') return judged(result);
    if (result.kind === 'refused' && !isUnderWay(result, readClass, moment())) {
      if (readClass === 'refresh' || !rules.isAsked || !isOurOwnPause(result)) {
        const latest = latestBalance(session, result, readClass, moment());
        return latest === undefined ? err(refusal(result)) : ok(latest);
      }
      readClass = 'refresh';
    } else {
      if (waited > BUSY_PATIENCE_MS) return err({ kind: 'timeout' });
      await orAborted(delay(BUSY_LOOK_MS), signal);
      await session.look();
    }
  }
}

function youngBalance(session: AccountSession, maxAgeMs: number, now: Moment): FreshBalance | undefined {
  const { observation, rejected, doubt, lastError } = session.state.snapshot;
  if (observation === undefined || rejected || doubt !== undefined) return undefined;
  // The header of an error may tell a balance, but not that requests would be answered.
  if (lastError !== undefined && lastError.seq >= observation.seq) return undefined;
  return elapsed(observation, now) < maxAgeMs
    ? { balance: observation.balance, at: observation.at }
    : undefined;
}

/** What the class's last request brought, where it was too short a time ago for another one. */
function latestBalance(
  session: AccountSession,
  { decision, snapshot }: GateResult & { kind: 'refused' },
  readClass: ReadClass,
  now: Moment,
): FreshBalance | undefined {
  const sent = snapshot.attempts[readClass];
  return decision.why === 'spacing' && sent !== undefined
    ? youngBalance(session, elapsed(sent, now) + 1, now)
    : undefined;
}

function judged({ reading }: GateResult & { kind: 'answered' }): Result<FreshBalance, ReadFault> {
  const { result, received } = reading;
  if (result?.ok === true && result.value !== undefined)
    return ok({ balance: result.value, at: received.at });
  if (result?.ok !== false) return err({ kind: 'protocol' });
  return err(readFault(result.error, received.at));
}

/** Another reader's request of that class was sent and is not answered yet. */
function isUnderWay(
  { decision, snapshot }: GateResult & { kind: 'refused' },
  readClass: ReadClass,
  now: Moment,
): boolean {
  const since = (moment: Moment | undefined): number => (moment ? elapsed(moment, now) : Infinity);
  const answered = Math.min(since(snapshot.observation), since(snapshot.lastError));
  return decision.why === 'spacing' && since(snapshot.attempts[readClass]) < answered;
}

function isOurOwnPause({ decision }: GateResult & { kind: 'refused' }): boolean {
  return decision.why === 'backoff' || decision.why === 'spacing';
}

/** Why nothing was sent: the server's word, or what the last try came to. */
function refusal({ decision, snapshot }: GateResult & { kind: 'refused' }): ReadFault {
  const { why, until } = decision;
  if (why === 'rejected') return { kind: 'unauthorized' };
  if (why === 'hold') return { kind: 'rateLimited', ...present({ retryAt: until }) };
  const { kind, status } = snapshot.lastError ?? { kind: 'timeout' as const };
  return { kind, ...present({ status }) };
}

/** Resolves when it is known whether there is a key, when nobody waits any more, or when it takes too long. */
function choice(monitor: Pick<Monitor, 'onDidChange'>, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const subscription = monitor.onDidChange((view) => {
      if (view.kind !== 'starting') done();
    });
    const timer = setTimeout(done, START_PATIENCE_MS);
    signal.addEventListener('abort', done);
    function done(): void {
      subscription.dispose();
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    }
  });
}

function orAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T | undefined> {
  return new Promise((resolve, reject) => {
    const stop = (): void => resolve(undefined);
    signal.addEventListener('abort', stop);
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}
