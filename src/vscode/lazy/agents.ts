import * as vscode from 'vscode';

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
  tasks(): vscode.Task[] {
    return [offeredTask(this.tools.settings().lowCredits, this.#guard)];
  }

  /** A guard task of a `tasks.json`, with what it does. */
  resolve(task: vscode.Task): vscode.Task {
    return guardTask(task, this.#guard);
  }

  /** What is shown while a tool runs. Nothing is asked: both only read. */
  prepare(
    name: ToolName,
    { input }: vscode.LanguageModelToolInvocationPrepareOptions<unknown>,
  ): vscode.PreparedToolInvocation {
    const { formats } = this.#guard;
    if (name === 'leadmagic_check_credit_balance')
      return { invocationMessage: formats.t(say.toolReadsBalance) };
    const invocationMessage = estimateMessage(this.#agent.prices, input, formats);
    return invocationMessage === undefined ? {} : { invocationMessage };
  }

  /** @throws Error in words for the model; CancellationError when nobody waits any more */
  async invoke(
    name: ToolName,
    { input }: vscode.LanguageModelToolInvocationOptions<unknown>,
    token: vscode.CancellationToken,
  ): Promise<vscode.LanguageModelToolResult> {
    const aborter = new AbortController();
    const subscription = token.onCancellationRequested(() => aborter.abort());
    if (token.isCancellationRequested) aborter.abort();
    const answer = await (
      name === 'leadmagic_check_credit_balance'
        ? checkBalance(this.#agent, aborter.signal)
        : estimateCost(this.#agent, input, aborter.signal)
    ).finally(() => void subscription.dispose());
    if (token.isCancellationRequested) throw new vscode.CancellationError();
    if (!answer.ok) throw new Error(answer.error);
    return new vscode.LanguageModelToolResult([
      new vscode.LanguageModelTextPart(JSON.stringify(answer.value)),
    ]);
  }
}
