import assert from 'node:assert/strict';
import { errorKinds } from '../../../src/leadmagic/errors';
import { describeError } from '../../../src/text/errors';
import { AxisFormats } from '../../../src/text/axisFormats';
import { Formats } from '../../../src/text/formats';
import { paceLine, spendingLines, spentLines, wholeDays } from '../../../src/text/spending';
import { english, translateBy } from '../../../src/text/translate';

const formats = new Formats('en-US', english);
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

describe('Formats', () => {
  const credits: readonly (readonly [number, string, string])[] = [
    [0, '0', '0'],
    [0.05, '0.05', '0.1'],
    [950, '950', '950'],
    [1000, '1,000', '1K'],
    [15_432.5, '15,432.5', '15.4K'],
    [4120.75, '4,120.75', '4.1K'],
    [4120.756, '4,120.76', '4.1K'],
    [1_234_567, '1,234,567', '1.2M'],
  ];
  for (const [value, full, compact] of credits) {
    it(`${value} credits: ${full}, in short ${compact}`, () => {
      assert.equal(formats.credits(value), full);
      assert.equal(formats.compactCredits(value), compact);
    });
  }

  const spans: readonly (readonly [number, string])[] = [
    [0, '1 minute'],
    [29_000, '1 minute'],
    [5 * MINUTE, '5 minutes'],
    [59 * MINUTE, '59 minutes'],
    [HOUR, '1 hour'],
    [23.6 * HOUR, '24 hours'],
    [47 * HOUR, '47 hours'],
    [2 * DAY, '2 days'],
    [6.6 * DAY, '7 days'],
  ];
  for (const [ms, text] of spans) {
    it(`a span of ${ms / MINUTE} min: ${text}`, () => assert.equal(formats.span(ms), text));
  }

  it('a time has its day when that is not today’s', () => {
    const now = new Date(2026, 10, 22, 14, 5).getTime();
    assert.equal(formats.time(now - HOUR, now), '13:05');
    assert.equal(formats.time(now - DAY, now), '2026-11-21 14:05');
  });

  it('labels of an axis, of which nothing is left out', () => {
    const axis = new AxisFormats('en', english);
    assert.deepEqual(
      [0, 0.25, 1250, 15_400, 1_250_000].map((value) => axis.tick(value)),
      [...['0', '0.25', '1.25K', '15.4K', '1.25M']],
    );
    assert.deepEqual(
      [0, 0.0005, 0.0025, 0.05, 1].map((share) => axis.percentTick(share)),
      [...['0%', '0.05%', '0.25%', '5%', '100%']],
    );
  });

  it('percent and milliseconds', () => {
    assert.deepEqual(
      [formats.percent(0.25), formats.percent(0.1234), formats.milliseconds(131.6)],
      ['25%', '12.3%', '132 ms'],
    );
  });

  it('a plural fits its number, and its other values follow', () => {
    const forms = { one: '{0} day at {1}', other: '{0} days at {1}' };
    const texts = [0, 1, 1.5, 2, 1000].map((count) => formats.plural(forms, count, 'x'));
    assert.deepEqual(texts, ['0 days at x', '1 day at x', '1.5 days at x', '2 days at x', '1,000 days at x']);
  });

  it('uses the language’s own idea of one', () => {
    const forms = { one: 'one', other: 'other' };
    assert.equal(new Formats('fr', english).plural(forms, 0), 'one');
    assert.equal(new Formats('ja', english).plural(forms, 1), 'other');
  });
});

describe('round millions', () => {
  const forms = { one: '{0} credit', other: '{0} credits' };
  const counted = (locale: string, count: number): string =>
    new Formats(locale, english).plural(forms, count);

  it('take "de" in Spanish, French and Portuguese', () => {
    const told = ['es', 'fr', 'fr-CA', 'pt-br'].map((locale) => counted(locale, 2_000_000).slice(-10));
    assert.deepEqual(
      told,
      Array.from(told, () => 'de credits'),
    );
  });

  it('and only they', () => {
    for (const count of [999_999, 1_000_000.5, 1_500_000])
      assert.doesNotMatch(counted('fr', count), /de credits/);
    // Russian and Polish, which we do not speak, call 5 "many".
    for (const locale of ['en', 'de', 'ja', 'zh-cn', 'ru', 'pl']) {
      assert.doesNotMatch(counted(locale, 1_000_000), /de credits/);
      assert.doesNotMatch(counted(locale, 5), /de credits/);
    }
  });
});

