import assert from 'node:assert/strict';
import { KeyChecker } from '../../../src/app/checkKey';
import { fingerprint } from '../../../src/app/fingerprint';
import { parseSnapshot } from '../../../src/store/snapshot';
import { MemoryFolder } from '../../../src/store/lazy/memoryFolder';
import { accountKits, key } from './accountKit';

describe('KeyChecker', () => {
  const kit = accountKits();
  const bound = (some = key) => ({ key: some, origin: kit().api.origin });
  let checker: KeyChecker;
  beforeEach(() => (checker = new KeyChecker(kit().tools([]))));
  const check = (some?: string) => checker.check(bound(some));

  it('says of a key that it works, and leaves no file of one that is new', async () => {
    const asked = await check();
    assert.ok(asked.kind === 'answered');
    assert.equal(asked.answer.verdict, 'valid');
    assert.deepEqual(await kit().folder.list(''), []);
  });

  it('says that a key is rejected, blocked, or that nobody knows', async () => {
    const wrong = await check('some-other-key');
    assert.ok(wrong.kind === 'answered' && wrong.answer.verdict === 'rejected');
    kit().clock.pass(5000);
    kit().api.setFault({ kind: 'error', status: 403 });
    const blocked = await check();
    assert.ok(blocked.kind === 'answered' && blocked.answer.verdict === 'blocked');
    kit().clock.pass(5000);
    await kit().api.goOffline();
    const offline = await check();
    assert.ok(offline.kind === 'answered' && offline.answer.verdict === 'unknown');
  });

  it('looks for the files of that key at that origin', async () => {
    const opened: string[] = [];
    const tools = {
      ...kit().tools([]),
      openFolder: (name: string) => {
        opened.push(name);
        return new MemoryFolder();
      },
    };
    await new KeyChecker(tools).check(bound());
    assert.deepEqual(opened, [fingerprint(key, kit().api.origin)]);
  });

  it('keeps the deadline of a key that is new, whether it is stored then or checked again', async () => {
    kit().api.setFault({ kind: 'error', status: 429, retryAfter: 60 });
    const first = await check();
    assert.ok(first.kind === 'answered' && first.answer.verdict === 'unknown');
    kit().api.clearRequests();
    kit().clock.pass(6000);
    assert.deepEqual(await check(), { kind: 'waiting', until: kit().clock.time + 54_000 });
    await checker.keep(bound());
    const { account, asking } = await kit().open();
    await account.tick();
    assert.equal((await asking.refresh()).kind, 'waiting');
    assert.deepEqual(kit().asked, []);
    kit().clock.pass(54_000);
    await account.tick();
    assert.deepEqual(kit().asked, ['GET /v1/credits']);
  });

  it('keeping a key that this machine knows changes nothing', async () => {
    const { account } = await kit().open();
    await account.tick();
    const before = await kit().folder.read('snapshot.json');
    await checker.keep(bound());
    assert.equal(await kit().folder.read('snapshot.json'), before);
  });

  it('keeps the deadline of a key that this machine knows', async () => {
    const { account } = await kit().open();
    kit().api.setFault({ kind: 'error', status: 429, retryAfter: 60 });
    await account.tick();
    kit().api.clearRequests();
    assert.deepEqual(await check(), { kind: 'waiting', until: kit().clock.time + 60_000 });
    assert.deepEqual(kit().asked, []);
  });

  it('clears a refusal of a key that this machine knows', async () => {
    const { account } = await kit().open();
    kit().server.revoke();
    await account.tick();
    kit().server.restore();
    kit().clock.pass(5000);
    await check();
    const text = (await kit().folder.read('snapshot.json')) ?? '';
    assert.equal(parseSnapshot(JSON.parse(text))?.rejected, false);
    await account.session.look();
    assert.equal(account.session.state.snapshot.rejected, false);
  });

  it('asks though the folder cannot be read', async () => {
    kit().folder.read = () => Promise.reject(new Error('no'));
    assert.equal((await check()).kind, 'answered');
  });
});
