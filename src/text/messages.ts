// Every message of the extension host, in English, which is also the id under which `l10n/` translates it.
// `{0}` is a value. A message with `one` and `other` depends on the number in `{0}`.
// One constant each, so that a bundle carries only the messages it shows.

// --- status bar -----------------------------------------------------------------------------------
export const setKeyBar = 'Set LeadMagic key';
export const keyRejectedBar = 'LeadMagic key rejected';
export const confirmKeyBar = 'Confirm LeadMagic key';

export const labelNoKey = 'LeadMagic credits: no API key is set. Press Enter to set one.';
export const labelKeyLost =
  'LeadMagic credits: VS Code lost the stored API key. Press Enter to set it again.';
export const labelLoading = 'LeadMagic credits: reading the balance.';
export const labelUnread = 'LeadMagic credits: the balance could not be read yet. {0}';
export const labelRejected = 'LeadMagic credits: LeadMagic rejected the API key.';
export const labelUnconfirmed =
  'LeadMagic credits: the API key was entered for another server and is not used.';
export const labelBalance = { one: 'LeadMagic: {0} credit left.', other: 'LeadMagic: {0} credits left.' };
export const labelAccountBalance = {
  one: 'LeadMagic, {1}: {0} credit left.',
  other: 'LeadMagic, {1}: {0} credits left.',
};
export const labelAccount = 'Account {0}. {1}';
export const labelLow = 'Low: under {0}.';
export const labelCritical = 'Critical: under {0}.';
export const labelEmpty = 'None can be spent.';
export const labelFrozen = 'The account is frozen; {0} in all.';
export const labelRead = 'Read at {0}.';
export const labelBusy = 'Refreshing.';

// --- errors, in the user's words ------------------------------------------------------------------
export const errorUnauthorized = 'LeadMagic rejected the API key.';
export const errorPayment = 'LeadMagic answered that credits or a plan are missing.';
export const errorForbidden = 'LeadMagic blocked the account.';
export const errorNotOffered = 'This server does not offer the credit endpoints.';
export const errorRateLimited = 'LeadMagic asked to slow down.';
export const errorBadRequest = 'LeadMagic refused the request (status {0}).';
export const errorServer = 'LeadMagic has a problem (status {0}).';
export const errorTimeout = 'LeadMagic did not answer in time.';
export const errorNetwork = 'LeadMagic could not be reached. Check the network and the proxy settings.';
export const errorRedirect = 'The server tried to send the request elsewhere; it was not followed.';
export const errorCancelled = 'The request was cancelled.';
export const errorProtocol = 'The answer could not be understood.';

// --- tooltip --------------------------------------------------------------------------------------
export const tooltipTitle = 'LeadMagic credits';
export const tooltipSpendable = 'Spendable: {0} of {1}';
export const tooltipSpendableFrozen = 'Spendable: {0} of {1}; frozen: {2}';
export const tooltipFrozen = 'The account is frozen.';
export const tooltipLevelOk = 'Enough: warns under {0}, critical under {1}.';
export const tooltipLevelOkLow = 'Enough: warns under {0}.';
export const tooltipLevelOkCritical = 'Enough: critical under {0}.';
export const tooltipLevelLow = 'Low: under {0}.';
export const tooltipLevelCritical = 'Critical: under {0}.';
export const tooltipLevelEmpty = 'No credits can be spent.';
export const tooltipReadPoll = 'Read at {0}.';
export const tooltipReadHeader = 'Seen at {0} in the header of a response.';
export const tooltipReadHanded = 'Reported at {0} by another extension.';
export const tooltipStale = 'This may be out of date.';
export const tooltipError = 'Last try at {0}: {1}';
export const tooltipHold = 'LeadMagic asked to wait until {0}.';
export const tooltipKeyStored = 'Key: stored in VS Code, for {0}';
export const tooltipKeyEnvironment = 'Key: LEADMAGIC_API_KEY of the environment, for {0}';
export const worksAlone =
  'This window works alone: it cannot write to the storage folder, or a newer version of the extension uses it. In that case, reload the window.';
export const tooltipNoKey = 'Set an API key to see the credits left.';
export const tooltipKeyLost =
  'VS Code lost the stored key (its keyring may be missing, as in containers). Set it again, or provide LEADMAGIC_API_KEY in the environment.';
export const tooltipBadEnvironmentKey = 'LEADMAGIC_API_KEY in the environment is not a usable key.';
export const tooltipBadEnvironmentUrl =
  'LEADMAGIC_BASE_URL must be https, or http on this machine, without a path.';
