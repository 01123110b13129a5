import assert from 'node:assert/strict';
import fc from 'fast-check';
import { fingerprint } from '../../../src/app/fingerprint';
import {
  baseUrlFor,
  chooseKey,
  formatSecret,
  keyProblem,
  parseSecret,
  type KeyChoice,
  type KeyFacts,
  type KeyProblem,
} from '../../../src/app/keys';
import { DEFAULT_ORIGIN } from '../../../src/app/origin';

const key = 'lm_12345678';
const other = 'https://proxy.example';
const loopback = 'http://127.0.0.1:8080';

describe('keyProblem', () => {
  const table: readonly (readonly [string, KeyProblem | undefined])[] = [
    ['lm_12345678', undefined],
    ['without-prefix', undefined],
    ['12345678', undefined],
    ['x'.repeat(256), undefined],
    ['  lm_12345678\n', undefined],
    ['!"#$%&~}', undefined],
    ['', 'empty'],
    [' \t\n', 'empty'],
    ['1234567', 'tooShort'],
    ['x'.repeat(257), 'tooLong'],
    ['lm_1234 5678', 'characters'],
    ['lm_1234\n5678', 'characters'],
    ['lm_1234\u00005678', 'characters'],
    ['lm_1234\u007f5678', 'characters'],
    ['lm_schlüssel', 'characters'],
    ['lm_12345678\u200b', 'characters'],
    ['ü', 'characters'],
  ];
  for (const [text, problem] of table) {
    it(`${JSON.stringify(text.slice(0, 20))} is ${problem ?? 'fine'}`, () =>
      assert.equal(keyProblem(text), problem));
  }
});

describe('the secret', () => {
  it('is one JSON value of version, key and origin', () => {
    const text = formatSecret({ key, origin: DEFAULT_ORIGIN });
    assert.deepEqual(JSON.parse(text), { v: 1, key, origin: DEFAULT_ORIGIN });
    assert.deepEqual(parseSecret(text), { key, origin: DEFAULT_ORIGIN });
  });

  const refused: readonly unknown[] = [
    '',
    'lm_12345678',
    JSON.stringify(key),
    JSON.stringify({ v: 2, key, origin: other }),
    JSON.stringify({ v: 1, key }),
    JSON.stringify({ v: 1, origin: other }),
    JSON.stringify({ v: 1, key: 'short', origin: other }),
    JSON.stringify({ v: 1, key, origin: 'http://evil.example' }),
    JSON.stringify({ v: 1, key, origin: 'https://user@evil.example' }),
    JSON.stringify({ v: 1, key, origin: 7 }),
  ];
  for (const text of refused) {
    it(`refuses ${String(text)}`, () => assert.equal(parseSecret(String(text)), undefined));
  }

  it('never throws', () => {
    fc.assert(fc.property(fc.oneof(fc.string(), fc.json()), (text) => (parseSecret(text), true)));
  });
});

