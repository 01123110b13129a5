import assert from 'node:assert/strict';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import path from 'node:path';
import { selfSigned } from './certificate';
import { builtCli, ended, key, standIn } from './cliHarness';
import { startTlsFront, startTunnelProxy } from './tunnel';

/** No DNS knows it (RFC 2606), so only the proxy leads there. */
const host = 'credits.invalid';

describe('leadmagic-credits where the proxy is at fault', function () {
  this.timeout(90_000);
  const cli = builtCli();
  const { api } = standIn();
  const certificate = selfSigned(host);
  const open: { close(): Promise<void> }[] = [];

  afterEach(() => Promise.all(open.splice(0).map((server) => server.close())));

  function guard(more: NodeJS.ProcessEnv, ...args: readonly string[]) {
    const env = { LEADMAGIC_API_KEY: key, LEADMAGIC_BASE_URL: `https://${host}`, ...more };
    return cli.start(['guard', '--min', '500', '--origin', `https://${host}`, ...args], env);
  }

  /** Takes connections and says nothing. */
  async function silent() {
    const sockets: Socket[] = [];
    const server = createServer();
    const greeted = new Promise((resolve) => {
      server.on('connection', (socket) => {
        sockets.push(socket.on('error', () => undefined).on('data', resolve));
      });
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    open.push({
      close: async () => {
        const closed = once(server, 'close');
        server.close();
        for (const socket of sockets) socket.destroy();
        await closed;
      },
    });
    const { port } = server.address() as AddressInfo;
    return { port, greeted };
  }

  /** A proxy that connects to a server that never answers, or is such a server itself. */
  async function hanging(where: 'server' | 'proxy') {
    const { port, greeted } = await silent();
    if (where === 'proxy') return { HTTPS_PROXY: `https://127.0.0.1:${port}`, greeted };
    const proxy = await startTunnelProxy(port);
    open.push(proxy);
    return { HTTPS_PROXY: `http://${proxy.address}`, greeted };
  }

  for (const where of ['server', 'proxy'] as const) {
    it(`ends in time where the TLS of the ${where} hangs`, async () => {
      const { HTTPS_PROXY, greeted } = await hanging(where);
      const end = ended(guard({ HTTPS_PROXY }, '--timeout', '1'));
      await greeted;
      const { code, stderr } = await end;
      assert.equal(code, 2);
      assert.match(stderr, /did not answer in time/);
    });

    // A process that waited for the connection would outlast the test.
    it(`ends when interrupted while the TLS of the ${where} hangs`, async () => {
      const { HTTPS_PROXY, greeted } = await hanging(where);
      const child = guard({ HTTPS_PROXY }, '--timeout', '300');
      const end = ended(child);
      await greeted;
      child.kill('SIGINT');
      const { code, signal } = await end;
      // Windows knows no signals: there the program is ended from outside.
      assert.deepEqual([code, signal], process.platform === 'win32' ? [null, 'SIGINT'] : [2, null]);
    });
  }

  for (const [login, sent] of [
    ['sesame', 'sesame:'],
    ['sesame:', 'sesame:'],
    [':sesame', ':sesame'],
    ['so%20me:ses%C3%A4me', 'so me:sesäme'],
  ] as const) {
    it(`gives the proxy a login such as ${login}`, async () => {
      const front = await startTlsFront(api().port, certificate);
      const proxy = await startTunnelProxy(front.port, sent);
      open.push(front, proxy);
      const trusted = path.join(cli.folder(), 'trusted.pem');
      await writeFile(trusted, certificate.cert);
      const HTTPS_PROXY = `http://${login}@${proxy.address}`;
      const { code, stderr } = await ended(guard({ HTTPS_PROXY, NODE_EXTRA_CA_CERTS: trusted }));
      assert.deepEqual([code, stderr], [0, '']);
    });
  }

  it('tells the status of a proxy that opens no tunnel', async () => {
    const proxy = await startTunnelProxy(1, 'some:one');
    open.push(proxy);
    const { code, stdout, stderr } = await ended(guard({ HTTPS_PROXY: `http://${proxy.address}` }));
    assert.deepEqual([code, stdout], [2, '']);
    assert.match(stderr, /could not be reached.*\(PROXY_407\)/);
  });
});
