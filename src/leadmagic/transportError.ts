import { isObject } from './json';
import type { LeadMagicError } from './errors';
import { present } from './present';

/**
 * What a rejected `fetch` was. Only a closed set of words is taken out of it: its message may name the key
 * (undici quotes a header value it refuses), so the error itself goes no further.
 */
export function transportError(error: unknown): LeadMagicError {
  const chain = [...causesOf(error)];
  // undici says "unexpected redirect", Chromium "Attempted to redirect, but ..."; a host may have that word in its name.
  if (chain.some(({ message }) => typeof message === 'string' && /(unexpected|to) redirect/.test(message))) {
    return { kind: 'redirect' };
  }
  const systemCode = chain.map(systemCodeOf).find((code) => code !== undefined);
  return { kind: 'network', ...present({ systemCode }) };
}

function systemCodeOf({ code, message }: Cause): string | undefined {
  if (typeof code === 'string' && /^[A-Z][A-Z0-9_]{1,49}$/.test(code)) return code;
  // Electron's fetch has the code in the message alone.
  return typeof message === 'string' ? /^net::(ERR_[A-Z0-9_]{1,46})$/.exec(message)?.[1] : undefined;
}

interface Cause {
  readonly code?: unknown;
  readonly message?: unknown;
}

/** The error and what caused it, outermost first; of several causes at once the first. */
function* causesOf(error: unknown): Generator<Cause> {
  let current = error;
  for (let depth = 0; depth < 5 && isObject(current); depth++) {
    yield current;
    const several = current['errors'];
    current = current['cause'] ?? (Array.isArray(several) ? several[0] : undefined);
  }
}
