import assert from 'node:assert/strict';

import { BarFormats } from '../../../src/text/barFormats';
import { readable } from '../../waiting';
import { bundleOf, languages, manifestStrings, messages, placeholders } from './translations';

/** Settings whose texts show a number. */
const numbers = ['setting.statusBar.format.full', 'setting.statusBar.format.compact'];

for (const language of languages) {
  describe(`translation: ${language}`, () => {
    const bundle = bundleOf(language);
    const manifest = manifestStrings(language);

    it('has every message, and none that is gone', () => {
      assert.deepEqual(Object.keys(bundle).sort(), messages());
    });

    it('has every string of the manifest, and none that is gone', () => {
      assert.deepEqual(Object.keys(manifest).sort(), Object.keys(manifestStrings()).sort());
    });

    it('has the same placeholders in each', () => {
      for (const [english, translated] of Object.entries(bundle)) {
        // A singular may say "one" in words.
        const wanted = placeholders(english);
        const found = placeholders(translated);
        assert.deepEqual(found, wanted, english);
      }
    });

    it('keeps code, links and icons as they are', () => {
      const kept = /`[^`]+`|\$\([a-z~-]+\)|LEADMAGIC_[A-Z_]+|https?:\/\/[^\s)]+/g;
      for (const [key, english] of Object.entries(manifestStrings())) {
        if (numbers.includes(key)) continue;
        assert.deepEqual(manifest[key]?.match(kept)?.sort(), english.match(kept)?.sort(), key);
      }
      for (const [english, translated] of Object.entries(bundle)) {
        assert.deepEqual(translated.match(kept)?.sort(), english.match(kept)?.sort(), english);
      }
    });

    it('shows numbers as the extension writes them in that language', () => {
      const formats = new BarFormats(language, (message) => message);
      const inFull = formats.credits(15_432.5);
      const inShort = formats.compactCredits(15_432.5);
      // Where thousands are not shortened, the example is a million.
      const examples = [inFull, inShort === inFull ? formats.compactCredits(1_234_567) : inShort];
      const told = numbers.map((key) => /`([^`]+)`/.exec(manifest[key] ?? '')?.[1]);
      assert.deepEqual(told, examples.map(readable));
    });

    it('leaves nothing empty', () => {
      for (const [key, text] of [...Object.entries(bundle), ...Object.entries(manifest)])
        assert.notEqual(text.trim(), '', key);
    });
  });
}