describe('chooseKey', () => {
  const bound = { key, origin: DEFAULT_ORIGIN };
  const facts = (change: Partial<KeyFacts>): KeyFacts => ({
    stored: undefined,
    wasStored: false,
    environment: {},
    setOrigin: undefined,
    isConfirmed: () => false,
    ...change,
  });
  const env = (baseUrl?: string, environmentKey: string | undefined = key): Partial<KeyFacts> => ({
    environment: { key: environmentKey, baseUrl },
  });
  const use = (origin: string, source: 'stored' | 'environment'): KeyChoice => ({
    kind: 'use',
    bound: { key, origin },
    source,
  });
  const none = (change: object = {}): KeyChoice => ({ kind: 'none', lost: false, ...change });
  const asks = (wanted: string, origin = wanted): KeyChoice => ({
    kind: 'unconfirmed',
    bound: { key, origin },
    wanted,
    source: 'environment',
  });

  const table: readonly (readonly [string, Partial<KeyFacts>, KeyChoice])[] = [
    ['no key', {}, none()],
    ['no key, but there was one', { wasStored: true }, none({ lost: true })],
    ['a stored key at its origin', { stored: bound }, use(DEFAULT_ORIGIN, 'stored')],
    [
      'a stored key, and another one in the environment',
      { stored: bound, ...env(undefined, 'lm_other_key') },
      use(DEFAULT_ORIGIN, 'stored'),
    ],
    [
      'a stored key, but another origin is set',
      { stored: bound, setOrigin: other },
      { kind: 'unconfirmed', bound, wanted: other, source: 'stored' },
    ],
    [
      'a stored key and another origin, though the environment’s pair was confirmed',
      { stored: bound, setOrigin: other, isConfirmed: () => true },
      { kind: 'unconfirmed', bound, wanted: other, source: 'stored' },
    ],
    [
      'a stored key, even loopback is another origin',
      { stored: bound, setOrigin: loopback },
      { kind: 'unconfirmed', bound, wanted: loopback, source: 'stored' },
    ],
    ['an environment key', env(), use(DEFAULT_ORIGIN, 'environment')],
    [
      'an environment key after one was lost',
      { ...env(), wasStored: true },
      use(DEFAULT_ORIGIN, 'environment'),
    ],
    ['an environment key with white space', env(undefined, ` ${key}\n`), use(DEFAULT_ORIGIN, 'environment')],
    ['an empty environment key', env(undefined, '  '), none()],
    ['a bad environment key', env(undefined, 'no spaces please'), none({ problem: 'environmentKey' })],
    ['an environment key and an empty base URL', env(' '), use(DEFAULT_ORIGIN, 'environment')],
    ['an environment key for the default', env(`${DEFAULT_ORIGIN}/`), use(DEFAULT_ORIGIN, 'environment')],
    ['an environment key for loopback', env(loopback), use(loopback, 'environment')],
    ['an environment key for another origin', env(other), asks(other)],
    [
      'the same, confirmed',
      { ...env(other), isConfirmed: (it) => it.origin === other && it.key === key },
      use(other, 'environment'),
    ],
    ['the same, another key confirmed', { ...env(other), isConfirmed: (it) => it.key !== key }, asks(other)],
    [
      'an environment key for plain http elsewhere',
      env('http://evil.example'),
      none({ problem: 'environmentUrl' }),
    ],
    [
      'an environment key for a URL with a path',
      env('https://evil.example/api'),
      none({ problem: 'environmentUrl' }),
    ],
    [
      'a stored key, but the environment names another origin',
      { stored: bound, ...env(loopback, 'lm_other_key') },
      { kind: 'unconfirmed', bound, wanted: loopback, source: 'stored' },
    ],
    [
      'a stored key at the origin that the environment names',
      { stored: { key, origin: other }, ...env(other) },
      use(other, 'stored'),
    ],
    [
      'a stored key at the origin that was set, whatever the environment names',
      { stored: bound, setOrigin: DEFAULT_ORIGIN, ...env(other) },
      use(DEFAULT_ORIGIN, 'stored'),
    ],
    [
      'a stored key, and a base URL in the environment that is none',
      { stored: bound, ...env('http://evil.example') },
      use(DEFAULT_ORIGIN, 'stored'),
    ],
    [
      'an environment key, but another origin is set',
      { ...env(), setOrigin: other },
      asks(other, DEFAULT_ORIGIN),
    ],
    [
      'even one beyond doubt: the key was not meant for it',
      { ...env(), setOrigin: loopback },
      asks(loopback, DEFAULT_ORIGIN),
    ],
    [
      'also LeadMagic’s own, where the environment names another',
      { ...env(loopback), setOrigin: DEFAULT_ORIGIN },
      asks(DEFAULT_ORIGIN, loopback),
    ],
    [
      'an environment key for the origin that was set, confirmed',
      { ...env(), setOrigin: other, isConfirmed: (it) => it.origin === other && it.key === key },
      use(other, 'environment'),
    ],
    [
      'an environment key, and both name the same machine',
      { ...env(loopback), setOrigin: loopback },
      use(loopback, 'environment'),
    ],
    [
      'an environment key, and both name the same strange server',
      { ...env(other), setOrigin: other },
      asks(other),
    ],
    ['a base URL without a key', env(other, ''), none()],
  ];
  for (const [name, change, choice] of table) {
    it(name, () => assert.deepEqual(chooseKey(facts(change)), choice));
  }

  it('never uses a key for an origin that is neither its own, the default, loopback nor confirmed', () => {
    const origin = fc.constantFrom(
      DEFAULT_ORIGIN,
      other,
      loopback,
      'https://evil.example',
      'https://api.leadmagic.io.evil.example',
    );
    const input = fc.record({
      stored: fc.option(
        origin.map((at) => ({ key, origin: at })),
        { nil: undefined },
      ),
      wasStored: fc.boolean(),
      environment: fc.record({
        key: fc.option(fc.constant('lm_environment'), { nil: undefined }),
        baseUrl: fc.option(origin, { nil: undefined }),
      }),
      setOrigin: fc.option(origin, { nil: undefined }),
      isConfirmed: fc.constant(() => false),
    });
    fc.assert(
      fc.property(input, (some) => {
        const choice = chooseKey(some);
        if (choice.kind !== 'use') return;
        const allowed: readonly (string | undefined)[] =
          choice.source === 'stored' ? [some.stored?.origin] : [DEFAULT_ORIGIN, loopback];
        assert.ok(allowed.includes(choice.bound.origin));
        const { setOrigin, environment } = some;
        assert.equal(choice.bound.origin, baseUrlFor(setOrigin, environment));
        if (choice.source === 'environment')
          assert.equal(choice.bound.origin, environment.baseUrl ?? DEFAULT_ORIGIN);
      }),
    );
  });
});

describe('fingerprint', () => {
  it('names a key at an origin without telling it', () => {
    const name = fingerprint(key, DEFAULT_ORIGIN);
    assert.match(name, /^[0-9a-f]{24}$/);
    assert.equal(fingerprint(key, DEFAULT_ORIGIN), name);
    assert.notEqual(fingerprint(key, other), name);
    assert.notEqual(fingerprint(`${key}9`, DEFAULT_ORIGIN), name);
  });
});
