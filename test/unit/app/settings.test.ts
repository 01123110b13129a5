import assert from 'node:assert/strict';
import fc from 'fast-check';
import { DEFAULT_ORIGIN } from '../../../src/app/origin';
import {
  choiceSettings,
  numberSettings,
  parseSettings,
  type SettingProblem,
} from '../../../src/app/settings';

const parse = (values: Readonly<Record<string, unknown>>): ReturnType<typeof parseSettings> =>
  parseSettings((name) => values[name]);

const defaults = {
  refreshIntervalMinutes: 5,
  cacheTtlSeconds: 60,
  lowCredits: 1000,
  criticalCredits: 100,
  lowDaysLeft: 0,
  notifications: 'all',
  alignment: 'right',
  priority: 100,
  format: 'full',
  apiBaseUrl: undefined,
  historyMonths: 24,
} as const;

describe('parseSettings', () => {
  it('gives the defaults when nothing is set, without a word', () => {
    const { settings, problems } = parse({});
    assert.deepEqual({ ...settings, ...defaults }, settings);
    assert.deepEqual(problems, []);
    assert.deepEqual(parse({ apiBaseUrl: '' }), { settings, problems: [] });
  });

  it('takes what is in range, bounds included', () => {
    for (const [name, [, least, most]] of Object.entries(numberSettings)) {
      for (const value of [least, most]) {
        const { settings, problems } = parse({ [name]: value });
        assert.equal(Reflect.get(settings, name.replace('statusBar.', '')), value);
        assert.deepEqual(problems, []);
      }
    }
  });

  for (const [name, [fallback, least, most]] of Object.entries(numberSettings)) {
    const bad: readonly (readonly [unknown, number])[] = [
      [-1e12, least],
      [least - 1, least],
      [most + 1, most],
      [1e300, most],
      [Number.NaN, fallback],
      [Number.POSITIVE_INFINITY, fallback],
      ['60', fallback],
      [null, fallback],
      [true, fallback],
      [{}, fallback],
      [[5], fallback],
    ];
    it(`${name}: what is negative, huge or of a wrong type is clamped, one problem each`, () => {
      for (const [value, used] of bad) {
        const { settings, problems } = parse({ [name]: value });
        assert.equal(Reflect.get(settings, name.replace('statusBar.', '')), used, String(value));
        assert.deepEqual(problems, [{ name, used }]);
      }
    });
  }

  it('refreshIntervalMinutes: between off and a minute counts as a minute', () => {
    for (const value of [0.001, 0.25, 0.99]) {
      const { settings, problems } = parse({ refreshIntervalMinutes: value });
      assert.equal(settings.refreshIntervalMinutes, 1);
      assert.deepEqual(problems, [{ name: 'refreshIntervalMinutes', used: 1 }]);
    }
  });

  for (const [name, choices] of Object.entries(choiceSettings)) {
    it(`${name}: an unknown choice becomes the default`, () => {
      for (const value of ['ALL', '', 7, null, {}]) {
        assert.deepEqual(parse({ [name]: value }).problems, [{ name, used: choices[0] }]);
      }
      for (const value of choices) assert.deepEqual(parse({ [name]: value }).problems, []);
    });
  }

  it('apiBaseUrl: only an origin that a key may be sent to', () => {
    assert.equal(
      parse({ apiBaseUrl: 'https://proxy.example/' }).settings.apiBaseUrl,
      'https://proxy.example',
    );
    for (const value of [
      'http://evil.example',
      'nonsense',
      7,
      null,
      { toString: () => 'https://x.example' },
    ]) {
      const { settings, problems } = parse({ apiBaseUrl: value });
      assert.equal(settings.apiBaseUrl, DEFAULT_ORIGIN);
      assert.deepEqual(problems, [{ name: 'apiBaseUrl', used: DEFAULT_ORIGIN }]);
    }
  });

  it('several problems are told each once', () => {
    const names = (problems: readonly SettingProblem[]): readonly string[] =>
      problems.map(({ name }) => name);
    const { problems } = parse({
      lowCredits: -1,
      notifications: 'loud',
      apiBaseUrl: 'x',
      cacheTtlSeconds: 1,
    });
    assert.deepEqual([...names(problems)].sort(), [
      'apiBaseUrl',
      'cacheTtlSeconds',
      'lowCredits',
      'notifications',
    ]);
  });

  it('whatever is written there, every number is finite and in range', () => {
    fc.assert(
      fc.property(fc.anything(), (value) => {
        for (const [name, [, least, most]] of Object.entries(numberSettings)) {
          const used: unknown = Reflect.get(
            parse({ [name]: value }).settings,
            name.replace('statusBar.', ''),
          );
          assert.ok(typeof used === 'number' && used >= least && used <= most);
        }
      }),
    );
  });
});
