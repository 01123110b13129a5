import { present } from '../leadmagic/present';
import { err, ok, type Result } from '../leadmagic/result';
import { COST_TABLE } from '../runs/costTable';
import * as say from '../text/agentMessages';
import { describeError } from '../text/errors';
import type { Formats } from '../text/formats';
import { english } from '../text/translate';
import { affordability } from './affordability';
import { factsFor, readRecent, type FactTools } from './affordabilityFacts';
import { accountInUse, type NoAccount } from './affordabilityRead';
import type { Prices } from './prices';
import { endpointName, parseEstimateInput } from './toolInput';
import { balanceResult, estimateResult, type BalanceResult, type EstimateResult } from './toolResults';

export interface AgentTools extends FactTools {
  readonly prices: Prices;
}

const noAccount: Readonly<Record<NoAccount, string>> = {
  noKey: say.modelNoKey,
  unconfirmed: say.modelUnconfirmed,
  starting: say.modelStarting,
};

/** An answer for a model, or a sentence that tells it what to do instead. */
export type ToolAnswer<T> = Result<T, string>;

/** The tool `leadmagic_check_credit_balance`. Never rejects. */
export async function checkBalance(
  tools: AgentTools,
  signal: AbortSignal,
): Promise<ToolAnswer<BalanceResult>> {
  const found = await accountInUse(tools.monitor, signal);
  if (!found.ok) return err(noAccount[found.error]);
  const account = found.value;
  const read = await readRecent(account, false, tools, signal);
  const now = tools.now();
  if (read.ok) return ok(balanceResult(read.value, account.view, now, undefined));
  const { observation } = account.session.state.snapshot;
  const why = describeError(read.error, english);
  if (observation === undefined) return err(english(say.modelReadFailed, why));
  return ok(balanceResult(observation, account.view, now, english(say.modelLastKnown, why)));
}

/** The tool `leadmagic_estimate_cost`. Never rejects. Without a key it tells the cost, and that the balance is unknown. */
export async function estimateCost(
  tools: AgentTools,
  input: unknown,
  signal: AbortSignal,
): Promise<ToolAnswer<EstimateResult>> {
  const parsed = parseEstimateInput(input);
  if (!parsed.ok) return err(say.modelBadInput);
  const { endpoint, rows, maxResultsPerRequest } = parsed.value;
  const cost = tools.prices.of(endpointName(endpoint));
  if (cost === undefined) {
    const ids = COST_TABLE.map(({ id }) => id).join(', ');
    return err(english(say.modelUnknownEndpoint, ids));
  }
  const facts = await factsFor(cost, false, tools, signal);
  const run = {
    cost,
    rows,
    ...present({ resultsPerRequest: maxResultsPerRequest }),
  };
  return ok(estimateResult(affordability(run, facts), tools.now()));
}

/** What is shown while a cost is estimated; undefined where it will not be. */
export function estimateMessage(prices: Prices, input: unknown, formats: Formats): string | undefined {
  const parsed = parseEstimateInput(input);
  if (!parsed.ok) return undefined;
  const { endpoint, rows } = parsed.value;
  const product = prices.of(endpointName(endpoint))?.endpoint.name;
  return product === undefined ? undefined : formats.plural(say.toolEstimates, rows, product);
}
