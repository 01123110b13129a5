import assert from 'node:assert/strict';
import { install, type Clock } from '@sinonjs/fake-timers';
import { fingerprint } from '../../../src/app/fingerprint';
import { ApiKeys } from '../../../src/vscode/apiKeys';
import { Accounts } from '../../../src/vscode/accounts';
import { KeyWriter } from '../../../src/vscode/keyWriter';
import { openStore } from '../store/harness';
import { FakeMemento, FakeSecrets } from './fakes';

const bound = { key: 'adapter-key-0123456789', origin: 'https://api.leadmagic.io' };

describe('ApiKeys and KeyWriter', () => {
  let secrets: FakeSecrets;
  let keys: ApiKeys;
  let accounts: Accounts;
  let writer: KeyWriter;
  let changes: number;
  const events: string[] = [];

  beforeEach(() => {
    const note = (event: string): void => void events.push(event);
    const log = { debug: note, info: note, warn: note, error: note };
    events.length = 0;
    changes = 0;
    secrets = new FakeSecrets();
    keys = new ApiKeys(secrets, log, { LEADMAGIC_API_KEY: 'environment-key' });
    accounts = new Accounts(openStore().store, new FakeMemento(), log);
    writer = new KeyWriter(keys, accounts);
    keys.onDidChange(() => (changes += 1));
  });
  afterEach(() => {
    keys.dispose();
    accounts.dispose();
  });

  const hasKey = async (): Promise<boolean | undefined> => (await accounts.read()).accounts[0]?.hasKey;

  it('a key that was stored is read back, bound to its origin, and every profile knows that there is one', async () => {
    assert.equal(await writer.store('default', bound), true);
    assert.deepEqual(await writer.stored('default'), bound);
    assert.equal(await hasKey(), true);
    assert.ok(changes > 0);
    await writer.clear('default');
    assert.equal(await writer.stored('default'), undefined);
    assert.equal(await hasKey(), false);
  });

  it('all are cleared, also those of accounts that the list has lost; nobody else’s is', async () => {
    for (const account of ['default', 'listed', 'lost']) await writer.store(account, bound);
    await secrets.store('somebody.else', 'theirs');
    await writer.clearAll(['default', 'listed']);
    assert.deepEqual(await secrets.keys(), ['somebody.else']);
    assert.equal(await hasKey(), false);
  });

  it('are cleared by the list where VS Code does not tell what it keeps', async () => {
    for (const account of ['default', 'listed']) await writer.store(account, bound);
    Object.defineProperty(secrets, 'keys', { value: undefined });
    await writer.clearAll(['default', 'listed']);
    for (const account of ['default', 'listed']) assert.equal(await writer.stored(account), undefined);
  });

  it('says when VS Code does not keep it: nothing is noted then', async () => {
    secrets.keeps = false;
    assert.equal(await writer.store('default', bound), false);
    secrets.error = new Error('no keyring');
    assert.equal(await writer.store('default', bound), false);
    assert.deepEqual(events, ['secretStoreFailed']);
    secrets.error = undefined;
    assert.equal(await hasKey(), undefined);
  });

  it('hears of secrets of its own only', () => {
    secrets.fire('somebody.else');
    assert.equal(changes, 0);
    secrets.fire('leadmagicCredits.key.default');
    assert.equal(changes, 1);
  });

  it('what was confirmed is told to every window and profile, and never the key', async () => {
    const other = { ...bound, origin: 'https://elsewhere.example' };
    let heard = 0;
    accounts.onDidChange(() => (heard += 1));
    for (const some of [bound, other]) await writer.confirm(some);
    const list = await accounts.read();
    assert.deepEqual(list.confirmed, [
      fingerprint(bound.key, bound.origin),
      fingerprint(other.key, other.origin),
    ]);
    assert.ok(heard > 0);
    assert.ok(!JSON.stringify(list).includes(bound.key));
  });

  describe('a keyring that makes wait', () => {
    let clock: Clock;
    beforeEach(() => (clock = install({ toFake: ['setTimeout', 'clearTimeout'] })));
    afterEach(() => clock.uninstall());

    it('is not waited for longer than half a minute; when it answers at last, it is asked again', async () => {
      const answer = secrets.hold();
      const reading = assert.rejects(keys.read('default'));
      await clock.tickAsync(30_000);
      await reading;
      assert.deepEqual([events, changes], [['secretReadTakesLong'], 0]);
      answer(undefined);
      await clock.tickAsync(0);
      assert.equal(changes, 1);
    });

    it('that fails is asked again a minute later', async () => {
      secrets.error = new Error('locked');
      await assert.rejects(keys.read('default'));
      assert.deepEqual([events, changes], [['secretReadFailed'], 0]);
      await clock.tickAsync(60_000);
      assert.equal(changes, 1);
    });

    it('nothing is asked once it is over', async () => {
      secrets.error = new Error('locked');
      await assert.rejects(keys.read('default'));
      keys.dispose();
      await clock.tickAsync(120_000);
      assert.equal(changes, 0);
    });
  });
});
