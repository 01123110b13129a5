import type { SharedFiles, Shared } from './sharedFiles';
import { amount, isTrueOrFalse, listOf, object, oneOf, text } from './shape';

/** A named key. The key itself is in SecretStorage, under the id. */
export interface AccountInfo {
  readonly id: string;
  /** As the user named it; empty for the first one until it is named. */
  readonly label: string;
  /** In place of the settings, where given. */
  readonly lowCredits?: number;
  readonly criticalCredits?: number;
  /** A key was stored for it and not cleared by the user. */
  readonly hasKey?: boolean;
  /** The key in the environment is its own, where none is stored and there are several accounts. */
  readonly usesEnvironment?: boolean;
}

/** `accounts.json`: which accounts there are. Never a key. */
export interface AccountList {
  readonly v: 1;
  readonly accounts: readonly AccountInfo[];
  /** The account of windows that chose none. */
  readonly first: string;
  /** Fingerprints of keys of the environment at origins that the user agreed to. */
  readonly confirmed?: readonly string[];
}

/** Before accounts are named there is one. */
export const DEFAULT_ACCOUNT: AccountInfo = { id: 'default', label: '' };

const account = object<AccountInfo>(
  { id: text, label: text },
  {
    ...{ lowCredits: amount, criticalCredits: amount },
    ...{ hasKey: isTrueOrFalse, usesEnvironment: isTrueOrFalse },
  },
);
const list = object<AccountList>(
  { v: oneOf(1 as const), accounts: listOf(account), first: text },
  { confirmed: listOf(text) },
);

export const noAccounts: AccountList = { v: 1, accounts: [DEFAULT_ACCOUNT], first: DEFAULT_ACCOUNT.id };

/** The accounts, shared by all windows. */
export function accountsFile(files: SharedFiles): Shared<AccountList> {
  return files.share({
    name: 'accounts.json',
    empty: () => noAccounts,
    parse: (value) => {
      const parsed = list(value);
      return parsed === undefined || parsed.accounts.length > 0 ? parsed : noAccounts;
    },
  });
}

/** With several accounts the environment's key is the one's that had it when the others came. */
export function mayUseEnvironment({ accounts }: AccountList, { usesEnvironment }: AccountInfo): boolean {
  return accounts.length < 2 || usesEnvironment === true;
}

/** The account a window uses: the one it chose, else the first. */
export function accountFor({ accounts, first }: AccountList, chosen: string | undefined): AccountInfo {
  const byId = (id: string | undefined): AccountInfo | undefined => accounts.find((one) => one.id === id);
  return byId(chosen) ?? byId(first) ?? accounts[0] ?? DEFAULT_ACCOUNT;
}