describe('translation', () => {
  it('fills the values in, also twice, and leaves what it has no value for', () => {
    assert.equal(english('{1} and {0} and {1}', 'a', 2), '2 and a and 2');
    assert.equal(english('{0} {1}', 'a'), 'a {1}');
    assert.equal(english('{0}', '{1}', 'x'), '{1}', 'a value is not read again');
  });

  it('takes the bundle’s words where it has them', () => {
    const t = translateBy({ 'Refresh {0}': '{0} auffrischen' });
    assert.deepEqual([t('Refresh {0}', 'x'), t('Other {0}', 'y')], ['x auffrischen', 'Other y']);
  });
});

describe('describeError', () => {
  it('has a sentence of its own for every kind', () => {
    const sentences = errorKinds.map((kind) => describeError({ kind, status: 418 }, english));
    assert.equal(new Set(sentences).size, errorKinds.length);
    for (const sentence of sentences) assert.match(sentence, /^[A-Z].*\.$/);
  });

  it('tells the status where it says more', () => {
    assert.equal(
      describeError({ kind: 'server', status: 503 }, english),
      'LeadMagic has a problem (status 503).',
    );
    assert.match(describeError({ kind: 'badRequest' }, english), /status \?/);
  });
});

describe('spending in words', () => {
  it('tells what is known, and what it rests on', () => {
    const lines = spendingLines(
      {
        spentToday: 1,
        spentThisHour: 0.5,
        spent7Days: 420.5,
        pacePerDay: 60.071,
        daysLeft: 12.9,
        basis: { source: 'local', spanMs: 7 * DAY },
      },
      formats,
    );
    assert.deepEqual(lines, [
      'Today: 1 credit spent',
      'Last hour: 0.5 credits',
      'Last 7 days: 420.5 credits',
      'Lasts about 12 days, at 60.07 a day (seen here over 7 days)',
    ]);
  });

  it('says how much more has to be seen when the evidence is thin', () => {
    const line = paceLine({ thin: { haveMs: 3 * HOUR, needMs: DAY } }, formats);
    assert.equal(line, 'How long it lasts can be told after 24 hours of watching; 3 hours so far');
    for (const [haveMs, soFar] of [
      [0, '0 minutes'],
      [HOUR - 1, '59 minutes'],
      [DAY - 1, '23 hours'],
    ] as const)
      assert.ok(paceLine({ thin: { haveMs, needMs: DAY } }, formats)?.endsWith(`; ${soFar} so far`), soFar);
    assert.equal(
      paceLine({ thin: { haveSpends: 2, needSpends: 3 } }, formats),
      'How long it lasts can be told once credits were spent 3 times; 2 so far',
    );
  });

  it('says so when nothing was spent, and nothing when nothing is known', () => {
    const basis = { source: 'vendor', spanMs: 7 * DAY } as const;
    assert.equal(
      paceLine({ pacePerDay: 0, basis }, formats),
      'Nothing was spent lately (LeadMagic’s own figures for 7 days)',
    );
    assert.deepEqual(spendingLines({}, formats), []);
    assert.deepEqual(spendingLines({ spentToday: 0, spentThisHour: 0 }, formats), ['Today: 0 credits spent']);
  });

  it('tells what was gone when VS Code was opened beside it, each as far as it is known', () => {
    const now = new Date(2026, 10, 22, 14, 5).getTime();
    const spentWhileClosed = { credits: 212.5, since: now - HOUR };
    const closed = 'While VS Code was closed, since 13:05: 212.5 credits spent';
    assert.deepEqual(spentLines({ forecast: { spentToday: 2 }, spentWhileClosed }, formats, now), [
      'Today: 2 credits spent',
      closed,
    ]);
    assert.deepEqual(spentLines({ spentWhileClosed }, formats, now), [closed]);
    assert.deepEqual(spentLines({}, formats, now), []);
  });

  it('tells the last day without a 0', () => {
    const basis = { source: 'local', spanMs: 7 * DAY } as const;
    assert.equal(
      paceLine({ pacePerDay: 60, daysLeft: 0.99, basis }, formats),
      'Lasts less than a day, at 60 a day (seen here over 7 days)',
    );
  });

  it('days are whole, and never too many', () => {
    assert.deepEqual([0.99, 1, 12.99, -3].map(wholeDays), [0, 1, 12, 0]);
  });
});
