import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { commands, type ExtensionContext } from 'vscode';

import { parseSecret, type BoundKey } from '../../src/app/keys';
import type { Log } from '../../src/app/log';
import { DiskFolder } from '../../src/store/diskFolder';
import { OverlayFolder } from '../../src/store/overlayFolder';
import { thisProcess } from '../../src/store/processes';
import { SharedFiles } from '../../src/store/sharedFiles';
import { Accounts } from '../../src/vscode/accounts';
import { ApiKeys, secretName } from '../../src/vscode/apiKeys';
import { KeyWriter } from '../../src/vscode/keyWriter';
import { realMoment } from '../moment';
import { AgentsHost, until } from './agentsHost';
import { anotherExtension } from './another';
import { balanceReads, findStorage } from './storage';

describe('a key in the SecretStorage of this VS Code', () => {
  const bound: BoundKey = { key: 'lm_host_0123456789', origin: 'https://api.leadmagic.io' };
  let context: ExtensionContext;
  let accounts: Accounts;
  let keys: ApiKeys;
  let changes = 0;

  before(async () => {
    ({ context } = await anotherExtension());
    const disk = new OverlayFolder(new DiskFolder(context.globalStorageUri.fsPath), {
      now: Date.now,
      onDidChange: () => undefined,
    });
    const files = new SharedFiles(disk, {
      moment: realMoment,
      processes: thisProcess(),
      newId: randomUUID,
      random: Math.random,
      onSetAside: () => undefined,
    });
    accounts = new Accounts(files, context.workspaceState, quiet);
    keys = new ApiKeys(context.secrets, quiet, {});
    keys.onDidChange(() => (changes += 1));
  });
  after(async () => {
    await context.secrets.delete(secretName('default'));
    keys.dispose();
    accounts.dispose();
  });

  it('is stored with its origin as one value, and read back', async () => {
    const writer = new KeyWriter(keys, accounts);
    assert.equal(await writer.stored('default'), undefined);
    assert.equal(await writer.store('default', bound), true);
    assert.deepEqual(await writer.stored('default'), bound);
    assert.deepEqual(parseSecret((await context.secrets.get(secretName('default'))) ?? ''), bound);
    assert.equal((await accounts.read()).accounts[0]?.hasKey, true);
    await until('the word that it changed', () => changes > 0);
  });

  it('that is changed elsewhere is heard of', async () => {
    const before = changes;
    await context.secrets.store(secretName('default'), 'another one');
    await until('the word that it changed', () => changes > before);
    assert.equal(await new KeyWriter(keys, accounts).stored('default'), undefined, 'it is not one of ours');
  });

  it('is gone when it was cleared', async () => {
    const writer = new KeyWriter(keys, accounts);
    await writer.store('default', bound);
    await writer.clear('default');
    assert.equal(await keys.read('default'), undefined);
    assert.equal((await accounts.read()).accounts[0]?.hasKey, false);
  });
});

describe('the commands about a key', () => {
  let host: AgentsHost;
  before(async () => {
    host = await AgentsHost.open();
    await host.refreshUntil(({ status }) => status === 'known');
  });
  after(async () => {
    await host.control({ action: 'restore' });
    await host.refreshUntil(({ status }) => status === 'known');
    await host.close();
  });

  /** Runs a command that may leave a message on the screen, which nobody here answers. */
  async function run(command: string): Promise<readonly string[]> {
    await (await findStorage()).kept.letTimePass(60_000);
    const since = Date.now();
    void commands.executeCommand(`leadmagicCredits.${command}`);
    await until('its request', async () => (await balanceReads(since)).length > 0);
    return balanceReads(since);
  }

  it('refresh makes LeadMagic read the balance anew', async () => {
    const credits = (host.extension.state.credits ?? NaN) - 1;
    await host.control({ action: 'set', amount: credits });
    assert.deepEqual(await run('refresh'), ['/v1/credits/refresh']);
    await until('the new balance', () => host.extension.state.credits === credits);
  });

  it('checkHealth asks whether the key works', async () => {
    assert.deepEqual(await run('checkHealth'), ['/v1/credits/health']);
    assert.equal(host.extension.state.status, 'known');
  });

  it('a key that LeadMagic takes no longer is told as rejected, until it does again', async () => {
    await host.control({ action: 'revoke' });
    await run('refresh');
    await until('the refusal', () => host.extension.state.status === 'rejected');
    await host.control({ action: 'restore' });
    await run('checkHealth');
    await until('the key to be taken', () => host.extension.state.status === 'known');
  });
});

const quiet: Log = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};
