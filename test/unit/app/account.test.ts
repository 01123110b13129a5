import assert from 'node:assert/strict';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { handOver } from '../../../src/app/handOver';
import { parseHistory } from '../../../src/balance/historyLine';
import type { Thresholds } from '../../../src/balance/level';
import { DEFAULT_ACCOUNT, type AccountInfo } from '../../../src/store/accountsFile';
import { DiskFolder } from '../../../src/store/diskFolder';
import type { Fault } from '../../fake-leadmagic/faults';
import { RefusingFolder, temporaryFolders } from '../store/harness';
import { until } from '../../waiting';
import { accountKits, creditsIn, key } from './accountKit';

const MINUTE = 60_000;
const GET = 'GET /v1/credits';

describe('Account', () => {
  const kit = accountKits();
  const newFolder = temporaryFolders();

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

  for (const code of ['EROFS', 'ENOSPC']) {
    it(`goes on alone when the disk says ${code}, says so once, and is one of many again later`, async () => {
      const disk = new RefusingFolder();
      kit().folder = disk;
      disk.code = code;
      const alone = await kit().open();
      for (const credits of [4000, 3000]) {
        kit().server.set(credits);
        await alone.account.tick();
        assert.equal(creditsIn(alone), credits);
        assert.equal(alone.account.view.isShared, false);
        // Alone, a window's interval is stretched at random.
        kit().clock.pass(7.5 * MINUTE);
      }
      const warnings = kit().log.filter(({ event }) => event === 'storageRefuses');
      assert.deepEqual(
        warnings.map(({ fields }) => 'code' in fields && fields.code),
        [code],
      );
      disk.code = undefined;
      kit().server.set(2000);
      await alone.account.tick();
      assert.equal(alone.account.view.isShared, true);
      assert.ok(kit().log.some(({ event }) => event === 'storageWorksAgain'));
      const other = await kit().open();
      assert.equal(creditsIn(other), 2000);
      const names = await disk.inner.list('history');
      const texts = await Promise.all(names.map((name) => disk.inner.read(`history/${name}`)));
      assert.equal(parseHistory(texts.join('')).records.length, 3, 'the time alone is in the history');
    });
  }

  for (const name of ['locks/write-1', 'locks/lease-1']) {
    it(`goes on alone, and says so, when a folder named ${name} is in the way`, async () => {
      const root = await newFolder();
      await mkdir(join(root, name), { recursive: true });
      kit().folder = new DiskFolder(root);
      const alone = await kit().open();
      await alone.account.tick();
      assert.equal(creditsIn(alone), 5000);
      assert.equal(alone.account.view.isShared, false);
      const [line] = kit().log.filter(({ event }) => event === 'storageRefuses');
      assert.equal(line && 'code' in line.fields && line.fields.code, 'EEXIST');
    });
  }

  it('a folder that was removed, and made again by another window, is seen at the next tick', async () => {
    const root = join(await newFolder(), 'account');
    kit().folder = new DiskFolder(root);
    const first = await kit().open();
    await first.account.tick();
    assert.equal(creditsIn(first), 5000);
    await rm(root, { recursive: true });
    kit().server.set(4000);
    kit().clock.pass(MINUTE);
    const second = await kit().open();
    await second.account.tick();
    assert.equal(creditsIn(second), 4000);
    kit().api.clearRequests();
    await first.account.tick();
    assert.deepEqual([creditsIn(first), kit().asked], [4000, []]);
  });

  /** One on a disk that can be made to refuse, and another one that it does not refuse. */
  const twoWindows = async () => {
    const disk = new RefusingFolder();
    kit().folder = disk;
    const alone = await kit().open();
    await alone.account.tick();
    kit().folder = disk.inner;
    return { disk, alone, other: await kit().open() };
  };

  it('after a time alone the others’ newer word counts, whatever its number', async () => {
    const { disk, alone, other } = await twoWindows();
    disk.code = 'EROFS';
    // Alone, it draws many numbers; the other one only a few.
    for (let round = 0; round < 6; round++) {
      kit().clock.pass(5 * MINUTE);
      kit().server.spend(1);
      await alone.account.session.poll('background');
    }
    kit().clock.pass(5 * MINUTE);
    kit().server.set(777);
    await other.account.session.poll('background');
    disk.code = undefined;
    kit().clock.pass(5 * MINUTE);
    kit().server.set(700);
    await alone.account.session.poll('background');
    assert.equal(creditsIn(alone), 700);
    await other.account.session.look();
    assert.equal(creditsIn(other), 700);
  });

  it('after a time alone all windows wait for what it was told meanwhile, and repeat no toast of it', async () => {
    const { disk, alone, other } = await twoWindows();
    await other.account.tick();
    disk.code = 'EROFS';
    kit().clock.pass(5 * MINUTE);
    kit().server.set(500);
    await alone.account.session.poll('background');
    await alone.account.companion();
    await alone.account.tick();
    assert.deepEqual(
      alone.notices.map(({ kind }) => kind),
      ['low'],
    );
    kit().api.setFault({ kind: 'error', status: 429, retryAfter: 3600 });
    await alone.asking.refresh();
    // The other one writes to both files meanwhile, and knows of neither.
    await (await other.account.companion()).alerter.snooze(MINUTE);
    kit().api.setFault({ kind: 'error', status: 503 });
    await other.asking.refresh();
    disk.code = undefined;
    kit().clock.pass(5 * MINUTE);
    await alone.account.session.store.snapshot.update((snapshot) => ({ ...snapshot, failures: 7 }));
    await until('the deadline on disk', async () => {
      await other.account.session.look();
      return other.account.view.holdUntil;
    });
    kit().api.clearRequests();
    assert.equal((await other.asking.refresh()).kind, 'waiting');
    assert.deepEqual(kit().asked, []);
    kit().clock.pass(3600_000);
    await other.account.tick();
    assert.equal(creditsIn(other), 500);
    await other.account.tick();
    assert.deepEqual(other.notices, []);
  });

  it('files of a later version are left to it: this window goes on alone, with a line in the log, and stays so', async () => {
    const disk = new RefusingFolder();
    kit().folder = disk;
    const window = await kit().open();
    await window.account.tick();
    assert.equal(creditsIn(window), 5000);
    const later = '{"v":2,"epoch":"later","anything":[]}';
    await disk.inner.write('snapshot.json', later);
    kit().server.spend(1000);
    for (let round = 0; round < 4; round++) {
      kit().clock.pass(5 * MINUTE);
      await window.account.tick();
    }
    assert.equal(creditsIn(window), 4000);
    assert.equal(window.account.view.isShared, false);
    assert.deepEqual(
      await disk.inner.list(''),
      (await disk.inner.list('')).filter((name) => !name.includes('aside')),
    );
    assert.equal(await disk.inner.read('snapshot.json'), later);
    const lines = kit().log.filter(({ event }) => event.startsWith('storage') || event.startsWith('file'));
    assert.deepEqual(
      lines.map(({ event, fields }) => [event, 'code' in fields && fields.code]),
      [['storageRefuses', 'LATER_VERSION']],
    );
    // A window of this version that comes later has nothing to go by, but does no harm.
    const other = await kit().open();
    await other.account.tick();
    assert.equal(creditsIn(other), 4000);
    assert.equal(await disk.inner.read('snapshot.json'), later);
  });

  it('an alien file is set aside with a line in the log that names the file only', async () => {
    await kit().folder.write('snapshot.json', '{"mine":true}');
    await (await kit().open()).account.tick();
    const lines = kit().log.filter(({ event }) => event === 'fileSetAside');
    assert.deepEqual(lines, [{ level: 'warn', event: 'fileSetAside', fields: { file: 'snapshot.json' } }]);
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
