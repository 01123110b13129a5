import assert from 'node:assert/strict';
import { build } from 'esbuild';
import fc from 'fast-check';
import { AnalyticsClient } from '../../../src/leadmagic/lazy/analyticsClient';
import { daily, dashboard, dayBody, products, summary, usage } from './analyticsBodies';
import { damaged } from './damaged';
import { canned, serve } from './loopback';
import type { Answer } from '../../../src/leadmagic/answer';
import type { Canned, Loopback } from './loopback';

const key = 'lm_test_key';
const date = '2026-01-31';

describe('AnalyticsClient', () => {
  let server: Loopback | undefined;
  afterEach(async () => {
    await server?.close();
    server = undefined;
  });

  async function clientOf(routes: Readonly<Record<string, Canned>>): Promise<AnalyticsClient> {
    server = await serve(canned(routes));
    return new AnalyticsClient({ origin: server.origin, key, fetch: () => globalThis.fetch, now: Date.now });
  }

  function asked(): string[] {
    return (server?.seen ?? []).map(({ method, url }) => `${method} ${url}`);
  }

  type Call = (client: AnalyticsClient, signal?: AbortSignal) => Promise<Answer<unknown>>;
  const calls: readonly (readonly [string, Call, object, object])[] = [
    ['dashboard', (c, s) => c.dashboard(s), { credits: { current: 5 } }, { credits: 5 }],
    ['usage?days=7', (c, s) => c.usage(7, s), { daily: [{ date }] }, { daily: [{ date }] }],
    ['products?days=90', (c, s) => c.products(90, s), { products: { a: {} } }, { products: [{ id: 'a' }] }],
    ['credits?days=30', (c, s) => c.credits(30, s), { daily: [{ date }] }, { daily: [{ date }] }],
    ['summary', (c, s) => c.summary(undefined, s), { total_api_requests: 1 }, { requests: 1 }],
    [
      'summary?start_date=2026-01-01&end_date=2026-01-31',
      (c, s) => c.summary({ start: '2026-01-01', end: date }, s),
      { total_api_requests: 1 },
      { requests: 1 },
    ],
    ['daily?days=1', (c, s) => c.daily(1, s), { data: [{ date }] }, { daily: [{ date }] }],
    [`day/${date}`, (c, s) => c.day(date, s), { products: [{ id: 'a' }] }, { date, products: [{ id: 'a' }] }],
  ];
  for (const [route, call, body, value] of calls) {
    const line = `GET /v1/analytics/${route}`;

    it(`${route}: the report, with headers and status`, async () => {
      const client = await clientOf({
        [line]: { status: 200, headers: { 'x-credits-remaining': '5' }, body },
      });
      const { result, headers, status } = await call(client);
      assert.deepEqual(
        { result, headers, status },
        { result: { ok: true, value }, headers: { creditsRemaining: 5 }, status: 200 },
      );
      assert.deepEqual(asked(), [line]);
      assert.equal(server?.seen[0]?.headers['x-api-key'], key);
    });

    it(`${route}: errors`, async () => {
      const client = await clientOf({ [line]: { status: 404 } });
      const { result } = await call(client);
      assert.deepEqual(result, {
        ok: false,
        error: { kind: 'notOffered', status: 404, message: 'Not Found' },
      });
    });

    it(`${route}: a body that is no report`, async () => {
      const client = await clientOf({ [line]: { status: 200, body: { hello: 1 } } });
      const { result } = await call(client);
      assert.deepEqual(result, { ok: false, error: { kind: 'protocol', reason: 'wrongShape', status: 200 } });
    });

    it(`${route}: the caller may give up`, async () => {
      const client = await clientOf({});
      const { result } = await call(client, AbortSignal.abort());
      assert.deepEqual(result, { ok: false, error: { kind: 'cancelled' } });
      assert.deepEqual(asked(), []);
    });
  }

  it('takes no body, however wrong, for anything but a report or a protocol error', async () => {
    let sent: string | Uint8Array = '';
    server = await serve((_, response) => {
      response.writeHead(200, { 'content-type': 'application/json' }).end(sent);
    });
    const options = { origin: server.origin, key, fetch: () => globalThis.fetch, now: Date.now };
    const client = new AnalyticsClient(options);
    const bodies: readonly (readonly [Call, unknown])[] = [
      [(c) => c.dashboard(), dashboard],
      [(c) => c.usage(7), usage],
      [(c) => c.products(7), products],
      [(c) => c.credits(7), usage],
      [(c) => c.summary(), summary],
      [(c) => c.daily(7), daily],
      [(c) => c.day(date), dayBody],
      [(c) => c.probe('errors'), usage],
    ];
    for (const [call, body] of bodies) {
      const text = fc
        .oneof(damaged(body), damaged({ data: body }), fc.jsonValue())
        .map((each) => JSON.stringify([each]).slice(1, -1));
      const cut = text.chain((whole) => fc.nat(whole.length).map((length) => whole.slice(0, length)));
      const wrong = fc.oneof({ weight: 3, arbitrary: text }, cut, fc.string(), fc.uint8Array());
      const property = fc.asyncProperty(wrong, async (each) => {
        sent = each;
        const { result } = await call(client);
        if (!result.ok) assert.equal(result.error.kind, 'protocol', JSON.stringify(result.error));
      });
      await fc.assert(property, { numRuns: 50 });
    }
  });

  it('keeps the number of days to what the API takes', async () => {
    const client = await clientOf({});
    for (const days of [0, -5, 91, 1e9, 6.6, NaN, Infinity]) await client.usage(days);
    const sent = asked().map((line) => line.replace(/^.*=/, ''));
    assert.deepEqual(sent, ['1', '1', '90', '90', '7', '30', '30']);
  });

  it('makes no request for a day that is none', async () => {
    const client = await clientOf({});
    for (const bad of ['../credits', '2026-02-30', '']) {
      const { result } = await client.day(bad);
      assert.deepEqual(result, { ok: false, error: { kind: 'badRequest' } });
    }
    assert.deepEqual(asked(), []);
  });

  it('times out after the time it was given', async () => {
    server = await serve(() => undefined);
    const options = { origin: server.origin, key, fetch: () => globalThis.fetch, now: Date.now };
    const { result } = await new AnalyticsClient({ ...options, timeoutMs: 30 }).dashboard();
    assert.deepEqual(result, { ok: false, error: { kind: 'timeout' } });
  });

  it('takes bodies up to 1 MB', async () => {
    const body = (length: number) => {
      const rest = JSON.stringify({ total_api_requests: 1, text: '' }).length;
      return { total_api_requests: 1, text: 'x'.repeat(length - rest) };
    };
    const at = await clientOf({ 'GET /v1/analytics/summary': { status: 200, body: body(1_048_576) } });
    assert.equal((await at.summary()).result.ok, true);
    await server?.close();
    const above = await clientOf({ 'GET /v1/analytics/summary': { status: 200, body: body(1_048_577) } });
    const { result } = await above.summary();
    assert.deepEqual(result, { ok: false, error: { kind: 'protocol', reason: 'tooLarge', status: 200 } });
  });

  describe('probe', () => {
    for (const route of ['requests', 'quality', 'quality/daily', 'errors', 'found-rate'] as const) {
      it(`${route}: whatever JSON is there`, async () => {
        const client = await clientOf({
          [`GET /v1/analytics/${route}`]: { status: 200, body: [1, { a: 2 }] },
        });
        const { result } = await client.probe(route);
        assert.deepEqual(result, { ok: true, value: { body: [1, { a: 2 }] } });
      });
    }

    for (const status of [404, 405, 501]) {
      it(`${status}: absent`, async () => {
        const client = await clientOf({ 'GET /v1/analytics/errors': { status } });
        const { result } = await client.probe('errors');
        assert.deepEqual(result, { ok: true, value: undefined });
      });
    }

    const faults: readonly (readonly [Canned, object])[] = [
      [{ status: 500 }, { kind: 'server', status: 500, message: 'Internal Server Error' }],
      [{ status: 401 }, { kind: 'unauthorized', status: 401, message: 'Unauthorized' }],
      [
        { status: 200, body: '<html>' },
        { kind: 'protocol', status: 200, reason: 'notJson' },
      ],
      [{ status: 204 }, { kind: 'protocol', status: 204, reason: 'empty' }],
    ];
    for (const [answer, error] of faults) {
      it(`${answer.status}${answer.body === undefined ? '' : ' without JSON'}: an error`, async () => {
        const client = await clientOf({ 'GET /v1/analytics/errors': answer });
        const { result } = await client.probe('errors');
        assert.deepEqual(result, { ok: false, error });
      });
    }
  });

  it('stays off the path of the credit client, and so does the validation library', async () => {
    const bundle = async (entry: string) => {
      const { metafile } = await build({
        entryPoints: [entry],
        bundle: true,
        minify: true,
        write: false,
        metafile: true,
        platform: 'node',
        outdir: 'out',
      });
      return Object.keys(metafile.inputs).filter((input) => /valibot|analytics/.test(input));
    };
    assert.deepEqual(await bundle('src/leadmagic/client.ts'), []);
    assert.notDeepEqual(await bundle('src/leadmagic/lazy/analyticsClient.ts'), []);
  });
});
