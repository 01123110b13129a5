import assert from 'node:assert/strict';

import { Keyboard } from './harness/keyboard';
import { ScreenReader } from './harness/screenReader';
import type { Background } from './harness/statusItem';
import { until } from '../waiting';
import { balanceRequests, isForBalance, KEY, refresh, useStage, type Stage } from './setup';

interface State {
  readonly name: string;
  readonly arrange: (stage: Stage) => Promise<void>;
  /** What the bar is called. */
  readonly label: RegExp;
  readonly background: Background;
  /** What is announced, by a notification that is closed afterwards. */
  readonly announced?: string;
  readonly restore?: (stage: Stage) => Promise<void>;
}

const setTo =
  (credits: number) =>
  async (stage: Stage): Promise<void> => {
    stage.account.set(credits);
    await refresh(stage);
  };

const states: readonly State[] = [
  {
    name: 'enough',
    arrange: setTo(12_000),
    label: /^LeadMagic: 12,000 credits left\. Read at \d+:\d\d\.$/,
    background: 'none',
  },
  {
    name: 'low',
    arrange: setTo(950),
    label: /^LeadMagic: 950 credits left\. Low: under 1,000\. Read at \d+:\d\d\.$/,
    background: 'warning',
    announced: 'Warning: LeadMagic: 950 credits left, under 1,000.',
  },
  {
    name: 'critical',
    arrange: setTo(80),
    label: /^LeadMagic: 80 credits left\. Critical: under 100\. Read at \d+:\d\d\.$/,
    background: 'error',
    announced: 'Error: LeadMagic: only 80 credits left, under 100.',
  },
  {
    name: 'empty',
    arrange: setTo(0),
    label: /^LeadMagic: 0 credits left\. None can be spent\. Read at \d+:\d\d\.$/,
    background: 'error',
    announced: 'Error: LeadMagic: no credits left to spend.',
  },
  {
    name: 'frozen',
    arrange: async (stage) => {
      stage.account.freeze(2_000);
      await setTo(5_000)(stage);
    },
    label: /^LeadMagic: 3,000 credits left\. The account is frozen; 5,000 in all\. Read at \d+:\d\d\.$/,
    background: 'warning',
    announced: 'Warning: LeadMagic: the account is frozen; 3,000 of 5,000 can be spent.',
    restore: async (stage) => {
      stage.account.unfreeze();
      await refresh(stage);
      await stage.window.statusItem.waitFor({ text: '5,000' });
    },
  },
  {
    name: 'offline',
    arrange: async (stage) => {
      await stage.server.goOffline();
      await refresh(stage);
    },
    label: /^LeadMagic: 5,000 credits left\. Read at \d+:\d\d\. This may be out of date\.$/,
    background: 'none',
    announced:
      'Error: The LeadMagic balance could not be refreshed. LeadMagic could not be reached. Check the network and the proxy settings.',
    restore: (stage) => stage.server.goOnline(),
  },
  {
    name: 'rejected',
    arrange: async (stage) => {
      stage.account.revoke();
      await refresh(stage);
    },
    label: /^LeadMagic credits: LeadMagic rejected the API key\.$/,
    background: 'error',
    announced: 'Error: The LeadMagic balance could not be refreshed. LeadMagic rejected the API key.',
    restore: async (stage) => {
      stage.account.restore();
      await refresh(stage);
      await stage.window.statusItem.waitFor({ text: '5,000' });
    },
  },
  {
    name: 'of another server',
    arrange: ({ window }) =>
      window.changeSettings({ 'leadmagicCredits.apiBaseUrl': 'https://api.example.com' }),
    label: /^LeadMagic credits: the API key was entered for another server and is not used\.$/,
    background: 'warning',
    restore: ({ window, server }) => window.changeSettings({ 'leadmagicCredits.apiBaseUrl': server.origin }),
  },
];

