// What the leak check says; see `messages.ts` for how messages are written.

export const leakHere = 'A LeadMagic API key is written here.';
export const leakHereOf = 'The LeadMagic API key of “{0}” is written here.';
export const leakTracked =
  'Git tracks this file: rotate the key, and untrack the file first (git rm --cached) if git is to ignore it.';
export const leakUntracked = 'Git does not ignore this file, so the key may be committed with it.';
export const leakUnknown = 'Whether git ignores this file is unknown.';

export const leakRotate = 'Rotate the key';
export const leakIgnore = 'Add file to .gitignore';
export const leakIgnored = '{0} is in .gitignore now.';
export const leakIgnoredTracked =
  '{0} is in .gitignore now, but git still tracks it. Untrack it: git rm --cached -- {1}';
export const leakNotIgnored = '{0} could not be added to .gitignore.';

export const leakSearching = 'Looking for LeadMagic keys';
export const leakProgress = '{0} of {1}';
export const leakNoFolder = 'Open a folder to look for LeadMagic keys in it.';
export const leakNoKey = 'There is no LeadMagic key to look for. Set one first.';
export const leakNone = {
  one: 'No LeadMagic key was found; {0} file was looked at.',
  other: 'No LeadMagic key was found; {0} files were looked at.',
};
export const leakFound = {
  one: '{0} file holds a LeadMagic key.',
  other: '{0} files hold a LeadMagic key.',
};
export const leakGitUnknown =
  'What git ignores is unknown for a part of them, so .env files there were left out.';
export const leakShow = 'Show';
