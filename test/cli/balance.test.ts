import assert from 'node:assert/strict';
import { builtCli, standIn } from './cliHarness';
import { parsed } from './parsed';

describe('leadmagic-credits balance', function () {
  this.timeout(60_000);
  const cli = builtCli();
  const { api, account, env } = standIn();

  it('prints one line for a person', async () => {
    assert.deepEqual(await cli.run(['balance'], env()), {
      code: 0,
      signal: null,
      stdout: 'LeadMagic: 4,120 credits left.\n',
      stderr: '',
    });
    account().freeze(4119);
    assert.equal(
      (await cli.run(['balance'], env())).stdout,
      'LeadMagic: 1 credit left. The account is frozen; 4,120 in all.\n',
    );
  });

  it('prints one line of JSON with --json', async () => {
    account().freeze(4070);
    const before = Date.now();
    const { code, stdout, stderr } = await cli.run(['balance', '--json'], env());
    const after = Date.now();
    assert.deepEqual([code, stderr], [0, '']);
    assert.match(stdout, /^[^\n]+\n$/);
    const { at, ...rest } = parsed(stdout);
    assert.deepEqual(rest, {
      version: 1,
      credits: 4120,
      spendable: 50,
      frozen: true,
      level: 'critical',
      origin: api().origin,
    });
    assert.ok(typeof at === 'string' && new Date(at).toISOString() === at);
    assert.ok(Date.parse(at) >= before && Date.parse(at) <= after);
  });

  it('has the same members, of the same types, for every body the API has', async () => {
    for (const variant of ['plain', 'full', 'usedThisMonth', 'wrapped'] as const) {
      account().variant = variant;
      const { stdout } = await cli.run(['balance', '--json'], env());
      const types = Object.entries(parsed(stdout)).map(([name, value]) => [name, typeof value]);
      assert.deepEqual(types, [
        ['version', 'number'],
        ['credits', 'number'],
        ['spendable', 'number'],
        ['frozen', 'boolean'],
        ['level', 'string'],
        ['at', 'string'],
        ['origin', 'string'],
      ]);
    }
  });

  it('tells the level by the default thresholds', async () => {
    for (const [credits, level] of [
      [1000, 'ok'],
      [999.99, 'low'],
      [99.99, 'critical'],
      [0, 'empty'],
    ] as const) {
      account().set(credits);
      const { code, stdout } = await cli.run(['balance', '--json'], env());
      assert.deepEqual([code, parsed(stdout)['level']], [0, level]);
    }
  });
});