export const tooltipUnconfirmed = 'The key was entered for {0}. It is not sent to {1} until you confirm.';
export const tooltipUnconfirmedEnvironment =
  'LEADMAGIC_API_KEY of the environment is not sent to {0} until you confirm.';

// --- actions --------------------------------------------------------------------------------------
export const actionRefresh = 'Refresh';
export const actionCheckHealth = 'Check key';
export const actionTopUp = 'Top up';
export const actionUsage = 'Open usage at LeadMagic';
export const actionSetKey = 'Set key';
export const actionReplaceKey = 'Replace key';
export const actionClearKey = 'Clear key';
export const actionConfirm = 'Confirm key';
export const actionSettings = 'Settings';
export const actionSnooze = 'Snooze…';
export const actionShowLog = 'Show log';
export const actionRetry = 'Retry';
export const actionsPlaceholder = 'LeadMagic credits';

// --- alerts ---------------------------------------------------------------------------------------
export const alertLow = {
  one: 'LeadMagic: {0} credit left, under {1}.',
  other: 'LeadMagic: {0} credits left, under {1}.',
};
export const alertCritical = {
  one: 'LeadMagic: only {0} credit left, under {1}.',
  other: 'LeadMagic: only {0} credits left, under {1}.',
};
export const alertEmpty = 'LeadMagic: no credits left to spend.';
export const alertFrozen = 'LeadMagic: the account is frozen; {0} of {1} can be spent.';
export const alertDaysLeft = {
  one: 'LeadMagic: credits last about {0} day at this pace.',
  other: 'LeadMagic: credits last about {0} days at this pace.',
};
export const alertLastDay = 'LeadMagic: credits last less than a day at this pace.';
export const snoozeTitle = 'Hold LeadMagic notifications back';
export const snoozeHour = 'For an hour';
export const snoozeToday = 'For today';
export const snoozeOff = 'Turn them off';
export const snoozeOffDetail = 'Changes the setting leadmagicCredits.notifications';
export const snoozedUntil = 'LeadMagic notifications are held back until {0}.';
export const notificationsOff = 'LeadMagic notifications are off.';

// --- key commands ---------------------------------------------------------------------------------
export const keyTitle = 'LeadMagic API key';
export const keyPrompt = 'It will be sent to {0} only, and kept in VS Code’s secret storage.';
export const keyPlaceholder = 'Paste the key';
export const keyFromTyping = 'Type or paste a key';
export const keyFromEnvironment = 'Take LEADMAGIC_API_KEY from the environment';
export const keyFromFile = 'Take it from a .env file of this workspace…';
export const keyPickFile = 'Which file holds the key?';
export const keyNotInFile = '{0} holds no usable {1}.';
export const keyOfOtherAccount = 'The account “{0}” has this key already.';
export const keyStoredFor = 'The LeadMagic key of “{1}” is stored, for {0}.';
export const keyStoredBlockedFor =
  'The LeadMagic key of “{1}” is stored, for {0}; LeadMagic blocks the account at the moment.';
export const keyEmpty = 'Paste a key, or press Escape.';
export const keyTooShort = 'A LeadMagic key has at least 8 characters.';
export const keyTooLong = 'A LeadMagic key has at most 256 characters.';
export const keyCharacters = 'A key has no spaces, line breaks or accented characters.';
export const keyChecking = 'Checking the LeadMagic key…';
export const keyRefused = 'LeadMagic rejected this key; it was not stored.';
export const keyRefusedWhy = 'LeadMagic rejected this key; it was not stored. LeadMagic says: {0}';
export const keyUnchecked = 'The key could not be checked. {0}';
export const keySaveAnyway = 'Save anyway';
export const keyTryAgain = 'Try again';
export const keyStored = 'The LeadMagic key is stored, for {0}.';
export const keyStoredBlocked =
  'The LeadMagic key is stored, for {0}; LeadMagic blocks the account at the moment.';
export const keyNotKept =
  'VS Code could not keep the key. Without a keyring, provide LEADMAGIC_API_KEY in the environment.';
export const keySameQuestion = 'Is this a new key of the same LeadMagic account?';
export const keySameDetail =
  'If it is, the balance history, the metered runs and the warnings go on with it. If it is of another account, it begins anew, and what is kept of the key before goes after 90 days.';
