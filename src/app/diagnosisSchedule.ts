import { freshness } from '../balance/freshness';
import * as say from '../text/diagnosisMessages';
import type { Formats } from '../text/formats';
import type { DiagnosisFacts } from './diagnosisFacts';
import type { LockFact } from './diagnosisLocks';
import { utc, type Row } from './diagnosisRows';
import { backgroundDue, remaining } from './schedule';

/** When requests were and will be made, and what holds them back. */
export function scheduleRows(facts: DiagnosisFacts, formats: Formats): readonly Row[] {
  const { view, locks, at, rules } = facts;
  const { t } = formats;
  if (view.kind !== 'account') return [[t(say.noSchedule), '']];
  const { snapshot } = view.state;
  const { observation, attempts, lastError } = snapshot;
  const due = backgroundDue(snapshot, at, rules);
  const attempted = Object.entries(attempts).sort(([, a], [, b]) => a - b);
  const optional = (name: string, value: string | undefined): readonly Row[] =>
    value === undefined ? [] : [[t(name), value]];
  const until = (left: number): string | undefined => (left > 0 ? utc(at + left) : undefined);
  return [
    [t(say.rowShared), t(view.isShared ? say.yes : say.notShared)],
    [
      t(say.rowBalance),
      observation === undefined
        ? t(say.never)
        : t(say.balanceRead, utc(observation.at), observation.source, freshness(observation, at, rules)),
    ],
    [t(say.rowRequests), String(snapshot.seq)],
    ...attempted.map(([readClass, time]): Row => [t(say.rowLastOf, readClass), utc(time)]),
    [t(say.rowNext), due === undefined ? t(say.nextOff) : t(say.nextAt, utc(Math.max(due, at)))],
    ...optional(say.rowHold, until(remaining(snapshot.hold, at))),
    ...optional(say.rowBackoff, until(remaining(snapshot.backoff, at))),
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

function lockText({ state, number, since }: LockFact, t: Formats['t']): string {
  switch (state) {
    case 'never':
      return t(say.lockNever);
    case 'free':
      return t(say.lockFree, number);
    case 'held':
      return t(say.lockHeld, since === undefined ? '?' : utc(since));
  }
}
