import assert from 'node:assert/strict';

import { send } from '../../../src/leadmagic/http';
import { deps, flag, key, outcome, servers } from './httpHarness';
import { canned } from './loopback';

describe('http: a caller that gives up', () => {
  const { ask, start } = servers();

  it('before: no request is made', async () => {
    const server = await start(canned({}));
    const exchange = await send(deps, {
      origin: server.origin,
      path: '/',
      method: 'GET',
      key,
      signal: AbortSignal.abort(),
    });
    assert.deepEqual(outcome(exchange), { kind: 'cancelled' });
    assert.deepEqual(server.seen, []);
  });

  it('while waiting: cancelled, and the server sees the end', async () => {
    const controller = new AbortController();
    const closed = flag();
    const exchange = await ask(
      (_request, response) => {
        response.on('close', () => closed.raise());
        controller.abort();
      },
      { signal: controller.signal },
    );
    assert.deepEqual(outcome(exchange), { kind: 'cancelled' });
    await closed.raised;
  });

  it('in the body, even of an error: cancelled', async () => {
    for (const status of [200, 401]) {
      const controller = new AbortController();
      let cut = false;
      const body = new ReadableStream({
        pull(stream) {
          stream.enqueue(new TextEncoder().encode('{'));
          controller.abort();
        },
        cancel() {
          cut = true;
        },
      });
      const exchange = await send(
        { ...deps, fetch: () => () => Promise.resolve(new Response(body, { status })) },
        { origin: 'http://localhost', path: '/', method: 'GET', key, signal: controller.signal },
      );
      assert.deepEqual(outcome(exchange), { kind: 'cancelled', status });
      assert.ok(cut);
    }
  });
});
