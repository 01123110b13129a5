import { createServer } from 'node:http';
import type { IncomingHttpHeaders, IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Seen {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface Loopback {
  readonly origin: string;
  /** Every request that arrived, in order. */
  readonly seen: Seen[];
  close(): Promise<void>;
}

/** A real server on a free port of this machine. */
export async function serve(handler: RequestListener): Promise<Loopback> {
  const seen: Seen[] = [];
  const server = createServer((request, response) => {
    void record(request).then((entry) => {
      seen.push(entry);
      handler(request, response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    seen,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function record(request: IncomingMessage): Promise<Seen> {
  let body = '';
  for await (const chunk of request) body += String(chunk);
  return { method: request.method ?? '', url: request.url ?? '', headers: request.headers, body };
}

export interface Canned {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** A string is sent as it is; anything else as JSON. */
  readonly body?: unknown;
}

/** Answers by `METHOD /path`; several answers are given in turn, the last one for ever. Unlisted routes answer 599. */
export function canned(routes: Readonly<Record<string, Canned | readonly Canned[]>>): RequestListener {
  const turns = new Map<string, number>();
  return (request: IncomingMessage, response: ServerResponse) => {
    const route = `${request.method ?? ''} ${request.url ?? ''}`;
    const listed = routes[route] ?? { status: 599 };
    const answers: readonly Canned[] = 'status' in listed ? [listed] : listed;
    const turn = turns.get(route) ?? 0;
    turns.set(route, turn + 1);
    const answer = answers[Math.min(turn, answers.length - 1)] ?? { status: 599 };
    response.writeHead(answer.status, { 'content-type': 'application/json', ...answer.headers });
    if (answer.body === undefined) response.end();
    else response.end(typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body));
  };
}