describe('for those who hear it, and use no mouse', () => {
  const stage = useStage();
  let reader: ScreenReader;
  let keyboard: Keyboard;
  /** How each state looks without its colour, which is told beside. */
  const looks: { readonly look: string; readonly background: Background }[] = [];

  before(async () => {
    reader = await ScreenReader.of(stage.window.page);
    keyboard = new Keyboard(stage.window, reader);
  });

  /** Waits until the bar is a button of that name, and the only one of the extension. */
  async function hear(label: RegExp, background: Background): Promise<void> {
    const { window } = stage;
    const { icons, text } = await window.statusItem.waitFor({ label, background });
    const isOurs = (name: string): boolean => name.startsWith('LeadMagic');
    const names = await until('the name of the bar', async () => {
      const ours = (await reader.names('button')).filter(isOurs);
      return ours.some((name) => label.test(name)) ? ours : undefined;
    });
    assert.equal(names.length, 1, names.join(' | '));
    looks.push({ look: `${icons.join(' ')} ${text.replaceAll(/[\d.,]+/g, '')}`, background });
  }

  /** Moves the focus to the bar. */
  async function focusBar(): Promise<void> {
    await keyboard.run('View: Focus Status Bar');
    await keyboard.walk('ArrowRight', /^LeadMagic/);
    assert.equal((await reader.focused())?.role, 'button');
  }

  it('a key is set from the bar by keyboard', async () => {
    const { window, server } = stage;
    await hear(/^LeadMagic credits: no API key is set\. Press Enter to set one\.$/, 'none');
    await focusBar();
    await keyboard.press('Enter');
    await keyboard.arrive(/LeadMagic API key$/);
    await window.page.keyboard.type(KEY);
    await keyboard.press('Enter');
    const stored = `The LeadMagic key is stored, for ${server.origin}.`;
    await reader.waitForAnnouncement(`Info: ${stored}`);
    await window.toasts.dismiss(stored);
    await window.statusItem.waitFor({ text: '15,432.5' });
  });

  it('an action is run from the bar by keyboard', async () => {
    const { window, server, kept } = stage;
    await kept.letTimePass(60_000);
    server.clearRequests();
    await focusBar();
    await keyboard.press('Enter');
    await keyboard.walk('ArrowDown', 'Refresh');
    await window.picture('keyboard-actions');
    await keyboard.press('Enter');
    await server.waitForRequests(1, isForBalance);
    assert.deepEqual(balanceRequests(server), ['POST /v1/credits/refresh']);
  });

  for (const { name, arrange, label, background, announced, restore } of states) {
    const how = announced === undefined ? '' : ', and announced';
    it(`the balance is ${name}: told in a sentence${how}`, async () => {
      await arrange(stage);
      await hear(label, background);
      if (announced !== undefined) {
        await reader.waitForAnnouncement(announced);
        await stage.window.toasts.dismiss(announced.replace(/^\w+: /, ''));
      }
      await restore?.(stage);
    });
  }

  it('nothing is told by colour alone', () => {
    assert.equal(looks.length, states.length + 1);
    for (const { look, background } of looks) {
      const others = looks.filter((other) => other.background !== background);
      assert.ok(!others.some((other) => other.look === look), `"${look}" in two colours`);
    }
  });

  it('a notification is answered by keyboard', async () => {
    const { window } = stage;
    await window.statusItem.waitFor({ text: '5,000' });
    await setTo(900)(stage);
    await window.toasts.waitFor(/^LeadMagic: 900 credits left/);
    await keyboard.run('Notifications: Focus Notification Toast');
    await keyboard.walk('Tab', 'Snooze…');
    await window.picture('keyboard-toast');
    await keyboard.press('Enter');
    await keyboard.walk('ArrowDown', 'For an hour');
    await keyboard.press('Enter');
    await reader.waitForAnnouncement(
      /^Info: LeadMagic notifications are held back until (?:\d{4}-\d\d-\d\d )?\d+:\d\d\.$/,
    );
  });
});
