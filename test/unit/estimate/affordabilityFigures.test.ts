import assert from 'node:assert/strict';

import { Asking } from '../../../src/app/asking';
import { figuresOf, OwnFigures } from '../../../src/app/lazy/affordabilityFigures';
import { AccountWorld } from './accountKit';

const HOUR = 3_600_000;
const never = new AbortController().signal;

describe('figuresOf', () => {
  it('adds the ids of one product up', () => {
    const products = [
      { id: 'company_finder', requests: 30, found: 20, credits: 20 },
      { id: 'company_search', requests: 10, found: 10, credits: 10 },
      { id: 'email_finder', requests: 1000, found: 1, credits: 1 },
    ];
    assert.deepEqual(figuresOf(products, ['company_finder', 'company_search']), {
      requests: 40,
      foundRate: 75,
      averageCost: 0.75,
    });
  });

  it('says nothing of few requests', () => {
    assert.equal(figuresOf([{ id: 'a', requests: 19, found: 19 }], ['a']), undefined);
    assert.deepEqual(figuresOf([{ id: 'a', requests: 20, found: 5 }], ['a']), {
      requests: 20,
      foundRate: 25,
    });
    assert.equal(figuresOf([], ['a']), undefined);
  });

  it('leaves out a rate that one of the ids does not tell', () => {
    const products = [
      { id: 'a', requests: 30, found: 20, credits: 10 },
      { id: 'b', requests: 30, credits: 20 },
    ];
    assert.deepEqual(figuresOf(products, ['a', 'b']), { requests: 60, averageCost: 0.5 });
  });
});

describe('the account’s own figures', () => {
  let world: AccountWorld;
  beforeEach(async () => {
    world = await (await AccountWorld.open()).start();
  });
  afterEach(() => world.end());

  const figures = (productIds: readonly string[] = ['email_finder']) =>
    new OwnFigures(world.session, world.now).of(productIds, never);
  const refresh = async (): Promise<string> => (await new Asking(world.session, world.now).refresh()).kind;

  it('come from the analytics, once an hour, and are shared by the file', async () => {
    const known = await figures();
    assert.ok(known !== undefined && known.requests > 100, JSON.stringify(known));
    assert.ok((known.foundRate ?? 0) > 50 && (known.foundRate ?? 0) < 100);
    world.ahead += HOUR - 60_000;
    assert.deepEqual(await figures(), known);
    assert.deepEqual(world.asked, ['GET /v1/analytics/products']);
    world.ahead += 61_000;
    await figures();
    assert.equal(world.asked.length, 2);
  });

  it('are not asked for where the analytics know no such product', async () => {
    assert.equal(await figures([]), undefined);
    assert.deepEqual(world.asked, []);
  });

  it('are absent where the analytics are not offered, which is not asked again at once', async () => {
    world.server.setFault({ kind: 'error', status: 404, times: 'always', path: '/v1/analytics/*' });
    assert.equal(await figures(), undefined);
    world.ahead += 60_000;
    assert.equal(await figures(), undefined);
    assert.equal(world.asked.length, 1);
  });

  it('are asked for again a minute after a failure, not before', async () => {
    world.server.setFault({ kind: 'error', status: 500, path: '/v1/analytics/*' });
    assert.equal(await figures(), undefined);
    world.ahead += 50_000;
    assert.equal(await figures(), undefined);
    assert.equal(world.asked.length, 1);
    world.ahead += 11_000;
    assert.notEqual(await figures(), undefined);
  });

  it('may be days old where newer ones cannot be had, but not weeks', async () => {
    const known = await figures();
    world.server.setFault({ kind: 'error', status: 500, times: 'always' });
    world.ahead += 3 * 24 * HOUR;
    assert.deepEqual(await figures(), known);
    world.ahead += 5 * 24 * HOUR;
    assert.equal(await figures(), undefined);
  });

  it('of the balance nothing is thought worse when they fail', async () => {
    world.server.setFault({ kind: 'error', status: 500, path: '/v1/analytics/*' });
    await figures();
    assert.equal(world.session.state.snapshot.lastError, undefined);
  });

  it('are asked for right after the user’s refresh, and keep no refresh waiting', async () => {
    assert.equal(await refresh(), 'answered');
    assert.notEqual(await figures(), undefined);
    world.ahead += HOUR;
    assert.notEqual(await figures(), undefined);
    assert.equal(await refresh(), 'answered');
    assert.deepEqual(
      world.asked.filter((request) => request.startsWith('GET')),
      ['GET /v1/analytics/products', 'GET /v1/analytics/products'],
    );
  });

  it('are not asked for before a deadline of the server, nor with a key that it refused', async () => {
    world.server.setFault({ kind: 'error', status: 429, retryAfter: '30' });
    await refresh();
    const before = world.asked.length;
    assert.equal(await figures(), undefined);
    world.ahead += 29_000;
    assert.equal(await figures(), undefined);
    assert.equal(world.asked.length, before);
    world.ahead += 2000;
    assert.notEqual(await figures(), undefined);
    world.account.revoke();
    await refresh();
    world.ahead += HOUR;
    const revoked = world.asked.length;
    await figures();
    assert.equal(world.asked.length, revoked);
  });

  it('pass a deadline of the server’s on to every request', async () => {
    world.server.setFault({ kind: 'error', status: 429, retryAfter: '30', path: '/v1/analytics/*' });
    await figures();
    assert.equal(await refresh(), 'waiting');
    assert.equal(world.asked.length, 1);
  });

  it('are asked for by one of the windows that want them at once', async () => {
    world.server.setFault({ kind: 'pass', delayMs: 100 });
    await Promise.all([figures(), figures()]);
    assert.equal(world.asked.length, 1);
  });
});
