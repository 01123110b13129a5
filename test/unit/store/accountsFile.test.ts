import assert from 'node:assert/strict';
import {
  accountFor,
  accountsFile,
  DEFAULT_ACCOUNT,
  mayUseEnvironment,
  noAccounts,
  type AccountList,
} from '../../../src/store/accountsFile';
import { openStore } from './harness';

const acme = { id: 'acme', label: 'Acme', lowCredits: 500, criticalCredits: 50, hasKey: true };
const globex = { id: 'globex', label: 'Globex', usesEnvironment: true };
const two: AccountList = { v: 1, accounts: [acme, globex], first: 'globex', confirmed: ['abc'] };

describe('accounts.json', () => {
  it('has one account without a name until there are others', async () => {
    assert.deepEqual(await accountsFile(openStore().store).read(), noAccounts);
    assert.deepEqual(noAccounts.accounts, [{ id: 'default', label: '' }]);
    assert.equal(noAccounts.first, 'default');
  });

  it('comes back as it was written, for every window', async () => {
    const { store, folder } = openStore();
    await accountsFile(store).update(() => two);
    assert.deepEqual(await accountsFile(openStore(folder).store).read(), two);
    assert.deepEqual(JSON.parse((await folder.read('accounts.json')) ?? ''), two);
  });

  it('is as if it were not there, where it names no account', async () => {
    const { store, folder, setAside } = openStore();
    await folder.write('accounts.json', JSON.stringify({ ...two, accounts: [] }));
    assert.deepEqual(await accountsFile(store).read(), noAccounts);
    assert.deepEqual(setAside, []);
  });

  for (const [what, change] of [
    ['an account without an id', { accounts: [{ label: 'Acme' }] }],
    ['an account without a label', { accounts: [{ id: 'acme' }] }],
    ['a list that is none', { accounts: 'acme' }],
    ['no first one', { first: 5 }],
    ['a threshold below 0', { accounts: [{ ...acme, lowCredits: -1 }] }],
    ['a threshold that is text', { accounts: [{ ...acme, criticalCredits: '50' }] }],
    ['a word for yes', { accounts: [{ ...acme, hasKey: 'yes' }] }],
    ['a number for yes', { accounts: [{ ...acme, usesEnvironment: 1 }] }],
    ['confirmations that are no list', { confirmed: 'abc' }],
  ] as const) {
    it(`that holds ${what} is set aside`, async () => {
      const { store, folder, setAside } = openStore();
      await folder.write('accounts.json', JSON.stringify({ ...two, ...change }));
      assert.deepEqual(await accountsFile(store).read(), noAccounts);
      assert.deepEqual(setAside, [], 'not before something is written over it');
      await accountsFile(store).update(() => two);
      assert.deepEqual(setAside, ['accounts.json']);
    });
  }

  it('gives a window the account it chose, else the first, else any', () => {
    assert.equal(accountFor(two, 'acme').id, 'acme');
    assert.equal(accountFor(two, undefined).id, 'globex');
    assert.equal(accountFor(two, 'gone').id, 'globex');
    assert.equal(accountFor({ ...two, first: 'gone' }, undefined).id, 'acme');
    assert.equal(accountFor({ ...two, accounts: [] }, undefined), DEFAULT_ACCOUNT);
  });

  it('gives the environment’s key to the only account, or to the one it was of', () => {
    assert.equal(mayUseEnvironment(noAccounts, DEFAULT_ACCOUNT), true);
    assert.equal(mayUseEnvironment(two, acme), false);
    assert.equal(mayUseEnvironment(two, globex), true);
  });
});
