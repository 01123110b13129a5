import assert from 'node:assert/strict';
import { loadBundled } from '../../simulation/bundled';
import { KEY, ORIGIN } from '../../simulation/simulatedApi';
import type * as kits from './publicApiKit';

const SECOND = 1000;
const MINUTE = 60 * SECOND;

describe('the public API', () => {
  let kit: kits.PublicApiKit;
  let Kit: typeof kits.PublicApiKit;
  before(() => ({ PublicApiKit: Kit } = loadBundled('unit/adapters/publicApiKit.ts') as typeof kits));
  beforeEach(() => (kit = new Kit()));
  afterEach(() => kit.dispose());

  const known = async (): Promise<void> => {
    kit.host.storeKey();
    await kit.host.start();
    await kit.host.time.pass(2 * SECOND);
  };
  const handed = (headers: unknown, more: object = {}): object => ({
    ...{ headers, sentAt: kit.host.time.wall, origin: ORIGIN },
    ...more,
  });

  it('says that there is no key, then that it reads, then what it read; never the key', async () => {
    await kit.host.start();
    assert.deepEqual(kit.api.exports.state, { status: 'none' });
    kit.host.storeKey();
    kit.host.keyChanged.fire();
    await kit.host.time.pass(1);
    assert.deepEqual(kit.api.exports.state, { status: 'loading', origin: ORIGIN, account: 'default' });
    await kit.host.time.pass(2 * SECOND);
    const { at, ...state } = kit.api.exports.state;
    assert.ok(at !== undefined && kit.host.time.wall - at < 2 * SECOND);
    assert.deepEqual(state, {
      ...{ status: 'known', origin: ORIGIN, account: 'default' },
      ...{ credits: 5000, spendable: 5000, isFrozen: false, level: 'ok', isStale: false },
    });
    assert.ok(!JSON.stringify([kit.api.exports, kit.states]).includes(KEY));
  });

  it('tells of a key that is rejected or not confirmed', async () => {
    kit.host.api.account.revoke();
    await known();
    assert.deepEqual(kit.api.exports.state, { status: 'rejected', origin: ORIGIN, account: 'default' });
    kit.host.settings = { ...kit.host.settings, apiBaseUrl: 'https://elsewhere.example' };
    kit.host.settingsChanged.fire();
    await kit.host.time.pass(1);
    assert.deepEqual(kit.api.exports.state, { status: 'unconfirmed', origin: 'https://elsewhere.example' });
  });

  it('tells its listeners of each change once, until they stop', async () => {
    await known();
    kit.states.length = 0;
    kit.host.api.account.spend(100);
    await kit.host.time.pass(6 * MINUTE);
    assert.deepEqual(
      kit.states.map(({ credits }) => credits).filter((credits, index, all) => credits !== all[index - 1]),
      [4900],
    );
    assert.equal(new Set(kit.states.map((state) => JSON.stringify(state))).size, kit.states.length);
    kit.stop();
    kit.states.length = 0;
    kit.host.api.account.spend(100);
    await kit.host.time.pass(6 * MINUTE);
    assert.deepEqual(kit.states, []);
  });

  it('a listener that throws keeps nobody else from hearing', async () => {
    kit.api.exports.onDidChange(() => {
      throw new Error('theirs');
    });
    await known();
    assert.equal(kit.states.at(-1)?.credits, 5000);
    assert.ok(kit.warnings.includes('publicApiListener'));
  });

  it('a refresh never rejects', async () => {
    await known();
    kit.refresh = () => Promise.reject(new Error('ours'));
    assert.equal((await kit.api.exports.refresh()).credits, 5000);
  });

  describe('observe', () => {
    const headers: readonly (readonly [string, unknown])[] = [
      ['Headers', new Headers({ 'X-Credits-Remaining': '4900.50' })],
      ['an object', { 'x-credits-remaining': '4900.50' }],
      ['a map', new Map([['X-CREDITS-REMAINING', '4900.50']])],
      ['pairs', [['X-Credits-Remaining', '4900.50']]],
    ];
    for (const [form, value] of headers) {
      it(`takes ${form}, and saves a request`, async () => {
        await known();
        await kit.host.time.pass(10 * SECOND);
        const { requests } = kit.host;
        assert.equal(await kit.observe(handed(value, { account: 'default' })), true);
        assert.equal(kit.api.exports.state.credits, 4900.5);
        assert.equal(kit.host.requests, requests);
      });
    }

    it('takes a wait without a balance', async () => {
      await known();
      await kit.host.time.pass(10 * SECOND);
      assert.equal(await kit.observe(handed({ 'Retry-After': '3600' })), true);
      const { requests } = kit.host;
      await kit.host.time.pass(30 * MINUTE);
      assert.equal(kit.host.requests, requests);
    });

    const useless: readonly (readonly [string, (now: number) => unknown])[] = [
      ['another origin', () => ({ origin: 'https://elsewhere.example' })],
      ['another account', () => ({ account: 'other' })],
      ['a time in the future', (now) => ({ sentAt: now + MINUTE })],
      ['a time before the last answer', (now) => ({ sentAt: now - MINUTE })],
      ['no time', () => ({ sentAt: undefined })],
      ['a time that is none', () => ({ sentAt: Number.NaN })],
      ['no headers', () => ({ headers: undefined })],
      ['headers that are text', () => ({ headers: 'X-Credits-Remaining: 1' })],
      ['a balance that is none', () => ({ headers: { 'X-Credits-Remaining': 'none' } })],
      ['pairs that are none', () => ({ headers: [7, ['X-Credits-Remaining'], [1, 2]] })],
    ];
    for (const [what, change] of useless) {
      it(`ignores ${what}, and says so`, async () => {
        await known();
        await kit.host.time.pass(10 * SECOND);
        const before = kit.api.exports.state;
        const response = handed(
          { 'X-Credits-Remaining': '4900' },
          Object(change(kit.host.time.wall)) as object,
        );
        assert.equal(await kit.observe(response), false);
        assert.deepEqual(kit.api.exports.state, before);
      });
    }

    it('ignores what is no response at all, and anything while there is no key', async () => {
      await kit.host.start();
      assert.equal(await kit.observe(handed({ 'X-Credits-Remaining': '4900' })), false);
      kit.host.storeKey();
      kit.host.keyChanged.fire();
      await kit.host.time.pass(2 * SECOND);
      for (const response of [undefined, null, 7, 'text', [], {}])
        assert.equal(await kit.observe(response), false);
    });
  });
});
