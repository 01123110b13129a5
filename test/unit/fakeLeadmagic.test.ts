import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { get } from 'node:http';
import { resolve } from 'node:path';
import { install } from '@sinonjs/fake-timers';
import type { FakeAccount } from '../fake-leadmagic/account';
import type { Fault } from '../fake-leadmagic/faults';
import type { FakeLeadMagic } from '../fake-leadmagic/server';
import { startFakeLeadMagic } from '../fake-leadmagic/server';

const key = 'test-key-0001';

/** Lets the event loop turn until something holds; mocha's time limit is the way out. */
async function until(holds: () => boolean): Promise<void> {
  while (!holds()) {
    await new Promise((turn) => setImmediate(turn));
  }
}

describe('the stand-in API', () => {
  let server: FakeLeadMagic;
  let account: FakeAccount;

  beforeEach(async () => {
    server = await startFakeLeadMagic();
    account = server.addAccount({ key, credits: 4120.75, analytics: { empty: true } });
  });
  afterEach(async () => server.close());

  async function call(path: string, method = 'GET', withKey: string | null = key): Promise<Response> {
    const headers: HeadersInit = withKey === null ? {} : { 'X-API-Key': withKey };
    return fetch(server.origin + path, { method, headers, redirect: 'manual' });
  }
  async function credits(): Promise<Response> {
    return call('/v1/credits');
  }
  async function faulty(fault: Fault): Promise<Response> {
    server.setFault(fault);
    return credits();
  }
  async function control(command: unknown): Promise<Response> {
    const body = typeof command === 'string' ? command : JSON.stringify(command);
    return fetch(`${server.origin}/__control`, { method: 'POST', body });
  }

  describe('balance', () => {
    it('answers every balance route alike', async () => {
      const bodies: unknown[] = [];
      for (const [method, path] of [
        ['GET', '/v1/credits'],
        ['POST', '/v1/credits'],
        ['POST', '/credits'],
        ['POST', '/v1/credits/refresh'],
      ] as const) {
        const response = await call(path, method);
        assert.equal(response.status, 200);
        bodies.push(await response.json());
      }
      const expected = {
        credits: 4120.75,
        is_frozen: false,
        credits_frozen: 0,
        credits_liquid: 4120.75,
        credit_freeze_message: null,
        credit_freeze_plan_hint: null,
      };
      assert.deepEqual(bodies, [expected, expected, expected, expected]);
    });

    it('speaks the other body variants', async () => {
      account.spend(1000);
      account.variant = 'plain';
      assert.deepEqual(await (await credits()).json(), { credits: 3120.75 });
      account.variant = 'usedThisMonth';
      assert.deepEqual(await (await credits()).json(), { credits: 3120.75, used_this_month: 1000 });
      account.variant = 'wrapped';
      account.freeze(120.75, 'Held.', 'Upgrade.');
      assert.deepEqual(await (await credits()).json(), {
        data: {
          credits: 3120.75,
          is_frozen: true,
          credits_frozen: 120.75,
          credits_liquid: 3000,
          credit_freeze_message: 'Held.',
          credit_freeze_plan_hint: 'Upgrade.',
        },
      });
    });

    it('freezes all, through a top-up, and thaws', () => {
      account.freeze('all');
      account.topUp(100);
      assert.deepEqual([account.credits, account.frozen, account.liquid], [4220.75, 4220.75, 0]);
      account.unfreeze();
      assert.equal(account.liquid, 4220.75);
    });

    it('takes no more than there is and no nonsense', () => {
      assert.equal(account.spend(5000), 4120.75);
      assert.equal(account.credits, 0);
      assert.throws(() => account.topUp(Number.NaN), RangeError);
      assert.throws(() => account.set(-1), RangeError);
    });

    it('drains at the pace asked for, in requests of plausible sizes, and not below 0', () => {
      const clock = install({ toFake: ['setInterval', 'clearInterval', 'Date'] });
      try {
        account.drain(2);
        clock.tick(100_000);
        const spent = 4120.75 - account.credits;
        assert.ok(spent >= 200 && spent <= 210, `${spent} credits in 100 s`);
        clock.tick(10_000_000);
        assert.equal(account.credits, 0);
        account.drain(0);
        assert.equal(clock.countTimers(), 0);
      } finally {
        clock.uninstall();
      }
    });
  });

  describe('refresh and health', () => {
    const refreshCases = [
      ['object', 200, '{}'],
      ['empty', 200, ''],
      [204, 204, ''],
      [404, 404, undefined],
      [405, 405, undefined],
    ] as const;
    for (const [mode, status, text] of refreshCases) {
      it(`can answer ${mode}`, async () => {
        server.configure({ refresh: mode, health: mode });
        for (const response of [
          await call('/v1/credits/refresh', 'POST'),
          await call('/v1/credits/health'),
        ]) {
          assert.equal(response.status, status);
          assert.equal(response.headers.get('x-credits-remaining'), '4120.75');
          const sent = await response.text();
          if (text !== undefined) {
            assert.equal(sent, text);
          }
        }
      });
    }

    it('answers health with a verdict, as text or 501', async () => {
      assert.deepEqual(await (await call('/v1/credits/health')).json(), {
        success: true,
        authenticated: true,
      });
      server.configure({ health: 'text' });
      assert.equal(await (await call('/v1/credits/health')).text(), 'OK');
      server.configure({ health: 501 });
      assert.equal((await call('/v1/credits/health')).status, 501);
    });
  });

  describe('keys and routes', () => {
    it('tells a missing key from a wrong and a revoked one', async () => {
      for (const [sent, code] of [
        [null, 'missing_authentication'],
        ['wrong-key', 'invalid_api_key'],
        [key, 'invalid_api_key'],
      ] as const) {
        account.revoke();
        const response = await call('/v1/credits', 'GET', sent);
        assert.equal(response.status, 401);
        assert.equal(response.headers.get('content-type'), 'application/problem+json');
        assert.equal(response.headers.has('x-credits-remaining'), false);
        const body = (await response.json()) as { success: boolean; errors: { code: string }[] };
        assert.equal(body.success, false);
        assert.equal(body.errors[0]?.code, code);
      }
      account.restore();
      assert.equal((await credits()).status, 200);
    });

    it('knows no other routes and methods', async () => {
      assert.equal((await call('/v1/nothing')).status, 404);
      assert.equal((await call('/credits')).status, 405);
    });

    it('takes what a product costs, by row where it is priced so, and nothing for a miss', async () => {
      const finder = await call('/v1/people/email-finder', 'POST');
      const body = (await finder.json()) as { credits_consumed: number };
      assert.equal(body.credits_consumed, 1);
      assert.equal(finder.headers.get('x-credits-cost'), '1');
      assert.equal(finder.headers.get('x-credits-remaining'), '4119.75');
      const miss = await call('/v1/people/email-finder?found=false', 'POST');
      assert.equal(miss.headers.get('x-credits-cost'), '0');
      await call('/v1/people/employee-finder?rows=15', 'POST');
      assert.equal(account.credits, 4119);
      assert.equal((await call('/v1/people/employee-finder?rows=many', 'POST')).status, 400);
    });

    it('refuses with 402 what cannot be paid, counting only spendable credits', async () => {
      account.set(10);
      account.freeze(8);
      const response = await call('/v1/people/mobile-finder', 'POST');
      assert.equal(response.status, 402);
      assert.equal(response.headers.get('x-credits-remaining'), '10.00');
      const body = (await response.json()) as { errors: { code: string; context: unknown }[] };
      assert.equal(body.errors[0]?.code, 'insufficient_credits');
      assert.deepEqual(body.errors[0].context, {
        credits_required: 5,
        credits_available: 2,
        credits_needed: 3,
      });
      assert.equal(account.credits, 10);
    });
  });

  describe('headers', () => {
    it('sends the credit, rate-limit and request-id headers', async () => {
      await call('/v1/people/email-validation', 'POST');
      const { headers } = await credits();
      assert.equal(headers.get('x-credits-remaining'), '4120.50');
      assert.equal(headers.get('x-credits-cost'), '0');
      for (const prefix of ['ratelimit', 'x-ratelimit']) {
        assert.equal(headers.get(`${prefix}-limit`), '300');
        assert.match(headers.get(`${prefix}-remaining`) ?? '', /^(299|300)$/);
        assert.match(headers.get(`${prefix}-reset`) ?? '', /^([1-9]|[1-5]\d|60)$/);
      }
      assert.match(headers.get('x-ratelimit-remaining-daily') ?? '', /^(499999|500000)$/);
      assert.equal(headers.get('x-ratelimit-daily-usage-percent'), '0.00');
      assert.match(headers.get('x-request-id') ?? '', /^[0-9a-f-]{36}$/);
    });

    it('leaves each group out when told', async () => {
      server.configure({ headers: { credits: false, rateLimit: false, requestId: false } });
      const names = [...(await credits()).headers.keys()];
      assert.deepEqual(
        names.filter((name) => name.includes('ratelimit') || name.startsWith('x-')),
        [],
      );
    });
  });

  describe('faults', () => {
    it('writes an error in each of the five shapes', async () => {
      const fault = {
        kind: 'error',
        status: 402,
        detail: 'Too few.',
        context: { credits_available: 2 },
      } as const;
      const e1: unknown = await (await faulty({ ...fault, shape: 'E1' })).json();
      assert.deepEqual(e1, { error: 'insufficient_credits', message: 'Too few.' });
      const e2: unknown = await (await faulty({ ...fault, shape: 'E2', code: 'PAY' })).json();
      assert.deepEqual(e2, { error: { code: 'PAY', message: 'Too few.', status: 402 } });
      const response = await faulty({ ...fault, shape: 'E3', action: 'Top up.', param: ['credits'] });
      const e3 = (await response.json()) as { errors: object[]; meta: { request_id: string } };
      const id = response.headers.get('x-request-id') ?? '';
      assert.equal(e3.meta.request_id, id);
      assert.deepEqual(e3.errors, [
        {
          type: 'https://api.leadmagic.io/errors/insufficient_credits',
          title: 'There are not enough credits for this request.',
          status: 402,
          code: 'insufficient_credits',
          detail: 'Too few.',
          instance: `/v1/credits#${id}`,
          param: ['credits'],
          action: 'Top up.',
          docs: 'https://leadmagic.io/docs/errors/insufficient_credits',
          context: { credits_available: 2 },
        },
      ]);
      const e4 = (await (await faulty({ ...fault, shape: 'E4' })).json()) as Record<string, unknown>;
      assert.equal(e4['status'], 402);
      assert.deepEqual(Object.keys(e4['trace'] as object), ['request_id']);
      const e5 = await faulty({ ...fault, status: 502, shape: 'E5' });
      assert.equal(e5.status, 502);
      assert.equal(e5.headers.get('content-type'), 'text/html');
      assert.match(await e5.text(), /^<!doctype html>/);
    });

    it('says when to come back in one way at a time', async () => {
      const silent = await faulty({ kind: 'error', status: 429 });
      assert.equal(silent.headers.get('ratelimit-remaining'), '0');
      assert.deepEqual(
        ['retry-after', 'ratelimit-reset', 'x-ratelimit-reset'].map((name) => silent.headers.get(name)),
        [null, null, null],
      );
      const seconds = await faulty({ kind: 'error', status: 429, retryAfter: 7 });
      assert.equal(seconds.headers.get('retry-after'), '7');
      const date = 'Fri, 02 Jan 2026 03:04:05 GMT';
      const dated = await faulty({ kind: 'error', status: 503, retryAfter: date });
      assert.equal(dated.headers.get('retry-after'), date);
      const reset = await faulty({ kind: 'error', status: 429, rateLimitReset: 9 });
      assert.equal(reset.headers.get('ratelimit-reset'), '9');
      assert.equal(reset.headers.get('retry-after'), null);
      const context = await faulty({ kind: 'error', status: 429, contextRetryAfter: 11 });
      const body = (await context.json()) as { errors: { context: unknown }[] };
      assert.deepEqual(body.errors[0]?.context, { retry_after_seconds: 11 });
    });

    it('delays the answer it made when the request came', async () => {
      server.setFault({ kind: 'pass', delayMs: 40 });
      const pending = credits();
      await until(() => server.requests.length === 1);
      account.set(1);
      const body = (await (await pending).json()) as { credits: number };
      assert.equal(body.credits, 4120.75);
      const [record] = await server.waitForRequests(1);
      assert.ok(record?.lastByteAt !== undefined && record.lastByteAt - record.at >= 39);
    });

    it('hangs until the caller gives up', async () => {
      server.setFault({ kind: 'hang' });
      const abort = new AbortController();
      const pending = fetch(`${server.origin}/v1/credits`, { signal: abort.signal });
      await until(() => server.requests.length === 1);
      abort.abort();
      await assert.rejects(pending, { name: 'AbortError' });
      const [record] = await server.waitForRequests(1);
      assert.equal(record?.status, undefined);
      assert.equal(record?.fault, 'hang');
    });

    it('breaks the connection, before and inside the answer', async () => {
      await assert.rejects(faulty({ kind: 'reset' }), { name: 'TypeError' });
      const torn = await faulty({ kind: 'truncated' });
      assert.equal(torn.status, 200);
      await assert.rejects(torn.text(), { name: 'TypeError' });
      const clean = await (await faulty({ kind: 'truncated', clean: true })).text();
      assert.ok(clean.startsWith('{"credits":4120.75'));
      assert.throws(() => JSON.parse(clean), SyntaxError);
    });

    it('sends a web page, nothing, or text that is not JSON', async () => {
      const html = await faulty({ kind: 'html', status: 502 });
      assert.equal(html.status, 502);
      assert.match(await html.text(), /<html>/);
      const empty = await faulty({ kind: 'empty', status: 503 });
      assert.equal(empty.status, 503);
      assert.equal(await empty.text(), '');
      const notJson = await faulty({ kind: 'notJson' });
      assert.equal(notJson.headers.get('content-type'), 'application/json');
      const notJsonText = await notJson.text();
      assert.throws(() => JSON.parse(notJsonText), SyntaxError);
      const any = await faulty({ kind: 'body', text: '[]', status: 201, contentType: 'text/plain' });
      assert.deepEqual([any.status, await any.text()], [201, '[]']);
    });

    it('sends credits of every wrong type', async () => {
      for (const [as, text] of [
        ['string', '{"credits":"4120.75"}'],
        ['nanText', '{"credits":"NaN"}'],
        ['infinite', '{"credits":1e999}'],
        ['null', '{"credits":null}'],
        ['missing', '{"is_frozen":false}'],
        ['object', '{"credits":{"amount":4120.75}}'],
      ] as const) {
        assert.equal(await (await faulty({ kind: 'credits', as })).text(), text);
      }
    });

    it('sends a huge body, and stops when the caller does', async () => {
      const whole = await (await faulty({ kind: 'huge', bytes: 1_000_000 })).text();
      assert.ok(whole.length > 1_000_000);
      assert.equal((JSON.parse(whole) as { credits: number }).credits, 4120.75);
      const response = await faulty({ kind: 'huge', bytes: 1_000_000_000 });
      await response.body?.cancel();
      const records = await server.waitForRequests(2);
      assert.equal(records[1]?.status, undefined);
    });

    it('redirects elsewhere', async () => {
      const response = await faulty({ kind: 'redirect', to: 'http://127.0.0.1:9/v1/credits' });
      assert.equal(response.status, 307);
      assert.equal(response.headers.get('location'), 'http://127.0.0.1:9/v1/credits');
    });

    it('overrides and removes single headers, or all of its own', async () => {
      const odd = await faulty({
        kind: 'pass',
        headers: { 'X-Credits-Remaining': 'abc', 'x-request-id': null },
      });
      assert.equal(odd.headers.get('x-credits-remaining'), 'abc');
      assert.equal(odd.headers.has('x-request-id'), false);
      const bare = await faulty({ kind: 'html', status: 502, bareHeaders: true });
      assert.equal(bare.headers.has('x-credits-remaining'), false);
      assert.equal(bare.headers.has('ratelimit-limit'), false);
    });

    it('strikes as often as told, counted before standing, until cleared', async () => {
      server.setFault({ kind: 'error', status: 500, times: 'always' });
      server.setFault({ kind: 'error', status: 503, times: 2 });
      const statuses: number[] = [];
      for (let n = 0; n < 4; n += 1) {
        statuses.push((await credits()).status);
      }
      server.clearFaults();
      statuses.push((await credits()).status);
      assert.deepEqual(statuses, [503, 503, 500, 500, 200]);
    });

    it('strikes only the path, method and key it is meant for', async () => {
      server.addAccount({ key: 'other-key-1', credits: 1 });
      const path = '/v1/credits/*';
      server.setFault({ kind: 'error', status: 500, times: 'always', path, method: 'post', key });
      assert.equal((await credits()).status, 200);
      assert.equal((await call('/v1/credits/health')).status, 200);
      assert.equal((await call('/v1/credits/refresh', 'POST', 'other-key-1')).status, 200);
      assert.equal((await call('/v1/credits/refresh', 'POST')).status, 500);
    });

    it('keeps its hands off the wallet when the answer is not the true one', async () => {
      server.setFault({ kind: 'error', status: 500 });
      await call('/v1/people/email-finder', 'POST');
      assert.equal(account.credits, 4120.75);
    });

    it('goes offline with its open connections, and comes back on the same port', async () => {
      server.setFault({ kind: 'hang' });
      const hanging = assert.rejects(credits(), { name: 'TypeError' });
      const { port } = server;
      await until(() => server.requests.length === 1);
      await server.goOffline();
      await hanging;
      assert.equal(server.online, false);
      const refused = get(`${server.origin}/v1/credits`);
      const [error] = (await once(refused, 'error')) as [NodeJS.ErrnoException];
      assert.equal(error.code, 'ECONNREFUSED');
      await server.goOnline();
      assert.equal(server.port, port);
      assert.equal((await credits()).status, 200);
    });
  });

  describe('record', () => {
    it('notes what it was asked and what it answered', async () => {
      const before = performance.timeOrigin + performance.now();
      await call('/v1/credits?x=1', 'POST');
      await call('/v1/credits', 'GET', null);
      const [first, second] = await server.waitForRequests(2);
      assert.equal(first?.key, key);
      assert.deepEqual([first.method, first.path, first.query], ['POST', '/v1/credits', { x: '1' }]);
      assert.equal(first.status, 200);
      assert.ok(first.at >= before && (first.lastByteAt ?? 0) >= first.at);
      assert.equal(first.headers['x-api-key'], key);
      assert.deepEqual([second?.key, second?.status], [undefined, 401]);
      server.clearRequests();
      assert.equal(server.requests.length, 0);
    });
  });

  describe('control over HTTP', () => {
    it('does to an account what a test can do in process', async () => {
      await control({ action: 'spend', amount: 120.75 });
      await control({ action: 'topUp', amount: 1000 });
      await control({ action: 'freeze', amount: 50, message: 'Held.' });
      await control({ action: 'variant', variant: 'plain' });
      await control({ action: 'drain', creditsPerSecond: 0.01 });
      const response = await control({ action: 'revoke', key });
      const state = (await response.json()) as { accounts: unknown[] };
      assert.deepEqual(state.accounts, [
        { key, credits: 5000, frozen: 50, liquid: 4950, revoked: true, draining: true, variant: 'plain' },
      ]);
      await control({ action: 'restore' });
      await control({ action: 'unfreeze' });
      await control({ action: 'set', amount: 7 });
      assert.deepEqual([account.revoked, account.frozen, account.credits], [false, 0, 7]);
    });

    it('adds accounts, then asks which one is meant', async () => {
      await control({ action: 'addAccount', key: 'second-key', credits: 3 });
      assert.equal(server.accounts.get('second-key')?.credits, 3);
      const unclear = await control({ action: 'spend', amount: 1 });
      assert.equal(unclear.status, 400);
      assert.deepEqual(await unclear.json(), { error: 'Say which account: key is missing.' });
      const unknown = await control({ action: 'spend', amount: 1, key: 'third-key' });
      assert.deepEqual(await unknown.json(), { error: 'There is no account with that key.' });
    });

    it('sets faults and settings, and clears', async () => {
      await control({ action: 'fault', fault: { kind: 'error', status: 500, times: 'always' } });
      assert.equal((await credits()).status, 500);
      await control({ action: 'clearFaults' });
      await control({ action: 'configure', settings: { refresh: 404, errorShape: 'E1' } });
      const refused = await call('/v1/credits/refresh', 'POST');
      assert.equal(refused.status, 404);
      assert.deepEqual(Object.keys((await refused.json()) as object), ['error', 'message']);
      const requests = (await (await fetch(`${server.origin}/__control/requests`)).json()) as {
        path: string;
      }[];
      assert.deepEqual(
        requests.map(({ path }) => path),
        ['/v1/credits', '/v1/credits/refresh'],
      );
      await control({ action: 'clearRequests' });
      assert.equal(server.requests.length, 0);
    });

    it('goes offline for a while', async () => {
      assert.equal((await control({ action: 'offline', forMs: 50 })).status, 200);
      await until(() => !server.online);
      await assert.rejects(credits(), { name: 'TypeError' });
      await until(() => server.online);
      assert.equal((await credits()).status, 200);
    });

    it('refuses bad input with a sentence and changes nothing', async () => {
      for (const [bad, problem] of [
        ['{', /^The body is not JSON\.$/],
        [7, /^The body: .+\.$/],
        [{ action: 'explode' }, /^action: .+\.$/],
        [{ action: 'spend', amount: '5' }, /^amount: .+number.+\.$/],
        [{ action: 'spend', amount: -5 }, /^amount: .+\.$/],
        [{ action: 'spend', amount: 5, extra: 1 }, /^extra: .+\.$/],
        [{ action: 'fault', fault: { kind: 'error' } }, /^fault\.status: .+\.$/],
        [{ action: 'fault', fault: { kind: 'hang', times: 0 } }, /^fault\.times: .+\.$/],
        [{ action: 'offline' }, /^forMs: .+\.$/],
      ] as const) {
        const response = await control(bad);
        assert.equal(response.status, 400, JSON.stringify(bad));
        assert.match(((await response.json()) as { error: string }).error, problem);
      }
      assert.equal(account.credits, 4120.75);
      assert.deepEqual([server.faults, server.online], [[], true]);
      assert.equal((await fetch(`${server.origin}/__control/nothing`)).status, 404);
    });
  });

  it('runs from the command line and stops cleanly on a signal', async function () {
    this.timeout(30_000);
    const cli = resolve(__dirname, '../fake-leadmagic/cli.ts');
    const args = ['--require', 'tsx/cjs', cli, '--key', key, '--credits', '12.5', '--drain'];
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    try {
      const [chunk] = (await once(child.stdout, 'data')) as [Buffer];
      const origin = chunk.toString('utf8').trim();
      const response = await fetch(`${origin}/v1/credits`, { headers: { 'X-API-Key': key } });
      assert.equal(response.status, 200);
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      assert.deepEqual(await ended, [0, null]);
    } finally {
      child.kill('SIGKILL');
    }
  });
});

