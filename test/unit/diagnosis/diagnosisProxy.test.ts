import assert from 'node:assert/strict';
import fc from 'fast-check';

import { proxyFacts, withoutCredentials } from '../../../src/app/diagnosisProxy';
import { changedSettings, declaredSettings } from '../../../src/app/diagnosisSettings';
import { oneLine, redact } from '../../../src/app/diagnosisRedact';

describe('withoutCredentials', () => {
  it('keeps scheme, host and port', () => {
    assert.equal(withoutCredentials('http://proxy.example:8080'), 'http://proxy.example:8080');
    assert.equal(
      withoutCredentials('http://me:se@cr/et@proxy.example:8080/path?token=1'),
      'http://proxy.example:8080',
    );
    assert.equal(withoutCredentials(' me:secret@proxy.example:8080 '), 'proxy.example:8080');
    assert.equal(withoutCredentials('socks5://proxy.example'), 'socks5://proxy.example');
  });

  it('never lets a password through', () => {
    const secret = fc.string({
      minLength: 6,
      maxLength: 12,
      unit: fc.constantFrom('Q', 'Z', '@', ':', '/', '#', '?'),
    });
    fc.assert(
      fc.property(
        secret.filter((text) => /[QZ]{2}/.test(text)),
        (password) => {
          const shown = withoutCredentials(`http://user:${password}@proxy.example:8080`);
          assert.equal(shown, 'http://proxy.example:8080');
        },
      ),
    );
  });
});

describe('proxyFacts', () => {
  it('tells what is set, without credentials, and of secrets and paths only that they are set', () => {
    const settings = new Map<string, unknown>([
      ['http.proxy', 'http://me:secret@proxy.example:8080'],
      ['http.proxySupport', 'override'],
      ['http.noProxy', ['localhost', 'me:secret@inner.example']],
      ['http.proxyStrictSSL', false],
      ['http.proxyAuthorization', 'Basic c2VjcmV0'],
    ]);
    const environment = {
      HTTPS_PROXY: 'http://me:secret@other.example:3128/',
      NO_PROXY: ' a.example , b.example',
      NODE_EXTRA_CA_CERTS: '/etc/ssl/own-ca.pem',
      http_proxy: '',
      LEADMAGIC_API_KEY: 'secret',
    };
    assert.deepEqual(
      proxyFacts((name) => settings.get(name), environment).map(({ name, value }) => `${name}=${value}`),
      [
        'http.proxy=http://proxy.example:8080',
        'http.noProxy=localhost, inner.example',
        'http.proxySupport=override',
        'http.proxyStrictSSL=false',
        'http.proxyAuthorization=…',
        'HTTPS_PROXY=http://other.example:3128',
        'NO_PROXY=a.example, b.example',
        'NODE_EXTRA_CA_CERTS=…',
      ],
    );
  });
});

describe('changedSettings', () => {
  const manifest = {
    contributes: { configuration: { properties: { 'x.a': {}, 'x.b': {}, 'x.c': {}, 'x.d': {} } } },
  };

  it('tells the settings that differ from their default', () => {
    const values = new Map([
      ['x.a', { globalValue: 5, defaultValue: 5 }],
      ['x.b', { globalValue: 7, defaultValue: 5 }],
      ['x.c', { globalValue: 'https://me:secret@example.com/path', defaultValue: '' }],
      ['x.d', { defaultValue: true }],
    ]);
    assert.deepEqual(
      changedSettings(declaredSettings(manifest), (name) => values.get(name)),
      [
        { name: 'x.b', value: '7' },
        { name: 'x.c', value: 'https://example.com' },
      ],
    );
  });

  it('tells of what may be a key only that it is set', () => {
    for (const globalValue of ['lm_0123456789abcdef', 'a'.repeat(30), { lm_0123456789abcdef: 1 }]) {
      assert.deepEqual(
        changedSettings(['x.a'], () => ({ globalValue })),
        [{ name: 'x.a', value: '…' }],
      );
    }
    assert.deepEqual(
      changedSettings(['x.a'], () => ({ globalValue: 'compact' })),
      [{ name: 'x.a', value: '"compact"' }],
    );
  });

  it('takes any manifest', () => {
    for (const odd of [undefined, null, 1, 'text', {}, { contributes: { configuration: [] } }]) {
      assert.deepEqual(declaredSettings(odd), []);
    }
  });
});

describe('redact', () => {
  const secrets = { keys: ['lm_key-0123', 'lm_key-0123-longer', ''], home: '/somewhere/jane' };

  it('takes out keys, e-mail addresses and the home folder', () => {
    const text = 'a lm_key-0123-longer b lm_key-0123 c <jane.doe+x@mail.example.com>, /somewhere/jane/x';
    assert.equal(redact(text, secrets), 'a [key] b [key] c <[e-mail]>, ~/x');
  });

  it('knows a Windows home in both spellings', () => {
    const home = 'C:\\Users\\jane';
    assert.equal(redact('C:\\Users\\jane\\x C:/Users/jane/y', { keys: [], home }), '~\\x ~/y');
  });

  it('leaves a text without secrets as it is', () => {
    const text = 'GET /v1/credits 200 3 ms; http://proxy.example:8080 a@b';
    assert.equal(redact(text, { keys: [], home: '/' }), text);
  });
});

describe('oneLine', () => {
  it('leaves no line break, invisible character or mark-up', () => {
    assert.equal(oneLine('a\r\nb\u202e\u0000c`<x>|'), 'a b c x');
  });

  it('cuts long text', () => assert.equal(oneLine('a'.repeat(500)).length, 120));
});
