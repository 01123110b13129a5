import assert from 'node:assert/strict';

import { DEFAULT_ACCOUNT, noAccounts } from '../../../src/store/accountsFile';
import { KEY, ORIGIN } from '../../simulation/simulatedApi';
import { monitorKits } from './monitorKits';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

describe('Monitor, where a key is missing', () => {
  const kit = monitorKits();

  it('says when a key was lost, and what is wrong with the environment’s', async () => {
    kit().list = { ...noAccounts, accounts: [{ ...DEFAULT_ACCOUNT, hasKey: true }] };
    await kit().start();
    assert.deepEqual(kit().monitor.view, { kind: 'noKey', lost: true });
    kit().environment = { key: 'too short'.slice(0, 3) };
    await kit().monitor.chooseAgain();
    assert.deepEqual(kit().monitor.view, { kind: 'noKey', lost: true, problem: 'environmentKey' });
  });

  it('does not say that a key was lost that another window has only just set', async () => {
    await kit().start();
    kit().list = { ...noAccounts, accounts: [{ ...DEFAULT_ACCOUNT, hasKey: true }] };
    await kit().time.pass(2000);
    assert.deepEqual(kit().monitor.view, { kind: 'noKey', lost: false });
    // It arrives; later it is gone, which this window knows no better.
    kit().storeKey();
    kit().keyChanged.fire();
    await kit().time.pass(2000);
    assert.equal(kit().credits, 5000);
  });

  it('says that there is no key when none was ever stored and VS Code cannot tell', async () => {
    kit().readSecret = () => Promise.reject(new Error('keyring'));
    await kit().start();
    assert.deepEqual(kit().monitor.view, { kind: 'noKey', lost: false });
  });

  it('shows no number of another account while VS Code cannot tell the key of the one in use', async () => {
    kit().storeKey();
    await kit().start();
    await kit().time.pass(2 * SECOND);
    assert.equal(kit().credits, 5000);
    const team = { id: 'team', label: 'Team', hasKey: true };
    kit().list = { ...noAccounts, accounts: [{ ...DEFAULT_ACCOUNT, hasKey: true }, team] };
    kit().readSecret = () => Promise.reject(new Error('keyring'));
    kit().chosen = 'team';
    kit().accountsChanged.fire();
    await kit().time.pass(2 * SECOND);
    assert.deepEqual(kit().monitor.view, { kind: 'starting', label: 'Team' });
  });

  it('waits for a stored key while VS Code cannot tell, and says neither that there is none nor that it was lost', async () => {
    kit().list = { ...noAccounts, accounts: [{ ...DEFAULT_ACCOUNT, hasKey: true }] };
    kit().readSecret = () => Promise.reject(new Error('keyring'));
    await kit().start();
    assert.deepEqual(kit().monitor.view, { kind: 'starting' });
    kit().readSecret = (account) => Promise.resolve(kit().secrets.get(account));
    kit().storeKey();
    kit().keyChanged.fire();
    await kit().time.pass(2 * SECOND);
    assert.equal(kit().credits, 5000);
  });

  it('takes no key of the environment for a stored one that cannot be read', async () => {
    kit().environment = { key: KEY, baseUrl: ORIGIN };
    kit().list = { ...noAccounts, accounts: [{ ...DEFAULT_ACCOUNT, hasKey: true }] };
    kit().readSecret = () => Promise.reject(new Error('keyring'));
    await kit().start();
    await kit().time.pass(MINUTE);
    assert.deepEqual([kit().monitor.view.kind, kit().requests], ['starting', 0]);
    kit().list = noAccounts;
    kit().accountsChanged.fire();
    await kit().time.pass(2 * SECOND);
    assert.equal(kit().account?.source, 'environment', 'where none was stored, it is the only one');
  });

  it('goes on with the key it has while VS Code cannot tell', async () => {
    kit().storeKey();
    await kit().start();
    await kit().time.pass(2 * SECOND);
    kit().readSecret = () => Promise.reject(new Error('keyring'));
    kit().keyChanged.fire();
    await kit().time.pass(HOUR);
    assert.equal(kit().credits, 5000);
    assert.ok(kit().requests > 1);
  });
});
