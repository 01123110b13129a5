import type { FreshBalance } from '../app/readOnce';
import { numberSettings } from '../app/settings';
import { levelOf, type Level } from '../balance/level';
import { spendable } from '../leadmagic/balance';
import type { ErrorKind } from '../leadmagic/errors';

/** What `--json` prints of a balance. A change to it is a new version. */
export interface BalanceJson {
  readonly version: 1;
  /** All credits. */
  readonly credits: number;
  /** Credits that can be spent. */
  readonly spendable: number;
  /** Whether LeadMagic holds back credits of the account. */
  readonly frozen: boolean;
  /** By what can be spent and the default thresholds of the extension. */
  readonly level: Level;
  /** When it was read: ISO 8601, UTC. */
  readonly at: string;
  /** The server asked. */
  readonly origin: string;
}

/** What `--json` prints of an error. */
export interface ErrorJson {
  readonly version: 1;
  readonly error: {
    readonly kind: ErrorKind | LocalKind;
    /** For a person, in English; not part of what is kept stable. */
    readonly message: string;
    /** Not before then; ISO 8601, UTC. Only where the server said so. */
    readonly retryAt?: string;
  };
}

/** What goes wrong before any request. */
type LocalKind = 'usage' | 'noKey' | 'badKey' | 'badUrl' | 'unconfirmedOrigin' | 'badProxy';

export type Fault = ErrorJson['error'];

/** Those of the extension, where no settings say otherwise. */
export const thresholds = {
  lowCredits: numberSettings.lowCredits[0],
  criticalCredits: numberSettings.criticalCredits[0],
};

export function balanceJson({ balance, at }: FreshBalance, origin: string): BalanceJson {
  const free = spendable(balance);
  return {
    version: 1,
    credits: balance.credits,
    spendable: free,
    frozen: balance.isFrozen,
    level: levelOf(free, thresholds),
    at: new Date(at).toISOString(),
    origin,
  };
}
