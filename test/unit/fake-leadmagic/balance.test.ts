import assert from 'node:assert/strict';
import { install } from '@sinonjs/fake-timers';
import type { FakeAccount } from '../../fake-leadmagic/account';
import type { FakeLeadMagic } from '../../fake-leadmagic/server';
import { callsTo, startWithAccount } from './serverKit';

describe('the stand-in API', () => {
  let server: FakeLeadMagic;
  let account: FakeAccount;
  const { call, credits } = callsTo(() => server);

  beforeEach(async () => {
    ({ server, account } = await startWithAccount());
  });
  afterEach(async () => server.close());

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
});
