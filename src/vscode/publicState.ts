import type { AccountView } from '../app/account';
import type { MonitorView } from '../app/monitor';
import { spendable } from '../leadmagic/balance';
import { present } from '../leadmagic/present';
import type { PublicState } from './publicApi';

/** What other extensions may know of a view. */
export function publicState(view: MonitorView): PublicState {
  switch (view.kind) {
    case 'starting':
      return { status: 'loading' };
    case 'noKey':
      return { status: 'none' };
    case 'unconfirmed':
      return { status: 'unconfirmed', origin: view.wanted };
    case 'account':
      return accountState(view);
  }
}

function accountState(view: AccountView): PublicState {
  const { observation, rejected } = view.state.snapshot;
  const { origin, id: account } = view;
  if (observation === undefined) return { status: rejected ? 'rejected' : 'loading', origin, account };
  return {
    status: rejected ? 'rejected' : 'known',
    account,
    origin,
    credits: observation.balance.credits,
    spendable: spendable(observation.balance),
    isFrozen: observation.balance.isFrozen,
    at: observation.at,
    isStale: view.isBehind,
    ...present({ level: view.level }),
  };
}
