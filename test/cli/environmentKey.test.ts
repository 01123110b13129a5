import assert from 'node:assert/strict';
import { builtCli, key, standIn } from './cliHarness';
import { errorIn } from './parsed';

describe('leadmagic-credits key and server', function () {
  this.timeout(60_000);
  const cli = builtCli();
  const { api, env } = standIn();

  async function refused(args: readonly string[], more: NodeJS.ProcessEnv): Promise<[unknown, unknown]> {
    const { code, stdout, stderr } = await cli.run(['balance', '--json', ...args], { ...env(), ...more });
    assert.deepEqual([code, stderr, api().requests.length], [2, '', 0]);
    const { kind, message } = errorIn(stdout);
    return [kind, message];
  }

  it('needs a key', async () => {
    for (const none of ['', '  ']) {
      assert.deepEqual(await refused([], { LEADMAGIC_API_KEY: none }), [
        'noKey',
        'There is no API key. Set it in the environment as LEADMAGIC_API_KEY.',
      ]);
    }
  });

  it('refuses what is no key, without a request and without printing it', async () => {
    for (const bad of [
      'short',
      'lm_two words_0000',
      'lm_line\nbreak_0000',
      'lm_schlüssel_0000',
      `lm_${'0'.repeat(300)}`,
    ]) {
      const [kind, message] = await refused([], { LEADMAGIC_API_KEY: bad });
      assert.equal(kind, 'badKey');
      assert.ok(!String(message).includes(bad));
    }
  });

  it('takes a key with space around it', async () => {
    assert.equal((await cli.run(['balance'], { ...env(), LEADMAGIC_API_KEY: ` ${key}\n` })).code, 0);
    assert.equal(api().requests[0]?.key, key);
  });

  it('takes this machine as it is, and where --origin says the same', async () => {
    assert.equal((await cli.run(['balance', '--origin', `${api().origin}/`], env())).code, 0);
  });

  it('does not send the key where LEADMAGIC_BASE_URL alone says', async () => {
    const elsewhere = { LEADMAGIC_BASE_URL: 'https://credits.invalid' };
    assert.deepEqual(await refused([], elsewhere), [
      'unconfirmedOrigin',
      'LEADMAGIC_BASE_URL names https://credits.invalid. The key is sent there only if you say so: --origin https://credits.invalid',
    ]);
    for (const other of [
      'https://credits.invalid:444',
      'https://other.invalid',
      'https://api.leadmagic.io',
    ]) {
      assert.deepEqual((await refused(['--origin', other], elsewhere))[0], 'unconfirmedOrigin', other);
    }
  });

  it('does not let --origin choose the server', async () => {
    assert.deepEqual(await refused(['--origin', 'https://credits.invalid'], {}), [
      'unconfirmedOrigin',
      `The key would be sent to ${api().origin}, which is not what --origin names.`,
    ]);
    const [kind] = await refused(['--origin', 'https://credits.invalid'], { LEADMAGIC_BASE_URL: '' });
    assert.equal(kind, 'unconfirmedOrigin');
  });

  it('goes to the confirmed server', async () => {
    // Nobody is there: that it was asked for shows by the error.
    const { code, stdout } = await cli.run(['balance', '--json', '--origin', 'https://credits.invalid'], {
      ...env(),
      LEADMAGIC_BASE_URL: 'https://credits.invalid',
    });
    assert.deepEqual([code, errorIn(stdout)['kind']], [2, 'network']);
  });

  it('refuses a server without https, with a path or with a name in it', async () => {
    for (const bad of [
      'http://credits.invalid',
      'https://credits.invalid/v1',
      'https://me@credits.invalid',
      'credits',
    ]) {
      const [kind] = await refused([], { LEADMAGIC_BASE_URL: bad });
      assert.equal(kind, 'badUrl', bad);
    }
  });

  it('prints no key that is hidden in the name of the server', async () => {
    const hidden = key.replaceAll('_', '-');
    const { code, stdout } = await cli.run(['balance', '--json'], {
      LEADMAGIC_API_KEY: hidden,
      LEADMAGIC_BASE_URL: `https://${hidden}.credits.invalid`,
    });
    assert.equal(code, 2);
    assert.match(String(errorIn(stdout)['message']), /https:\/\/\[key\]\.credits\.invalid/);
    assert.ok(!stdout.toLowerCase().includes(hidden.toLowerCase()));
  });
});
