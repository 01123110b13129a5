import assert from 'node:assert/strict';

import { formatSecret } from '../../../src/app/keys';
import { keysInUse, type KeyPlaces } from '../../../src/app/leakKeys';

const origin = 'https://api.leadmagic.io';

function places(secrets: Readonly<Record<string, string>>, environmentKey?: string): KeyPlaces {
  return {
    keys: {
      read: (id) => Promise.resolve(secrets[id]),
      environment: { key: environmentKey, baseUrl: undefined },
    },
    accounts: {
      read: () =>
        Promise.resolve({
          ...{ v: 1, first: 'default' },
          accounts: [
            { id: 'default', label: '' },
            { id: 'a', label: 'Acme' },
            { id: 'b', label: 'Beta' },
          ],
        }),
    },
  };
}

describe('keysInUse', () => {
  it('gives every account’s key, and the environment’s', async () => {
    const secrets = {
      default: formatSecret({ key: 'key-of-default', origin }),
      b: formatSecret({ key: 'key-of-beta', origin }),
    };
    assert.deepEqual(await keysInUse(places(secrets, ' key-of-environment\n')), [
      { label: '', key: 'key-of-default' },
      { label: 'Beta', key: 'key-of-beta' },
      { label: 'LEADMAGIC_API_KEY', key: 'key-of-environment' },
    ]);
  });

  it('gives a key once, under its account', async () => {
    const secret = formatSecret({ key: 'one-and-the-same', origin });
    assert.deepEqual(await keysInUse(places({ a: secret, b: secret }, 'one-and-the-same')), [
      { label: 'Acme', key: 'one-and-the-same' },
    ]);
  });

  it('passes over secrets that are not ours, and an empty environment', async () => {
    assert.deepEqual(await keysInUse(places({ a: 'not JSON' }, '')), []);
  });
});
