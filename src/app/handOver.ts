import type { Moment } from '../balance/moment';
import type { HeaderFacts } from '../leadmagic/headerFacts';
import { present } from '../leadmagic/present';
import type { Snapshot } from '../store/snapshot';
import { holdLength } from '../leadmagic/holdLength';
import { hear } from './outcome';
import type { AccountSession } from './session';

const LONGEST_ANSWER_MS = 60_000;

/** A LeadMagic response about something else. Times are ms since 1970. */
export interface Heard {
  readonly headers: HeaderFacts;
  readonly sentAt: number;
  readonly receivedAt: number;
  /** `handed` by another extension; `header` of a report of ours. */
  readonly source: 'handed' | 'header';
}

/** Takes in the headers of a response about something else. Says whether they told anything new. */
export async function handOver(session: AccountSession, heard: Heard): Promise<boolean> {
  const { headers, sentAt, receivedAt } = heard;
  if (sentAt > receivedAt || session.isOver()) return false;
  if (headers.creditsRemaining === undefined && holdLength({ headers }) === undefined) return false;
  let isNews = false;
  const { doubt } = await session.take((snapshot) => {
    const next = hearIn(snapshot, heard, session.store.tools.moment());
    isNews = next !== snapshot;
    return next;
  });
  if (doubt !== undefined) await session.poll('background');
  return isNews;
}

/** No number was drawn when that request was sent; one sent before our last is older than its answer. */
function hearIn(snapshot: Snapshot, heard: Heard, now: Moment): Snapshot {
  const retryAfterMs = waitLeft(heard);
  const latest = Math.max(now.at, heard.receivedAt);
  const isOld = latest - heard.sentAt > LONGEST_ANSWER_MS || sentSince(snapshot, heard.sentAt, latest);
  const { retryAfterMs: _told, ...others } = heard.headers;
  const headers = { ...(!isOld && others), ...present({ retryAfterMs }) };
  const seq = snapshot.seq + 1;
  const numbered = { ...snapshot, seq };
  const { sentAt, source } = heard;
  // Whatever clock the sender told by: what it waits, it waits from now on.
  const next = hear(numbered, { headers, sentAt, source, result: undefined, received: now, seq });
  return next === numbered ? snapshot : next;
}

/** A response that old was not received just now: its wait began then. */
function waitLeft({ headers: { retryAfterMs }, sentAt, receivedAt }: Heard): number | undefined {
  const age = receivedAt - sentAt;
  if (retryAfterMs === undefined || age < LONGEST_ANSWER_MS) return retryAfterMs;
  return retryAfterMs > age ? retryAfterMs - age : undefined;
}

/** Whether a request of ours was sent after that one; a time in the future says that the clock went back. */
function sentSince({ observation, attempts }: Snapshot, sentAt: number, now: number): boolean {
  const sent = [observation?.sentAt ?? 0, ...Object.values(attempts).map((attempt) => attempt.at)];
  return sent.some((at) => at >= sentAt && at <= now);
}
