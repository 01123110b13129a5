import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';

import { until } from '../waiting';
import { openedPage, serveLeadMagicSite } from './harness/website';
import { balanceRequests, isForBalance, refresh, useStage } from './setup';

const HOUR = 3_600_000;
const LOW = /credits left, under 1,000\.$/;
const CRITICAL = /^LeadMagic: only/;

describe('commands, by palette, Quick Pick and tooltip', () => {
  const stage = useStage({ withKey: true });
  before(() => serveLeadMagicSite(stage.vscode.context));

  /** Waits for the one request that a command causes. */
  async function requested(run: () => Promise<void>): Promise<string> {
    stage.server.clearRequests();
    await run();
    await stage.server.waitForRequests(1, isForBalance);
    return balanceRequests(stage.server).join();
  }

  /** Takes an item of the Quick Pick behind the status bar item. */
  async function act(label: string): Promise<void> {
    await stage.window.statusItem.click();
    await stage.window.quickInput.choose(label);
  }

  it('the palette has them all under LeadMagic', async () => {
    await stage.window.statusItem.waitFor({ text: '15,432.5' });
    // Only rows that fit are drawn.
    const { page } = stage.window;
    const size = page.viewportSize();
    await page.setViewportSize({ width: 1280, height: 2000 });
    const titles = await stage.window.palette.titles('LeadMagic: ');
    if (size !== null) await page.setViewportSize(size);
    for (const title of [
      'Check API Key',
      'Clear API Key',
      'Open Usage at LeadMagic',
      'Refresh Balance',
      'Set API Key…',
      'Show Actions',
      'Show Log',
      'Snooze Notifications…',
      'Top Up Credits',
    ]) {
      assert.ok(titles.includes(`LeadMagic: ${title}`), title);
    }
    assert.ok(!titles.some((title) => title.includes('Confirm')), 'there is nothing to confirm');
  });

  it('a click on the item offers the actions', async () => {
    const { window } = stage;
    await window.statusItem.click();
    const items = await window.quickInput.waitForPick();
    const actions = [
      ['refresh', 'Refresh'],
      ['add', 'Top up'],
      ['graph', 'Open usage at LeadMagic'],
      ['pulse', 'Check key'],
      ['bell-slash', 'Snooze…'],
      ['key', 'Replace key'],
      ['trash', 'Clear key'],
      ['output', 'Show log'],
    ];
    const labels = items.map(({ label }) => label);
    const places = actions.map(([, label = '']) => labels.indexOf(label));
    assert.ok(!places.includes(-1), `all of them in ${labels.join(' | ')}`);
    assert.deepEqual(
      places,
      [...places].sort((a, b) => a - b),
      'in this order',
    );
    assert.ok(labels.includes('Today: 0 credits spent'), 'with what was spent above them');
    assert.ok(
      labels.some((label) => /^Lasts about \d+ days, at [\d.,]+ a day/.test(label)),
      'and how long the rest lasts',
    );
    await window.themedPictures('actions');
    await window.quickInput.cancel();
  });

  it('Refresh makes LeadMagic read the balance anew', async () => {
    const { window, account, kept, server } = stage;
    account.set(15_000);
    await kept.letTimePass(HOUR);
    server.setFault({ kind: 'pass', delayMs: 1_500, path: '/v1/credits/refresh' });
    const sent = requested(() => act('Refresh'));
    await window.statusItem.waitFor({ text: '15,432.5', icon: 'sync', label: / Refreshing\.$/ });
    await window.statusBarPicture('refreshing');
    assert.equal(await sent, 'POST /v1/credits/refresh');
    await window.statusItem.waitFor({ text: '15,000', icon: 'credit-card' });
    // Again within seconds: the value shown is the answer. (A slow machine may take longer to the second click.)
    await act('Refresh');
    await window.palette.titles('LeadMagic: Refresh');
    const [first, second] = server.requests.filter(isForBalance);
    assert.ok(first !== undefined && (second?.at ?? Infinity) - first.at > 4_000);
    assert.deepEqual(await window.toasts.read(), []);
  });

  it('the tooltip tells what the bar has no room for', async () => {
    const { window, server } = stage;
    const tooltip = await window.statusItem.hover();
    const text = await tooltip.text();
    for (const line of [
      /^LeadMagic credits: 15,000$/m,
      /^Enough: warns under 1,000, critical under 100\.$/m,
      /^Read at \d+:\d\d\.$/m,
      /^Today: [\d,.]+ credits spent$/m,
      new RegExp(`^Key: stored in VS Code, for ${server.origin}$`, 'm'),
    ]) {
      assert.match(text, line);
    }
    const links = await tooltip.links();
    for (const link of [
      { text: 'Refresh', href: 'command:leadmagicCredits.refresh' },
      { text: 'Top up', href: 'command:leadmagicCredits.openBilling' },
      { text: 'Check key', href: 'command:leadmagicCredits.checkHealth' },
    ]) {
      assert.ok(
        links.some(({ text, href }) => text === link.text && href === link.href),
        link.text,
      );
    }
    await window.statusBarPicture('tooltip');
    await window.statusItem.leave();
  });

  it('its links run', async () => {
    const { window, account, kept } = stage;
    account.set(14_800);
    await kept.letTimePass(HOUR);
    const sent = await requested(async () => (await window.statusItem.hover()).clickLink('Refresh'));
    assert.equal(sent, 'POST /v1/credits/refresh');
    await window.statusItem.waitFor({ text: '14,800' });

    await (await window.statusItem.hover()).clickLink('Settings');
    const search = window.page.locator('.settings-editor .suggest-input-container');
    await until('the settings of the extension', async () =>
      (await search.innerText()).includes('@ext:leadmagic-credits.leadmagic-credits') ? true : undefined,
    );
    await window.picture('settings');
    await window.page.keyboard.press('Escape');
  });

  it('Top up and usage open their pages at LeadMagic', async () => {
    const { window, vscode } = stage;
    assert.equal(
      await openedPage(vscode.context, window, () => act('Top up')),
      'https://app.leadmagic.io/settings/billing',
    );
    assert.equal(
      await openedPage(vscode.context, window, () => window.runCommand('LeadMagic: Open Usage at LeadMagic')),
      'https://app.leadmagic.io/api/reporting',
    );
  });

  it('Show log shows it', async () => {
    const { window } = stage;
    await act('Show log');
    const lines = window.page.locator('.output-view .view-line');
    await until('a request in the log', async () =>
      (await lines.allInnerTexts()).some((line) => /request\s+method=/.test(line)) ? true : undefined,
    );
    await window.picture('log');
    await window.runCommand('View: Toggle Panel Visibility');
  });

  const tooks = String.raw`\(\d+ ms\)`;
  const rows = [
    { fault: undefined, severity: 'info', words: new RegExp(`^The LeadMagic key works ${tooks}\\.$`) },
    {
      fault: 402,
      severity: 'info',
      words: new RegExp(`^The LeadMagic key works, but there are no credits left for this ${tooks}\\.$`),
    },
    {
      fault: 403,
      severity: 'error',
      words: new RegExp(
        `^The LeadMagic key is valid, but the account is blocked ${tooks}\\. LeadMagic says: Your plan does not include this product\\.$`,
      ),
    },
    {
      fault: 500,
      severity: 'error',
      words: new RegExp(
        `^Whether the key works is unknown ${tooks}\\. LeadMagic has a problem \\(status 500\\)\\.$`,
      ),
    },
    {
      fault: 401,
      severity: 'error',
      words: new RegExp(
        `^LeadMagic rejected the key ${tooks}\\. LeadMagic says: The API key is not valid\\.$`,
      ),
    },
  ] as const;
  for (const { fault, severity, words } of rows) {
    it(`Check key says what it found: status ${fault ?? 200}`, async () => {
      const { window, server, kept } = stage;
      if (fault !== undefined) server.setFault({ kind: 'error', status: fault });
      await kept.letTimePass(HOUR);
      assert.equal(
        await requested(() => window.runCommand('LeadMagic: Check API Key')),
        'GET /v1/credits/health',
      );
      const toast = await window.toasts.waitFor(words);
      assert.equal(toast.severity, severity);
      assert.deepEqual(toast.buttons, severity === 'error' ? ['Retry', 'Set key', 'Show log'] : []);
      await window.statusBarPicture(`health-${fault ?? 200}`);
      await window.toasts.dismiss(words);
    });
  }

  it('a key that was rejected works again after a check that succeeds', async () => {
    const { window, kept } = stage;
    await window.statusItem.waitFor({ text: 'LeadMagic key rejected', background: 'error' });
    await kept.letTimePass(HOUR);
    await window.runCommand('LeadMagic: Check API Key');
    await window.statusItem.waitFor({ text: '14,800', icon: 'credit-card', background: 'none' });
    await window.toasts.dismiss(/^The LeadMagic key works/);
  });

  it('Snooze holds the toasts back for its time, not the warning in the bar', async () => {
    const { window, account, kept, toasts } = stage;
    await act('Snooze…');
    await window.quickInput.waitForList(['For an hour', 'For today', 'Turn them off']);
    await window.themedPictures('snooze');
    await window.quickInput.choose('For an hour');
    await window.toasts.dismiss(
      /^LeadMagic notifications are held back until (?:\d{4}-\d\d-\d\d )?\d+:\d\d\.$/,
    );
    account.set(500);
    await refresh(stage);
    await window.statusItem.waitFor({ text: '500', background: 'warning' });
    account.set(490);
    await refresh(stage);
    await window.statusItem.waitFor({ text: '490' });
    assert.deepEqual(toasts.matching(LOW), []);

    await kept.letTimePass(HOUR);
    await window.toasts.dismiss('LeadMagic: 490 credits left, under 1,000.');
  });

  it('or turns them off, in the settings', async () => {
    const { window, account, vscode, toasts } = stage;
    await window.runCommand('LeadMagic: Snooze Notifications…');
    await window.quickInput.choose('Turn them off');
    await window.toasts.dismiss('LeadMagic notifications are off.');
    const settings: unknown = JSON.parse(await readFile(vscode.settingsFile, 'utf8'));
    assert.ok(typeof settings === 'object' && settings !== null);
    assert.equal(Reflect.get(settings, 'leadmagicCredits.notifications'), 'off');
    account.set(50);
    await refresh(stage);
    await window.statusItem.waitFor({ text: '50', background: 'error' });
    assert.deepEqual(toasts.matching(CRITICAL), []);

    await window.changeSettings({ 'leadmagicCredits.notifications': 'all' });
    await window.toasts.dismiss('LeadMagic: only 50 credits left, under 100.');
  });

  it('a server without the refresh route is read the plain way', async () => {
    const { window, server, account } = stage;
    server.configure({ refresh: 404 });
    server.clearRequests();
    account.set(4_900);
    await refresh(stage);
    await window.statusItem.waitFor({ text: '4,900' });
    // A report for the tooltip may have told the number first.
    await server.waitForRequests(2, isForBalance);
    assert.deepEqual(balanceRequests(server), ['POST /v1/credits/refresh', 'GET /v1/credits']);
  });
});
