import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type Server } from 'node:net';
import { createServer as createTlsServer } from 'node:https';

import { inspectTls, lookUp } from '../../../src/app/diagnosisNetwork';
import { selfSigned } from './certificate';

describe('inspectTls', () => {
  const servers: Server[] = [];
  afterEach(() => servers.splice(0).forEach((server) => server.close()));

  async function listen(server: Server): Promise<string> {
    servers.push(server);
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    assert.ok(typeof address === 'object' && address !== null);
    return `https://127.0.0.1:${address.port}`;
  }

  it('tells issuer and validity of a server that is not trusted, and sends it no request', async () => {
    const from = new Date('2026-01-02T03:04:05Z');
    const to = new Date('2027-01-02T03:04:05Z');
    let requests = 0;
    const server = createTlsServer(
      selfSigned({ organisation: 'Acme <Proxy>\n', name: 'Inspection', from, to }),
      () => requests++,
    );
    const closed = new Promise<void>((resolve) => {
      server.on('connection', (socket) => socket.once('close', () => resolve()));
    });
    const fact = await inspectTls(await listen(server), Date.now);
    assert.equal(fact.kind, 'seen');
    assert.match(fact.protocol, /^TLSv1\.[23]$/);
    assert.equal(fact.issuer, 'Acme Proxy , Inspection');
    assert.equal(fact.validFrom, from.getTime());
    assert.equal(fact.validTo, to.getTime());
    assert.match(fact.distrust ?? '', /SELF_SIGNED|UNABLE_TO_VERIFY/);
    await closed;
    assert.equal(requests, 0);
  });

  it('tells the code when nobody listens', async () => {
    const server = createServer();
    const origin = await listen(server);
    server.close();
    await once(server, 'close');
    const fact = await inspectTls(origin, Date.now);
    assert.equal(fact.kind === 'failed' && fact.code, 'ECONNREFUSED');
  });

  it('tells the code when the server speaks no TLS', async () => {
    const origin = await listen(createServer((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')));
    const fact = await inspectTls(origin, Date.now);
    assert.equal(fact.kind, 'failed');
    assert.match(fact.code, /^E/);
  });

  it('asks nothing of a server without TLS', async () => {
    assert.deepEqual(await inspectTls('http://127.0.0.1:1', Date.now), { kind: 'none' });
  });
});

describe('lookUp', () => {
  it('counts the addresses of a host', async () => {
    const found = await lookUp('localhost', Date.now);
    assert.equal(found.code, undefined);
    assert.ok(found.ipv4 + found.ipv6 > 0);
  });

  it('takes an IPv6 address as a URL writes it', async () => {
    const { ipv4, ipv6, code } = await lookUp('[::1]', Date.now);
    assert.deepEqual({ ipv4, ipv6, code }, { ipv4: 0, ipv6: 1, code: undefined });
  });

  it('tells the code for a name that does not exist', async () => {
    const found = await lookUp('no-such-host.invalid', Date.now);
    assert.match(found.code ?? '', /^E[A-Z_]+$/);
  });
});
