import { textOf } from './serverText';

/**
 * Everything that can go wrong with a request, as one closed list. Views turn a kind into words;
 * nothing else is ever thrown out of this room.
 */
export const errorKinds = [
  /** 401: the key is missing, unknown, malformed, expired or revoked. */
  'unauthorized',
  /** 402: not enough credits, or a product the plan does not include. Never read as "0 credits". */
  'payment',
  /** 403: the key is valid but the account or plan is blocked. */
  'forbidden',
  /** 404, 405 or 501: the server does not offer this route. */
  'notOffered',
  /** 429. */
  'rateLimited',
  /** Any other 4xx. */
  'badRequest',
  /** 5xx but 501. */
  'server',
  /** No whole answer within the time limit. */
  'timeout',
  /** DNS, TLS, proxy, refused or broken connection. */
  'network',
  /** The server tried to send the request (and with it the key) elsewhere; it was not followed. */
  'redirect',
  /** The caller gave up. */
  'cancelled',
  /** A 2xx answer that does not say what it should; `reason` says how. */
  'protocol',
] as const;

export type ErrorKind = (typeof errorKinds)[number];

/** Why a 2xx answer was refused. */
export type ProtocolReason =
  | 'empty'
  | 'notJson'
  | 'tooLarge'
  | 'truncated'
  | 'wrongShape'
  | 'missingCredits'
  | 'badCredits'
  | 'badStatus';

/** Times are in ms. Strings that came from the server are untrusted: escape before showing, never log. */
export interface LeadMagicError {
  readonly kind: ErrorKind;
  /** HTTP status, when there was a response. */
  readonly status?: number;
  /** For `protocol` only. */
  readonly reason?: ProtocolReason;
  /** For `network` only: the system's error code (`ENOTFOUND`, `ECONNREFUSED`, ...), never its text. */
  readonly systemCode?: string;
  /** The API's own error code, lower case (`invalid_api_key`). Untrusted. */
  readonly code?: string;
  /** The API's words for a person. Untrusted. */
  readonly message?: string;
  /** The API's advice. Untrusted. */
  readonly action?: string;
  /** Id to quote to LeadMagic's support; only `[A-Za-z0-9._-]`, at most 100 characters. */
  readonly requestId?: string;
  /** How long the server asked to wait, from the moment the response arrived. At most 24 h. */
  readonly retryAfterMs?: number;
  /** From a 402's context: the balance the server saw. */
  readonly creditsAvailable?: number;
}

/** What the API says to a person, with its advice behind it. Untrusted. */
export function serverWords({ message, action }: LeadMagicError): string | undefined {
  return textOf([message, action].filter((part) => part !== undefined).join(' '));
}
