// What the command-line program says; see `messages.ts` for the rules, and `guardMessages.ts` for what the guard says.
// It speaks English only: what it prints ends up in logs, and scripts may look for it.

export const cliNoKey = 'There is no API key. Set it in the environment as LEADMAGIC_API_KEY.';
export const cliUnconfirmed =
  'LEADMAGIC_BASE_URL names {0}. The key is sent there only if you say so: --origin {0}';
export const cliOtherOrigin = 'The key would be sent to {0}, which is not what --origin names.';
export const cliBadProxy = 'HTTPS_PROXY or HTTP_PROXY is not a usable proxy address.';
export const cliUnexpected = 'The program failed ({0}). Please report it.';

export const usageNoCommand = 'Say what to do: guard or balance.';
export const usageUnknownCommand = 'There is no such command; there are guard and balance.';
export const usageTooMany = 'There is more than one command.';
export const usageUnknownOption = 'There is no such option here.';
export const usageUnknownOptionNamed = 'There is no option {0} here.';
export const usageNoValue = 'The option {0} needs a value.';
export const usageTakesNoValue = 'The option {0} takes no value.';
export const usageNoMinimum = 'The guard needs a minimum, such as --min 500.';
export const usageBadMinimum =
  '--min takes a number of credits, 0 or more, with at most two decimals: 500 or 0.25.';
export const usageBadTimeout = '--timeout takes seconds, more than 0 and at most 300.';
export const usageBadOrigin = '--origin takes a server such as https://api.example.com, without a path.';
export const usageHint = '{0} See leadmagic-credits --help.';

export const help = `Tells the credits left at LeadMagic, and whether they are enough.

Usage
  leadmagic-credits guard --min CREDITS    ends with 0 if at least so many credits can be spent
  leadmagic-credits balance [--json]       prints the balance

Options
  --min CREDITS       what the guard wants: 500, or 0.25
  --json              prints one line of JSON on stdout, errors too
  --timeout SECONDS   how long to wait for the answer (default 10, at most 300)
  --origin ORIGIN     confirms the server in LEADMAGIC_BASE_URL, such as https://api.example.com
  --version           prints the version
  -h, --help          prints this

Exit codes
  0   enough credits, or the balance was printed
  1   guard: too few credits can be spent
  2   not known: no key or a wrong one, no connection, a limit, an answer that makes no sense, wrong options

Environment
  LEADMAGIC_API_KEY      the API key; it is never printed
  LEADMAGIC_BASE_URL     another server. This machine is taken as it is; any other must be https and be
                         confirmed by --origin, as a repository may have set the variable
  HTTPS_PROXY, NO_PROXY  the proxy, and hosts that need none; this machine is never asked through a proxy

JSON
  {"version":1,"credits":4120,"spendable":50,"frozen":true,"level":"critical",
   "at":"2026-01-31T09:30:00.000Z","origin":"https://api.leadmagic.io"}
  level: ok, low (under {0}), critical (under {1}) or empty, by what can be spent
  {"version":1,"error":{"kind":"rateLimited","message":"...","retryAt":"2026-01-31T09:31:00.000Z"}}
  kind: usage, noKey, badKey, badUrl, unconfirmedOrigin, badProxy, unauthorized, payment, forbidden,
  notOffered, rateLimited, badRequest, server, timeout, network, redirect, cancelled, protocol
  retryAt: only where LeadMagic said when to come back

One request is made, and nothing is written to disk.
`;
