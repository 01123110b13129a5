import { freshness } from '../balance/freshness';
import { remaining } from '../balance/moment';
import * as say from '../text/diagnosisMessages';
import type { Formats } from '../text/formats';
import type { DiagnosisFacts } from './diagnosisFacts';
import type { LockFact } from './diagnosisLocks';
import { utc, type Row } from './diagnosisRows';
import { backgroundDueIn } from './schedule';

/** When requests were and will be made, and what holds them back. */
export function scheduleRows(facts: DiagnosisFacts, formats: Formats): readonly Row[] {
  const { view, locks, now, rules } = facts;
  const { t } = formats;
  if (view.kind !== 'account') return [[t(say.noSchedule), '']];
  const { snapshot } = view.state;
  const { observation, attempts, lastError } = snapshot;
  const due = backgroundDueIn(snapshot, now, rules);
  const attempted = Object.entries(attempts).sort(([, a], [, b]) => a.at - b.at);
  const optional = (name: string, value: string | undefined): readonly Row[] =>
    value === undefined ? [] : [[t(name), value]];
  const until = (left: number): string | undefined => (left > 0 ? utc(now.at + left) : undefined);
  return [
    [t(say.rowShared), t(view.isShared ? say.yes : say.notShared)],
    [
      t(say.rowBalance),
      observation === undefined
        ? t(say.never)
        : t(say.balanceRead, utc(observation.at), observation.source, freshness(observation, now, rules)),
    ],
    [t(say.rowRequests), String(snapshot.seq)],
    ...attempted.map(([readClass, { at }]): Row => [t(say.rowLastOf, readClass), utc(at)]),
    [t(say.rowNext), due === undefined ? t(say.nextOff) : t(say.nextAt, utc(now.at + Math.max(due, 0)))],
    ...optional(say.rowHold, until(remaining(snapshot.hold, now))),
    ...optional(say.rowBackoff, until(remaining(snapshot.backoff, now))),
    ...optional(say.rowDoubt, snapshot.doubt && t(say.yes)),
    [t(say.rowFailures), String(snapshot.failures)],
    ...optional(
      say.rowLastError,
      lastError &&
        [utc(lastError.at), lastError.kind, lastError.status, lastError.requestId]
          .filter((part) => part !== undefined)
          .join(' '),
    ),
    ...locks.map((lock): Row => [
      t(lock.name === 'lease' ? say.rowLease : say.rowWriteLock),
      lockText(lock, t),
    ]),
  ];
}

function lockText({ number, isFree }: LockFact, t: Formats['t']): string {
  if (number === 0) return t(say.lockNever);
  return isFree ? t(say.lockFree, number) : t(say.lockHeld, number);
}
