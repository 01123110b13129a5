import assert from 'node:assert/strict';
import type { Fault } from '../../fake-leadmagic/faults';
import { handOver } from '../../../src/app/handOver';
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
