import assert from 'node:assert/strict';
import type { Account } from '../../../src/app/account';
import { handOver } from '../../../src/app/handOver';
import type { HeaderFacts } from '../../../src/leadmagic/headerFacts';
import { accountKits, quiet } from './accountKit';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const GET = 'GET /v1/credits';

describe('headers that another extension handed over', () => {
  const kit = accountKits();
  const hand = (account: Account, headers: HeaderFacts, sentAt: number): Promise<boolean> =>
    handOver(account.session, { headers, sentAt, receivedAt: kit().clock.time, source: 'handed' });

  it('are an observation, which saves a request', async () => {
    const { clock } = kit();
    const { account } = await kit().open();
    await account.tick();
    clock.pass(4 * MINUTE);
    await hand(account, { creditsRemaining: 4900, creditsCost: 100 }, clock.time - 200);
    const { observation } = account.session.state.snapshot;
    assert.deepEqual(
      [observation?.balance.credits, observation?.source, observation?.cost, observation?.at],
      [4900, 'handed', 100, clock.time],
    );
    clock.pass(4 * MINUTE);
    await account.session.pollIfDue();
    assert.equal(kit().asked.filter((route) => route === GET).length, 1);
  });

  it('may tell nothing but how long to wait, which binds every class', async () => {
    const { clock } = kit();
    const { account, asking } = await kit().open();
    await account.tick();
    clock.pass(MINUTE);
    assert.equal(await hand(account, { retryAfterMs: HOUR }, clock.time - 100), true);
    kit().api.clearRequests();
    clock.pass(10 * MINUTE);
    await account.tick();
    assert.equal((await asking.refresh()).kind, 'waiting');
    assert.deepEqual(kit().asked, []);
  });

  it('of long ago have waited for a part of it already', async () => {
    const { clock } = kit();
    const { account } = await kit().open();
    clock.pass(3 * HOUR);
    assert.equal(await hand(account, { retryAfterMs: HOUR }, clock.time - 2 * HOUR), false);
    assert.equal(await hand(account, { retryAfterMs: 2 * HOUR }, clock.time - HOUR), true);
    assert.deepEqual(account.session.state.snapshot.hold, { ...clock.moment(), lengthMs: HOUR });
  });

  it('that come in late do not undo what was read meanwhile', async () => {
    const { clock } = kit();
    const { account } = await kit().open();
    await account.tick();
    clock.pass(MINUTE);
    const sentAt = clock.time;
    clock.pass(5_000);
    kit().server.spend(100);
    await account.session.poll('watch');
    clock.pass(5_000);
    const headers = { creditsRemaining: 5000 };
    const late = { headers, sentAt, receivedAt: sentAt + 100, source: 'header' } as const;
    assert.equal(await handOver(account.session, late), false);
    assert.equal(account.session.state.snapshot.observation?.balance.credits, 4900);
  });

  it('of more than a minute ago are too old to say what is left now', async () => {
    const { clock } = kit();
    const { account } = await kit().open();
    await account.tick();
    clock.pass(3 * HOUR);
    assert.equal(await hand(account, { creditsRemaining: 4900 }, clock.time - MINUTE - 1), false);
    assert.equal(account.session.state.snapshot.observation?.balance.credits, 5000);
    assert.equal(await hand(account, { creditsRemaining: 4900 }, clock.time - MINUTE), true);
  });

  it('that leave no request in this window bind like a Retry-After', async () => {
    const { clock } = kit();
    const { account } = await kit().open();
    const none = { rateLimitRemaining: 0, rateLimitResetMs: 40_000 };
    assert.equal(await hand(account, none, clock.time - 100), true);
    assert.deepEqual(account.session.state.snapshot.hold, { ...clock.moment(), lengthMs: 40_000 });
    assert.equal(await hand(account, { ...none, rateLimitRemaining: 1 }, clock.time - 50), false);
  });

  it('that are older than what is known, from the future, or without credits change nothing', async () => {
    const { clock } = kit();
    const { account } = await kit().open();
    clock.pass(MINUTE);
    await account.tick();
    const before = account.session.state.snapshot;
    assert.equal(await hand(account, { creditsRemaining: 4900 }, clock.time), false);
    assert.equal(await hand(account, { creditsRemaining: 4900 }, clock.time - 1), false);
    assert.equal(await hand(account, { creditsRemaining: 4900 }, clock.time + 1), false);
    assert.equal(await hand(account, { creditsCost: 1 }, clock.time), false);
    assert.deepEqual(account.session.state.snapshot, before);
  });

  it('never outrank the answer of a request of ours that was sent after them', async () => {
    const { clock, api } = kit();
    const { account } = await kit().open();
    await account.tick();
    kit().server.spend(1000);
    clock.pass(5 * MINUTE);
    api.setFault({ kind: 'pass', delayMs: 50 });
    const sentBefore = clock.time - 10;
    const polling = account.session.poll('watch');
    await kit().untilAsked(kit().asked.length + 1);
    await hand(account, { creditsRemaining: 4999 }, sentBefore);
    await polling;
    assert.equal(account.session.state.snapshot.observation?.balance.credits, 4000);
  });

  it('that say 0 or far less are settled by one body, read at once', async () => {
    const { clock } = kit();
    const { account, notices } = await kit().open();
    await account.tick();
    clock.pass(MINUTE);
    await hand(account, { creditsRemaining: 0 }, clock.time);
    assert.equal(kit().asked.filter((route) => route === GET).length, 2);
    assert.equal(account.session.state.snapshot.observation?.balance.credits, 5000);
    assert.equal(account.session.state.snapshot.doubt, undefined);
    await account.tick();
    assert.deepEqual(notices, []);
  });

  it('warn, once, as a reading of ours does', async () => {
    const { clock } = kit();
    const window = await kit().open();
    kit().server.set(1200);
    await window.account.tick();
    clock.pass(MINUTE);
    await hand(window.account, { creditsRemaining: 990 }, clock.time - 100);
    await quiet(window);
    assert.deepEqual(
      window.notices.map(({ kind }) => kind),
      ['low'],
    );
  });

  it('that took a minute to come say what is left to wait', async () => {
    const { clock } = kit();
    const { account } = await kit().open();
    clock.pass(HOUR);
    const hold = () => account.session.state.snapshot.hold?.lengthMs;
    assert.equal(await hand(account, { retryAfterMs: MINUTE }, clock.time - MINUTE), false, 'it is over');
    assert.equal(await hand(account, { retryAfterMs: MINUTE + 1 }, clock.time - MINUTE), true);
    assert.equal(hold(), 1);
    assert.equal(await hand(account, { retryAfterMs: MINUTE }, clock.time - MINUTE + 1), true);
    assert.equal(hold(), MINUTE, 'one that came sooner has only just begun');
  });
});
