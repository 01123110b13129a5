import assert from 'node:assert/strict';
import { accountKits } from './accountKit';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

describe('Retry-After', () => {
  const kit = accountKits();

  it('binds every class, every window and a reload, also the user’s commands', async () => {
    const { clock, api } = kit();
    const first = await kit().open();
    api.setFault({ kind: 'error', status: 429, retryAfter: 600 });
    await first.account.tick();
    const second = await kit().open();
    const until = clock.time + 600 * SECOND;
    api.clearRequests();
    clock.pass(600 * SECOND - 1);
    for (const { account, asking } of [first, second, await kit().open()]) {
      await account.tick();
      await account.session.pollIfAged();
      for (const readClass of ['background', 'watch', 'usage'] as const)
        await account.session.poll(readClass);
      assert.deepEqual(await asking.refresh(), { kind: 'waiting', until });
      assert.deepEqual(await asking.checkHealth(), { kind: 'waiting', until });
      assert.equal(account.view.holdUntil, until);
    }
    assert.deepEqual(kit().asked, []);
    clock.pass(1);
    assert.equal((await second.asking.refresh()).kind, 'answered');
    assert.equal(second.account.view.holdUntil, undefined);
  });

  it('as a date, and from a body, binds as well', async () => {
    const { clock, api } = kit();
    const { account, asking } = await kit().open();
    const at = Math.ceil(clock.time / SECOND) * SECOND + 60_000;
    const headers = { Date: new Date(clock.time).toUTCString() };
    api.setFault({ kind: 'error', status: 503, retryAfter: new Date(at).toUTCString(), headers });
    await account.tick();
    assert.deepEqual(await asking.refresh(), { kind: 'waiting', until: at });
    clock.pass(61_000);
    api.setFault({ kind: 'error', status: 429, contextRetryAfter: 30 });
    await asking.refresh();
    clock.pass(29_999);
    assert.equal((await asking.refresh()).kind, 'waiting');
  });

  it('of RateLimit-Reset counts when nothing else tells', async () => {
    const { clock, api } = kit();
    const { asking } = await kit().open();
    api.setFault({ kind: 'error', status: 429, rateLimitReset: 20 });
    await asking.refresh();
    clock.pass(19_999);
    assert.equal((await asking.refresh()).kind, 'waiting');
    clock.pass(1);
    assert.equal((await asking.refresh()).kind, 'answered');
  });

  it('as a date counts from the server’s own clock, whatever ours is set to', async () => {
    const { clock, api } = kit();
    const { account, asking } = await kit().open();
    const sent = clock.time - 365 * 24 * HOUR;
    const headers = { Date: new Date(sent).toUTCString() };
    api.setFault({ kind: 'error', status: 503, retryAfter: new Date(sent + 60_000).toUTCString(), headers });
    await account.tick();
    assert.deepEqual(await asking.refresh(), { kind: 'waiting', until: clock.time + 60_000 });
  });

  for (const jump of [-365 * 24 * HOUR, -HOUR, HOUR, 365 * 24 * HOUR]) {
    it(`ends in its length, no sooner and no later, though the clock is set by ${jump / HOUR} h`, async () => {
      const { clock, api } = kit();
      const { account, asking } = await kit().open();
      api.setFault({ kind: 'error', status: 429, retryAfter: 600 });
      await account.tick();
      clock.jump(jump);
      assert.equal((await asking.refresh()).kind, 'waiting');
      clock.pass(600 * SECOND - 1);
      assert.equal((await asking.refresh()).kind, 'waiting');
      clock.pass(1);
      assert.equal((await asking.refresh()).kind, 'answered');
    });
  }

  it('goes on after the machine was started anew, by the wall clock, which may be set again', async () => {
    const { clock, api } = kit();
    const first = await kit().open();
    api.setFault({ kind: 'error', status: 429, retryAfter: 600 });
    await first.account.tick();
    first.account.dispose();
    clock.pass(400 * SECOND);
    clock.up = 20 * SECOND;
    const { asking } = await kit().open();
    clock.jump(365 * 24 * HOUR);
    clock.pass(200 * SECOND - 1);
    assert.equal((await asking.refresh()).kind, 'waiting');
    clock.pass(1);
    assert.equal((await asking.refresh()).kind, 'answered');
  });
});
