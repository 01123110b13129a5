import { createHmac } from 'node:crypto';

import type { BoundKey } from './keys';

/**
 * The name under which files know a key at an origin: a truncated HMAC, so that the file names of two
 * keys differ and neither the key nor a plain hash of it is on disk.
 */
export function fingerprint(key: string, origin: string): string {
  return createHmac('sha256', key).update(origin).digest('hex').slice(0, 24);
}

/** Whether a key at an origin is among those that the user agreed to. */
export function isAmong(confirmed: readonly string[] | undefined, { key, origin }: BoundKey): boolean {
  return confirmed?.includes(fingerprint(key, origin)) === true;
}
