/** What `runName` knows about programs and shell words. Names are as typed, without directory and `.exe`. */

/** Set variables, print or read: never what a line is run for. */
export const QUIET = new Set(
  (
    'for echo printf export set setx unset alias source . : read rem history declare typeset local readonly setenv eval cd chdir ' +
    'pushd popd sleep true false clear cls cat type tee head tail less more grep sort wait exit umask ulimit trap ' +
    'set-item new-item set-variable set-location set-content add-content write-host write-output get-content out-null'
  ).split(' '),
);

/** Shell words that stand before a command. */
export const KEYWORDS = new Set([
  '!',
  'if',
  'then',
  'else',
  'elif',
  'do',
  'while',
  'until',
  'exec',
  'command',
  'builtin',
  'call',
]);

/**
 * A program that runs the command after it. Of an option in neither set it is not known whether the word behind it is
 * its value, such as a token, so that word is never taken for the command.
 */
export interface Wrapper {
  /** Options with a value of its own in the next word. */
  readonly valued: ReadonlySet<string>;
  /** Options without one. */
  readonly flags: ReadonlySet<string>;
  /** What has to stand between it and the command: `npm exec`, `uv run`. */
  readonly verbs?: ReadonlySet<string>;
  /** It does without a verb as well. */
  readonly verbless?: boolean;
}

function wrapper(valued: string, flags = '', verbs = '', verbless = verbs === ''): Wrapper {
  const set = (words: string) => new Set(words.split(' ').filter((word) => word !== ''));
  return { valued: set(valued), flags: set(flags), verbless, ...(verbs !== '' && { verbs: set(verbs) }) };
}

const NPX_VALUED = '-p --package -c --call -w --workspace --prefix --registry --cache --node-options';
const NPX_FLAGS =
  '-y --yes -n --no --no-install -q --quiet -s --silent -ws --workspaces --include-workspace-root ' +
  '--prefer-offline --prefer-online --offline --ignore-existing';
const PNPM_VALUED = '--package -C --dir -F --filter --reporter';
const PNPM_FLAGS = '-r --recursive -w --workspace-root -s --silent -c --shell-mode --parallel';
const UV_VALUED =
  '--with --with-editable --with-requirements -p --python --package --project --directory --env-file --extra --group ' +
  '--only-group --no-group --index --index-url -i --default-index --extra-index-url --find-links -f --refresh-package ' +
  '--config-file --cache-dir --color -P --upgrade-package -C --config-setting';
const UV_FLAGS =
  '-m --module -s --script --gui-script -q --quiet -v --verbose -n --no-cache -U --upgrade --refresh --frozen --locked ' +
  '--isolated --active --exact --offline --all-extras --all-groups --all-packages --dev --no-dev --only-dev --no-sync ' +
  '--no-project --no-config --no-env-file --no-progress --no-index --managed-python --no-managed-python --native-tls';

/** As typed, without directory and `.exe`. */
export const WRAPPERS = new Map<string, Wrapper>([
  [
    'sudo',
    wrapper(
      '-u -g -h -p -C -r -t -D -T -R -U --user --group --host --prompt --chdir --chroot --role --type',
      '-A -b -E -H -i -k -K -n -P -S -s --preserve-env --set-home --login --non-interactive --stdin --shell --background',
    ),
  ],
  ['doas', wrapper('-u -C', '-n -s')],
  ['env', wrapper('-u -C -S --unset --chdir --split-string', '- -i --ignore-environment -0 -v --debug')],
  ['cross-env', wrapper('')],
  ['time', wrapper('-f -o --format --output', '-p -v -a -l -q --portability --verbose --append --quiet')],
  ['nohup', wrapper('')],
  ['nice', wrapper('-n --adjustment')],
  ['cmd', wrapper('')],
  ['npx', wrapper(NPX_VALUED, NPX_FLAGS)],
  ['bunx', wrapper('-p --package', '--bun -b --silent --verbose --no-install')],
  ['pnpx', wrapper(PNPM_VALUED, PNPM_FLAGS)],
  // Two programs of this name: one of npm's, and one of Python's with a verb.
  [
    'dotenv',
    wrapper(
      '-e -f --file -v -c -p --path -q --quote --export',
      '-o --override --no-override --quiet',
      'run',
      true,
    ),
  ],
  ['npm', wrapper(NPX_VALUED, NPX_FLAGS, 'exec x')],
  ['pnpm', wrapper(PNPM_VALUED, PNPM_FLAGS, 'exec dlx')],
  ['yarn', wrapper('-p --package --cwd', '-q --quiet -s --silent', 'exec dlx')],
  ['bun', wrapper('-p --package --cwd', '--bun -b --silent', 'x')],
  ['poetry', wrapper('-C --directory -P --project', '-q --quiet -n --no-interaction -v -vv -vvv', 'run')],
  ['pipenv', wrapper('--python', '-q --quiet -v --verbose', 'run')],
  ['uv', wrapper(UV_VALUED, UV_FLAGS, 'run')],
  [
    'op',
    wrapper('--account --env-file --config --session --environment', '--no-masking --cache --debug', 'run'),
  ],
  [
    'doppler',
    wrapper(
      '-t --token -p --project -c --config --command --scope --config-dir --fallback --passphrase --mount ' +
        '--mount-format --mount-template --mount-max-reads --name-transformer --only-secrets --api-host --dashboard-host ' +
        '--dns-resolver-address --dns-resolver-timeout --timeout --attempts',
      '--silent --debug --json --forward-signals --no-cache --no-exit-on-write-failure --no-fallback --fallback-only ' +
        '--fallback-readonly --no-read-env --no-timeout --no-verify-tls --no-check-version --print-config --watch',
      'run',
    ),
  ],
]);

/** `npm run` alone says nothing; with these the script's name is kept as well. */
export const SCRIPT_RUNNERS = new Set([
  'npm',
  'pnpm',
  'yarn',
  'bun',
  'deno',
  'go',
  'cargo',
  'nx',
  'turbo',
  'composer',
  'rake',
]);
/** Their first argument when a script's name follows. */
export const RUN = new Set(['run', 'run-script', 'task']);

/** A word with such an ending is a file to run, wherever it stands. */
export const SCRIPT_FILE =
  /\.(?:[cm]?[jt]sx?|py|rb|php|sh|bash|zsh|fish|ps1|bat|cmd|pl|lua|r|jl|go|rs|exs?|jar|cs|csx|fsx|kts?)$/i;
