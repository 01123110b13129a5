import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';

import { FakeAccount, type AccountOptions } from '../fake-leadmagic/account';
import { faultyReply, setHead } from '../fake-leadmagic/deliver';
import { FaultQueue, type Fault } from '../fake-leadmagic/faults';
import type { Call, Reply } from '../fake-leadmagic/reply';
import { answer } from '../fake-leadmagic/routes';
import { defaultSettings } from '../fake-leadmagic/settings';

export const KEY = 'sim-key-0123456789';
export const ORIGIN = 'http://127.0.0.1:9';

/** What one response told, as a person with a network monitor would read it. */
export interface Told {
  readonly status: number;
  /** A whole balance body: credits, spendable and the freeze. */
  readonly body?: { readonly credits: number; readonly spendable: number; readonly isFrozen: boolean };
  /** `X-Credits-Remaining`. */
  readonly header?: number;
  /** By whichever means it was told; ms. */
  readonly retryAfterMs?: number;
}

export interface Caller {
  readonly isAlive: () => boolean;
  readonly onTold: (told: Told) => void;
}

/** The stand-in API without sockets: its account, routes and faults behind a `fetch`, in virtual time. */
export class SimulatedApi {
  readonly account: FakeAccount;
  readonly faults = new FaultQueue();
  settings = defaultSettings;
  /** Asked for each request that no fault waits for. */
  chance: () => Fault | undefined = () => undefined;
  readonly #accounts: ReadonlyMap<string, FakeAccount>;

  /** @param delay waits so many ms of the simulation; @param latencyMs of the next answer. */
  constructor(
    options: Omit<AccountOptions, 'key'>,
    private readonly delay: (ms: number) => Promise<void>,
    private readonly latencyMs: () => number,
  ) {
    this.account = new FakeAccount({ key: KEY, analytics: { empty: true }, ...options });
    this.#accounts = new Map([[KEY, this.account]]);
  }

  /** The `fetch` of one window. */
  fetchFor(caller: Caller): typeof globalThis.fetch {
    return async (input, init) => {
      const answered = this.#exchange(new Request(input, init), caller);
      const signal = init?.signal;
      if (!signal) return answered;
      return Promise.race([answered, aborted(signal)]);
    };
  }

  async #exchange(request: Request, caller: Caller): Promise<Response> {
    const url = new URL(request.url);
    const key = request.headers.get('x-api-key') ?? undefined;
    const call: Call = {
      method: request.method,
      path: url.pathname,
      query: url.searchParams,
      key,
      requestId: 'sim',
    };
    const fault = this.faults.take(call.method, call.path, key) ?? this.chance();
    const original = this.#answer(call, fault);
    const reply = fault === undefined ? original : faultyReply(fault, original, call);
    await this.delay(this.latencyMs() + (fault?.delayMs ?? 0));
    if (!caller.isAlive() || fault?.kind === 'hang') return forever();
    if (reply === undefined) throw failure('ECONNRESET');
    if (fault?.kind === 'redirect')
      throw new TypeError('fetch failed', { cause: new Error('unexpected redirect') });
    const head = new ServerResponse(new IncomingMessage(new Socket()));
    setHead(head, reply, call, this.settings.headers, fault);
    const isBalance = call.path.startsWith('/v1/credits') && fault?.kind !== 'truncated';
    const { retryAfterMs, ...told } = toldBy(head, isBalance ? reply.text : '');
    const wait = retryAfterMs ?? waitOf(fault);
    caller.onTold({ ...told, ...(wait !== undefined && { retryAfterMs: wait }) });
    return response(head, fault?.kind === 'truncated' ? brokenHalf(reply.text) : reply.text);
  }

  #answer(call: Call, fault: Fault | undefined): Reply {
    if (fault === undefined || ['pass', 'truncated', 'huge'].includes(fault.kind)) {
      return answer(call, this.#accounts, this.settings);
    }
    return { status: 200, text: '', cost: 0, account: this.account };
  }
}

function toldBy(head: ServerResponse, text: string): Told {
  const header = Number(head.getHeader('x-credits-remaining') ?? NaN);
  const retryAfter = Number(head.getHeader('retry-after') ?? NaN);
  const body = head.statusCode === 200 ? balanceIn(text) : undefined;
  return {
    status: head.statusCode,
    ...(body && { body }),
    ...(Number.isFinite(header) && { header }),
    ...(Number.isFinite(retryAfter) && { retryAfterMs: retryAfter * 1000 }),
  };
}

/** Where no `Retry-After` says how long to wait: what the error's body does, or its rate limit. */
function waitOf(fault: Fault | undefined): number | undefined {
  if (fault?.kind !== 'error') return undefined;
  const seconds = fault.contextRetryAfter ?? fault.rateLimitReset;
  return seconds === undefined ? undefined : seconds * 1000;
}

/** Read without the code under test. */
function balanceIn(text: string): Told['body'] {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (typeof value !== 'object' || value === null) return undefined;
  const whole: unknown = 'data' in value ? value.data : value;
  if (typeof whole !== 'object' || whole === null || !('credits' in whole)) return undefined;
  const { credits } = whole;
  if (typeof credits !== 'number' || !Number.isFinite(credits) || credits < 0) return undefined;
  const liquid: unknown = 'credits_liquid' in whole ? whole.credits_liquid : undefined;
  return {
    credits,
    spendable: typeof liquid === 'number' ? liquid : credits,
    isFrozen: 'is_frozen' in whole && whole.is_frozen === true,
  };
}

function response(head: ServerResponse, body: string | ReadableStream): Response {
  const headers = new Headers();
  for (const [name, value] of Object.entries(head.getHeaders())) headers.set(name, String(value));
  const isEmpty = body === '' || head.statusCode === 204;
  return new Response(isEmpty ? null : body, { status: head.statusCode, headers });
}

function brokenHalf(text: string): ReadableStream {
  return new ReadableStream({
    start: (controller) => {
      controller.enqueue(new TextEncoder().encode(text.slice(0, text.length / 2)));
    },
    pull: (controller) => controller.error(failure('ECONNRESET')),
  });
}

function failure(code: string): TypeError {
  return new TypeError('fetch failed', { cause: Object.assign(new Error(code), { code }) });
}

function forever(): Promise<never> {
  return new Promise(() => undefined);
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    const stop = (): void => reject(new DOMException('This operation was aborted', 'AbortError'));
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });
}
