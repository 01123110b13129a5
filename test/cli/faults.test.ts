import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import type { Fault } from '../fake-leadmagic/faults';
import { startFakeLeadMagic } from '../fake-leadmagic/server';
import { builtCli, key, standIn } from './cliHarness';
import { errorIn } from './parsed';

const path = '/v1/credits';

describe('leadmagic-credits where the balance cannot be read', function () {
  this.timeout(60_000);
  const cli = builtCli();
  const { api, account, env } = standIn();

  /** Both commands end with 2; the guard prints nothing on stdout, `--json` nothing on stderr. */
  async function expectUnknown(kind: string, words: RegExp, args: readonly string[] = []): Promise<void> {
    const [guard, json] = await Promise.all([
      cli.run(['guard', '--min', '0', ...args], env()),
      cli.run(['balance', '--json', ...args], env()),
    ]);
    assert.deepEqual([guard.code, guard.stdout], [2, '']);
    assert.match(guard.stderr, /^The LeadMagic balance could not be read\. [^\n]+\n$/);
    assert.match(guard.stderr, words);
    assert.deepEqual([json.code, json.stderr], [2, '']);
    const error = errorIn(json.stdout);
    assert.equal(error['kind'], kind);
    assert.match(String(error['message']), words);
  }

  it('offline', async () => {
    await api().goOffline();
    await expectUnknown('network', /could not be reached.*\(ECONNREFUSED\)/);
  });

  it('a broken connection', async () => {
    api().setFault({ kind: 'reset', path, times: 'always' });
    await expectUnknown('network', /could not be reached/);
  });

  it('a rejected key', async () => {
    account().revoke();
    await expectUnknown('unauthorized', /rejected the API key/);
  });

  const statuses: readonly (readonly [number, string, RegExp])[] = [
    [400, 'badRequest', /\(status 400\)/],
    [402, 'payment', /credits or a plan are missing/],
    [403, 'forbidden', /blocked the account/],
    [404, 'notOffered', /does not offer/],
    [500, 'server', /\(status 500\)/],
    [503, 'server', /\(status 503\)/],
  ];
  for (const [status, kind, words] of statuses) {
    it(`status ${status}`, async () => {
      api().setFault({ kind: 'error', status, path, times: 'always' });
      await expectUnknown(kind, words);
    });
  }

  const nonsense: readonly (readonly [string, Fault, string])[] = [
    ['a web page', { kind: 'html' }, 'notJson'],
    ['no body', { kind: 'empty' }, 'empty'],
    ['no content', { kind: 'empty', status: 204 }, 'empty'],
    ['no JSON', { kind: 'notJson' }, 'notJson'],
    ['half a body', { kind: 'truncated' }, 'truncated'],
    ['a huge body', { kind: 'huge' }, 'tooLarge'],
    ['credits as text', { kind: 'credits', as: 'string' }, 'badCredits'],
    ['no credits', { kind: 'credits', as: 'missing' }, 'missingCredits'],
  ];
  for (const [name, fault, reason] of nonsense) {
    it(`protocol: ${name}`, async () => {
      api().setFault({ ...fault, path, times: 'always' });
      await expectUnknown('protocol', new RegExp(`could not be understood\\. \\(${reason}\\)`));
    });
  }

  it('no answer in time', async () => {
    api().setFault({ kind: 'hang', path, times: 'always' });
    await expectUnknown('timeout', /did not answer in time/, ['--timeout', '0.3']);
  });

  it('a redirect, which is not followed', async () => {
    const other = await startFakeLeadMagic({ accounts: [{ key, credits: 9 }] });
    try {
      api().setFault({ kind: 'redirect', path, to: `${other.origin}${path}`, times: 'always' });
      await expectUnknown('redirect', /not followed/);
      assert.equal(other.requests.length, 0);
    } finally {
      await other.close();
    }
  });

  it('a limit: tells when to come back, and does not come back itself', async () => {
    api().setFault({ kind: 'error', status: 429, path, retryAfter: 90, times: 'always' });
    const before = Date.now();
    const { code, stdout } = await cli.run(['balance', '--json'], env());
    const after = Date.now();
    const { kind, message, retryAt } = errorIn(stdout);
    assert.deepEqual([code, kind, api().requests.length], [2, 'rateLimited', 1]);
    const at = Date.parse(String(retryAt));
    assert.ok(at >= before + 90_000 && at <= after + 90_000, String(retryAt));
    assert.match(String(message), /asked to slow down\. LeadMagic asked to wait until (.+, )?\d?\d:\d\d\.$/);
  });

  it('a status line and headers in letters that few expect', async () => {
    const words =
      'HTTP/1.1 429 Zu viele – später\r\nRetry-After: 90\r\nX-Odd: ā…\r\nContent-Length: 0\r\n\r\n';
    const server = createServer((socket) => socket.on('error', () => undefined).end(words));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    try {
      const { port } = server.address() as AddressInfo;
      const there = { ...env(), LEADMAGIC_BASE_URL: `http://127.0.0.1:${port}` };
      const { kind, retryAt } = errorIn((await cli.run(['balance', '--json'], there)).stdout);
      assert.deepEqual([kind, typeof retryAt], ['rateLimited', 'string']);
    } finally {
      server.close();
    }
  });

  it('a status that there is not', async () => {
    api().setFault({ kind: 'body', status: 666, path, text: '{}', times: 'always' });
    await expectUnknown('server', /\(status 502\)/);
  });

  it('a limit without a time', async () => {
    api().setFault({ kind: 'error', status: 429, path, bareHeaders: true, times: 'always' });
    const { code, stdout } = await cli.run(['balance', '--json'], env());
    assert.deepEqual([code, Object.keys(errorIn(stdout))], [2, ['kind', 'message']]);
  });

  it('a server that repeats the key everywhere: none of it is printed', async () => {
    for (const status of [200, 401, 429, 500]) {
      const text = JSON.stringify({ credits: key, error: key, message: `your key ${key}`, code: key });
      const headers = { 'X-Request-Id': key, 'Retry-After': key };
      api().setFault({ kind: 'body', status, path, text, headers, times: 'always' });
      // The harness looks for the key in whatever comes out.
      const commands = [['guard', '--min', '1'], ['balance'], ['balance', '--json']];
      const ends = await Promise.all(commands.map((command) => cli.run(command, env())));
      assert.deepEqual(
        ends.map(({ code }) => code),
        [2, 2, 2],
      );
    }
  });
});
