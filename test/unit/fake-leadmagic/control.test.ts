import assert from 'node:assert/strict';
import type { FakeAccount } from '../../fake-leadmagic/account';
import type { FakeLeadMagic } from '../../fake-leadmagic/server';
import { callsTo, key, startWithAccount, until } from './serverKit';

describe('the stand-in API', () => {
  let server: FakeLeadMagic;
  let account: FakeAccount;
  const { call, credits, control } = callsTo(() => server);

  beforeEach(async () => {
    ({ server, account } = await startWithAccount());
  });
  afterEach(async () => server.close());

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
});
