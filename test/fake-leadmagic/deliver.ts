import type { ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Fault } from './faults';
import { htmlPage } from './errorShapes';
import { dailyLimit, minuteLimit } from './limits';
import type { Call, Reply } from './reply';
import { failure } from './reply';

/** Which of the API's own headers are sent. */
export interface HeaderSettings {
  readonly credits: boolean;
  readonly rateLimit: boolean;
  readonly requestId: boolean;
}

/** What goes out in place of the true answer; `undefined` for kinds that send nothing. */
export function faultyReply(fault: Fault, reply: Reply, call: Call): Reply | undefined {
  switch (fault.kind) {
    case 'pass':
    case 'truncated':
    case 'huge':
      return reply;
    case 'hang':
    case 'reset':
      return undefined;
    case 'error': {
      const { contextRetryAfter, shape = 'E3', ...facts } = fault;
      const context =
        contextRetryAfter === undefined
          ? facts.context
          : { ...facts.context, retry_after_seconds: contextRetryAfter };
      return failure(call, { errorShape: shape }, { ...facts, context }, reply.account);
    }
    case 'html': {
      const status = fault.status ?? 200;
      return { ...reply, status, contentType: 'text/html', text: htmlPage(status, 'LeadMagic') };
    }
    case 'empty':
      return { ...reply, status: fault.status ?? 200, text: '' };
    case 'notJson':
      return { ...reply, status: 200, contentType: 'application/json', text: "{credits: 'plenty'}" };
    case 'credits':
      return {
        ...reply,
        status: 200,
        contentType: 'application/json',
        text: wrongCredits(fault.as, reply.account?.credits ?? 0),
      };
    case 'redirect':
      return { ...reply, status: fault.status ?? 307, contentType: 'text/plain', text: 'Moved.' };
    case 'body': {
      const { status = 200, contentType = 'application/json', text } = fault;
      return { ...reply, status, contentType, text };
    }
  }
}

function wrongCredits(as: (Fault & { kind: 'credits' })['as'], credits: number): string {
  switch (as) {
    case 'string':
      return JSON.stringify({ credits: String(credits) });
    case 'nanText':
      return '{"credits":"NaN"}';
    case 'infinite':
      return '{"credits":1e999}';
    case 'null':
      return '{"credits":null}';
    case 'missing':
      return '{"is_frozen":false}';
    case 'object':
      return JSON.stringify({ credits: { amount: credits } });
  }
}

/** Sets status and headers of a reply: the API's own, then the fault's. */
export function setHead(
  response: ServerResponse,
  reply: Reply,
  call: Call,
  settings: HeaderSettings,
  fault: Fault | undefined,
): void {
  response.statusCode = reply.status;
  const usage = reply.account?.usage() ?? { minute: 0, today: 0, resetSeconds: 60 };
  const limit = reply.account?.rateLimit ?? minuteLimit;
  const throttled = reply.status === 429;
  const left = throttled ? 0 : Math.max(0, limit - usage.minute);
  const bare = fault?.bareHeaders === true;
  const headers: Record<string, string | number | undefined> = {
    'Content-Type': reply.text === '' ? undefined : reply.contentType,
  };
  if (settings.credits && !bare) {
    headers['X-Credits-Remaining'] = reply.account?.credits.toFixed(2);
    headers['X-Credits-Cost'] = reply.cost;
  }
  if (settings.rateLimit && !bare) {
    headers['RateLimit-Limit'] = headers['X-RateLimit-Limit'] = limit;
    headers['RateLimit-Remaining'] = headers['X-RateLimit-Remaining'] = left;
    if (!throttled) {
      headers['RateLimit-Reset'] = headers['X-RateLimit-Reset'] = usage.resetSeconds;
    }
    headers['X-RateLimit-Remaining-Daily'] = Math.max(0, dailyLimit - usage.today);
    headers['X-RateLimit-Daily-Usage-Percent'] = ((usage.today / dailyLimit) * 100).toFixed(2);
  }
  if (settings.requestId && !bare) {
    headers['X-Request-Id'] = call.requestId;
  }
  if (fault?.kind === 'error') {
    headers['Retry-After'] = fault.retryAfter;
    headers['RateLimit-Reset'] = fault.rateLimitReset ?? headers['RateLimit-Reset'];
  }
  if (fault?.kind === 'redirect') {
    headers['Location'] = fault.to;
  }
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) {
      response.setHeader(name, value);
    }
  }
  for (const [name, value] of Object.entries(fault?.headers ?? {})) {
    if (value === null) {
      response.removeHeader(name);
    } else {
      response.setHeader(name, value);
    }
  }
}

/** Sends the body, whole or spoilt. A caller that goes away early is no error. */
export async function sendBody(
  response: ServerResponse,
  text: string,
  fault: Fault | undefined,
): Promise<void> {
  const half = text.slice(0, Math.floor(text.length / 2));
  if (fault?.kind === 'huge') {
    await pipeline(Readable.from(padded(text, fault.bytes ?? 5 * 1024 * 1024)), response).catch(
      () => undefined,
    );
  } else if (fault?.kind === 'truncated' && fault.clean !== true) {
    response.setHeader('Content-Length', Buffer.byteLength(text));
    response.write(half, () => response.destroy());
  } else {
    const body = fault?.kind === 'truncated' ? half : text;
    if (response.statusCode !== 204) {
      response.setHeader('Content-Length', Buffer.byteLength(body));
    }
    response.end(body);
  }
}

/** The same JSON with white space in front, which a parser would take, were it to read that far. */
function* padded(text: string, bytes: number): Generator<string> {
  const chunk = ' '.repeat(64 * 1024);
  for (let sent = 0; sent < bytes; sent += chunk.length) {
    yield chunk;
  }
  yield text;
}
