// What agents get to read, and what is shown while they wait. Words for a model are English, like the descriptions of
// the tools in `package.json`; see `messages.ts` for the rules of the others.

// --- shown to the user ------------------------------------------------------------------------------
export const toolReadsBalance = 'Reading the LeadMagic balance';
export const toolEstimates = {
  one: 'Estimating {0} request to {1}',
  other: 'Estimating {0} requests to {1}',
};

/** The name of a task. */
export const guardOffered = { one: 'at least {0} credit', other: 'at least {0} credits' };

// --- for the model ----------------------------------------------------------------------------------
export const modelNoKey =
  'No LeadMagic API key is set in VS Code. Ask the user to run the command "LeadMagic: Set API Key…"; never ask for the key in the chat. Until then the balance is unknown: do not assume that there are credits.';
export const modelUnconfirmed =
  'The LeadMagic API key was entered for another server and is not used until the user runs the command "LeadMagic: Confirm API Key for This Server…". Until then the balance is unknown.';
export const modelStarting =
  'VS Code has not found out yet whether a LeadMagic API key is set. Try once more in a minute; if it stays so, tell the user.';
export const modelReadFailed =
  'The LeadMagic balance could not be read: {0} Do not assume that there are credits, and do not try again in a loop; tell the user.';
export const modelLastKnown =
  'The balance could not be read just now: {0} These are the last known values; they may be out of date.';
export const modelBadInput =
  'The input must be {"endpoint": string, "rows": whole number of 0 or more, "maxResultsPerRequest"?: whole number of 0 or more}.';
export const modelUnknownEndpoint =
  'This is no endpoint in the table of LeadMagic prices. Use one of these product ids, or its path: {0}.';

export const modelVerdictFree = 'It costs nothing.';
export const modelVerdictAffordable = 'The balance covers even the most it can cost.';
export const modelVerdictTight =
  'The balance covers the expected cost (without one, the least), but not the most it can cost. Ask the user before running it.';
export const modelVerdictTightMost =
  'The balance does not cover the most it can cost, and how much less it may be is not known: not for sure whether requests that find nothing are billed, or which price holds. Ask the user before running it.';
export const modelVerdictBaseCharge =
  'A base charge that LeadMagic does not publish comes on top, so the most it can cost is not known. Ask the user before running it.';
export const modelVerdictOpen =
  'One request may return any number of results, each of which is billed, so there is no upper limit. Limit the results, or ask the user before running it.';
export const modelVerdictShort =
  'The balance does not cover it. Do not run it; tell the user how much is missing.';
export const modelVerdictUnknown =
  'The balance is not known, so nothing is said about whether it covers this.';
