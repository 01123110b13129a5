import type { FactTools } from '../../app/affordabilityFacts';
import { Prices } from '../../app/prices';
import type { Formats } from '../../text/formats';
import { EstimateRun } from '../estimate/estimateRun';

export interface EstimateRunTools extends FactTools {
  readonly formats: Formats;
}

/** What the command "Estimate the Cost of a Run" does. */
export async function estimateRun(tools: EstimateRunTools, endpoint: unknown): Promise<void> {
  await new EstimateRun({ ...tools, prices: new Prices(tools.settings) }).run(endpoint);
}