interface Figures {
  readonly date: string;
  readonly total_requests: number;
  readonly total_credits: number;
}
interface Series {
  readonly period: { readonly start: string; readonly end: string; readonly days: number };
  readonly summary: { readonly total_requests: number; readonly total_credits: number };
  readonly daily: readonly Figures[];
}
interface Daily {
  readonly data: readonly (Figures & {
    readonly successful_requests: number;
    readonly failed_requests: number;
    readonly p50_latency_ms: number;
    readonly p95_latency_ms: number;
    readonly p99_latency_ms: number;
    readonly error_rate: number;
  })[];
}
interface ProductFigures {
  readonly total_requests: number;
  readonly total_credits: number;
  readonly successful_requests: number;
  readonly success_rate: number;
}
interface Day {
  readonly date: string;
  readonly summary: { total_credits: number; total_requests: number; products_count: number };
  readonly products: readonly { product_id: string; credits: number; requests: number }[];
}
interface Stats {
  readonly requests: number;
  readonly credits: number;
}
interface Dashboard {
  readonly user: { readonly email: string };
  readonly credits: { readonly current: number; readonly formatted: string };
  readonly rate_limit: Record<'minute' | 'daily', { limit: number; used: number; remaining: number }>;
  readonly stats: Readonly<Record<string, Stats>>;
}
interface Summary {
  readonly total_api_requests: number;
  readonly total_credits_consumed: number;
  readonly first_request: string | null;
  readonly last_request: string | null;
}

