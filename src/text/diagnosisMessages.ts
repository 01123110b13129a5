// What the diagnosis says; see `messages.ts` for how messages are written.

export const diagnosisTitle = 'LeadMagic Credits: diagnosis';
export const diagnosisIntro =
  'Made at {0}. It holds no key, no e-mail address, no balance and nothing that LeadMagic answered, so it can be shared.';
export const diagnosisProgress = 'Looking into LeadMagic Credits…';
export const diagnosisFileName = 'LeadMagic Credits diagnosis.md';

export const sectionVersions = 'Versions';
export const rowExtension = 'Extension';
export const rowVSCode = 'VS Code';
export const rowNode = 'Node';
export const rowSystem = 'System';
export const rowLanguage = 'Language';
export const rowHost = 'Extension host';
export const hostUi = 'beside the window (ui)';
export const hostWorkspace = 'beside the files (workspace)';
export const rowRemote = 'Remote';
export const noRemote = 'no, on this machine';
export const rowWindow = 'Window';
export const windowDesktop = 'desktop';
export const windowWeb = 'web browser';
export const rowTrust = 'Workspace';
export const trusted = 'trusted';
export const restricted = 'restricted';

export const sectionAccount = 'Key';
export const rowState = 'State';
export const stateStarting = 'starting';
export const stateNoKey = 'no key is set';
export const stateKeyLost = 'VS Code lost the stored key';
export const stateUnconfirmed = 'the key waits to be confirmed for another server';
export const stateInUse = 'in use';
export const stateRejected = 'rejected by LeadMagic';
export const rowProblem = 'Problem';
export const rowSource = 'Source';
export const sourceStored = 'stored in VS Code';
export const sourceEnvironment = 'LEADMAGIC_API_KEY of the environment';
export const rowServer = 'Server';

export const sectionSettings = 'Settings that were changed';
export const sectionProxy = 'Proxy and certificates';
export const nothingSet = 'Nothing is set.';

export const sectionNetwork = 'Network';
export const rowDns = 'Name lookup of {0}';
export const dnsFound = 'IPv4: {0}, IPv6: {1}; {2}';
export const failedAfter = 'failed: {0}; {1}';
export const rowTls = 'Certificate';
export const tlsNone = 'none (http)';
export const rowTlsIssuer = 'Certificate issued by';
export const rowTlsValid = 'Certificate valid';
export const tlsValid = 'from {0} to {1}';
export const rowTlsTrusted = 'Certificate trusted';
export const yes = 'yes';
export const no = 'no';
export const noBecause = 'no: {0}';

export const sectionEndpoints = 'Credit endpoints';
export const endpointNoAccount = 'Not asked: no key is in use.';
export const endpointHeld = 'not asked: LeadMagic asked to wait until {0}';
export const endpointBusy = 'not asked: another request did not end in time';
export const endpointNotSent = 'not sent';

export const sectionSchedule = 'Schedule';
export const noSchedule = 'Nothing is read: no key is in use.';
export const rowShared = 'Shared with other windows';
export const notShared = 'no: the storage folder cannot be written';
export const rowBalance = 'Last balance';
export const balanceRead = '{0}, by {1}, {2}';
export const never = 'never';
export const rowRequests = 'Requests sent so far';
export const rowFailures = 'Failures in a row';
export const rowLastOf = 'Last {0} request';
export const rowNext = 'Next background request';
export const nextOff = 'none: turned off';
export const nextAt = '{0}, when a window is in use';
export const rowHold = 'LeadMagic asked to wait until';
export const rowBackoff = 'Pause after failures until';
export const rowDoubt = 'A value from a header waits to be confirmed';
export const rowLastError = 'Last error';
export const rowLease = 'Right to send';
export const rowWriteLock = 'Right to write';
export const lockNever = 'never taken';
export const lockFree = 'free (number {0})';
export const lockHeld = 'taken (number {0})';

export const sectionOutcomes = 'Last requests of this window';
export const noOutcomes = 'There was no request yet.';
