import assert from 'node:assert/strict';
import fc from 'fast-check';
import { spendable } from '../../../src/leadmagic/balance';
import { parseBalance } from '../../../src/leadmagic/parseBalance';

const open = { isFrozen: false };

describe('parseBalance', () => {
  const good: readonly (readonly [string, unknown, object])[] = [
    ['credits alone', { credits: 4120.75 }, { ...open, credits: 4120.75 }],
    [
      'all fields, not frozen',
      {
        credits: 4120.75,
        is_frozen: false,
        credits_frozen: 0,
        credits_liquid: 4120.75,
        credit_freeze_message: null,
        credit_freeze_plan_hint: null,
      },
      { ...open, credits: 4120.75, frozen: 0, liquid: 4120.75 },
    ],
    [
      'frozen',
      {
        credits: 4120,
        is_frozen: true,
        credits_frozen: 4120,
        credits_liquid: 0,
        credit_freeze_message: 'text from the server',
        credit_freeze_plan_hint: 'upgrade text',
      },
      {
        credits: 4120,
        isFrozen: true,
        frozen: 4120,
        liquid: 0,
        freezeMessage: 'text from the server',
        freezePlanHint: 'upgrade text',
      },
    ],
    ['the old page', { credits: 9000, used_this_month: 1000 }, { ...open, credits: 9000 }],
    ['an integer', { credits: 79279 }, { ...open, credits: 79279 }],
    ['a fraction', { credits: 0.5 }, { ...open, credits: 0.5 }],
    ['zero', { credits: 0 }, { ...open, credits: 0 }],
    ['minus zero', { credits: -0 }, { ...open, credits: 0 }],
    ['an overdrawn account', { credits: -5.714 }, { ...open, credits: -5.71 }],
    ['less than nothing, by dust', { credits: -0.001 }, { ...open, credits: 0 }],
    ['the most that may be owed', { credits: -1e12 }, { ...open, credits: -1e12 }],
    ['an overdrawn liquid part', { credits: 5, credits_liquid: -1 }, { ...open, credits: 5, liquid: -1 }],
    ['no frozen part below nothing', { credits: 5, credits_frozen: -1 }, { ...open, credits: 5 }],
    ['more than two decimals', { credits: 12.3456 }, { ...open, credits: 12.35 }],
    ['floating-point dust', { credits: 0.1 + 0.2 }, { ...open, credits: 0.3 }],
    ['the most there may be', { credits: 1e12 }, { ...open, credits: 1e12 }],
    ['under data', { data: { credits: 1 } }, { ...open, credits: 1 }],
    ['both levels: the outer one', { credits: 2, data: { credits: 1 } }, { ...open, credits: 2 }],
    [
      'optional fields of a wrong type',
      {
        credits: 5,
        is_frozen: 'true',
        credits_frozen: '3',
        credits_liquid: '1',
        credit_freeze_message: 7,
        credit_freeze_plan_hint: { text: 'x' },
      },
      { ...open, credits: 5 },
    ],
    [
      'optional fields that are not rounded',
      { credits: 5, credits_liquid: 1.239 },
      { ...open, credits: 5, liquid: 1.24 },
    ],
    [
      'unclean text',
      {
        credits: 5,
        credit_freeze_message: ' a\u0000b\n\t c\u202e\u001b[31m ',
        credit_freeze_plan_hint: ' \n',
      },
      { ...open, credits: 5, freezeMessage: 'ab c[31m' },
    ],
    [
      'text with an e-mail address, without it',
      { credits: 5, credit_freeze_message: 'Ask jane.doe+x@acme.example: frozen' },
      { ...open, credits: 5, freezeMessage: 'Ask [e-mail] frozen' },
    ],
    [
      'long text, cut at a space',
      { credits: 5, credit_freeze_message: 'x'.repeat(299) + ' y' },
      { ...open, credits: 5, freezeMessage: 'x'.repeat(299) },
    ],
    [
      'long text, cut between the halves of a pair',
      { credits: 5, credit_freeze_message: 'x'.repeat(299) + '\u{1F512}' + 'y' },
      { ...open, credits: 5, freezeMessage: 'x'.repeat(299) },
    ],
  ];
  for (const [name, body, value] of good) {
    it(`reads ${name}`, () => {
      assert.deepEqual(parseBalance(body), { ok: true, value });
    });
  }

  const bad: readonly (readonly [string, unknown, string])[] = [
    ['a string number', { credits: '4120.75' }, 'badCredits'],
    ['NaN', { credits: NaN }, 'badCredits'],
    ['Infinity', { credits: Infinity }, 'badCredits'],
    ['more than anybody has', { credits: 1e12 + 1 }, 'badCredits'],
    ['more than anybody owes', { credits: -1e12 - 1 }, 'badCredits'],
    ['minus Infinity', { credits: -Infinity }, 'badCredits'],
    ['null', { credits: null }, 'badCredits'],
    ['a boolean', { credits: true }, 'badCredits'],
    ['a list', { credits: [1] }, 'badCredits'],
    ['a bad outer value over a good inner one', { credits: '2', data: { credits: 1 } }, 'badCredits'],
    ['a bad value under data', { data: { credits: '1' } }, 'badCredits'],
    ['an empty object', {}, 'missingCredits'],
    ['an error body', { success: false, errors: [] }, 'missingCredits'],
    ['an empty data object', { data: {} }, 'missingCredits'],
    ['a data list', { data: [{ credits: 1 }] }, 'missingCredits'],
    ['a list', [{ credits: 1 }], 'wrongShape'],
    ['a bare number', 4120, 'wrongShape'],
    ['null', null, 'wrongShape'],
    ['nothing', undefined, 'wrongShape'],
    ['text', 'credits', 'wrongShape'],
  ];
  for (const [name, body, error] of bad) {
    it(`refuses ${name} as ${error}`, () => {
      assert.deepEqual(parseBalance(body), { ok: false, error });
    });
  }

  it('never throws, and what it accepts is a sensible balance', () => {
    const body = fc.oneof(
      fc.anything(),
      fc.record({ credits: fc.anything(), credits_liquid: fc.anything() }),
    );
    fc.assert(
      fc.property(body, (value) => {
        const result = parseBalance(value);
        if (!result.ok) return;
        const { credits, liquid } = result.value;
        for (const amount of [credits, liquid ?? 0]) assert.ok(Math.abs(amount) <= 1e12);
      }),
    );
  });

  it('spends the liquid part where it is told', () => {
    assert.equal(spendable({ credits: 10, liquid: 0, isFrozen: true }), 0);
    assert.equal(spendable({ credits: 10, isFrozen: false }), 10);
  });
});
