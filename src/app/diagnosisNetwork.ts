import { lookup } from 'node:dns/promises';
import { request } from 'node:https';
import { TLSSocket, type PeerCertificate } from 'node:tls';

import { oneLine } from './diagnosisRedact';

const PATIENCE_MS = 5000;

/** What the name of the server stands for. Times are in ms. */
export interface LookupFact {
  readonly host: string;
  readonly tookMs: number;
  /** How many addresses of each family. */
  readonly ipv4: number;
  readonly ipv6: number;
  /** The system's error code; absent when it went well. */
  readonly code?: string;
}

/** The server's certificate, as it reaches this machine (a proxy may put its own in place). */
export type TlsFact =
  | { readonly kind: 'none' }
  | { readonly kind: 'failed'; readonly tookMs: number; readonly code: string }
  | {
      readonly kind: 'seen';
      readonly tookMs: number;
      /** `TLSv1.3` */
      readonly protocol: string;
      readonly issuer: string;
      /** ms since 1970; absent where the certificate says nothing sensible. */
      readonly validFrom?: number;
      readonly validTo?: number;
      /** Why it is not trusted (`SELF_SIGNED_CERT_IN_CHAIN`); absent when it is. */
      readonly distrust?: string;
    };

/** Asks the system for the addresses of a host. Never rejects. */
export async function lookUp(host: string, now: () => number): Promise<LookupFact> {
  const start = now();
  const timer = new AbortController();
  const late = new Promise<string>((resolve) => {
    const timeout = setTimeout(() => resolve('ETIMEDOUT'), PATIENCE_MS);
    timer.signal.addEventListener('abort', () => clearTimeout(timeout));
  });
  const bare = host.replace(/^\[|\]$/g, '');
  const found = lookup(bare, { all: true }).catch((error: unknown) => codeOf(error));
  const result = await Promise.race([found, late]);
  timer.abort();
  const tookMs = now() - start;
  if (typeof result === 'string') return { host, tookMs, ipv4: 0, ipv6: 0, code: result };
  const ipv4 = result.filter(({ family }) => family === 4).length;
  return { host, tookMs, ipv4, ipv6: result.length - ipv4 };
}

/**
 * Shakes hands with the server and looks at its certificate; no request is sent. It goes the way of `node:https`, which VS Code
 * leads through its proxy. Never rejects.
 */
export function inspectTls(origin: string, now: () => number): Promise<TlsFact> {
  if (!origin.startsWith('https:')) return Promise.resolve({ kind: 'none' });
  const start = now();
  return new Promise((resolve) => {
    // Not trusted is what is to be found out; nothing is sent that would need a trusted server.
    const opened = request(origin, { agent: false, rejectUnauthorized: false });
    const end = (fact: TlsFact): void => {
      clearTimeout(timer);
      resolve(fact);
      opened.destroy();
    };
    const fail = (code: string): void => end({ kind: 'failed', tookMs: now() - start, code });
    const timer = setTimeout(() => fail('ETIMEDOUT'), PATIENCE_MS);
    opened.on('error', (error) => fail(codeOf(error)));
    opened.once('socket', (socket) => {
      if (socket instanceof TLSSocket) whenSecure(socket, () => end(seen(socket, now() - start)));
      else fail('ENOTLS');
    });
  });
}

/** Through a proxy the handshake may be over by now. */
function whenSecure(socket: TLSSocket, action: () => void): void {
  if (socket.connecting || socket.getPeerX509Certificate() === undefined)
    socket.once('secureConnect', action);
  else action();
}

function seen(socket: TLSSocket, tookMs: number): TlsFact {
  const certificate: Partial<PeerCertificate> = socket.getPeerCertificate();
  const validFrom = Date.parse(certificate.valid_from ?? '');
  const validTo = Date.parse(certificate.valid_to ?? '');
  return {
    kind: 'seen',
    tookMs,
    protocol: socket.getProtocol() ?? '?',
    issuer: issuerOf(certificate),
    ...(Number.isFinite(validFrom) && { validFrom }),
    ...(Number.isFinite(validTo) && { validTo }),
    ...(!socket.authorized && { distrust: distrustOf(socket.authorizationError) }),
  };
}

function issuerOf({ issuer }: Partial<PeerCertificate>): string {
  const { O: organisation, CN: name } = issuer ?? {};
  const known = [organisation, name].flat().filter((part) => part !== undefined);
  return known.length === 0 ? '?' : oneLine(known.join(', '));
}

/** A code, though its type says that it is an error. */
function distrustOf(error: unknown): string {
  return typeof error === 'string' ? oneLine(error) : codeOf(error);
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string'
    ? error.code
    : 'EUNKNOWN';
}
