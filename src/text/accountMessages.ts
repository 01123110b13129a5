// The messages about several accounts; see `messages.ts` for the form.
export const unnamed = 'Unnamed account';
export const isFirst = 'used where a workspace chose none';
export const nameFirst = 'Name the account you have';
export const nameNew = 'Name the new account';
export const nameAgain = 'Rename the account';
export const namePrompt = 'For example the client whose credits it spends. Shown in the status bar.';
export const nameEmpty = 'Type a name, or press Escape.';
export const nameTooLong = 'A name has at most {0} characters.';
export const nameTaken = 'Another account has this name.';
export const addAccount = 'Add account';
export const onlyOne = 'There is only one LeadMagic account.';
export const pickSwitch = 'Use which LeadMagic account?';
export const pickRename = 'Rename which LeadMagic account?';
export const pickRemove = 'Remove which LeadMagic account?';
export const pickThresholds = 'Set the warning thresholds of which LeadMagic account?';
export const switchHere = 'In this workspace';
export const switchEverywhere = 'Wherever no other account was chosen';
export const thresholdLow = 'Warn under how many credits?';
export const thresholdCritical = 'Critical under how many credits?';
export const thresholdPrompt = 'Leave it empty to follow the setting.';
export const thresholdWrong = 'Type a whole number of credits, or nothing.';
export const thresholdAbove = 'That is above the warning at {0}.';
export const removeQuestion = 'Remove the LeadMagic account “{0}”?';
export const removeDetail = 'Its key and what is known of its balance are deleted.';
export const removeDetailEnvironment =
  'What is known of its balance is deleted. Its key stays in LEADMAGIC_API_KEY of the environment.';
export const removeKeep = 'Remove, keep the history for 90 days';
export const removeAll = 'Remove with its history';
export const removed = 'The LeadMagic account “{0}” is removed.';
export const environmentKeyInUse = 'The key in LEADMAGIC_API_KEY is in use.';
export const removeDataQuestion = 'Delete everything LeadMagic Credits keeps on this machine?';
export const removeDataDetail =
  'Keys, accounts, balances and the whole history are deleted. Do this before uninstalling: VS Code keeps the keys of extensions that are gone.';
export const removeDataYes = 'Delete everything';
export const removeDataDone = 'LeadMagic Credits keeps nothing on this machine any more.';
export const removeDataDoneEnvironment =
  'Everything was deleted. LEADMAGIC_API_KEY of the environment stays in use, and what it reads is kept anew.';
