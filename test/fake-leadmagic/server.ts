import { randomUUID } from 'node:crypto';
import type { IncomingHttpHeaders, IncomingMessage, Server, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import type { AccountOptions } from './account';
import { FakeAccount } from './account';
import { answerControl, isControl } from './control';
import { faultyReply, sendBody, setHead } from './deliver';
import type { Fault } from './faults';
import { FaultQueue } from './faults';
import { RequestLog } from './requestLog';
import type { RecordedRequest } from './requestLog';
import type { Call, Reply } from './reply';
import { answer } from './routes';
import type { FakeSettings, FakeSettingsChange } from './settings';
import { changed, defaultSettings } from './settings';

export interface FakeLeadMagicOptions extends FakeSettingsChange {
  /** Default 0: any free port. */
  readonly port?: number;
  readonly accounts?: readonly AccountOptions[];
}

/** Starts the stand-in API on loopback. `close` it when done: it holds the process open. */
export async function startFakeLeadMagic(options: FakeLeadMagicOptions = {}): Promise<FakeLeadMagic> {
  const { port = 0, accounts = [], ...settings } = options;
  const server = new FakeLeadMagic(settings);
  for (const account of accounts) {
    server.addAccount(account);
  }
  await server.listen(port);
  return server;
}

export class FakeLeadMagic {
  readonly #server: Server;
  readonly #accounts = new Map<string, FakeAccount>();
  readonly #faults = new FaultQueue();
  readonly #log = new RequestLog();
  #settings = defaultSettings;
  #port = 0;
  #onlineTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(settings: FakeSettingsChange) {
    this.configure(settings);
    this.#server = createServer((request, response) => {
      this.#handle(request, response).catch((error: unknown) => {
        // A caller that left is no news; a fault that Node refuses to send (a line break in a header) is.
        if (!request.socket.destroyed) {
          process.emitWarning(`The stand-in API could not answer: ${String(error)}`);
        }
        response.destroy();
      });
    });
  }

  get port(): number {
    return this.#port;
  }

  /** Scheme, host and port, without a slash. */
  get origin(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  get accounts(): ReadonlyMap<string, FakeAccount> {
    return this.#accounts;
  }

  get settings(): FakeSettings {
    return this.#settings;
  }

  /** Every request but those to the control routes, in order of arrival. */
  get requests(): readonly RecordedRequest[] {
    return this.#log.requests;
  }

  get faults(): readonly Fault[] {
    return this.#faults.waiting;
  }

  get online(): boolean {
    return this.#server.listening;
  }

  /** Adds an account, or replaces the one with that key. */
  addAccount(options: AccountOptions): FakeAccount {
    this.#accounts.get(options.key)?.drain(0);
    const account = new FakeAccount(options);
    this.#accounts.set(options.key, account);
    return account;
  }

  configure(change: FakeSettingsChange): void {
    this.#settings = changed(this.#settings, change);
  }

  /** Queues a fault; it strikes as often as its `times` says. */
  setFault(fault: Fault): void {
    this.#faults.add(fault);
  }

  clearFaults(): void {
    this.#faults.clear();
  }

  clearRequests(): void {
    this.#log.clear();
  }

  /** Resolves once this many requests that match are over (answered or broken), since the last clear. */
  async waitForRequests(
    count: number,
    matches: (request: RecordedRequest) => boolean = () => true,
  ): Promise<readonly RecordedRequest[]> {
    return this.#log.waitFor(count, matches);
  }

  async listen(port: number): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen(port, '127.0.0.1', () => {
        this.#server.off('error', reject);
        resolve();
      });
    });
    const address = this.#server.address();
    this.#port = typeof address === 'object' && address !== null ? address.port : port;
  }

  /** Closes the listener and breaks every connection: callers are refused until `goOnline`. */
  async goOffline(): Promise<void> {
    clearTimeout(this.#onlineTimer);
    if (!this.#server.listening) {
      return;
    }
    const closed = new Promise((resolve) => this.#server.once('close', resolve));
    this.#server.close();
    this.#server.closeAllConnections();
    await closed;
  }

  /** Listens again on the same port. */
  async goOnline(): Promise<void> {
    clearTimeout(this.#onlineTimer);
    if (!this.#server.listening) {
      await this.listen(this.#port);
    }
  }

  /** Offline now, online again after this many ms: for callers that could not reach a switch meanwhile. */
  async goOfflineFor(ms: number): Promise<void> {
    await this.goOffline();
    this.#onlineTimer = setTimeout(() => void this.goOnline(), ms);
  }

  async close(): Promise<void> {
    for (const account of this.#accounts.values()) {
      account.drain(0);
    }
    await this.goOffline();
  }

  async #handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const at = epochNow();
    const url = new URL(request.url ?? '/', this.origin);
    const method = request.method ?? 'GET';
    const body = await text(request);
    if (isControl(url.pathname)) {
      answerControl(this, response, method, url.pathname, body);
      return;
    }
    const key = headerValue(request.headers, 'x-api-key');
    const call: Call = { method, path: url.pathname, query: url.searchParams, key, requestId: randomUUID() };
    const fault = this.#faults.take(method, call.path, key);
    const record = this.#log.open({
      ...{ at, method, path: call.path, query: Object.fromEntries(url.searchParams), key },
      ...{ headers: request.headers, body, fault: fault?.kind },
    });
    response.once('finish', () => record.answered(response.statusCode, epochNow()));
    response.once('close', () => record.over());

    // The answer is made up before any delay: a slow answer is as old as its request.
    const original = this.#answer(call, fault);
    const reply = fault === undefined ? original : faultyReply(fault, original, call);
    if (fault?.delayMs !== undefined) {
      await delay(fault.delayMs, response);
    }
    if (response.destroyed) {
      return;
    }
    if (reply === undefined) {
      if (fault?.kind === 'reset') {
        request.socket.resetAndDestroy();
      }
      return;
    }
    setHead(response, reply, call, this.#settings.headers, fault);
    await sendBody(response, reply.text, fault);
  }

  /** Only faults that keep the true answer let the request spend. */
  #answer(call: Call, fault: Fault | undefined): Reply {
    const keepsAnswer = fault === undefined || ['pass', 'truncated', 'huge'].includes(fault.kind);
    if (keepsAnswer) {
      return answer(call, this.#accounts, this.#settings);
    }
    const account = this.#accounts.get(call.key ?? '');
    return { status: 200, text: '', cost: 0, ...(account === undefined ? {} : { account }) };
  }
}

/** The time in ms since the epoch, with fractions, as every process on this machine sees it. */
function epochNow(): number {
  return performance.timeOrigin + performance.now();
}

function headerValue(headers: IncomingHttpHeaders, name: string): string | undefined {
  const value = headers[name];
  return Array.isArray(value) ? value.join(', ') : value;
}

/** Waits, or gives up as soon as the caller has gone. */
async function delay(ms: number, response: ServerResponse): Promise<void> {
  await new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, ms);
    response.once('close', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
