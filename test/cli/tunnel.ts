import { createServer } from 'node:http';
import type { IncomingHttpHeaders, Server } from 'node:http';
import { connect } from 'node:net';
import type { AddressInfo, Server as NetServer, Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import type { Certificate } from './certificate';

export interface Tunnelled {
  /** `host:port` that the client asked to be connected to. */
  readonly target: string;
  readonly headers: IncomingHttpHeaders;
}

export interface TunnelProxy {
  /** `127.0.0.1:port` */
  readonly address: string;
  /** Every CONNECT, in order. */
  readonly seen: readonly Tunnelled[];
  /** Every other request; there should be none. */
  readonly plain: readonly string[];
  /** All that clients sent through, as the proxy could read it. */
  readonly sent: () => string;
  close(): Promise<void>;
}

/** Sockets of a server, so that closing does not wait for them. */
function closing(server: NetServer | Server, sockets: ReadonlySet<Socket>): () => Promise<void> {
  return async () => {
    const closed = new Promise((resolve) => server.close(resolve));
    for (const socket of sockets) socket.destroy();
    await closed;
  };
}

/**
 * A real CONNECT proxy on loopback. Whatever host a client asks for, it is connected to `port` of this machine: so a
 * name that no DNS knows is reached through the proxy and in no other way.
 * @param login `user:password` it asks for, if any
 */
export async function startTunnelProxy(port: number, login?: string): Promise<TunnelProxy> {
  const seen: Tunnelled[] = [];
  const plain: string[] = [];
  const chunks: Buffer[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((request, response) => {
    plain.push(`${request.method ?? ''} ${request.url ?? ''}`);
    response.writeHead(502).end();
  });
  server.on('connection', (socket: Socket) => sockets.add(socket));
  server.on('connect', (request, client: Socket) => {
    seen.push({ target: request.url ?? '', headers: request.headers });
    const wanted = login === undefined ? undefined : `Basic ${Buffer.from(login).toString('base64')}`;
    if (request.headers['proxy-authorization'] !== wanted) {
      client.end('HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n');
      return;
    }
    const upstream = connect(port, '127.0.0.1', () => {
      client.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      client.on('data', (data: Buffer) => chunks.push(data));
      client.pipe(upstream).pipe(client);
    });
    sockets.add(upstream);
    client.on('error', () => upstream.destroy());
    upstream.on('error', () => client.destroy());
  });
  await listening(server);
  return {
    address: `127.0.0.1:${portOf(server)}`,
    seen,
    plain,
    sent: () => Buffer.concat(chunks).toString('latin1'),
    close: closing(server, sockets),
  };
}

/** Takes TLS off and hands the rest to `port`: the stand-in API as an https server. */
export async function startTlsFront(
  port: number,
  certificate: Certificate,
): Promise<{ readonly port: number; close(): Promise<void> }> {
  const sockets = new Set<Socket>();
  const server = createTlsServer({ key: certificate.key, cert: certificate.cert }, (client) => {
    const upstream = connect(port, '127.0.0.1');
    sockets.add(upstream);
    client.on('error', () => upstream.destroy());
    upstream.on('error', () => client.destroy());
    client.pipe(upstream).pipe(client);
  });
  server.on('connection', (socket: Socket) => sockets.add(socket));
  await listening(server);
  return { port: portOf(server), close: closing(server, sockets) };
}

function listening(server: NetServer): Promise<void> {
  return new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
}

function portOf(server: NetServer): number {
  return (server.address() as AddressInfo).port;
}
