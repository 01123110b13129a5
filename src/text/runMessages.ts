// Messages about metered runs. English, which is also the id of the translation; see `messages.ts`.

/** Name and cost. */
export const lastRun = 'Last run: {0}, {1}';
export const runTask = 'a task';
export const runDebug = 'a debug session';
export const runTerminal = 'a terminal command';

/** The same where they stand alone. */
export const aloneTask = 'Task';
export const aloneDebug = 'Debug session';
export const aloneTerminal = 'Terminal command';

// --- cost, by how sure it is ----------------------------------------------------------------------
export const runCost = { one: '{0} credit', other: '{0} credits' };
export const runCostRough = { one: 'about {0} credit', other: 'about {0} credits' };
export const runCostShared = {
  one: '{0} credit, shared with runs at the same time',
  other: '{0} credits, shared with runs at the same time',
};
export const runOtherKey = 'not metered, it uses another key';
export const runNoStart = 'cost unknown, no balance was known when it began';
export const runNoEnd = 'cost unknown, no balance could be read after it';

// --- toast above `runWarnCredits` -----------------------------------------------------------------
/** Name and cost. */
export const runWarning = 'LeadMagic: the run {0} cost more than {2}: {1}.';
/** What kind of run, where it has no name that is safe to show. */
export const runWarningUnnamed = 'LeadMagic: {0} cost more than {2}: {1}.';
/** Where it is not sure that the run alone spent it. */
export const runWarningUnsure = 'LeadMagic: spent while {0} ran: {1}, more than {2}.';
