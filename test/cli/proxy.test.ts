import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { selfSigned } from './certificate';
import { builtCli, key, standIn } from './cliHarness';
import type { Ended } from './cliHarness';
import { errorIn } from './parsed';
import { startTlsFront, startTunnelProxy } from './tunnel';
import type { TunnelProxy } from './tunnel';

/** No DNS knows it (RFC 2606), so only the proxy leads there. */
const host = 'credits.invalid';
const elsewhere = { LEADMAGIC_BASE_URL: `https://${host}` };
const confirmed = ['--origin', `https://${host}`];

describe('leadmagic-credits through a proxy', function () {
  this.timeout(60_000);
  const cli = builtCli();
  const { api, env } = standIn();
  const certificate = selfSigned(host, 'api.leadmagic.io');
  const open: { close(): Promise<void> }[] = [];
  let trusted = '';

  before(async () => {
    trusted = path.join(cli.folder(), 'trusted.pem');
    await writeFile(trusted, certificate.cert);
  });
  afterEach(() => Promise.all(open.splice(0).map((server) => server.close())));

  async function proxy(login?: string): Promise<TunnelProxy> {
    const front = await startTlsFront(api().port, certificate);
    const started = await startTunnelProxy(front.port, login);
    open.push(front, started);
    return started;
  }

  function guard(more: NodeJS.ProcessEnv, args: readonly string[] = confirmed): Promise<Ended> {
    const all = { ...env(), ...elsewhere, NODE_EXTRA_CA_CERTS: trusted, ...more };
    return cli.run(['guard', '--min', '500', ...args], all);
  }

  it('reaches LeadMagic through HTTPS_PROXY, which learns nothing but the name', async () => {
    const { address, seen, plain, sent } = await proxy();
    const { code, stdout } = await guard({ HTTPS_PROXY: `http://${address}`, LEADMAGIC_BASE_URL: '' }, []);
    assert.deepEqual([code, stdout], [0, 'LeadMagic: 4,120 credits left; the minimum is 500.\n']);
    assert.deepEqual(
      seen.map(({ target }) => target),
      ['api.leadmagic.io:443'],
    );
    assert.equal(seen[0]?.headers['x-api-key'], undefined);
    assert.deepEqual(plain, []);
    assert.ok(sent().length > 0 && !sent().includes(key));
    assert.equal(api().requests[0]?.key, key);
  });

  it('takes the variable in lower case first, and an address without http://', async () => {
    const [used, unused] = [await proxy(), await proxy()];
    const variables =
      process.platform === 'win32'
        ? { HTTPS_PROXY: used.address }
        : { https_proxy: used.address, HTTPS_PROXY: unused.address };
    assert.equal((await guard(variables)).code, 0);
    assert.deepEqual([used.seen.length, unused.seen.length], [1, 0]);
  });

  it('takes HTTP_PROXY where there is no other', async () => {
    const { address, seen } = await proxy();
    assert.equal((await guard({ HTTP_PROXY: `http://${address}` })).code, 0);
    assert.equal(seen.length, 1);
  });

  it('gives the proxy its user and password, and prints neither', async () => {
    const { address, seen } = await proxy('someone:sesame-sesame');
    assert.equal((await guard({ HTTPS_PROXY: `http://someone:sesame-sesame@${address}` })).code, 0);
    const refused = await guard({ HTTPS_PROXY: `http://someone:wrong-sesame@${address}` });
    assert.deepEqual([refused.code, refused.stdout, seen.length], [2, '', 2]);
    assert.match(refused.stderr, /could not be reached/);
    assert.doesNotMatch(refused.stderr, /sesame|someone/);
    assert.equal(api().requests.length, 1);
  });

  it('asks directly for hosts that NO_PROXY names', async () => {
    const { address, seen } = await proxy();
    const proxied = { HTTPS_PROXY: `http://${address}` };
    for (const NO_PROXY of [host, '.invalid', `other.example, ${host}:443`, '*', '* ', 'localhost,*']) {
      // Nobody is there without the proxy.
      const { code, stderr } = await guard({ ...proxied, NO_PROXY });
      assert.deepEqual([code, seen.length], [2, 0], NO_PROXY);
      assert.match(stderr, /could not be reached/);
    }
    for (const NO_PROXY of ['', 'other.invalid', `${host}:444`, 'dits.invalid', '*.other.invalid']) {
      assert.equal((await guard({ ...proxied, NO_PROXY })).code, 0, NO_PROXY);
    }
  });

  it('never asks this machine through a proxy: there it would be another machine', async () => {
    const { address, seen, plain } = await proxy();
    const variables = { HTTP_PROXY: `http://${address}`, HTTPS_PROXY: `http://${address}`, NO_PROXY: '' };
    assert.equal((await guard({ ...variables, ...env() }, [])).code, 0);
    assert.deepEqual([seen, plain], [[], []]);
  });

  it('trusts no certificate but those that Node trusts', async () => {
    const { address } = await proxy();
    const { code, stderr } = await guard({ HTTPS_PROXY: `http://${address}`, NODE_EXTRA_CA_CERTS: '' });
    assert.equal(code, 2);
    assert.match(stderr, /could not be reached.*CERT/);
    assert.equal(api().requests.length, 0);
  });

  it('does not do without certificates, whatever the environment says', async () => {
    const { address } = await proxy();
    const lax = { NODE_EXTRA_CA_CERTS: '', NODE_TLS_REJECT_UNAUTHORIZED: '0' };
    for (const proxied of [{ HTTPS_PROXY: `http://${address}` }, {}]) {
      assert.equal((await guard({ ...lax, ...proxied })).code, 2);
    }
    assert.equal(api().requests.length, 0);
  });

  it('ends with 2 where there is no proxy', async () => {
    const closed = await proxy();
    await closed.close();
    open.pop();
    const { code, stderr } = await guard({ HTTPS_PROXY: `http://${closed.address}` });
    assert.equal(code, 2);
    assert.match(stderr, /could not be reached.*\(ECONNREFUSED\)/);
  });

  it('ends with 2 for an address that is none, and does not print it', async () => {
    for (const HTTPS_PROXY of ['http://', 'ftp://sesame:sesame@proxy.invalid', 'http://me:sesame@:::80']) {
      const all = { ...env(), ...elsewhere, HTTPS_PROXY };
      const { code, stdout, stderr } = await cli.run(['balance', '--json', ...confirmed], all);
      assert.deepEqual([code, stderr, errorIn(stdout)['kind']], [2, '', 'badProxy']);
      assert.doesNotMatch(stdout, /sesame/);
    }
  });
});
