import assert from 'node:assert/strict';
import { renderBar, type BalanceFacts, type BarFacts } from '../../../src/text/bar';
import { barLabel } from '../../../src/text/barLabel';
import { Formats } from '../../../src/text/formats';
import { english } from '../../../src/text/translate';

const formats = new Formats('en-US', english);
const now = new Date(2026, 10, 22, 14, 5).getTime();

const balance = (change: Partial<BalanceFacts> = {}): BalanceFacts => ({
  kind: 'balance',
  credits: 15_432.5,
  spendable: 15_432.5,
  isFrozen: false,
  level: 'ok',
  lowCredits: 1000,
  criticalCredits: 100,
  isBehind: false,
  isBusy: false,
  at: now,
  now,
  format: 'full',
  ...change,
});

const low = { level: 'low', spendable: 950, credits: 950 } as const;
const critical = { level: 'critical', spendable: 80, credits: 80 } as const;
const empty = { level: 'empty', spendable: 0, credits: 0 } as const;
const frozen = { isFrozen: true, spendable: 50, credits: 4120 } as const;

/** Intl puts narrow spaces where people put spaces. */
const plainSpaces = (text: string): string => text.replace(/[\u202f\u00a0]/g, ' ');

const table: readonly (readonly [string, BarFacts, string, 'none' | 'warning' | 'error', string])[] = [
  [
    'no key',
    { kind: 'noKey', lost: false },
    '$(key) Set LeadMagic key',
    'none',
    'LeadMagic credits: no API key is set. Press Enter to set one.',
  ],
  [
    'a key that was lost',
    { kind: 'noKey', lost: true },
    '$(key) Set LeadMagic key',
    'none',
    'LeadMagic credits: VS Code lost the stored API key. Press Enter to set it again.',
  ],
  [
    'first load',
    { kind: 'loading' },
    '$(loading~spin) LeadMagic',
    'none',
    'LeadMagic credits: reading the balance.',
  ],
  [
    'first read failed',
    { kind: 'unread', error: { kind: 'server', status: 503 } },
    '$(history) LeadMagic',
    'none',
    'LeadMagic credits: the balance could not be read yet. LeadMagic has a problem (status 503).',
  ],
  ['ok', balance(), '$(credit-card) 15,432.5', 'none', 'LeadMagic: 15,432.5 credits left. Read at 14:05.'],
  [
    'low',
    balance(low),
    '$(warning) 950',
    'warning',
    'LeadMagic: 950 credits left. Low: under 1,000. Read at 14:05.',
  ],
  [
    'critical',
    balance(critical),
    '$(error) 80',
    'error',
    'LeadMagic: 80 credits left. Critical: under 100. Read at 14:05.',
  ],
  [
    'empty',
    balance(empty),
    '$(error) 0',
    'error',
    'LeadMagic: 0 credits left. None can be spent. Read at 14:05.',
  ],
  [
    'overdrawn',
    balance({ credits: -5.71, spendable: -5.71, level: 'empty' }),
    '$(error) -5.71',
    'error',
    'LeadMagic: -5.71 credits left. None can be spent. Read at 14:05.',
  ],
  [
    'frozen, otherwise ok',
    balance({ ...frozen, spendable: 2000 }),
    '$(lock) 2,000',
    'warning',
    'LeadMagic: 2,000 credits left. The account is frozen; 4,120 in all. Read at 14:05.',
  ],
  [
    'frozen and low',
    balance({ ...frozen, level: 'low', spendable: 500 }),
    '$(lock) 500',
    'warning',
    'LeadMagic: 500 credits left. Low: under 1,000. The account is frozen; 4,120 in all. Read at 14:05.',
  ],
  [
    'frozen and critical: the level is worse',
    balance({ ...frozen, level: 'critical' }),
    '$(lock) 50',
    'error',
    'LeadMagic: 50 credits left. Critical: under 100. The account is frozen; 4,120 in all. Read at 14:05.',
  ],
  [
    'stale or offline',
    balance({ isBehind: true, at: now - 86_400_000 }),
    '$(history) 15,432.5',
    'none',
    'LeadMagic: 15,432.5 credits left. Read at 2026-11-21 14:05. This may be out of date.',
  ],
  [
    'stale and low: keeps the level’s background',
    balance({ ...low, isBehind: true }),
    '$(history) 950',
    'warning',
    'LeadMagic: 950 credits left. Low: under 1,000. Read at 14:05. This may be out of date.',
  ],
  [
    'stale and critical',
    balance({ ...critical, isBehind: true }),
    '$(history) 80',
    'error',
    'LeadMagic: 80 credits left. Critical: under 100. Read at 14:05. This may be out of date.',
  ],
  [
    'a refresh under way',
    balance({ ...low, isBusy: true }),
    '$(sync~spin) 950',
    'warning',
    'LeadMagic: 950 credits left. Low: under 1,000. Read at 14:05. Refreshing.',
  ],
  [
    'key rejected',
    { kind: 'rejected' },
    '$(key) LeadMagic key rejected',
    'error',
    'LeadMagic credits: LeadMagic rejected the API key.',
  ],
  [
    'key unused: other origin',
    { kind: 'unconfirmed' },
    '$(shield) Confirm LeadMagic key',
    'warning',
    'LeadMagic credits: the API key was entered for another server and is not used.',
  ],
  [
    'one credit',
    balance({ spendable: 1, level: 'critical' }),
    '$(error) 1',
    'error',
    'LeadMagic: 1 credit left. Critical: under 100. Read at 14:05.',
  ],
  [
    'one of several accounts',
    { ...balance(), account: 'Team $(flame)' },
    '$(credit-card) Team $ (flame) 15,432.5',
    'none',
    'LeadMagic, Team $(flame): 15,432.5 credits left. Read at 14:05.',
  ],
  [
    'one of several accounts, without a key',
    { kind: 'noKey', lost: false, account: 'Team' },
    '$(key) Team Set LeadMagic key',
    'none',
    'Account Team. LeadMagic credits: no API key is set. Press Enter to set one.',
  ],
  [
    'one of several accounts, its key rejected',
    { kind: 'rejected', account: 'Team' },
    '$(key) Team LeadMagic key rejected',
    'error',
    'Account Team. LeadMagic credits: LeadMagic rejected the API key.',
  ],
  [
    'in short',
    balance({ format: 'compact' }),
    '$(credit-card) 15.4K',
    'none',
    'LeadMagic: 15,432.5 credits left. Read at 14:05.',
  ],
  [
    'without digits, for screen sharing',
    balance({ ...low, format: 'icon' }),
    '$(warning)',
    'warning',
    'LeadMagic: 950 credits left. Low: under 1,000. Read at 14:05.',
  ],
];

describe('the status bar, row by row', () => {
  for (const [name, facts, text, background, label] of table) {
    it(`${name}: ${text}`, () => {
      assert.deepEqual(renderBar(facts, formats), { text, background });
      assert.equal(plainSpaces(barLabel(facts, formats)), label);
    });
  }

  it('is translated, and counts in the user’s language', () => {
    const german = new Formats('de', (message, ...values) =>
      english(
        message === 'LeadMagic: {0} credits left.' ? 'LeadMagic: noch {0} Credits.' : message,
        ...values,
      ),
    );
    assert.equal(renderBar(balance(), german).text, '$(credit-card) 15.432,5');
    assert.match(barLabel(balance(), german), /^LeadMagic: noch 15\.432,5 Credits\. /);
  });

  it('every icon is one of VS Code’s, and the label never has one', () => {
    const known = /^\$\((key|loading~spin|credit-card|warning|error|lock|history|shield|sync~spin)\)( |$)/;
    for (const [, facts] of table) assert.match(renderBar(facts, formats).text, known);
  });
});
