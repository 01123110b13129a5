// Every message of the dashboard, in English, which is also the id under which `l10n/` translates it; see `messages.ts`.

export const title = 'LeadMagic Dashboard';
/** With several accounts: the label of the one in use. */
export const titleOf = 'LeadMagic Dashboard: {0}';
export const heading = 'LeadMagic credits';
export const rangeLegend = 'Range';
export const rangeDays = '{0} days';
export const refresh = 'Refresh';
/** A report is asked for once in a while only, however often somebody refreshes. */
export const reportsOf = 'Reports from {0}, renewed every 5 minutes at most.';
export const exportCsv = 'Export {0} as CSV';
export const showTable = 'Show {0} as a table';
export const showChart = 'Show {0} as a chart';
export const loading = 'Loading {0}';
export const chartHint = 'Arrow keys move from value to value.';
export const chartHintDays = 'Arrow keys move from day to day; Enter opens the day.';
export const noValue = 'no value';
/** {0}: today, in full. */
export const soFar = '{0}, so far';
export const unknown = '–';
export const creditsCount = { one: '{0} credit', other: '{0} credits' };
export const requestsCount = { one: '{0} request', other: '{0} requests' };

// --- panels ---------------------------------------------------------------------------------------
export const panelBalance = 'Balance';
export const panelHistory = 'Balance over time';
export const panelSpending = 'Credits per day';
export const panelProducts = 'Products';
export const panelLatency = 'Response times';
export const panelErrors = 'Error rate';
export const panelLimits = 'Limits';
export const panelFigures = 'Last {0} days';
export const panelExtras = 'More from LeadMagic';
export const panelDay = 'Products on {0}';
export const panelRuns = 'Runs';

// --- balance --------------------------------------------------------------------------------------
export const spendableOf = 'Spendable: {0} of {1}';
export const spendableFrozen = 'Spendable: {0} of {1}; frozen: {2}';
export const frozen = 'The account is frozen.';
export const levelOk = 'Enough';
export const levelLow = 'Low';
export const levelCritical = 'Critical';
export const levelEmpty = 'Empty';
export const levelUnder = 'under {0}';
export const readAt = 'Read at {0}.';
export const mayBeOld = 'This may be out of date.';
export const historyThin =
  'The balance is recorded while VS Code is open; its line appears here once it has changed.';
export const topUpOf = { one: '{0} credit added', other: '{0} credits added' };

// --- spending -------------------------------------------------------------------------------------
export const today = 'Today';
export const thisWeek = 'This week';
export const thisMonth = 'This month';
export const openDay = 'Open the products of {0}';
export const closeDay = 'Close';
export const daysAreUtc = 'Days are counted in UTC.';
export const noSpending = 'No requests in the last {0} days.';
export const noSpendingDay = 'No requests on this day.';

// --- tables ---------------------------------------------------------------------------------------
export const columnDay = 'Day';
export const columnTime = 'Time';
export const columnCredits = 'Credits';
export const columnRequests = 'Requests';
export const columnToppedUp = 'Added';
export const columnProduct = 'Product';
export const columnShare = 'Share';
export const columnSuccess = 'Found';
export const columnAverage = 'Average cost';
export const columnMost = 'Highest cost';
export const columnErrorRate = 'Error rate';
export const sortBy = 'Sort by {0}';

// --- service --------------------------------------------------------------------------------------
export const p50 = 'p50';
export const p95 = 'p95';
export const p99 = 'p99';
export const latencyNote =
  'Half of the requests were faster than p50, 95 % faster than p95, 99 % faster than p99.';
export const errorsOf = { one: '{1} of {0} request', other: '{1} of {0} requests' };
export const noService = 'No requests in the last {0} days, so there is nothing to measure.';

// --- runs -----------------------------------------------------------------------------------------
export const runsNote =
  'What the balance lost while a run went on. Colleagues and other machines may have spent some of it.';
export const columnRun = 'Run';
export const columnFolder = 'Folder';
export const columnCertainty = 'How sure';
export const runAlone = 'No other known run';
export const runShared = 'Shared with other runs';
export const runRough = 'Rough';
export const runOtherKey = 'Not metered: another key';
export const runNoStart = 'Unknown: no balance before it';
export const runNoEnd = 'Unknown: no balance after it';
export const noFolder = 'No folder';
export const runsByFolder = 'By workspace folder, since {0}';
export const columnMetered = 'Metered runs';
export const columnRough = 'Of it rough';
export const columnShared = 'Shared, at least';
export const runsMixed = {
  one: 'At least {0} credit more went to runs of several folders at once.',
  other: 'At least {0} credits more went to runs of several folders at once.',
};

// --- limits and figures ---------------------------------------------------------------------------
export const limitMinute = 'Requests this minute';
export const limitDaily = 'Requests today';
export const limitUse = '{0} of {1}';
/** 80 or 90 percent. */
export const limitTight = 'More than {0} used';
export const inFlight = 'In flight';
export const peak = 'Most in flight';
export const reserved = 'Credits reserved';
export const figureCredits = 'Credits';
export const figureRequests = 'Requests';
export const figurePerRequest = 'Credits per request';
export const figureChargeable = 'Requests charged';
export const figureSuccess = 'Answered without an error';
export const figureAverage = 'Average response';
export const noFigures = 'LeadMagic gave no figures.';

// --- more from LeadMagic --------------------------------------------------------------------------
export const extraQuality = 'Quality';
export const extraQualityDaily = 'Quality per day';
export const extraErrors = 'Errors';
export const extraFoundRate = 'Found rate';

// --- states of the whole page ---------------------------------------------------------------------
export const starting = 'Looking for the API key…';
export const noKey = 'Set a LeadMagic API key to see where the credits go.';
export const unconfirmed = 'The API key was entered for another server. It is not used until you confirm it.';
export const rejected = 'LeadMagic rejected the API key.';
export const emptyAccount =
  'Nothing was requested with this key in the last {0} days. Figures appear with the first request.';
export const actionSetKey = 'Set key';
export const actionConfirm = 'Confirm key';
export const actionTopUp = 'Top up';
export const actionShowLog = 'Show log';

// --- why a report is missing ----------------------------------------------------------------------
export const problemUnauthorized = 'LeadMagic rejected the API key.';
export const problemPayment = 'LeadMagic answered that credits or a plan are missing.';
export const problemForbidden = 'LeadMagic blocked the account.';
export const problemNotOffered = 'This server does not offer this report.';
export const problemRateLimited = 'LeadMagic asked to slow down.';
export const problemBadRequest = 'LeadMagic refused the request (status {0}).';
export const problemServer = 'LeadMagic has a problem (status {0}).';
export const problemTimeout = 'LeadMagic did not answer in time.';
export const problemNetwork = 'LeadMagic could not be reached.';
export const problemRedirect = 'The server tried to send the request elsewhere; it was not followed.';
export const problemCancelled = 'The request was cancelled.';
export const problemProtocol = 'The answer could not be understood.';
export const problemWaiting = 'LeadMagic asked to wait until {0}.';
export const triedAt = 'Tried at {0}.';
export const problemOlder = 'These figures are from {0}. {1}';

// --- export ---------------------------------------------------------------------------------------
export const exportTitle = 'Export as CSV';
export const exportDone = 'Exported to {0}.';
export const exportOpen = 'Open';
export const exportFailed = 'The file could not be written.';
export const exportNothing = 'There is nothing to export yet.';
