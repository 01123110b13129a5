import assert from 'node:assert/strict';
import * as say from '../../../src/text/dashboardMessages';
import { Formats } from '../../../src/text/formats';
import { english, translateBy } from '../../../src/text/translate';
import { bundleOf, languages, plurals } from '../package/translations';

const counts = [0, 1, 1.5, 2, 1_000_000];
/** Which of the counts take the singular, by the grammar of each language. */
const singular: Readonly<Record<'en' | (typeof languages)[number], readonly number[]>> = {
  en: [1],
  de: [1],
  es: [1],
  fr: [0, 1, 1.5],
  'pt-br': [0, 1, 1.5],
  // No singular: both forms are the same.
  ja: [],
  'zh-cn': [],
};
/** Which take "de" before what is counted when it is a round number of millions. */
const millionsOf: readonly string[] = ['es', 'fr', 'pt-br'];

for (const language of ['en', ...languages] as const) {
  describe(`plurals: ${language}`, () => {
    const bundle = language === 'en' ? {} : bundleOf(language);
    const formats = new Formats(language, translateBy(bundle));

    for (const [name, forms] of plurals()) {
      it(`${name} fits its number`, () => {
        for (const count of counts) {
          const form = singular[language].includes(count) ? forms.one : forms.other;
          const of = count === 1_000_000 && millionsOf.includes(language) ? ' de' : '';
          const wanted = english(
            bundle[form] ?? form,
            `${formats.credits(count)}${of}`,
            'more',
            'still more',
          );
          assert.equal(formats.plural(forms, count, 'more', 'still more'), wanted);
        }
      });

      it(`${name} has ${singular[language].length > 0 ? 'two forms' : 'one form'}`, () => {
        const [one, other] = [bundle[forms.one] ?? forms.one, bundle[forms.other] ?? forms.other];
        assert.equal(one !== other, singular[language].length > 0);
      });

      if (millionsOf.includes(language)) {
        it(`${name} has what it counts right behind the number`, () => {
          const [, counted] = /\{0\} (\p{L}+s)\b/u.exec(bundle[forms.other] ?? '') ?? [];
          assert.ok(counted);
          // Before a vowel French would say "d’".
          if (language === 'fr') assert.match(counted, /^[bcdfgjklmnpqrstvz]/);
        });
      }
    }
  });
}

describe('messages of the dashboard', () => {
  it('count nothing that may be 1 but by a plural', () => {
    const counting = Object.entries(say).flatMap(([name, message]) =>
      typeof message === 'string' && /\{\d\} (credit|request|run|day|product)s/.test(message) ? [name] : [],
    );
    // A range is 7, 30 or 90 days.
    assert.deepEqual(counting.sort(), [
      'emptyAccount',
      'noService',
      'noSpending',
      'panelFigures',
      'rangeDays',
    ]);
  });
});
