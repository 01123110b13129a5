import assert from 'node:assert/strict';
import { handOver } from '../../../src/app/handOver';
import { parseHistory } from '../../../src/balance/historyLine';
import type { Thresholds } from '../../../src/balance/level';
import { DEFAULT_ACCOUNT, type AccountInfo } from '../../../src/store/accountsFile';
import type { Fault } from '../../fake-leadmagic/faults';
import { accountKits, creditsIn, key } from './accountKit';

const MINUTE = 60_000;
const GET = 'GET /v1/credits';

describe('Account', () => {
  const kit = accountKits();

  it('a window that is not in use makes no request, but follows the others', async () => {
    kit().isFocused = false;
    const idle = await kit().open();
    for (let hour = 0; hour < 24; hour++) {
      await idle.account.tick();
      kit().clock.pass(60 * MINUTE);
    }
    assert.deepEqual(kit().asked, []);
    kit().isFocused = true;
    await (await kit().open()).account.tick();
    kit().isFocused = false;
    await idle.account.tick();
    assert.equal(creditsIn(idle), 5000);
  });

  it('tells its view: state, level, freshness', async () => {
    const { account } = await kit().open();
    const { view } = account;
    assert.deepEqual(
      [view.level, view.isBehind, view.isShared, view.source],
      [undefined, false, true, 'stored'],
    );
    kit().server.set(500);
    await account.tick();
    assert.equal(account.view.level, 'low');
    assert.equal(account.view.isBehind, false);
    kit().isFocused = false;
    kit().clock.pass(10 * MINUTE + 1);
    assert.equal(account.view.isBehind, true, 'older than twice the interval');
  });

  it('a failure of LeadMagic’s own leaves a young balance as it is; it goes stale with time', async () => {
    const { account } = await kit().open();
    await account.tick();
    kit().clock.pass(5 * MINUTE);
    kit().api.setFault({ kind: 'error', status: 500, bareHeaders: true });
    await account.tick();
    assert.equal(account.view.isBehind, false);
    kit().clock.pass(5 * MINUTE + 1);
    assert.equal(account.view.isBehind, true);
  });

  it('a balance that a header told of after the last read failed is not behind', async () => {
    const { account } = await kit().open();
    await account.tick();
    kit().clock.pass(5 * MINUTE);
    kit().api.setFault({ kind: 'reset' });
    await account.tick();
    assert.equal(account.view.isBehind, true);
    const at = kit().clock.time + 1000;
    kit().clock.pass(1000);
    const headers = { creditsRemaining: 4900 };
    await handOver(account.session, { headers, sentAt: at, receivedAt: at, source: 'handed' });
    assert.equal(account.view.isBehind, false);
    kit().clock.pass(10 * MINUTE + 1);
    assert.equal(account.view.isBehind, true, 'until it is old itself');
  });

  it('an account that is overdrawn shows by how much, in the history too', async () => {
    const { account } = await kit().open();
    await account.tick();
    const overdrawn = { kind: 'body', text: JSON.stringify({ credits: -5.71 }) } as const;
    kit().api.setFault({ ...overdrawn, bareHeaders: true });
    kit().clock.pass(5 * MINUTE);
    await account.tick();
    const { state, level } = account.view;
    assert.deepEqual([state.snapshot.observation?.balance.credits, level], [-5.71, 'empty']);
    const [name = ''] = await kit().folder.list('history');
    assert.match((await kit().folder.read(`history/${name}`)) ?? '', /"c":-5\.71/);
  });

  it('its own levels go before those of the settings, and none of them makes another one louder', async () => {
    const { account } = await kit().open();
    const withOwn = async (own: Partial<AccountInfo>): Promise<Thresholds> => {
      await account.follow({ ...DEFAULT_ACCOUNT, ...own });
      const { lowCredits, criticalCredits } = account.view.thresholds;
      return { lowCredits, criticalCredits };
    };
    assert.deepEqual(await withOwn({}), { lowCredits: 1000, criticalCredits: 100 });
    assert.deepEqual(await withOwn({ lowCredits: 400 }), { lowCredits: 400, criticalCredits: 100 });
    assert.deepEqual(await withOwn({ lowCredits: 50 }), { lowCredits: 50, criticalCredits: 50 });
    assert.deepEqual(await withOwn({ lowCredits: 0 }), { lowCredits: 0, criticalCredits: 100 });
    assert.deepEqual(await withOwn({ criticalCredits: 7 }), { lowCredits: 1000, criticalCredits: 7 });
    assert.deepEqual(await withOwn({ criticalCredits: 5000 }), { lowCredits: 1000, criticalCredits: 1000 });
    const both = { lowCredits: 50, criticalCredits: 0 };
    assert.deepEqual(await withOwn(both), both);
  });

  it('is for one key at one origin, from one source, under one name', async () => {
    const { account } = await kit().open();
    const bound = { key, origin: kit().api.origin };
    assert.equal(account.isFor(DEFAULT_ACCOUNT.id, bound, 'stored'), true);
    assert.equal(account.isFor('other', bound, 'stored'), false);
    assert.equal(account.isFor(DEFAULT_ACCOUNT.id, bound, 'environment'), false);
    assert.equal(account.isFor(DEFAULT_ACCOUNT.id, { ...bound, key: `${key}9` }, 'stored'), false);
    const elsewhere = { ...bound, origin: 'https://api.leadmagic.io' };
    assert.equal(account.isFor(DEFAULT_ACCOUNT.id, elsewhere, 'stored'), false);
  });

  it('keeps what can be spent in the history where that is not all', async () => {
    const { folder, clock } = kit();
    const { account } = await kit().open();
    await account.tick();
    kit().server.freeze(4000);
    clock.pass(5 * MINUTE);
    await account.tick();
    const [name = ''] = await folder.list('history');
    const { records } = parseHistory((await folder.read(`history/${name}`)) ?? '');
    assert.deepEqual(
      records.map((record) => ('c' in record ? [record.c, record.s] : [])),
      [
        [5000, undefined],
        [5000, 1000],
      ],
    );
  });

  it('keeps what changed in the history, once over all windows', async () => {
    const { folder, clock } = kit();
    const windows = [await kit().open(), await kit().open()];
    for (const spent of [0, 10, 0, 25.5]) {
      kit().server.spend(spent);
      for (const { account } of windows) await account.tick();
      clock.pass(5 * MINUTE);
    }
    const [name = ''] = await folder.list('history');
    const { records } = parseHistory((await folder.read(`history/${name}`)) ?? '');
    assert.deepEqual(
      records.map((record) => ('c' in record ? record.c : undefined)),
      [5000, 4990, 4964.5],
    );
    assert.equal(windows[1]?.account.view.forecast?.spentToday, 35.5);
  });

  it('a balance is as old as it is, whatever the clock is put back to', async () => {
    const { account } = await kit().open();
    await account.tick();
    kit().clock.jump(-60 * MINUTE);
    assert.equal(account.view.isBehind, false);
    kit().clock.pass(10 * MINUTE);
    assert.equal(account.view.isBehind, false);
    kit().clock.pass(1);
    assert.equal(account.view.isBehind, true);
  });

  it('the key is in no log line and in no file, whatever went wrong', async () => {
    const faults: readonly Fault[] = [
      { kind: 'error', status: 401, detail: `The key ${key} is not known.` },
      { kind: 'error', status: 500, shape: 'E1', title: key },
      { kind: 'body', text: `{"credits":"${key}"}` },
      { kind: 'html' },
      { kind: 'reset' },
      { kind: 'redirect', to: `http://127.0.0.1:9/?${key}` },
      { kind: 'error', status: 503, headers: { 'X-Request-Id': key, 'Retry-After': key } },
      { kind: 'truncated' },
    ];
    const { account, asking } = await kit().open();
    await account.tick();
    for (const fault of faults) {
      kit().api.setFault(fault);
      kit().clock.pass(5 * MINUTE);
      await asking.refresh();
      await account.tick();
    }
    const { folder } = kit();
    const names = [
      ...(await folder.list('')),
      ...(await folder.list('history')).map((name) => `history/${name}`),
    ];
    const texts = await Promise.all(names.map((name) => folder.read(name)));
    assert.ok(texts.length > 3);
    for (const text of [...names, ...texts, JSON.stringify(kit().log), JSON.stringify(account.view)]) {
      assert.equal(text?.includes(key), false);
    }
    for (const { headers } of kit().api.requests) assert.equal(headers['x-api-key'], key);
    assert.ok(kit().asked.includes(GET));
  });

  it('a window that is closed while its companion loads leaves nothing running', async () => {
    const { account } = await kit().open();
    await account.session.pollIfDue();
    account.dispose();
    const companion = await account.companion();
    await kit().folder.write('alerts.json', '{}');
    assert.equal(companion.isRunning, false);
  });
});