/** Names of all members, nested ones with their path, `[]` for the items of a list. */
function shapeOf(value: unknown, path = ''): string[] {
  if (Array.isArray(value)) {
    return value.length === 0 ? [`${path}[]`] : shapeOf(value[0], `${path}[]`);
  }
  if (typeof value !== 'object' || value === null) {
    return [path];
  }
  return Object.entries(value).flatMap(([name, member]) =>
    shapeOf(member, path === '' ? name : `${path}.${name}`),
  );
}

/** Adds up in hundredths, so that the order cannot matter. */
function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + Math.round(value * 100), 0) / 100;
}

describe('the analytics of the stand-in API', () => {
  const now = Date.parse('2026-01-30T15:00:00Z'); // a Friday
  const today = '2026-01-30';
  let clock: ReturnType<typeof install>;
  let server: FakeLeadMagic;
  let account: FakeAccount;

  beforeEach(async () => {
    clock = install({ now, toFake: ['Date'] });
    server = await startFakeLeadMagic();
    account = server.addAccount({ key, credits: 4120.75 });
  });
  afterEach(async () => {
    clock.uninstall();
    await server.close();
  });

  async function report(route: string, withKey = key): Promise<Response> {
    return fetch(`${server.origin}/v1/analytics/${route}`, { headers: { 'X-API-Key': withKey } });
  }
  async function body<T>(route: string, withKey = key): Promise<T> {
    const response = await report(route, withKey);
    assert.equal(response.status, 200, route);
    return (await response.json()) as T;
  }

  const period = ['period.start', 'period.end', 'period.days'];
  const stats = ['requests', 'credits', 'chargeable_requests', 'chargeable_rate', 'unique_products'];
  const limits = ['limit', 'used', 'remaining', 'utilization'];
  const shapes: Readonly<Record<string, readonly string[]>> = {
    dashboard: [
      ...['user.id', 'user.email', 'credits.current', 'credits.formatted'],
      ...['minute', 'daily'].flatMap((window) => limits.map((name) => `rate_limit.${window}.${name}`)),
      ...['concurrency.current', 'concurrency.peak', 'concurrency.active_reservations'],
      ...['today', 'this_week', 'this_month'].flatMap((span) => stats.map((name) => `stats.${span}.${name}`)),
    ],
    usage: [
      ...period,
      ...['total_requests', 'chargeable_requests', 'total_credits', 'avg_credits_per_request'].map(
        (name) => `summary.${name}`,
      ),
      ...['summary.chargeable_rate', 'summary.unique_products'],
      ...['date', 'total_requests', 'chargeable_requests', 'total_credits', 'unique_products_used'].map(
        (name) => `daily[].${name}`,
      ),
    ],
    credits: [
      ...period,
      ...['total_credits', 'total_requests', 'chargeable_requests', 'avg_credits_per_request'].map(
        (name) => `summary.${name}`,
      ),
      'summary.chargeable_rate',
      ...['date', 'total_credits', 'total_requests', 'chargeable_requests'].map((name) => `daily[].${name}`),
    ],
    summary: [
      ...['total_api_requests', 'total_credits_consumed', 'unique_products_used', 'successful_requests'],
      ...['failed_requests', 'success_rate', 'avg_response_time_ms', 'first_request', 'last_request'],
    ],
    daily: [
      ...period,
      ...['date', 'total_requests', 'successful_requests', 'failed_requests', 'total_credits'].map(
        (name) => `data[].${name}`,
      ),
      ...['p50_latency_ms', 'p95_latency_ms', 'p99_latency_ms', 'error_rate'].map((name) => `data[].${name}`),
    ],
    [`day/${today}`]: [
      ...['date', 'summary.total_credits', 'summary.total_requests', 'summary.products_count'],
      ...['product_id', 'requests', 'credits', 'credits_percentage', 'avg_credits_per_request'].map(
        (name) => `products[].${name}`,
      ),
      'products[].max_credits',
    ],
  };
  for (const [route, names] of Object.entries(shapes)) {
    it(`has the documented shape of ${route}, bare and under data, and costs nothing`, async () => {
      const response = await report(route);
      assert.equal(response.headers.get('x-credits-remaining'), '4120.75');
      assert.equal(response.headers.get('x-credits-cost'), '0');
      const bare: unknown = await response.json();
      assert.deepEqual(shapeOf(bare), names);
      server.configure({ analytics: { wrapped: true } });
      assert.deepEqual(await body(route), { data: bare });
    });
  }

  it('gives products as a map by id or as an array', async () => {
    const map = await body<{ products: Record<string, object>; daily: unknown[] }>('products');
    assert.equal(Object.keys(map.products).length, 12);
    assert.deepEqual(map.daily, []);
    assert.deepEqual(Object.keys(map.products['email_finder'] ?? {}), [
      ...['total_requests', 'total_credits', 'successful_requests', 'failed_requests'],
      ...['success_rate', 'avg_credits_per_request'],
    ]);
    server.configure({ analytics: { productsAs: 'array' } });
    const list = await body<{ products: object[] }>('products');
    assert.deepEqual(
      list.products,
      Object.entries(map.products).map(([id, figures]) => ({ product_id: id, ...figures })),
    );
  });

  it('says the same everywhere', async () => {
    const usage = await body<Series>('usage');
    const history = await body<Series>('credits');
    const daily = await body<Daily>('daily');
    const { products } = await body<{ products: Record<string, ProductFigures> }>('products');
    const total = usage.summary.total_credits;
    assert.equal(sum(usage.daily.map((day) => day.total_credits)), total);
    assert.equal(sum(Object.values(products).map((figures) => figures.total_credits)), total);
    assert.equal(history.summary.total_credits, total);
    assert.equal(usage.daily.length, 30);
    for (const [index, day] of usage.daily.entries()) {
      const detail = await body<Day>(`day/${day.date}`);
      const each = [history.daily[index], daily.data[index], { date: detail.date, ...detail.summary }];
      for (const other of each) {
        assert.deepEqual(
          [other?.date, other?.total_requests, other?.total_credits],
          [day.date, day.total_requests, day.total_credits],
        );
      }
      assert.equal(sum(detail.products.map((product) => product.credits)), day.total_credits);
      assert.equal(sum(detail.products.map((product) => product.requests)), day.total_requests);
    }
    const dashboard = await body<Dashboard>('dashboard');
    const spans = { today: 1, this_week: 5, this_month: 30 };
    for (const [span, days] of Object.entries(spans)) {
      const { summary } = await body<Series>(`usage?days=${days}`);
      const { requests, credits } = dashboard.stats[span] ?? assert.fail(span);
      assert.deepEqual([requests, credits], [summary.total_requests, summary.total_credits], span);
    }
    const range = await body<Summary>('summary?start_date=2026-01-01&end_date=2026-01-30');
    assert.deepEqual(
      [range.total_api_requests, range.total_credits_consumed],
      [usage.summary.total_requests, total],
    );
  });

  it('says what account.analytics says', async () => {
    const { data } = await body<Daily>('daily?days=90');
    assert.deepEqual(
      account.analytics
        .lastDays(90)
        .map((day) => [
          ...[day.date, sum(day.products.map(({ credits }) => credits))],
          ...[sum(day.products.map(({ requests }) => requests)), day.p50Ms, day.p95Ms, day.p99Ms],
        ]),
      data.map((day) => [
        ...[day.date, day.total_credits, day.total_requests],
        ...[day.p50_latency_ms, day.p95_latency_ms, day.p99_latency_ms],
      ]),
    );
  });

  it('adds what is spent while it runs to today', async () => {
    const before = await body<Dashboard>('dashboard');
    await fetch(`${server.origin}/v1/people/mobile-finder`, {
      method: 'POST',
      headers: { 'X-API-Key': key },
    });
    await fetch(`${server.origin}/v1/people/email-finder?found=false`, {
      method: 'POST',
      headers: { 'X-API-Key': key },
    });
    account.spend(20, 'email_to_b2b_profile');
    const after = await body<Dashboard>('dashboard');
    for (const span of ['today', 'this_week', 'this_month']) {
      const [was, is] = [before.stats[span], after.stats[span]];
      assert.equal(sum([is?.credits ?? 0, -(was?.credits ?? 0)]), 25, span);
      assert.equal((is?.requests ?? 0) - (was?.requests ?? 0), 4, span);
    }
    assert.equal(after.credits.current, 4095.75);
    assert.equal(after.credits.formatted, '$40.96');
    assert.equal(after.rate_limit.minute.used, 2);
    assert.equal(after.rate_limit.daily.used, after.stats['today']?.requests);
    const { headers } = await report('summary');
    assert.equal(Number(headers.get('x-ratelimit-remaining-daily')), after.rate_limit.daily.remaining);
    const summary = await body<Summary>('summary');
    assert.equal(summary.last_request, '2026-01-30T15:00:00.000Z');
  });

  it('moves on at midnight and keeps the day before as it was', async () => {
    account.spend(3);
    const { summary: friday } = await body<Day>(`day/${today}`);
    clock.setSystemTime(now + 10 * 60 * 60 * 1000);
    account.spend(2);
    const { daily, period: span } = await body<Series>('usage?days=2');
    assert.deepEqual(span, { start: '2026-01-29', end: '2026-01-31', days: 2 });
    assert.deepEqual(
      daily.map((day) => [day.date, day.total_credits]),
      [
        ['2026-01-30', friday.total_credits],
        ['2026-01-31', 2],
      ],
    );
  });

  it('makes a plausible past', async () => {
    const { data } = await body<Daily>('daily?days=90');
    const meanOf = (weekdays: readonly number[]): number => {
      const days = data.filter((day) => weekdays.includes(new Date(day.date).getUTCDay()));
      return sum(days.map((day) => day.total_requests)) / days.length;
    };
    assert.ok(meanOf([1, 2, 3, 4]) > 3 * meanOf([0, 6]));
    for (const day of data.filter((one) => one.total_requests > 0)) {
      assert.ok(0 < day.p50_latency_ms && day.p50_latency_ms < day.p95_latency_ms, day.date);
      assert.ok(day.p95_latency_ms < day.p99_latency_ms, day.date);
      assert.equal(day.successful_requests + day.failed_requests, day.total_requests);
      assert.ok(day.error_rate >= 0 && day.error_rate < 35, day.date);
    }
    const { products } = await body<{ products: Record<string, ProductFigures> }>('products?days=90');
    for (const [id, figures] of Object.entries(products)) {
      assert.ok(figures.successful_requests <= figures.total_requests, id);
      assert.ok(figures.success_rate > 20 && figures.success_rate <= 100, id);
    }
  });

  it('makes the same past for the same key, another for another', async () => {
    const again = await startFakeLeadMagic({ accounts: [{ key, credits: 1 }] });
    try {
      const past = again.accounts.get(key)?.analytics.lastDays(90);
      assert.deepEqual(account.analytics.lastDays(90), past);
      const other = server.addAccount({ key: 'other-key-1', credits: 1 });
      assert.notDeepEqual(other.analytics.lastDays(90), past);
    } finally {
      await again.close();
    }
  });

  it('knows an account that never did anything, until it does', async () => {
    const empty = server.addAccount({ key: 'empty-key-1', credits: 100, analytics: { empty: true } });
    const [usage, daily] = [await body<Series>('usage', empty.key), await body<Daily>('daily', empty.key)];
    assert.equal(usage.summary.total_requests, 0);
    assert.deepEqual(new Set(daily.data.map((day) => day.total_requests + day.p99_latency_ms)), new Set([0]));
    const { products } = await body<{ products: object }>('products', empty.key);
    assert.deepEqual(products, {});
    assert.deepEqual((await body<Day>(`day/${today}`, empty.key)).products, []);
    const summary = await body<Summary>('summary', empty.key);
    assert.deepEqual([summary.total_api_requests, summary.first_request], [0, null]);
    server.configure({ analytics: { omitIdleDays: true } });
    assert.deepEqual((await body<Series>('usage', empty.key)).daily, []);
    empty.spend(7);
    assert.equal((await body<Series>('usage', empty.key)).summary.total_credits, 7);
    assert.equal((await body<Summary>('summary', empty.key)).first_request, '2026-01-30T08:00:00.000Z');
  });

  it('leaves idle days out, shuffles days and drops this week when told', async () => {
    const whole = (await body<Series>('credits')).daily;
    const idle = whole.filter((day) => day.total_requests === 0);
    assert.ok(idle.length > 0);
    server.configure({ analytics: { omitIdleDays: true } });
    const gapped = (await body<Series>('credits')).daily;
    assert.deepEqual(
      gapped,
      whole.filter((day) => day.total_requests > 0),
    );
    server.configure({ analytics: { omitIdleDays: false, unsortedDays: true } });
    const shuffled = (await body<Series>('credits')).daily;
    assert.notDeepEqual(shuffled, whole);
    assert.deepEqual(
      shuffled.toSorted((a, b) => a.date.localeCompare(b.date)),
      whole,
    );
    server.configure({ analytics: { omitThisWeek: true } });
    assert.deepEqual(Object.keys((await body<Dashboard>('dashboard')).stats), ['today', 'this_month']);
  });

  it('takes 1 to 90 days, 30 unless told', async () => {
    for (const [query, days] of [
      ['', 30],
      ['?days=1', 1],
      ['?days=90', 90],
    ] as const) {
      const { period: span, daily } = await body<Series>(`usage${query}`);
      assert.deepEqual([span.days, daily.length, daily.at(-1)?.date, span.end], [days, days, today, today]);
    }
    for (const days of ['0', '91', '1.5', '-1', 'many', '', '1e1']) {
      for (const route of ['usage', 'products', 'credits', 'daily']) {
        const response = await report(`${route}?days=${days}`);
        assert.equal(response.status, 400, `${route} ${days}`);
        const { errors } = (await response.json()) as { errors: { code: string; param: string[] }[] };
        assert.deepEqual([errors[0]?.code, errors[0]?.param], ['validation_error', ['days']]);
      }
    }
  });

  it('takes only real dates', async () => {
    for (const route of [
      'day/2026-02-30',
      'day/yesterday',
      'day/2026-1-1',
      'summary?start_date=2026-13-01',
      'summary?end_date=soon',
      'summary?start_date=2026-01-02&end_date=2026-01-01',
    ]) {
      assert.equal((await report(route)).status, 400, route);
    }
    assert.equal((await body<Day>('day/2030-01-01')).summary.total_requests, 0);
    assert.equal((await body<Summary>('summary?end_date=2020-01-01')).total_api_requests, 0);
  });

  it('offers the five undocumented routes only when told', async () => {
    const extras = ['requests', 'quality', 'quality/daily', 'errors', 'found-rate'];
    for (const route of extras) {
      assert.equal((await report(route)).status, 404, route);
    }
    await fetch(`${server.origin}/__control`, {
      method: 'POST',
      body: JSON.stringify({ action: 'configure', settings: { analytics: { extras: true } } }),
    });
    for (const route of extras) {
      assert.ok(shapeOf(await body(route)).length > 1, route);
    }
    const { products } = await body<{ products: Record<string, { found_rate: number }> }>('found-rate');
    assert.equal(Object.keys(products).length, 12);
    for (const [id, { found_rate: rate }] of Object.entries(products)) {
      assert.ok(rate >= 0 && rate <= 100, id);
    }
    assert.equal((await report('quality?days=91')).status, 400);
    assert.equal((await report('nothing')).status, 404);
  });

  it('tells the e-mail canary on the dashboard route and nowhere else', async () => {
    server.configure({ analytics: { extras: true } });
    server.addAccount({ key, credits: 1, analytics: { email: 'other@example.com' } });
    assert.equal((await body<Dashboard>('dashboard')).user.email, 'other@example.com');
    for (const route of ['usage', 'products', 'credits', 'summary', 'daily', `day/${today}`, 'requests']) {
      assert.equal((await (await report(route)).text()).includes('@example.com'), false, route);
    }
  });

  it('asks for a key and takes faults like any other route', async () => {
    assert.equal((await report('dashboard', 'wrong-key')).status, 401);
    server.setFault({ kind: 'error', status: 500, path: '/v1/analytics/products', times: 'always' });
    assert.equal((await report('products')).status, 500);
    assert.equal((await report('usage')).status, 200);
  });
});
