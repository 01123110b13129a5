import assert from 'node:assert/strict';

import { Asking } from '../../../src/app/asking';
import { figuresOf, OwnFigures } from '../../../src/app/lazy/affordabilityFigures';
import { AccountWorld } from './accountKit';

const HOUR = 3_600_000;
const counts = { successful_requests: 10, total_credits: 80 };
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
      { id: 'c', requests: 40, found: 30, credits: 20 },
    ];
    assert.deepEqual(figuresOf(products, ['a', 'b', 'c']), { requests: 100, averageCost: 0.5 });
  });

  it('asks no rate of an id that was not used', () => {
    const products = [
      { id: 'a', requests: 40, found: 20 },
      { id: 'b', requests: 0 },
    ];
    assert.deepEqual(figuresOf(products, ['a', 'b']), { requests: 40, foundRate: 50 });
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

  it('are worked out from the rates where the counts are not told', async () => {
    const products = {
      rates: { total_requests: 40, success_rate: 75, avg_credits_per_request: 0.5 },
      both: { ...{ total_requests: 40, success_rate: 75, avg_credits_per_request: 0.5 }, ...counts },
      neither: { total_requests: 40 },
      unused: { success_rate: 75 },
    };
    world.server.setFault({ kind: 'body', text: JSON.stringify({ products }) });
    assert.deepEqual(await figures(['rates']), { requests: 40, foundRate: 75, averageCost: 0.5 });
    assert.deepEqual(await figures(['both']), { requests: 40, foundRate: 25, averageCost: 2 });
    assert.deepEqual(await figures(['neither']), { requests: 40 });
    assert.equal(await figures(['unused']), undefined);
    assert.equal(world.asked.length, 1);
  });

  it('bring the balance along, which their response tells as well', async () => {
    await figures();
    const { observation } = world.session.state.snapshot;
    assert.deepEqual([observation?.balance.credits, observation?.source], [1000, 'header']);
  });

  it('of a time to come are asked for again: the clock was set back', async () => {
    world.set = 2 * 24 * HOUR;
    await figures();
    world.set = 0;
    assert.notEqual(await figures(), undefined);
    assert.equal(world.asked.length, 2);
  });

  it('that are kept in a shape of their own are none', async () => {
    const at = world.now();
    const kept = { v: 1, at, triedAt: at, products: [{ id: 'email_finder', requests: 100, found: 50 }] };
    const [product] = kept.products;
    const put = (file: unknown) => world.session.store.folder.write('products.json', JSON.stringify(file));
    await put(kept);
    assert.deepEqual(await figures(), { requests: 100, foundRate: 50 });
    for (const wrong of [
      { ...kept, v: 0 },
      { ...kept, at: undefined },
      { ...kept, triedAt: 'now' },
      { ...kept, products: [{ ...product, id: 1 }] },
      { ...kept, products: [{ ...product, requests: 'many' }] },
      { ...kept, products: [{ ...product, found: -1 }] },
      { ...kept, products: [{ ...product, credits: 'few' }] },
    ]) {
      await put(wrong);
      const asked = world.asked.length;
      assert.notEqual((await figures())?.requests, 100);
      assert.equal(world.asked.length, asked + 1, JSON.stringify(wrong));
    }
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
