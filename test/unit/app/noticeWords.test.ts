import assert from 'node:assert/strict';

import type { Notice } from '../../../src/app/notices';
import { noticeWords } from '../../../src/app/noticeWords';
import { Formats } from '../../../src/text/formats';
import { english } from '../../../src/text/translate';

const formats = new Formats('en-US', english);
const figures = {
  ...{ credits: 4_120, spendable: 950, isFrozen: false },
  ...{ lowCredits: 1_000, criticalCredits: 100 },
};

/** Intl puts narrow spaces where people put spaces. */
const words = (notice: Notice): string => noticeWords(notice, formats).replace(/[\u202f\u00a0]/g, ' ');

describe('the words of a notification', () => {
  for (const [notice, text] of [
    [{ kind: 'low', ...figures }, 'LeadMagic: 950 credits left, under 1,000.'],
    [{ kind: 'critical', ...figures, spendable: 1 }, 'LeadMagic: only 1 credit left, under 100.'],
    [{ kind: 'empty', ...figures, spendable: 0 }, 'LeadMagic: no credits left to spend.'],
    [
      { kind: 'empty', ...figures, spendable: 0, isFrozen: true },
      'LeadMagic: the account is frozen; 0 of 4,120 can be spent.',
    ],
    [
      { kind: 'empty', ...figures, credits: 0, spendable: 0, isFrozen: true },
      'LeadMagic: no credits left to spend.',
    ],
    [
      { kind: 'critical', ...figures, spendable: 50, isFrozen: true },
      'LeadMagic: only 50 credits left, under 100.',
    ],
    [
      { kind: 'frozen', ...figures, spendable: 50, isFrozen: true },
      'LeadMagic: the account is frozen; 50 of 4,120 can be spent.',
    ],
    [{ kind: 'daysLeft', ...figures, daysLeft: 2.9 }, 'LeadMagic: credits last about 2 days at this pace.'],
    [{ kind: 'daysLeft', ...figures, daysLeft: 1.2 }, 'LeadMagic: credits last about 1 day at this pace.'],
    [
      { kind: 'daysLeft', ...figures, daysLeft: 0.9 },
      'LeadMagic: credits last less than a day at this pace.',
    ],
    [
      { kind: 'topUp', by: 5_000, spendable: 5_880.25 },
      'LeadMagic: 5,000 credits added; 5,880.25 can be spent now.',
    ],
  ] satisfies readonly (readonly [Notice, string])[]) {
    it(text, () => assert.equal(words(notice), text));
  }
});
