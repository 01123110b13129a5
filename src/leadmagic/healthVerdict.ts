import { parsed } from './answer';
import { isObject, objectAt } from './json';
import { parseBalance } from './parseBalance';
import { parseErrorBody } from './parseErrorBody';
import type { Balance } from './balance';
import type { LeadMagicError } from './errors';
import type { Exchange, Reply } from './http';

/** Whether the key works. Only the server can reject it: trouble on the way is `unknown`. */
export interface HealthVerdict {
  readonly verdict: 'valid' | 'rejected' | 'blocked' | 'unknown';
  /** A 402: the key is valid, but there is nothing left to spend, or not on this. */
  readonly outOfCredits?: boolean;
  /** Where the answer told it. */
  readonly balance?: Balance;
  /** Why it is anything but plainly valid. */
  readonly error?: LeadMagicError;
  /** Of the whole check. */
  readonly tookMs: number;
}

type Judgement = Omit<HealthVerdict, 'tookMs'>;

/** Judges `GET /v1/credits/health`, whose body is not documented: 2xx is enough, unless the body says no. */
export function judgeHealth({ result }: Exchange): Judgement {
  return result.ok ? judgeReply(result.value) : judgeError(result.error);
}

/** Judges `GET /v1/credits` in its place: its body is documented, so a 2xx without a balance proves nothing. */
export function judgeCredits(exchange: Exchange): Judgement {
  const balance = parsed(exchange, parseBalance);
  return balance.ok ? { verdict: 'valid', balance: balance.value } : judgeError(balance.error);
}

function judgeReply({ status, body }: Reply): Judgement {
  if (!body.ok) return { verdict: 'valid' };
  if (saysNo(body.value)) {
    return { verdict: 'rejected', error: { ...parseErrorBody(body.value), kind: 'unauthorized', status } };
  }
  const balance = parseBalance(body.value);
  return { verdict: 'valid', ...(balance.ok && { balance: balance.value }) };
}

function saysNo(body: unknown): boolean {
  if (!isObject(body)) return false;
  return [body, objectAt(body, 'data')].some(
    (part) => part?.['valid'] === false || part?.['authenticated'] === false || part?.['success'] === false,
  );
}

function judgeError(error: LeadMagicError): Judgement {
  if (error.kind === 'unauthorized') return { verdict: 'rejected', error };
  if (error.kind === 'forbidden') return { verdict: 'blocked', error };
  if (error.kind === 'payment') return { verdict: 'valid', outOfCredits: true, error };
  return { verdict: 'unknown', error };
}
