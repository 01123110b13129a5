import type { AccountView as Account } from '../../app/account';
import type { MonitorView } from '../../app/monitor';
import type { Observation } from '../../balance/observation';
import { spendable } from '../../leadmagic/balance';
import { present } from '../../leadmagic/present';
import { describeError } from '../../text/errors';
import type { Formats } from '../../text/formats';
import { paceLine } from '../../text/spending';
import type { AccountView, BalanceView, HistoryView } from '../../usage/balanceView';

/** What the page may know of an account: no key, no origin. */
export function accountView(
  view: MonitorView,
  history: HistoryView | undefined,
  formats: Formats,
): AccountView {
  if (view.kind !== 'account') return { status: view.kind };
  const { observation, rejected, lastError } = view.state.snapshot;
  if (rejected) return { status: 'rejected' };
  if (observation === undefined) {
    return { status: 'unread', ...(lastError && { problem: describeError(lastError, formats.t) }) };
  }
  return { status: 'known', balance: balanceView(view, observation, history, formats) };
}

function balanceView(
  { level = 'ok', thresholds, isBehind, forecast, state }: Account,
  { balance, at }: Observation,
  history: HistoryView | undefined,
  formats: Formats,
): BalanceView {
  const { lastError } = state.snapshot;
  const words = forecast && paceLine(forecast, formats);
  return {
    credits: balance.credits,
    spendable: spendable(balance),
    isFrozen: balance.isFrozen,
    ...present({
      frozen: balance.frozen,
      freezeMessage: balance.freezeMessage,
      freezePlanHint: balance.freezePlanHint,
    }),
    level,
    lowCredits: thresholds.lowCredits,
    criticalCredits: thresholds.criticalCredits,
    at,
    isBehind,
    ...(lastError && { problem: describeError(lastError, formats.t) }),
    ...(words !== undefined && {
      outlook: { words, ...(forecast?.daysLeft !== undefined && { daysLeft: forecast.daysLeft }) },
    }),
    ...(history && { history }),
  };
}
