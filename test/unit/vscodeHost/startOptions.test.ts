import assert from 'node:assert/strict';
import { parseStartOptions, UsageError } from '../../vscode/startOptions';

describe('npm start: options', () => {
  it('starts the newest version against the stand-in API when nothing is said', () => {
    assert.deepEqual(parseStartOptions([], {}), {
      help: false,
      live: false,
      screenshot: undefined,
      port: 0,
      version: 'newest',
    });
  });

  it('takes every option', () => {
    const args = ['--live', '--screenshot', 'a.png', '--port', '8080', '--version', '1.103'];
    assert.deepEqual(parseStartOptions(args, { LEADMAGIC_API_KEY: 'k' }), {
      help: false,
      live: true,
      screenshot: 'a.png',
      port: 8080,
      version: '1.103',
    });
  });

  const refused: readonly (readonly [string, readonly string[], RegExp])[] = [
    ['an unknown option', ['--bogus'], /--bogus/],
    ['a stray word', ['bogus'], /bogus/],
    ['--live without a key', ['--live'], /LEADMAGIC_API_KEY/],
    ['a picture that is no PNG', ['--screenshot', 'a.jpg'], /\.png/],
    ['--screenshot without a file', ['--screenshot'], /--screenshot/],
    ['a port that is no number', ['--port', 'x'], /--port/],
    ['a port out of range', ['--port', '70000'], /--port/],
    ['a version that is not under test', ['--version', '1.50'], /1\.103 or newest/],
  ];
  for (const [what, args, message] of refused) {
    it(`refuses ${what}`, () => {
      assert.throws(
        () => parseStartOptions(args, {}),
        (error: unknown) => error instanceof UsageError && message.test(error.message),
      );
    });
  }
});
