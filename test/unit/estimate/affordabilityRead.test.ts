import assert from 'node:assert/strict';

import { accountInUse, readToJudge, type JudgeRules } from '../../../src/app/affordabilityRead';
import { AccountWorld, type WorldOptions } from './accountKit';

const never = new AbortController().signal;
const SECOND = 1000;

describe('the balance to judge by', () => {
  let world: AccountWorld;
  const open = async (options: WorldOptions = {}): Promise<void> => {
    world = await (await AccountWorld.open(options)).start();
  };
  const read = (rules: Partial<JudgeRules> = {}, signal = never) =>
    readToJudge(world.session, { maxAgeMs: 15 * SECOND, isAsked: false, ...rules }, signal);
  const credits = async (rules: Partial<JudgeRules> = {}): Promise<unknown> => {
    const result = await read(rules);
    return result.ok ? result.value.balance.credits : result.error.kind;
  };

  afterEach(() => world.end());

  it('is read when nothing is known, and not again while it is young', async () => {
    await open();
    assert.equal(await credits(), 1000);
    world.account.spend(400);
    world.ahead += 14 * SECOND;
    assert.equal(await credits(), 1000);
    assert.deepEqual(world.asked, ['GET /v1/credits']);
    world.ahead += 2 * SECOND;
    assert.equal(await credits(), 600);
    assert.equal(world.asked.length, 2);
  });

  it('is as young as it is, whatever the clock is set to', async () => {
    await open();
    await credits();
    world.account.spend(400);
    for (const set of [-3_600_000, 3_600_000]) {
      world.set = set;
      assert.equal(await credits(), 1000);
    }
    assert.equal(world.asked.length, 1);
    world.ahead += 16 * SECOND;
    assert.equal(await credits(), 600);
  });

  it('waits for the request that another reader makes, and shares its answer', async () => {
    await open();
    world.server.setFault({ kind: 'pass', delayMs: 300 });
    assert.deepEqual(await Promise.all([credits(), credits()]), [1000, 1000]);
    assert.equal(world.asked.length, 1);
  });

  it('tells why it could not be read, and the server’s deadline', async () => {
    await open();
    world.server.setFault({ kind: 'error', status: 429, retryAfter: '30' });
    const first = await read();
    assert.ok(!first.ok);
    assert.equal(first.error.kind, 'rateLimited');
    const left = (first.error.retryAt ?? 0) - world.now();
    assert.ok(left > 28 * SECOND && left <= 30 * SECOND, String(left));
    // The deadline binds: no second request, whoever asks.
    const second = await read({ isAsked: true });
    assert.ok(!second.ok);
    assert.equal(second.error.kind, 'rateLimited');
    assert.equal(second.error.retryAt, first.error.retryAt);
    assert.equal(world.asked.length, 1);
  });

  it('does not try again within a pause after a failure, unless the user asks', async () => {
    await open();
    world.server.setFault({ kind: 'error', status: 503 });
    assert.equal(await credits(), 'server');
    world.ahead += 6 * SECOND;
    assert.equal(await credits(), 'server');
    assert.equal(world.asked.length, 1);
    assert.equal(await credits({ isAsked: true }), 1000);
    assert.equal(world.asked.length, 2);
  });

  it('is not read with a key that was rejected', async () => {
    await open();
    world.account.revoke();
    assert.equal(await credits(), 'unauthorized');
    world.ahead += 60 * SECOND;
    assert.equal(await credits({ isAsked: true }), 'unauthorized');
    assert.equal(world.asked.length, 1);
  });

  it('gives up when nobody waits any more', async () => {
    await open();
    const result = await read({}, AbortSignal.abort());
    assert.deepEqual(result, { ok: false, error: { kind: 'cancelled' } });
    assert.deepEqual(world.asked, []);
  });
});

describe('the account in use', () => {
  let world: AccountWorld;
  afterEach(() => world.end());

  it('is waited for while the key is being looked for', async () => {
    world = await AccountWorld.open();
    const found = accountInUse(world.monitor, never);
    await world.start();
    const account = await found;
    assert.ok(account.ok);
    assert.equal(account.value, world.monitor.account);
  });

  it('is none without a key', async () => {
    world = await (await AccountWorld.open({ withKey: false })).start();
    assert.deepEqual(await accountInUse(world.monitor, never), { ok: false, error: 'noKey' });
  });

  it('is none when nobody waits for it', async () => {
    world = await AccountWorld.open();
    const aborter = new AbortController();
    const found = accountInUse(world.monitor, aborter.signal);
    aborter.abort();
    assert.deepEqual(await found, { ok: false, error: 'starting' });
  });
});
