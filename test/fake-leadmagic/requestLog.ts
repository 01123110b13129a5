import type { IncomingHttpHeaders } from 'node:http';

/** One request as the server saw it. Times are ms since the epoch, with fractions. */
export interface RecordedRequest {
  readonly at: number;
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  /** The `X-API-Key` header. */
  readonly key: string | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  /** Kind of the fault that struck it. */
  readonly fault: string | undefined;
  /** Status of a whole answer; undefined while it is under way, and for one that was cut or never came. */
  readonly status: number | undefined;
  /** When the last byte of a whole answer was handed to the system. */
  readonly lastByteAt: number | undefined;
  /** Whether the exchange is over, answered or not. */
  readonly over: boolean;
}

type Opened = Omit<RecordedRequest, 'status' | 'lastByteAt' | 'over'>;

/** What the server does to one record as its exchange goes on. */
export interface OpenRecord {
  answered(status: number, lastByteAt: number): void;
  over(): void;
}

interface Waiter {
  readonly done: (requests: readonly RecordedRequest[]) => void;
  readonly matches: (request: RecordedRequest) => boolean;
  readonly count: number;
}

/** What the server was asked, in order of arrival. */
export class RequestLog {
  #requests: RecordedRequest[] = [];
  #waiters: Waiter[] = [];

  get requests(): readonly RecordedRequest[] {
    return this.#requests;
  }

  open(request: Opened): OpenRecord {
    const record = { ...request, status: undefined, lastByteAt: undefined, over: false };
    this.#requests.push(record);
    return {
      answered: (status: number, lastByteAt: number) => {
        Object.assign(record, { status, lastByteAt, over: true });
        this.#wake();
      },
      over: () => {
        record.over = true;
        this.#wake();
      },
    };
  }

  clear(): void {
    this.#requests = [];
  }

  async waitFor(
    count: number,
    matches: (request: RecordedRequest) => boolean,
  ): Promise<readonly RecordedRequest[]> {
    return new Promise((done) => {
      this.#waiters.push({ done, matches, count });
      this.#wake();
    });
  }

  #wake(): void {
    this.#waiters = this.#waiters.filter(({ done, matches, count }) => {
      const found = this.#requests.filter((request) => request.over && matches(request));
      if (found.length < count) {
        return true;
      }
      done(found);
      return false;
    });
  }
}
