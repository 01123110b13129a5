// What is said of prices and of what a run would cost: the command, and the hover on a path. See `messages.ts`
// for the rules.

// --- prices -----------------------------------------------------------------------------------------
export const priceFree = 'Free';
export const pricePerRequest = { one: '{0} credit a request', other: '{0} credits a request' };
export const pricePerRow = { one: '{0} credit a row', other: '{0} credits a row' };
export const pricePerResult = { one: '{0} credit a result', other: '{0} credits a result' };
export const rangePerRequest = '{0} to {1} credits a request';
export const rangePerRow = '{0} to {1} credits a row';
export const rangePerResult = '{0} to {1} credits a result';

export const missFree = 'Nothing found costs nothing.';
export const missPartly = 'Some requests that find nothing are billed.';
export const missBilled = 'A request that finds nothing is billed too.';
export const missUnknown = 'LeadMagic does not say whether a request that finds nothing is billed.';

export const noteInvalidBilled =
  'The verdict “invalid” is billed; unknown and catch-all addresses that cannot be verified are free.';
export const noteFreeWhenUnresolved = 'It is free only when the profile cannot be resolved.';
export const noteFreeOnTopPlans = 'It is free on the Professional and Ultimate plans.';
export const noteBaseCharge = 'A base charge that is not published comes on top.';
export const noteSingleRate = 'Each row costs what a single request to the product costs.';
export const noteConflict = 'LeadMagic’s own pages disagree about this price.';
export const noteMissUnofficial = 'That nothing found is free is not said by LeadMagic itself.';
export const noteNotInReview = 'It was not in LeadMagic’s last list and may be gone.';

/** Where a price was read, and the day. */
export const priceSource = '{0}, {1}';
/** By the ids of `costTable.ts`. */
export const costSources = {
  quickReference: 'LeadMagic API quick reference',
  earlier: 'Earlier LeadMagic documentation',
};
export const priceOwn = 'Your own price, by the setting costOverrides';

// --- the hover --------------------------------------------------------------------------------------
export const hoverAffordsRequests = {
  one: 'The balance of {1} pays for {0} request.',
  other: 'The balance of {1} pays for {0} requests.',
};
export const hoverAffordsRows = {
  one: 'The balance of {1} pays for {0} row.',
  other: 'The balance of {1} pays for {0} rows.',
};
export const hoverAffordsResults = {
  one: 'The balance of {1} pays for {0} result.',
  other: 'The balance of {1} pays for {0} results.',
};
/** Follows, where the price is a range. */
export const hoverAtMost = 'That is at the highest price.';
export const hoverStale = 'The balance may be out of date.';
export const hoverEstimate = 'Estimate a run';

// --- the command's questions --------------------------------------------------------------------------
export const pickEndpoint = 'Which endpoint will the run use?';
export const pickEndpointTitle = 'Estimate the cost of a run';
export const pickRows = 'How many requests will it send?';
export const rowsTitle = 'Rows for {0}';
export const rowsTyped = 'Type a number…';
export const rowsSelection = {
  one: 'The selection: {0} line that is not empty',
  other: 'The selection: {0} lines that are not empty',
};
export const rowsFile = { one: '{1}: {0} row', other: '{1}: {0} rows' };
export const rowsHeader = 'The first line is taken for the names of columns and left out.';
export const rowsUnclosedQuote = 'A quote is never closed, so lines were counted.';
export const rowsNotJson = '{0} is not valid JSON, so its rows cannot be counted.';
export const rowsNoList = '{0} does not hold one list, so its rows cannot be counted.';
export const rowsTooLarge = '{0} is too large to count its rows.';
export const rowsPrompt = 'One request is sent for each row.';
export const rowsWrong = 'Type a whole number, at most 1,000,000,000.';
export const resultsPrompt =
  'How many results can one request return at most? Leave it empty if there is no limit.';
export const estimateReading = 'Reading the LeadMagic balance…';

// --- the result ---------------------------------------------------------------------------------------
export const resultTitle = {
  one: '{1}: {0} request',
  other: '{1}: {0} requests',
};
export const resultTitleRows = { one: '{1}: {0} row', other: '{1}: {0} rows' };
export const resultPlaceholder = 'What it would cost, and what is left';

export const verdictFree = 'It costs nothing';
export const verdictAffordable = 'Enough credits, whatever is found';
export const verdictTight = 'Enough for what is expected, not for the most it can cost';
export const verdictTightUnexpected = 'Enough only if not everything is found';
/** Where what is billed does not depend on what is found alone. */
export const verdictTightMost = 'The most it can cost is not covered';
export const verdictBaseCharge = 'The most is not known: a base charge that is not published comes on top';
export const verdictOpen = 'There is no upper limit: one request may return any number of results';
export const verdictShort = 'Not enough credits';
export const verdictUnknown = 'The balance is not known';

export const resultLeast = 'Least: {0}';
export const resultLeastWhy = 'nothing is found';
/** Where LeadMagic does not say so. */
export const resultLeastIfFree = 'if what finds nothing is free';
export const resultLeastBilled = 'at the lowest price';
export const resultExpected = 'Expected: {0}';
/** Percent found, and of how many requests. */
export const resultByFoundRate = {
  one: 'you found {1} with {0} request in 30 days',
  other: 'you found {1} with {0} requests in 30 days',
};
export const resultByAverage = {
  one: 'your average over {0} request in 30 days',
  other: 'your average over {0} requests in 30 days',
};
export const resultMost = 'Most: {0}';
export const resultMostWhy = 'everything is found';
export const resultAfter = 'Balance after: {0}';
export const resultAfterBetween = 'Balance after: {0} to {1}';
export const resultAfterAtMost = 'Balance after: at most {0}';
export const resultNow = '{0} now, read at {1}';
export const resultNowStale = '{0} when last read, at {1}';
export const resultMissing = {
  one: 'Up to {0} credit is missing',
  other: 'Up to {0} credits are missing',
};
/** Where there is no upper limit. */
export const resultMissingExpected = {
  one: '{0} credit is missing for what is expected',
  other: '{0} credits are missing for what is expected',
};
export const resultRunway = {
  one: 'As much as {0} day of the present pace',
  other: 'As much as {0} days of the present pace',
};
export const resultRunwayWhy = { one: '{0} credit a day', other: '{0} credits a day' };
export const resultPrice = 'Price: {0}';
export const resultNoKey = 'Set an API key to compare the cost with the balance.';
export const resultUnconfirmed = 'Confirm the API key for this server to compare the cost with the balance.';
export const resultStarting =
  'The API key is not known yet, so the cost cannot be compared with the balance.';
export const resultAgain = 'Estimate another run';
