import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { parseCommand } from '../../src/cli/commandLine';
import type { Command } from '../../src/cli/commandLine';
import { builtCli, key, standIn } from './cliHarness';
import { errorIn, parsed } from './parsed';

describe('leadmagic-credits command line', function () {
  this.timeout(60_000);
  const cli = builtCli();
  const { api, env } = standIn();

  afterEach(() => assert.equal(api().requests.length, 0));

  it('--help tells commands, options, exit codes and variables on stdout, and ends with 0', async () => {
    for (const args of [['--help'], ['-h'], ['guard', '--help'], ['balance', '--json', '-h']]) {
      const { code, stdout, stderr } = await cli.run(args, env());
      assert.deepEqual([code, stderr], [0, '']);
      for (const word of [
        'guard --min',
        'balance [--json]',
        '--timeout',
        '--origin',
        '--version',
        'Exit codes',
        'LEADMAGIC_API_KEY',
        'LEADMAGIC_BASE_URL',
        'HTTPS_PROXY',
        'NO_PROXY',
        'under 1,000',
      ]) {
        assert.ok(stdout.includes(word), word);
      }
      assert.ok(stdout.split('\n').every((line) => line.length <= 120));
    }
  });

  it('--version tells the version of the package', async () => {
    const { version } = parsed(await readFile('package.json', 'utf8'));
    assert.deepEqual(await cli.run(['--version'], env()), {
      code: 0,
      signal: null,
      stdout: `${String(version)}\n`,
      stderr: '',
    });
  });

  const wrong: readonly (readonly [readonly string[], RegExp])[] = [
    [[], /guard or balance/],
    [['spend'], /no such command/],
    [['guard', 'balance', '--min', '5'], /more than one command/],
    [['guard'], /needs a minimum/],
    [['guard', '--min'], /--min needs a value/],
    [['guard', '--min', ''], /--min takes a number/],
    [['guard', '--min', '-5'], /--min takes a number/],
    [['guard', '--min=-5'], /--min takes a number/],
    [['guard', '--min', '1e3'], /--min takes a number/],
    [['guard', '--min', '0x10'], /--min takes a number/],
    [['guard', '--min', '1,000'], /--min takes a number/],
    [['guard', '--min', 'NaN'], /--min takes a number/],
    [['guard', '--min', 'Infinity'], /--min takes a number/],
    [['guard', '--min', '0.001'], /--min takes a number/],
    [['guard', '--min', '5', '--json'], /no option --json here/],
    [['balance', '--min', '5'], /no option --min here/],
    [['balance', '--base-url', 'https://api.example.com'], /no option --base-url here/],
    [['balance', '--json=yes'], /--json takes no value/],
    [['balance', '-x'], /no option -x here/],
    [['balance', '--timeout', '0'], /--timeout takes seconds/],
    [['balance', '--timeout', '301'], /--timeout takes seconds/],
    [['balance', '--timeout', 'soon'], /--timeout takes seconds/],
    [['balance', '--origin', 'http://api.example.com'], /--origin takes a server/],
    [['balance', '--origin', 'api.example.com'], /--origin takes a server/],
    [['balance', '--origin', ''], /--origin takes a server/],
  ];
  for (const [args, words] of wrong) {
    it(`refuses: ${args.join(' ')}`, () => {
      const command = parseCommand(args);
      assert.match(command.ok ? 'taken' : command.error, words);
    });
  }

  it('takes what it should', () => {
    const taken: readonly (readonly [readonly string[], Command])[] = [
      [['guard', '--min', '500'], { kind: 'guard', minCredits: 500, timeoutMs: 10_000 }],
      [['--min=0.25', 'guard', '--timeout', '0.5'], { kind: 'guard', minCredits: 0.25, timeoutMs: 500 }],
      [['guard', '--min', '1', '--min', '2'], { kind: 'guard', minCredits: 2, timeoutMs: 10_000 }],
      [['balance'], { kind: 'balance', json: false, timeoutMs: 10_000 }],
      [
        ['balance', '--json', '--timeout=300', '--origin', 'https://API.example.com/'],
        { kind: 'balance', json: true, timeoutMs: 300_000, origin: 'https://api.example.com' },
      ],
    ];
    for (const [args, command] of taken) assert.deepEqual(parseCommand(args), { ok: true, value: command });
  });

  it('ends with 2 for wrong arguments, and points to --help', async () => {
    assert.deepEqual(await cli.run(['guard', '--min', 'many'], env()), {
      code: 2,
      signal: null,
      stdout: '',
      stderr:
        '--min takes a number of credits, 0 or more, with at most two decimals: 500 or 0.25. See leadmagic-credits --help.\n',
    });
    assert.equal((await cli.run([], env())).code, 2);
  });

  it('tells errors in JSON, if asked to, whatever is wrong', async () => {
    const { code, stdout, stderr } = await cli.run(['balance', '--json', '--nope'], env());
    assert.deepEqual([code, stderr, errorIn(stdout)['kind']], [2, '', 'usage']);
  });

  it('never repeats a value: a key may have got among the arguments', async () => {
    // With another key in the environment, nothing but the rule itself keeps this one back.
    const other = { ...env(), LEADMAGIC_API_KEY: 'lm_another_key_0000' };
    for (const args of [
      [key],
      ['guard', key, '--min', '5'],
      ['guard', '--min', key],
      ['balance', `--${key}`],
      ['balance', `--key=${key}`],
      ['balance', `-${key}`],
      ['balance', '--timeout', key],
      ['balance', '--origin', key],
      ['balance', '--origin', `https://${key}@api.example.com`],
      ['balance', '--json', key],
    ]) {
      assert.equal((await cli.run(args, other)).code, 2, args.join(' '));
    }
  });
});
