import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { AgentsHost, until } from './agentsHost';
import { balanceReads, origin } from './storage';
import type { PublicState } from '../../src/vscode/publicApi';

describe('the public API', () => {
  let host: AgentsHost;
  before(async () => {
    host = await AgentsHost.open();
    await host.refreshUntil(({ status }) => status === 'known');
  });
  afterEach(() => host.close());

  const known = (): number => host.extension.state.credits ?? NaN;
  const response = (credits: number, from = origin) => ({
    headers: { 'x-credits-remaining': String(credits) },
    sentAt: Date.now(),
    origin: from,
  });

  it('takes in the headers of a response, without a request, and tells who listens', async () => {
    const { extension } = host;
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
    await until('the balance', () => host.extension.state.credits === credits);
    for (const bad of [undefined, {}, response(1, 'https://other.example')]) {
      assert.equal(await vscode.commands.executeCommand(command, bad), false);
    }
    assert.equal(host.extension.state.credits, credits);
  });
});
