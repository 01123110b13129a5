import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { AgentsHost, until } from './agentsHost';
import { anotherExtension } from './another';
import { balanceReads, key, origin } from './storage';
import type { LeadMagicCreditsApi, PublicState } from '../../src/vscode/publicApi';

describe('the public API, as another extension gets it', () => {
  let host: AgentsHost;
  let extension: LeadMagicCreditsApi;
  before(async () => {
    host = await AgentsHost.open();
    extension = await (await anotherExtension()).credits();
    await host.refreshUntil(({ status }) => status === 'known');
  });
  afterEach(() => host.close());

  const known = (): number => extension.state.credits ?? NaN;
  const response = (credits: number, from = origin) => ({
    headers: { 'x-credits-remaining': String(credits) },
    sentAt: Date.now(),
    origin: from,
  });

  it('is of version 1, and tells the balance; never the key', async () => {
    assert.equal(extension.version, 1);
    const { status, credits, spendable, level, isStale } = await extension.refresh();
    assert.deepEqual([status, spendable, level, isStale], ['known', credits, 'ok', false]);
    assert.ok(!JSON.stringify(extension.state).includes(key));
  });

  it('takes in the headers of a response, without a request, and tells who listens', async () => {
    const told: PublicState[] = [];
    const subscription = extension.onDidChange((state) => void told.push(state));
    const since = Date.now();
    const credits = known() - 0.5;
    assert.equal(await extension.observe(response(credits)), true);
    await until('the listener to be told', () => told.at(-1)?.credits === credits);
    assert.equal(extension.state.credits, credits);
    assert.deepEqual(await balanceReads(since), []);
    subscription.dispose();
  });

  it('takes them in by the command too, as from a remote host', async () => {
    const command = 'leadmagicCredits.observe';
    const credits = known() - 0.5;
    // Arguments from another host have travelled as JSON.
    const travelled: unknown = JSON.parse(JSON.stringify(response(credits)));
    assert.equal(await vscode.commands.executeCommand(command, travelled), true);
    await until('the balance', () => extension.state.credits === credits);
    for (const bad of [undefined, {}, response(1, 'https://other.example')]) {
      assert.equal(await vscode.commands.executeCommand(command, bad), false);
    }
    assert.equal(extension.state.credits, credits);
  });
});
