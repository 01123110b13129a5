// What the guard says, as a task and on the command line, and why a balance could not be read; see `messages.ts` for the rules.

export const guardEnough = {
  one: 'LeadMagic: {0} credit left; the minimum is {1}.',
  other: 'LeadMagic: {0} credits left; the minimum is {1}.',
};
export const guardTooFew = {
  one: 'LeadMagic: {0} credit left, under the minimum of {1}.',
  other: 'LeadMagic: {0} credits left, under the minimum of {1}.',
};
export const guardBadMinimum = 'The minimum must be a number of credits, 0 or more.';
export const readFailed = 'The LeadMagic balance could not be read. {0}';
/** What happened, and the code under which to look it up. */
export const withCode = '{0} ({1})';
