import { answerOf } from './answer';
import { BalanceClient } from './balanceClient';
import { judgeCredits, judgeHealth } from './healthVerdict';
import { holdLength } from './holdLength';
import { err, ok } from './result';
import type { Answer } from './answer';
import type { Balance } from './balance';
import type { HealthVerdict } from './healthVerdict';
import type { Exchange } from './http';

/**
 * The credit endpoints for one key at one origin. Nothing here throws: every outcome is an `Answer`. A call that needs
 * two requests makes the second only if the first neither was refused nor asked to wait, and `mayGoOn` agrees.
 */
export class LeadMagicClient extends BalanceClient {
  /** Learnt from a 404 or 405; a server that lacks the route is not asked for it again. */
  #offersRefresh = true;

  /** `POST /v1/credits/refresh`: makes the server re-read the balance; falls back on `credits` where that tells nothing. */
  async refreshCredits(signal?: AbortSignal, mayGoOn = always): Promise<Answer<Balance>> {
    if (!this.#offersRefresh) return this.credits(signal);
    const exchange = await this.send('POST', '/v1/credits/refresh', signal);
    if (isNotOffered(exchange)) this.#offersRefresh = false;
    const answer = this.balanceIn(exchange);
    const toldNothing = exchange.result.ok && !answer.result.ok;
    const isWanting = (toldNothing || isNotOffered(exchange)) && !asksToWait(exchange);
    if (!isWanting || !(await mayGoOn())) return answer;
    return withCreditsOf(exchange, await this.credits(signal));
  }

  /**
   * `GET /v1/credits/health`, or `GET /v1/credits` where the server has no such route: does the key work? Trouble of any
   * kind is part of the verdict; the only error is `cancelled`.
   */
  async health(signal?: AbortSignal, mayGoOn = always): Promise<Answer<HealthVerdict>> {
    const first = await this.send('GET', '/v1/credits/health', signal);
    const again = isNotOffered(first) && !asksToWait(first) && (await mayGoOn());
    const second = again ? await this.send('GET', '/v1/credits', signal) : first;
    const last = withCreditsOf(first, second);
    if (!last.result.ok && last.result.error.kind === 'cancelled')
      return answerOf(last, err(last.result.error));
    const judgement = again ? judgeCredits(last) : judgeHealth(last);
    return answerOf(last, ok({ ...judgement, tookMs: last.receivedAt - first.sentAt }));
  }
}

function always(): Promise<boolean> {
  return Promise.resolve(true);
}

/** What the first of two responses said is left, where the second says nothing. */
function withCreditsOf<T extends Pick<Exchange, 'headers'>>(first: Exchange, second: T): T {
  const { creditsRemaining } = first.headers;
  if (creditsRemaining === undefined) return second;
  return { ...second, headers: { creditsRemaining, ...second.headers } };
}

function isNotOffered({ result }: Exchange): boolean {
  return !result.ok && result.error.kind === 'notOffered';
}

function asksToWait(exchange: Exchange): boolean {
  return (holdLength(exchange) ?? 0) > 0;
}
