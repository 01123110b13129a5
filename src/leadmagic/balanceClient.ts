import { answerOf, parsed } from './answer';
import { send } from './http';
import { parseBalance } from './parseBalance';
import type { Answer } from './answer';
import type { Balance } from './balance';
import type { Exchange, HttpDeps, HttpRequest } from './http';
import { present } from './present';

export interface ClientOptions extends HttpDeps {
  /** Scheme, host and port (`https://api.leadmagic.io`). */
  readonly origin: string;
  readonly key: string;
  /** Of each request; 10 s unless told. */
  readonly timeoutMs?: number;
}

/**
 * Reads the balance for one key at one origin: all that the background needs. Nothing here throws: every outcome is an
 * `Answer`.
 */
export class BalanceClient {
  constructor(readonly options: ClientOptions) {}

  /** `GET /v1/credits`: the balance, maybe from the server's cache. */
  async credits(signal?: AbortSignal): Promise<Answer<Balance>> {
    return this.balanceIn(await this.send('GET', '/v1/credits', signal));
  }

  protected balanceIn(exchange: Exchange): Answer<Balance> {
    return answerOf(exchange, parsed(exchange, parseBalance));
  }

  protected send(
    method: HttpRequest['method'],
    path: string,
    signal: AbortSignal | undefined,
  ): Promise<Exchange> {
    const { origin, key, timeoutMs } = this.options;
    return send(this.options, {
      origin,
      path,
      method,
      key,
      signal,
      ...present({ timeoutMs }),
    });
  }
}
