import type { ErrorKind, LeadMagicError } from './errors';
import type { HeaderFacts } from './headerFacts';
import type { ErrorFacts } from './parseErrorBody';
import { present } from './present';

/** The error that a response other than 2xx is; `facts` come from its body. */
export function statusError(status: number, headers: HeaderFacts, facts: ErrorFacts): LeadMagicError {
  const kind = kindOf(status);
  const requestId = facts.requestId ?? headers.requestId;
  // Who is over the limit and told no more waits for the window to end.
  const untilReset = kind === 'rateLimited' ? headers.rateLimitResetMs : undefined;
  const retryAfterMs = headers.retryAfterMs ?? facts.retryAfterMs ?? untilReset;
  return {
    ...facts,
    kind,
    status,
    ...(kind === 'protocol' && { reason: 'badStatus' }),
    ...present({ requestId, retryAfterMs }),
  };
}

function kindOf(status: number): ErrorKind {
  switch (status) {
    case 401:
      return 'unauthorized';
    case 402:
      return 'payment';
    case 403:
      return 'forbidden';
    case 404:
    case 405:
    case 501:
      return 'notOffered';
    case 429:
      return 'rateLimited';
  }
  if (status >= 300 && status < 400) return 'redirect';
  if (status >= 400 && status < 500) return 'badRequest';
  if (status >= 500 && status < 600) return 'server';
  return 'protocol';
}