export const keySameAccount = 'Same account';
export const keyAnotherAccount = 'Another account';
export const clearKeyQuestion = 'Remove the LeadMagic key from VS Code?';
export const clearKeyDetail = 'The balance is not read any more until a key is set.';
export const clearKeyDetailEnvironment = 'The key in LEADMAGIC_API_KEY is used afterwards.';
export const clearKeyYes = 'Remove';
export const keyCleared = 'The LeadMagic key is removed.';
export const environmentKeyStays =
  'The key comes from LEADMAGIC_API_KEY of the environment; VS Code holds none that could be removed.';
export const confirmQuestion = 'Send the LeadMagic key to {0}?';
export const confirmDetailStored = 'It was entered for {0}. Confirm only if you trust the new server.';
export const confirmDetailEnvironment =
  'LEADMAGIC_BASE_URL of the environment, or the setting apiBaseUrl, names this server. Confirm only if you trust it.';
export const confirmYes = 'Send it there';
export const nothingToConfirm = 'The LeadMagic key is in use for {0}; there is nothing to confirm.';

// --- refresh and health ---------------------------------------------------------------------------
export const refreshFailed = 'The LeadMagic balance could not be refreshed. {0}';
export const waitUntil = 'LeadMagic asked to wait until {0}.';
export const busyElsewhere = 'Another window is reading the balance; try again in a moment.';
export const needsKey = 'Set a LeadMagic API key first.';
export const healthValid = 'The LeadMagic key works ({0}).';
export const healthOutOfCredits = 'The LeadMagic key works, but there are no credits left for this ({0}).';
export const healthRejected = 'LeadMagic rejected the key ({0}).';
export const healthBlocked = 'The LeadMagic key is valid, but the account is blocked ({0}).';
export const healthUnknown = 'Whether the key works is unknown ({0}). {1}';
export const serverSays = 'LeadMagic says: {0}';

// --- spending -------------------------------------------------------------------------------------
export const spentToday = { one: 'Today: {0} credit spent', other: 'Today: {0} credits spent' };
export const spentHour = { one: 'Last hour: {0} credit', other: 'Last hour: {0} credits' };
export const spentWeek = { one: 'Last 7 days: {0} credit', other: 'Last 7 days: {0} credits' };
export const paceDaysLeft = {
  one: 'Lasts about {0} day, at {1} a day ({2})',
  other: 'Lasts about {0} days, at {1} a day ({2})',
};
export const paceLastDay = 'Lasts less than a day, at {0} a day ({1})';
export const paceNone = 'Nothing was spent lately ({0})';
export const paceThin = 'How long it lasts can be told after {0} of watching; {1} so far';
export const paceFewSpends = 'How long it lasts can be told once credits were spent {0} times; {1} so far';
export const basisVendor = {
  one: 'LeadMagic’s own figures for {0} day',
  other: 'LeadMagic’s own figures for {0} days',
};
export const basisLocal = 'seen here over {0}';
export const noticeTopUp = {
  one: 'LeadMagic: {0} credit added; {1} can be spent now.',
  other: 'LeadMagic: {0} credits added; {1} can be spent now.',
};
export const spentWhileClosed = {
  one: 'While VS Code was closed, since {1}: {0} credit spent',
  other: 'While VS Code was closed, since {1}: {0} credits spent',
};
export const sparklineWords = 'From {0} ({1}) to {2} now';
export const sparklineWordsTopUp = 'From {0} ({1}) to {2} now, with credits added in between';

// --- history --------------------------------------------------------------------------------------
export const exportTitle = 'Export the LeadMagic balance history';
export const exportCsv = 'CSV';
export const exportJson = 'JSON';
export const exportDone = {
  one: '{0} line of balance history was written to {1}.',
  other: '{0} lines of balance history were written to {1}.',
};
export const exportOpen = 'Open';
export const exportNone = 'There is no balance history yet.';
export const exportFailed = 'The balance history could not be written to {0}.';
export const clearHistoryQuestion = 'Delete the LeadMagic balance history on this machine?';
export const clearHistoryDetail =
  'What metered runs cost is deleted too. The present balance and LeadMagic’s own figures stay.';
export const clearHistoryYes = 'Delete';
export const historyCleared = 'The LeadMagic balance history is deleted.';

// --- command line ---------------------------------------------------------------------------------
export const terminalPath = 'Offers the command `leadmagic-credits` in terminals.';
export const actionDashboard = 'Open dashboard';
export const actionEstimate = 'Estimate a run…';
export const actionSwitchAccount = 'Switch account…';
