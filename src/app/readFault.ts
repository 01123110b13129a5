import type { LeadMagicError } from '../leadmagic/errors';
import { present } from '../leadmagic/present';

/** Why no balance could be read. */
export interface ReadFault extends Pick<LeadMagicError, 'kind' | 'status' | 'reason' | 'systemCode'> {
  /** The server asked not to come back before then; ms since 1970. */
  readonly retryAt?: number;
}

/** What is told of a failed request: nothing that the server wrote. */
export function readFault(
  { kind, status, reason, systemCode, retryAfterMs }: LeadMagicError,
  receivedAt: number,
): ReadFault {
  return {
    kind,
    ...present({ status, reason, systemCode }),
    ...(retryAfterMs !== undefined && { retryAt: receivedAt + retryAfterMs }),
  };
}
