import assert from 'node:assert/strict';
import { dirname, join } from 'node:path';

import type { Fault } from '../fake-leadmagic/faults';
import { startFakeLeadMagic, type FakeLeadMagic } from '../fake-leadmagic/server';
import { readTree } from './harness/keptFiles';
import { logLines } from './harness/leadMagicLog';
import { until } from '../waiting';
import { balanceRequests, enterKey, isForBalance, KEY, refresh, useStage } from './setup';

const FAILED = 'The LeadMagic balance could not be refreshed.';
const NOT_UNDERSTOOD = `${FAILED} The answer could not be understood.`;

describe('faults: the last good number stays, and the key is told to nobody', () => {
  const stage = useStage();
  let other: FakeLeadMagic;
  /** What was on the screen beside the toasts: labels and tooltips. */
  const seen: string[] = [];

  before(async () => {
    other = await startFakeLeadMagic({ accounts: [{ key: KEY, credits: 1 }] });
    await enterKey(stage.window, KEY);
    await stage.window.statusItem.waitFor({ text: '15,432.5' });
  });
  after(() => other.close());

  /** Faults are for the balance: the reports, which are read once in a while, must not use them up. */
  function strike(fault: Fault): void {
    stage.server.setFault({ ...fault, path: '/v1/credits*' });
  }

  /** What the item and its tooltip say. */
  async function look(): Promise<string> {
    const { statusItem } = stage.window;
    const tooltip = await (await statusItem.hover()).text();
    const state = await statusItem.waitFor();
    seen.push(state.text, state.label, tooltip);
    return tooltip;
  }

  /** Refreshes, and waits for the one toast that says why it failed. The number stays; who is offline sees its age. */
  async function fail(words: string, isOffline = false): Promise<void> {
    const { window } = stage;
    await refresh(stage);
    const toast = await window.toasts.waitFor(words);
    assert.equal(toast.severity, 'error');
    assert.deepEqual(toast.buttons, ['Retry', 'Set key', 'Show log']);
    await window.toasts.dismiss(words);
    await window.statusItem.waitFor({
      text: '15,432.5',
      icon: isOffline ? 'history' : 'credit-card',
      background: 'none',
      label: isOffline ? /Read at \d+:\d\d\. This may be out of date\.$/ : /Read at \d+:\d\d\.$/,
    });
  }

  it('offline, and back', async () => {
    const { window, server, account } = stage;
    await server.goOffline();
    await fail(`${FAILED} LeadMagic could not be reached. Check the network and the proxy settings.`, true);
    assert.match(
      await look(),
      /^Last try at \d+:\d\d: LeadMagic could not be reached\. Check the network and the proxy settings\.$/m,
    );
    await window.statusBarPicture('offline');
    await window.statusItem.leave();
    await server.goOnline();
    account.set(15_400);
    await refresh(stage);
    await window.statusItem.waitFor({ text: '15,400', icon: 'credit-card', background: 'none' });
    account.set(15_432.5);
    await refresh(stage);
    await window.statusItem.waitFor({ text: '15,432.5' });
    await look();
  });

  it('a failure is retried by its button, also within seconds', async () => {
    const { window } = stage;
    strike({ kind: 'error', status: 503 });
    await refresh(stage);
    const words = `${FAILED} LeadMagic has a problem (status 503).`;
    await window.toasts.waitFor(words);
    await window.statusBarPicture('refresh-failed');
    await window.toasts.press(words, 'Retry');
    await window.statusItem.waitFor({ text: '15,432.5', icon: 'credit-card' });
  });

  const wrongBodies: readonly Fault[] = [
    { kind: 'credits', as: 'nanText' },
    { kind: 'credits', as: 'infinite' },
    { kind: 'credits', as: 'null' },
    { kind: 'credits', as: 'missing' },
    { kind: 'credits', as: 'object' },
    { kind: 'html' },
    { kind: 'notJson' },
    { kind: 'empty' },
    { kind: 'truncated' },
    { kind: 'huge' },
  ];
  for (const fault of wrongBodies) {
    const name = fault.kind === 'credits' ? `credits ${fault.as}` : fault.kind;
    it(`an answer that makes no sense: ${name}`, async () => {
      // Headers are told to be silent: one that knows the credits would be believed, and rightly so.
      strike({ ...fault, bareHeaders: true, times: 'always' });
      await fail(NOT_UNDERSTOOD);
      seen.push(JSON.stringify(await stage.window.statusItem.read()));
      stage.server.clearFaults();
    });
  }

  const otherFaults: readonly (readonly [string, Fault, string])[] = [
    [
      'a broken connection',
      { kind: 'reset' },
      'LeadMagic could not be reached. Check the network and the proxy settings.',
    ],
    ['status 502 with a web page', { kind: 'html', status: 502 }, 'LeadMagic has a problem (status 502).'],
    ['status 400', { kind: 'error', status: 400 }, 'LeadMagic refused the request (status 400).'],
    ['status 402', { kind: 'error', status: 402 }, 'LeadMagic answered that credits or a plan are missing.'],
    ['status 403', { kind: 'error', status: 403 }, 'LeadMagic blocked the account.'],
    ['no answer for ten seconds', { kind: 'hang' }, 'LeadMagic did not answer in time.'],
  ];
  for (const [name, fault, words] of otherFaults) {
    it(name, async () => {
      strike(fault);
      await fail(`${FAILED} ${words}`, fault.kind === 'reset' || fault.kind === 'hang');
      seen.push(JSON.stringify(await stage.window.statusItem.read()));
    });
  }

  it('a server that repeats the key: it is blotted out', async () => {
    const detail = `No access for ${KEY}.`;
    for (const shape of ['E2', 'E3'] as const) {
      strike({
        ...{ kind: 'error', status: 400, shape, code: KEY, title: KEY, detail, action: KEY },
        headers: { 'X-Request-Id': KEY, 'Retry-After': KEY },
      });
      await fail(`${FAILED} LeadMagic refused the request (status 400).`);
      assert.match(await look(), /^LeadMagic says: No access for \[key\]\.(?: \[key\])?$/m);
      await stage.window.statusItem.leave();
    }
  });

  it('a redirect to another origin is not followed', async () => {
    for (const status of [302, 307]) {
      strike({ kind: 'redirect', status, to: `${other.origin}/v1/credits` });
      await fail(`${FAILED} The server tried to send the request elsewhere; it was not followed.`);
    }
    await look();
    await stage.window.statusItem.leave();
    assert.deepEqual(other.requests, []);
  });

  for (const status of [402, 429, 503]) {
    it(`Retry-After on ${status} binds the command too`, async () => {
      const { window, server, kept } = stage;
      strike({ kind: 'error', status, retryAfter: 1800 });
      await refresh(stage);
      await window.toasts.dismiss(new RegExp(`^${FAILED}`));
      server.clearRequests();
      // A minute later is too early.
      await refresh(stage);
      const words = /^LeadMagic asked to wait until (?:\d{4}-\d\d-\d\d )?\d+:\d\d\. Read at [-\d: ]+\.$/;
      await window.toasts.waitFor(words);
      if (status === 429) {
        await window.statusBarPicture('asked-to-wait');
        assert.match(await look(), /^LeadMagic asked to wait until (?:\d{4}-\d\d-\d\d )?\d+:\d\d\.$/m);
        await window.statusItem.leave();
      }
      await window.toasts.dismiss(words);
      assert.deepEqual(balanceRequests(server), []);

      await kept.letTimePass(1_800_000);
      await refresh(stage);
      await server.waitForRequests(1, isForBalance);
      await window.statusItem.waitFor({ text: '15,432.5', icon: 'credit-card' });
    });
  }

  it('a key that LeadMagic no longer takes', async () => {
    const { window, server, account } = stage;
    account.revoke();
    await refresh(stage);
    await window.statusItem.waitFor({
      text: 'LeadMagic key rejected',
      icon: 'key',
      background: 'error',
      label: 'LeadMagic credits: LeadMagic rejected the API key.',
    });
    await window.toasts.dismiss(`${FAILED} LeadMagic rejected the API key.`);
    assert.match(await look(), /LeadMagic rejected the API key\.$/m);
    await window.statusItem.leave();
    await window.themedPictures('key-rejected');

    // The tooltip and a click lead to another key.
    await (await window.statusItem.hover()).clickLink('Replace key');
    await window.quickInput.waitForInput({ title: 'LeadMagic API key' });
    await window.quickInput.cancel();
    await window.statusItem.click();
    await window.quickInput.waitForInput({ title: 'LeadMagic API key' });
    await window.quickInput.cancel();

    account.restore();
    server.clearRequests();
    await refresh(stage);
    await window.statusItem.waitFor({ text: '15,432.5', background: 'none' });
  });

  it('after all of this the key is found nowhere', async () => {
    const { window, vscode, toasts, kept } = stage;
    const lines = await until('the last request in the log', async () => {
      const all = await logLines(vscode.settingsFile);
      return all.some((line) => line.includes('kind=redirect')) ? all : undefined;
    });
    await window.runCommand('LeadMagic: Show Log');
    const shown = window.page.locator('.output-view .view-line');
    await until('the log in the Output panel', async () =>
      (await shown.allInnerTexts()).some((line) => line.includes('request')) ? true : undefined,
    );

    // Each place holds what it should, so that looking for the key in it means something.
    const places: ReadonlyMap<string, string> = new Map([
      ['log', lines.join('\n')],
      ['Output panel', (await shown.allInnerTexts()).join('\n')],
      ['toasts', toasts.all.join('\n')],
      ['labels and tooltips', seen.join('\n')],
      ['output of VS Code', vscode.output()],
      ['window', await window.page.content()],
      ...(await kept.files()),
    ]);
    for (const [place, text] of places) {
      // A lock is released by a file without a word.
      assert.ok(text.length > 0 || place.endsWith('.free'), place);
      assert.ok(!text.includes(KEY), `the key in ${place}`);
    }
    assert.ok([...places.keys()].some((place) => place.endsWith('snapshot.json')));
    assert.ok(toasts.all.length > 20, `${toasts.all.length} toasts`);

    // Everything VS Code wrote; the browser's own folder is its keyring here.
    const root = dirname(vscode.extensionsFolder);
    const files = new Map([
      ...(await readTree(join(root, 'server')).catch(() => new Map<string, string>())),
      ...(await readTree(vscode.extensionsFolder)),
    ]);
    assert.ok([...files.values()].some((text) => text.includes(stage.server.origin)));
    const holding = [...files].filter(([, text]) => text.includes(KEY)).map(([file]) => file);
    assert.deepEqual(holding, []);
    const errors = lines.filter((line) => line.includes('[error]'));
    assert.deepEqual(errors, [], 'and nothing went wrong inside');
  });

  it('it was sent to one origin, in one header', () => {
    assert.deepEqual(other.requests, []);
    for (const { headers, query, path, body } of stage.server.requests) {
      const { 'x-api-key': sent, ...rest } = headers;
      assert.equal(sent, KEY);
      assert.ok(!JSON.stringify([rest, query, path, body]).includes(KEY));
    }
  });
});
