import {
  CancellationError,
  LanguageModelTextPart,
  LanguageModelToolResult,
  type CancellationToken,
  type LanguageModelToolInvocationOptions,
  type LanguageModelToolInvocationPrepareOptions,
  type PreparedToolInvocation,
  type Task,
} from 'vscode';

import { checkBalance, estimateCost, estimateMessage, type AgentTools } from '../../app/agentTools';
import type { FactTools } from '../../app/affordabilityFacts';
import type { GuardTools } from '../../app/guard';
import { Prices } from '../../app/prices';
import * as say from '../../text/agentMessages';
import type { BarFormats } from '../../text/barFormats';
import { Formats } from '../../text/formats';
import { guardTask, offeredTask } from '../guard/guardTask';
import type { ToolName } from '../ids';

export interface AgentsTools extends FactTools {
  readonly formats: BarFormats;
}

/** What guard tasks and tools for language models do; loaded with the first of them. */
export class Agents {
  readonly #guard: GuardTools;
  readonly #agent: AgentTools;

  constructor(private readonly tools: AgentsTools) {
    const { locale, t } = tools.formats;
    this.#guard = { ...tools, formats: new Formats(locale, t) };
    this.#agent = { ...tools, prices: new Prices(tools.settings) };
  }

  /** The tasks to offer to those who have written none. */
  tasks(): Task[] {
    return [offeredTask(this.tools.settings().lowCredits, this.#guard)];
  }

  /** A guard task of a `tasks.json`, with what it does. */
  resolve(task: Task): Task {
    return guardTask(task, this.#guard);
  }

  /** What is shown while a tool runs. Nothing is asked: both only read. */
  prepare(
    name: ToolName,
    { input }: LanguageModelToolInvocationPrepareOptions<unknown>,
  ): PreparedToolInvocation {
    const { formats } = this.#guard;
    if (name === 'leadmagic_check_credit_balance')
      return { invocationMessage: formats.t(say.toolReadsBalance) };
    const invocationMessage = estimateMessage(this.#agent.prices, input, formats);
    return invocationMessage === undefined ? {} : { invocationMessage };
  }

  /** @throws Error in words for the model; CancellationError when nobody waits any more */
  async invoke(
    name: ToolName,
    { input }: LanguageModelToolInvocationOptions<unknown>,
    token: CancellationToken,
  ): Promise<LanguageModelToolResult> {
    const aborter = new AbortController();
    const subscription = token.onCancellationRequested(() => aborter.abort());
    if (token.isCancellationRequested) aborter.abort();
    const answer = await (
      name === 'leadmagic_check_credit_balance'
        ? checkBalance(this.#agent, aborter.signal)
        : estimateCost(this.#agent, input, aborter.signal)
    ).finally(() => void subscription.dispose());
    if (token.isCancellationRequested) throw new CancellationError();
    if (!answer.ok) throw new Error(answer.error);
    return new LanguageModelToolResult([new LanguageModelTextPart(JSON.stringify(answer.value))]);
  }
}
