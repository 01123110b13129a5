import assert from 'node:assert/strict';

import type { MonitorView } from '../../../src/app/monitor';
import type { Observation } from '../../../src/balance/observation';
import { emptySnapshot } from '../../../src/store/snapshot';
import { Formats } from '../../../src/text/formats';
import { english } from '../../../src/text/translate';
import { renderTooltip } from '../../../src/vscode/tooltip';
import { momentOf } from '../../moment';
import { FakeMarkdown } from '../adapters/fakes';

const formats = new Formats('en-US', english);
const now = new Date(2026, 10, 22, 14, 5).getTime();

/** The paragraphs of the tooltip. */
function tooltip(view: MonitorView): readonly string[] {
  return renderTooltip(new FakeMarkdown(), view, formats, now).value.split('\n\n');
}

function account(more: Partial<Extract<MonitorView, { kind: 'account' }>> = {}): MonitorView {
  const observation: Observation = {
    balance: { credits: 1_234.5, isFrozen: false },
    ...{ ...momentOf(now - 60_000), sentAt: now - 60_200, seq: 1, source: 'poll' },
  };
  return {
    ...{ kind: 'account', id: 'a', origin: 'https://api.leadmagic.io', source: 'stored' },
    state: { snapshot: { ...emptySnapshot('e'), observation }, isBusy: false },
    thresholds: { lowCredits: 1_000, criticalCredits: 100 },
    ...{ isShared: true, isBehind: false },
    ...more,
  };
}

const WORKS_ALONE =
  'This window works alone: it cannot write to the storage folder, or a newer version of the extension uses it. In that case, reload the window.';

describe('the tooltip', () => {
  it('without a key tells how to get going', () => {
    const [first, ...rest] = tooltip({ kind: 'noKey', lost: false });
    assert.equal(first, 'Set an API key to see the credits left.');
    assert.match(rest.join(), /\[\$\(key\) Set key\]\(command:leadmagicCredits\.setApiKey\)/);
    assert.doesNotMatch(rest.join(), /LEADMAGIC_/);
  });

  it('says that VS Code lost the key, and what helps', () => {
    assert.equal(
      tooltip({ kind: 'noKey', lost: true })[0],
      'VS Code lost the stored key (its keyring may be missing, as in containers). Set it again, or provide LEADMAGIC_API_KEY in the environment.',
    );
  });

  it('says which variable of the environment is of no use', () => {
    const about = (problem: 'environmentKey' | 'environmentUrl'): string | undefined =>
      tooltip({ kind: 'noKey', lost: false, problem })[1];
    assert.equal(about('environmentKey'), 'LEADMAGIC_API_KEY in the environment is not a usable key.');
    assert.equal(
      about('environmentUrl'),
      'LEADMAGIC_BASE_URL must be https, or http on this machine, without a path.',
    );
  });

  it('names the levels it warns under, and none that is turned off', () => {
    const told = (lowCredits: number, criticalCredits: number): string | undefined =>
      tooltip(account({ level: 'ok', thresholds: { lowCredits, criticalCredits } })).find((line) =>
        line.startsWith('$(check)'),
      );
    assert.equal(told(1_000, 100), '$(check) Enough: warns under 1,000, critical under 100.');
    assert.equal(told(1_000, 0), '$(check) Enough: warns under 1,000.');
    assert.equal(told(0, 100), '$(check) Enough: critical under 100.');
    assert.equal(told(0, 0), undefined);
  });

  it('names the minute after which LeadMagic may be asked again, not the one before it', () => {
    const told = (ms: number): boolean =>
      tooltip(account({ holdUntil: now + ms })).includes('LeadMagic asked to wait until 14:06.');
    assert.deepEqual([told(40_000), told(60_000), told(60_001)], [true, true, false]);
  });

  it('says what was spent while VS Code was closed', () => {
    const told = (credits: number, hours: number): string | undefined =>
      tooltip(account({ spentWhileClosed: { credits, since: now - hours * 3_600_000 } })).find((line) =>
        line.startsWith('While'),
      );
    assert.equal(told(212.5, 1), 'While VS Code was closed, since 13:05: 212.5 credits spent');
    assert.equal(told(1, 24), 'While VS Code was closed, since 2026-11-21 14:05: 1 credit spent');
  });

  it('says what was spent today, at which pace, and how long the balance lasts', () => {
    const forecast = {
      ...{ spentToday: 3.25, pacePerDay: 100, daysLeft: 12.9 },
      basis: { source: 'vendor', spanMs: 6 * 24 * 3_600_000 },
    } as const;
    const told = tooltip(account({ forecast }));
    assert.ok(told.includes('Today: 3.25 credits spent'));
    assert.ok(told.includes('Lasts about 12 days, at 100 a day (LeadMagic’s own figures for 6 days)'));
  });

  it('says that a window works alone, where the disk refuses', () => {
    assert.ok(tooltip(account({ isShared: false })).includes(WORKS_ALONE));
    assert.ok(!tooltip(account()).includes(WORKS_ALONE));
  });

  it('trusts its links with our own commands only, and shows what others wrote as text', () => {
    const filled = renderTooltip(
      new FakeMarkdown(),
      account({ label: '[x](command:workbench.action.quit)' }),
      formats,
      now,
    );
    assert.match(filled.value, /\\\[x\\\]\\\(command:/);
    assert.ok(typeof filled.isTrusted === 'object');
    const linked = [...filled.value.matchAll(/\]\(command:([\w.]+)/g)].map(([, command]) => command);
    assert.ok(linked.length > 3);
    for (const command of linked)
      assert.ok(filled.isTrusted.enabledCommands.includes(command ?? ''), command);
    assert.ok(!filled.isTrusted.enabledCommands.includes('leadmagicCredits.removeAllData'));
  });

  it('nothing in what others wrote is a link: no command, no address', () => {
    const words =
      'See <command:leadmagicCredits.refresh?x>, https://evil.example, WWW.evil.example or me@evil.example';
    const lastError = { kind: 'server', ...momentOf(now), seq: 1, message: words } as const;
    const balance = { credits: 5, isFrozen: true, freezeMessage: words, freezePlanHint: words };
    const observation: Observation = { balance, ...momentOf(now), sentAt: now, seq: 1, source: 'poll' };
    const snapshot = { ...emptySnapshot('e'), observation, lastError };
    const filled = tooltip(account({ label: words, state: { snapshot, isBusy: false } })).join('\n');
    assert.equal(filled.split('leadmagicCredits.refresh?x').length - 1, 4);
    assert.doesNotMatch(filled, /<command|https:\/\/evil|www\.evil|me@evil/i);
  });
});
