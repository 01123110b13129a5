import { parseSecret } from './keys';
import type { StoredKey } from './leaks';
import type { AccountsPort, KeyPort } from './monitor';

const ENVIRONMENT_LABEL = 'LEADMAGIC_API_KEY';

/** Where the keys are. */
export interface KeyPlaces {
  readonly keys: Pick<KeyPort, 'read' | 'environment'>;
  readonly accounts: Pick<AccountsPort, 'read'>;
}

/** Every account's stored key, then the environment's; each key once. Labels are empty for an account that was never named. */
export async function keysInUse({ keys, accounts }: KeyPlaces): Promise<readonly StoredKey[]> {
  const found: StoredKey[] = [];
  const add = (label: string, key: string | undefined): void => {
    if (key && !found.some((known) => known.key === key)) found.push({ label, key });
  };
  for (const { id, label } of (await accounts.read()).accounts) {
    const secret = await keys.read(id).catch(() => undefined);
    add(label, secret === undefined ? undefined : parseSecret(secret)?.key);
  }
  add(ENVIRONMENT_LABEL, keys.environment.key?.trim());
  return found;
}
