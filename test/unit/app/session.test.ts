import assert from 'node:assert/strict';
import type { Fault } from '../../fake-leadmagic/faults';
import type { Account } from '../../../src/app/account';
import { handOver } from '../../../src/app/handOver';
import type { HeaderFacts } from '../../../src/leadmagic/headerFacts';
import { MemoryFolder } from '../../../src/store/lazy/memoryFolder';
import { accountKits, creditsIn } from './accountKit';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const GET = 'GET /v1/credits';

describe('AccountSession', () => {
  const kit = accountKits();

  it('shows what is on disk at once, and asks for nothing', async () => {
    const first = await kit().open();
    await first.account.tick();
    kit().api.clearRequests();
    const second = await kit().open();
    assert.equal(creditsIn(second), 5000);
    assert.deepEqual(kit().asked, []);
  });

  it('polls when due: at first, then an interval later', async () => {
    const { clock } = kit();
    const { account } = await kit().open();
    await account.session.pollIfDue();
    clock.pass(5 * MINUTE - 1);
    await account.session.pollIfDue();
    assert.deepEqual(kit().asked, [GET]);
    clock.pass(1);
    kit().server.spend(10);
    await account.session.pollIfDue();
    assert.deepEqual(kit().asked, [GET, GET]);
    assert.equal(account.session.state.snapshot.observation?.balance.credits, 4990);
  });

  it('polls a window that comes into use when the value is older than the TTL', async () => {
    const { clock } = kit();
    const { account } = await kit().open();
    await account.session.pollIfAged();
    clock.pass(MINUTE - 1);
    await account.session.pollIfAged();
    assert.equal(kit().asked.length, 1);
    clock.pass(1);
    await account.session.pollIfAged();
    assert.equal(kit().asked.length, 2);
  });

  it('with the interval off reads once, and then only when asked', async () => {
    kit().settings = { ...kit().settings, refreshIntervalMinutes: 0 };
    const { account, asking } = await kit().open();
    await account.session.pollIfDue();
    kit().clock.pass(24 * HOUR);
    await account.session.pollIfDue();
    await account.session.pollIfAged();
    assert.deepEqual(kit().asked, [GET]);
    await asking.refresh();
    assert.equal(kit().asked.length, 2);
  });

  it('eight windows that poll at once send one request; all show what it brought', async () => {
    const windows = await Promise.all(Array.from({ length: 8 }, () => kit().open()));
    await Promise.all(windows.map(({ account }) => account.session.pollIfDue()));
    assert.deepEqual(kit().asked, [GET]);
    await Promise.all(windows.map(({ account }) => account.session.look()));
    assert.deepEqual(windows.map(creditsIn), Array(8).fill(5000));
  });

  it('polls of one window at once are one', async () => {
    const { account } = await kit().open();
    const results = await Promise.all([1, 2, 3].map(() => account.session.poll('watch')));
    assert.deepEqual(
      results.map((result) => result?.kind),
      ['answered', undefined, undefined],
    );
  });

  const bad: readonly (readonly [string, Fault])[] = [
    ['a server error', { kind: 'error', status: 500 }],
    ['402', { kind: 'error', status: 402, context: { credits_available: 0 } }],
    ['403', { kind: 'error', status: 403 }],
    ['HTML', { kind: 'html' }],
    ['nothing', { kind: 'empty', bareHeaders: true }],
    ['a truncated body', { kind: 'truncated', bareHeaders: true }],
    ['NaN', { kind: 'credits', as: 'nanText', bareHeaders: true }],
    ['a huge body', { kind: 'huge', bytes: 200_000, bareHeaders: true }],
    ['a broken connection', { kind: 'reset' }],
    ['a redirect', { kind: 'redirect', to: 'http://127.0.0.1:9/' }],
    ['a header below 0 and no body', { kind: 'empty', headers: { 'X-Credits-Remaining': '-5.71' } }],
    ['a header of 0 and no body', { kind: 'empty', headers: { 'X-Credits-Remaining': '0.00' } }],
    ['a header of a tenth and no body', { kind: 'empty', headers: { 'X-Credits-Remaining': '500.00' } }],
  ];
  for (const [name, fault] of bad) {
    it(`${name} never replaces a good value, here or in another window`, async () => {
      const first = await kit().open();
      const second = await kit().open();
      await first.account.tick();
      kit().api.setFault(fault);
      kit().clock.pass(5 * MINUTE);
      await first.account.tick();
      await second.account.session.look();
      assert.deepEqual([first, second].map(creditsIn), [5000, 5000]);
      const { failures, lastError, backoff } = second.account.session.state.snapshot;
      assert.ok(failures === 1 && lastError !== undefined && backoff?.lengthMs === 15_000);
      assert.equal(
        first.account.view.isBehind,
        fault.kind === 'reset',
        'only who is offline is behind at once',
      );
    });
  }

  it('a torn or lost file takes nothing from a window that knows, and the next write mends it', async () => {
    const { folder } = kit();
    const { account } = await kit().open();
    await account.tick();
    for (const text of ['', '{"v":1,"epoch"', '{"v":"x"}']) {
      await folder.write('snapshot.json', text);
      await account.session.look();
      assert.equal(account.session.state.snapshot.observation?.balance.credits, 5000);
    }
    const { seq } = account.session.state.snapshot;
    await folder.remove('snapshot.json');
    kit().clock.pass(5 * MINUTE);
    await account.tick();
    const second = await kit().open();
    assert.equal(creditsIn(second), 5000);
    assert.ok(second.account.session.state.snapshot.seq > seq);
  });

  it('a torn file that a window which knows nothing mends first takes no balance and no deadline', async () => {
    const { folder, clock } = kit();
    const first = await kit().open();
    await first.account.tick();
    clock.pass(5 * MINUTE);
    kit().api.setFault({ kind: 'error', status: 429, retryAfter: 3600 });
    await first.account.tick();
    const until = clock.time + HOUR;
    await first.account.session.look();
    await folder.write('snapshot.json', '{"v":1,"epoch"');
    kit().api.setFault({ kind: 'reset' });
    const second = await kit().open();
    await second.account.tick();
    assert.equal(creditsIn(second), undefined);
    await first.account.session.look();
    assert.deepEqual([creditsIn(first), first.account.session.holdUntil], [5000, until]);
    kit().api.clearRequests();
    clock.pass(MINUTE);
    await first.account.tick();
    // What the first window writes next tells the other one too.
    await handOver(first.account.session, {
      ...{ headers: { retryAfterMs: 1 }, source: 'handed' },
      ...{ sentAt: clock.time, receivedAt: clock.time },
    });
    await second.account.tick();
    assert.deepEqual(kit().asked, []);
    assert.equal(creditsIn(second), 5000);
    clock.pass(HOUR);
    kit().server.spend(1);
    await second.account.tick();
    await first.account.session.look();
    assert.deepEqual([first, second].map(creditsIn), [4999, 4999], 'the next answer is newer');
  });

  it('an older snapshot never takes a window back; one that began anew is believed', async () => {
    const { folder, clock } = kit();
    const { account } = await kit().open();
    await account.tick();
    const old = (await folder.read('snapshot.json')) ?? '';
    kit().server.spend(1);
    clock.pass(5 * MINUTE);
    await account.tick();
    await folder.write('snapshot.json', old);
    await account.session.look();
    assert.equal(account.session.state.snapshot.observation?.balance.credits, 4999);
    await folder.write('snapshot.json', old.replace(/"epoch":"[^"]+"/, '"epoch":"another"'));
    await account.session.look();
    assert.equal(account.session.state.snapshot.observation.balance.credits, 5000);
  });

  it('a window that is closed takes nothing in any more, and ends its request', async () => {
    const { account } = await kit().open();
    kit().api.setFault({ kind: 'hang' });
    const polling = account.session.pollIfDue();
    await kit().untilAsked(1);
    account.dispose();
    await polling;
    assert.equal(account.session.state.snapshot.observation, undefined);
    assert.equal(await account.session.poll('watch'), undefined);
    const { failures } = await account.session.store.snapshot.read();
    assert.equal(failures, 0, 'calling off is no failure');
  });

  it('tells its listeners, also when one of them throws', async () => {
    const { account } = await kit().open();
    let told = 0;
    account.session.onDidChange(() => {
      throw new Error('listener');
    });
    account.session.onDidChange(() => (told += 1));
    await account.tick();
    assert.ok(told > 0);
    assert.ok(kit().log.some(({ level, event }) => level === 'error' && event === 'listener'));
  });
});

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

describe('a refused key', () => {
  const kit = accountKits();

  const refuse = async (): ReturnType<ReturnType<typeof kit>['open']> => {
    const window = await kit().open();
    kit().server.revoke();
    await window.account.tick();
    assert.equal(window.account.session.state.snapshot.rejected, true);
    kit().api.clearRequests();
    return window;
  };

  it('stops every request but the user’s, in every window and after a reload', async () => {
    const window = await refuse();
    const other = await kit().open();
    for (const { account } of [window, other]) {
      kit().clock.pass(24 * HOUR);
      await account.tick();
      await account.focusChanged(true);
      await account.session.poll('watch');
    }
    assert.deepEqual(kit().asked, []);
  });

  for (const way of ['refresh', 'checkHealth'] as const) {
    it(`ends when a ${way} of the user’s succeeds`, async () => {
      const { asking, account } = await refuse();
      kit().clock.pass(5 * SECOND);
      await asking[way]();
      assert.equal(account.session.state.snapshot.rejected, true, 'still revoked');
      kit().server.restore();
      kit().clock.pass(5 * SECOND);
      await asking[way]();
      assert.equal(account.session.state.snapshot.rejected, false);
      kit().api.clearRequests();
      kit().clock.pass(5 * MINUTE);
      await account.tick();
      assert.ok(kit().asked.includes(GET));
    });
  }
});

describe('a window that is alone, since the disk refuses', () => {
  const kit = accountKits();

  it('does not ask in step with others that are alone too', async () => {
    const refused = new MemoryFolder();
    const refuse = (): Promise<never> => Promise.reject(new Error('read-only'));
    refused.write = refuse;
    refused.create = refuse;
    kit().folder = refused;
    const { account } = await kit().open();
    await account.tick();
    assert.equal(account.view.isShared, false);
    kit().api.clearRequests();
    // Its random number is 0.5, which makes its interval half as long again.
    kit().clock.pass(5 * MINUTE);
    await account.tick();
    assert.deepEqual(kit().asked, []);
    kit().clock.pass(2.5 * MINUTE);
    await account.tick();
    assert.deepEqual(kit().asked, [GET]);
  });
});

describe('an account that is no longer in use', () => {
  const kit = accountKits();

  it('writes nothing any more: its files may have been removed meanwhile', async () => {
    const { account } = await kit().open();
    await account.tick();
    kit().clock.pass(5 * MINUTE);
    kit().api.setFault({ kind: 'pass', delayMs: 50, path: '/v1/credits' });
    const polling = account.session.poll('watch');
    await kit().untilAsked(2);
    account.dispose();
    for (const name of await kit().folder.list('')) await kit().folder.remove(name);
    await polling;
    assert.deepEqual(await kit().folder.list(''), []);
  });
});

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
});
