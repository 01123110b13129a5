import assert from 'node:assert/strict';
import { isLoopback, parseOrigin, type OriginProblem } from '../../../src/app/origin';

describe('parseOrigin', () => {
  const good: readonly (readonly [string, string])[] = [
    ['https://api.leadmagic.io', 'https://api.leadmagic.io'],
    [' https://API.LeadMagic.io/ ', 'https://api.leadmagic.io'],
    ['https://api.leadmagic.io:443', 'https://api.leadmagic.io'],
    ['https://proxy.example:8443', 'https://proxy.example:8443'],
    ['http://localhost:3000', 'http://localhost:3000'],
    ['http://127.0.0.1:3000/', 'http://127.0.0.1:3000'],
    ['http://127.8.9.1', 'http://127.8.9.1'],
    ['http://[::1]:3000', 'http://[::1]:3000'],
    // The URL standard writes both as loopback.
    ['http://2130706433', 'http://127.0.0.1'],
  ];
  for (const [text, origin] of good) {
    it(`takes ${JSON.stringify(text)}`, () =>
      assert.deepEqual(parseOrigin(text), { ok: true, value: origin }));
  }

  const bad: readonly (readonly [string, OriginProblem])[] = [
    ['', 'notUrl'],
    ['api.leadmagic.io', 'notUrl'],
    ['https://', 'notUrl'],
    ['http://api.leadmagic.io', 'notHttps'],
    ['http://localhost.evil.example', 'notHttps'],
    ['http://127.0.0.1.evil.example', 'notHttps'],
    ['http://10.0.0.1', 'notHttps'],
    ['http://0.0.0.0', 'notHttps'],
    ['ftp://localhost/', 'notHttps'],
    ['file:///', 'notHttps'],
    ['https://user@api.leadmagic.io', 'hasMore'],
    ['https://user:secret@api.leadmagic.io', 'hasMore'],
    ['https://api.leadmagic.io/v1', 'hasMore'],
    ['https://api.leadmagic.io?x=1', 'hasMore'],
    ['https://api.leadmagic.io/#x', 'hasMore'],
    ['https://api.leadmagic.io@evil.example', 'hasMore'],
    ['javascript:alert(1)', 'hasMore'],
    ['https://a`www.evil.example', 'notUrl'],
    ["https://a'b(c).example", 'notUrl'],
  ];
  for (const [text, problem] of bad) {
    it(`refuses ${JSON.stringify(text)}: ${problem}`, () =>
      assert.deepEqual(parseOrigin(text), { ok: false, error: problem }));
  }
});

describe('isLoopback', () => {
  it('is this machine only', () => {
    for (const origin of ['http://localhost:1', 'https://127.0.0.1', 'http://[::1]'])
      assert.ok(isLoopback(origin));
    for (const origin of ['https://api.leadmagic.io', 'https://localhost.example', 'https://128.0.0.1']) {
      assert.equal(isLoopback(origin), false);
    }
  });
});
