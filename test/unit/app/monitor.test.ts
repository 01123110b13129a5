import assert from 'node:assert/strict';
import { noAccounts, type AccountInfo, type AccountList } from '../../../src/store/accountsFile';
import { fingerprint } from '../../../src/app/fingerprint';
import { KEY, ORIGIN } from '../../simulation/simulatedApi';
import { monitorKits } from './monitorKits';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const bound = { key: KEY, origin: ORIGIN };

/** The account, and another one without a key. */
function teams(account: AccountInfo): AccountList {
  return { v: 1, accounts: [account, { id: 'other', label: 'Other' }], first: account.id };
}

describe('Monitor', () => {
  const kit = monitorKits();

  it('shows that it starts, then that there is no key, and asks for nothing', async () => {
    assert.deepEqual(kit().monitor.view, { kind: 'starting' });
    await kit().start();
    assert.deepEqual(kit().monitor.view, { kind: 'noKey', lost: false });
    await kit().time.pass(HOUR);
    assert.equal(kit().requests, 0);
    assert.equal(kit().folders.size, 0, 'nothing is written for nobody');
  });

  it('reads the balance with the first tick, a second after the start, then every five minutes', async () => {
    kit().storeKey();
    await kit().start();
    await kit().time.pass(999);
    assert.equal(kit().requests, 0);
    await kit().time.pass(100);
    assert.equal(kit().requests, 1);
    assert.equal(kit().credits, 5000);
    await kit().time.pass(HOUR);
    // Each a tick after it is due.
    assert.equal(kit().requests, 1 + 11);
  });

  it('an idle, unfocused window asks for nothing; one that comes into use does, when its value is old', async () => {
    kit().storeKey();
    kit().isFocused = false;
    await kit().start();
    await kit().time.pass(24 * HOUR);
    assert.equal(kit().requests, 0);
    kit().focus(true);
    await kit().time.pass(100);
    assert.equal(kit().credits, 5000);
    const before = kit().requests;
    kit().focus(false);
    kit().focus(true);
    await kit().time.pass(100);
    assert.equal(kit().requests, before, 'within the TTL');
  });

  it('a key that was set is read at once, one that was cleared is used no more', async () => {
    await kit().start();
    await kit().time.pass(2 * SECOND);
    kit().storeKey();
    kit().keyChanged.fire();
    await kit().time.pass(100);
    assert.equal(kit().credits, 5000);
    kit().secrets.clear();
    kit().keyChanged.fire();
    await kit().time.pass(100);
    assert.equal(kit().monitor.view.kind, 'noKey');
    const { requests } = kit();
    await kit().time.pass(HOUR);
    assert.equal(kit().requests, requests);
  });

  it('a key that another one replaces is used no more, and nothing that was known of it shows', async () => {
    kit().storeKey();
    await kit().start();
    await kit().time.pass(2 * SECOND);
    const { account } = kit().monitor;
    kit().storeKey({ ...bound, key: 'another-key-0123456789' });
    kit().keyChanged.fire();
    await kit().time.pass(100);
    assert.notEqual(kit().monitor.account, account);
    assert.equal(account?.session.isOver(), true);
    assert.equal(kit().folders.size, 2);
  });

  it('an event without a change, or twice, opens nothing anew', async () => {
    kit().storeKey();
    await kit().start();
    const { account } = kit().monitor;
    kit().keyChanged.fire();
    kit().keyChanged.fire();
    await kit().time.pass(100);
    assert.equal(kit().monitor.account, account);
  });

  it('a key goes nowhere but its origin: another base URL leaves it unused until confirmed', async () => {
    kit().storeKey();
    await kit().start();
    await kit().time.pass(2 * SECOND);
    const { requests } = kit();
    kit().settings = { ...kit().settings, apiBaseUrl: 'https://proxy.example' };
    kit().settingsChanged.fire();
    await kit().time.pass(HOUR);
    assert.equal(kit().requests, requests);
    assert.deepEqual(kit().monitor.view, {
      kind: 'unconfirmed',
      boundTo: ORIGIN,
      wanted: 'https://proxy.example',
      source: 'stored',
    });
  });

  it('where the user set no base URL, the one of the environment holds, also for a stored key', async () => {
    kit().storeKey();
    kit().settings = { ...kit().settings, apiBaseUrl: undefined };
    kit().environment = { baseUrl: ORIGIN };
    await kit().start();
    assert.equal(kit().account?.source, 'stored');
    kit().environment = { baseUrl: 'https://strange.example' };
    await kit().monitor.chooseAgain();
    const { view } = kit().monitor;
    assert.deepEqual(view.kind === 'unconfirmed' && view.wanted, 'https://strange.example');
  });

  it('also for an account that may not use its key', async () => {
    kit().settings = { ...kit().settings, apiBaseUrl: undefined };
    kit().environment = { key: 'lm_environment_0000', baseUrl: ORIGIN };
    const acme = { id: 'acme', label: 'Acme' };
    kit().list = { v: 1, accounts: [acme, { id: 'other', label: 'Other' }], first: 'acme' };
    await kit().start();
    assert.equal(kit().monitor.view.kind, 'noKey');
    kit().storeKey(bound, 'acme');
    await kit().monitor.chooseAgain();
    assert.deepEqual([kit().account?.source, kit().account?.origin], ['stored', ORIGIN]);
  });

  it('an environment pair for a strange origin waits for a confirmation', async () => {
    kit().settings = { ...kit().settings, apiBaseUrl: undefined };
    kit().environment = { key: KEY, baseUrl: 'https://strange.example' };
    await kit().start();
    await kit().time.pass(HOUR);
    assert.deepEqual(kit().monitor.view, {
      kind: 'unconfirmed',
      boundTo: 'https://strange.example',
      wanted: 'https://strange.example',
      source: 'environment',
    });
    assert.equal(kit().requests, 0);
    // Another key for that origin, and this key for another one.
    const others = [fingerprint('other-key-0123456789', 'https://strange.example'), fingerprint(KEY, ORIGIN)];
    kit().list = { ...noAccounts, confirmed: others };
    kit().accountsChanged.fire();
    await kit().time.pass(100);
    assert.equal(kit().monitor.view.kind, 'unconfirmed');
    // In any window, at the latest at the next tick.
    kit().list = { ...noAccounts, confirmed: [...others, fingerprint(KEY, 'https://strange.example')] };
    await kit().time.pass(5 * SECOND);
    await kit().time.pass(100);
    assert.equal(kit().monitor.view.kind, 'account');
  });

  it('uses the account that the workspace chose, and its key; the environment’s only when there is one account', async () => {
    kit().list = {
      v: 1,
      accounts: [
        { id: 'default', label: 'Own' },
        { id: 'team', label: 'Team', lowCredits: 9000 },
      ],
      first: 'default',
    };
    kit().environment = { key: KEY };
    kit().chosen = 'team';
    await kit().start();
    assert.deepEqual(kit().monitor.view, { kind: 'noKey', lost: false, label: 'Team' });
    kit().storeKey(bound, 'team');
    kit().accountsChanged.fire();
    await kit().time.pass(2 * SECOND);
    const view = kit().account;
    assert.deepEqual([view?.id, view?.label, view?.level], ['team', 'Team', 'low']);
    assert.equal(kit().monitor.info.id, 'team');
  });

  it('an event that fails is logged, and nothing is thrown out of it', async () => {
    await kit().start();
    kit().accountsError = new Error('disk');
    kit().accountsChanged.fire();
    await kit().time.pass(100);
    kit().accountsError = undefined;
    assert.deepEqual(kit().errors.splice(0), ['accounts']);
  });

  it('a new name and new limits show at once, and alerts follow them', async () => {
    kit().api.account.set(650);
    kit().storeKey();
    kit().list = teams({ id: 'default', label: 'Acme' });
    await kit().start();
    await kit().time.pass(2 * SECOND);
    assert.deepEqual([kit().account?.label, kit().account?.level], ['Acme', 'low']);
    assert.equal(kit().notices.length, 1);
    kit().list = teams({ id: 'default', label: 'Initech', lowCredits: 500 });
    kit().accountsChanged.fire();
    await kit().time.pass(10);
    assert.deepEqual([kit().account?.label, kit().account?.level], ['Initech', 'ok']);
    // The episode is over: a fall is news again.
    kit().list = teams({ id: 'default', label: 'Initech', lowCredits: 700 });
    kit().accountsChanged.fire();
    await kit().time.pass(10);
    assert.equal(kit().notices.length, 2);
  });

  it('sees with the next tick what the watcher of the shared folder missed', async () => {
    kit().storeKey();
    await kit().start();
    await kit().time.pass(2 * SECOND);
    kit().list = teams({ id: 'default', label: 'Acme' });
    await kit().time.pass(6 * SECOND);
    assert.equal(kit().account?.label, 'Acme');
  });

  it('with several accounts the environment’s key is the one’s that had it, and its name is told without a key', async () => {
    kit().environment = { key: KEY, baseUrl: ORIGIN };
    kit().list = teams({ id: 'default', label: 'Acme' });
    await kit().start();
    assert.deepEqual(kit().monitor.view, { kind: 'noKey', lost: false, label: 'Acme' });
    kit().list = teams({ id: 'default', label: 'Acme', usesEnvironment: true });
    await kit().monitor.chooseAgain();
    assert.deepEqual([kit().account?.source, kit().account?.label], ['environment', 'Acme']);
    kit().chosen = 'other';
    await kit().monitor.chooseAgain();
    assert.deepEqual(kit().monitor.view, { kind: 'noKey', lost: false, label: 'Other' });
  });

  it('a part that could not be loaded is loaded with the next tick', async () => {
    kit().storeKey();
    kit().companionError = new Error('gone');
    await kit().start();
    await kit().time.pass(2 * SECOND);
    assert.deepEqual(kit().errors.splice(0), ['read', 'tick']);
    kit().companionError = undefined;
    await kit().time.pass(6 * SECOND);
    assert.equal(kit().credits, 5000);
    assert.notEqual(kit().account?.forecast, undefined);
    kit().errors.length = 0;
  });

  it('is silent once disposed of', async () => {
    kit().storeKey();
    await kit().start();
    kit().monitor.dispose();
    const told = kit().views.length;
    await kit().time.pass(HOUR);
    kit().keyChanged.fire();
    await kit().time.pass(100);
    assert.deepEqual([kit().requests, kit().views.length], [0, told]);
  });
});
