import { parseJson } from './json';
import { openLimit } from './limit';
import { present } from './present';
import { readBody } from './readBody';
import { readHeaders } from './readHeaders';
import { err, ok } from './result';
import { visible } from './serverText';
import type { ErrorKind, LeadMagicError, ProtocolReason } from './errors';
import type { HeaderFacts } from './headerFacts';
import type { failures as Failures } from './lazy/failure';
import type { Limit } from './limit';
import type { Result } from './result';

export interface HttpDeps {
  /** Looked up at each request: VS Code replaces the global `fetch` when proxy settings change. */
  readonly fetch: () => typeof globalThis.fetch;
  /** Wall clock, ms. */
  readonly now: () => number;
  /** Told of every attempt, for a log; what it throws is ignored. */
  readonly onRequest?: ((entry: RequestLogEntry) => void) | undefined;
}

/** One attempt in words fit for a log: no body, no key, no server text. */
export interface RequestLogEntry {
  readonly method: HttpRequest['method'];
  readonly path: string;
  readonly status?: number;
  /** Absent when a whole 2xx answer came. */
  readonly kind?: ErrorKind;
  readonly tookMs: number;
  readonly requestId?: string;
}

export interface HttpRequest {
  /** Scheme, host and port; the only place the key is sent to. */
  readonly origin: string;
  readonly path: string;
  readonly method: 'GET' | 'POST';
  readonly key: string;
  readonly signal?: AbortSignal | undefined;
  /** From sending to the last byte of the body. */
  readonly timeoutMs?: number;
  readonly maxBytes?: number;
}

/** A 2xx answer; its body parsed as JSON, or why it could not be. */
export interface Reply {
  readonly status: number;
  readonly body: Result<unknown, ProtocolReason>;
}

export interface Exchange {
  /** An error for any status but 2xx and for every fault on the way. */
  readonly result: Result<Reply, LeadMagicError>;
  /** Empty when there was no response. */
  readonly headers: HeaderFacts;
  readonly status?: number;
  /** Wall clock, ms. */
  readonly sentAt: number;
  /** Wall clock, ms: when the whole answer was here, or the attempt ended. */
  readonly receivedAt: number;
}

type Outcome = Omit<Exchange, 'sentAt' | 'receivedAt'>;

/**
 * One request. Never throws and never follows a redirect. No error it returns holds the key, even where the server
 * repeats it.
 */
export async function send(deps: HttpDeps, request: HttpRequest): Promise<Exchange> {
  const sentAt = deps.now();
  const outcome = await attempt(deps, request);
  const exchange = { ...outcome, sentAt, receivedAt: deps.now() };
  report(deps, request, exchange);
  return exchange;
}

async function attempt(deps: HttpDeps, request: HttpRequest): Promise<Outcome> {
  if (request.signal?.aborted === true) return failure({ kind: 'cancelled' });
  // Such a key cannot be sent as a header; the server would refuse it anyway.
  if (!/^[\x21-\x7e]+$/.test(request.key)) return failure({ kind: 'unauthorized' });
  const limit = openLimit(request.timeoutMs ?? 10_000, request.signal);
  try {
    const response = await limit.race(
      deps.fetch()(request.origin + request.path, {
        method: request.method,
        headers: { 'X-API-Key': request.key, accept: 'application/json', 'cache-control': 'no-cache' },
        // Followed, a redirect would take the key along to any host.
        redirect: 'error',
        signal: limit.signal,
      }),
    );
    return await read(deps, request, response, limit);
  } catch (error) {
    const ended = limit.ended();
    if (ended !== undefined) return failure({ kind: ended });
    return failure((await lazyFailures())?.transportError(error) ?? { kind: 'network' });
  } finally {
    limit.close();
  }
}

async function read(
  deps: HttpDeps,
  request: HttpRequest,
  response: Response,
  limit: Limit,
): Promise<Outcome> {
  const { status } = response;
  // Without what is not seen: it could part a key here and go later.
  const redact = (text: string) => visible(text).replaceAll(request.key, '[key]');
  const text = await readBody(response.body, request.maxBytes ?? 65_536, limit);
  const headers = readHeaders({ get: (name) => nullOr(response.headers.get(name), redact) }, deps.now());
  const failed = (error: LeadMagicError): Outcome => ({ result: err(error), headers, status });

  // For a fetch that does not keep to `redirect: 'error'`.
  if (response.redirected) return failed({ kind: 'redirect', status });
  const ended = text.ok ? undefined : limit.ended();
  // A status that says enough (401, 429) counts even if its body never came.
  if (ended === 'cancelled' || (ended === 'timeout' && response.ok)) return failed({ kind: ended, status });

  const body = text.ok ? parseJson(text.value, redact) : text;
  if (response.ok) return { result: ok({ status, body }), headers, status };
  const failures = await lazyFailures();
  const said = body.ok ? body.value : undefined;
  return failed(
    failures?.responseError(status, headers, redact(response.statusText), said) ??
      present({ kind: 'network' as const, status, retryAfterMs: headers.retryAfterMs }),
  );
}

/** Nothing where the file is gone: an update may remove it under a running VS Code. */
async function lazyFailures(): Promise<typeof Failures | undefined> {
  try {
    return (await import('./lazy/failure')).failures;
  } catch {
    return undefined;
  }
}

function nullOr(text: string | null, map: (text: string) => string): string | null {
  return text === null ? null : map(text);
}

function failure(error: LeadMagicError): Outcome {
  return { result: err(error), headers: {} };
}

function report({ onRequest }: HttpDeps, { method, path }: HttpRequest, exchange: Exchange): void {
  const { result, headers, status } = exchange;
  const requestId = result.ok ? headers.requestId : (result.error.requestId ?? headers.requestId);
  try {
    const kind = result.ok ? undefined : result.error.kind;
    const tookMs = exchange.receivedAt - exchange.sentAt;
    onRequest?.(present({ method, path, status, kind, tookMs, requestId }));
  } catch {
    // A log that fails must not take the answer with it.
  }
}
