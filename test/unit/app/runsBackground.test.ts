import assert from 'node:assert/strict';
import { install, type Clock } from '@sinonjs/fake-timers';
import { Account } from '../../../src/app/account';
import { Companion } from '../../../src/app/lazy/companion';
import { RunsOfAccount, type RunSink } from '../../../src/app/runsOfAccount';
import { parseSettings } from '../../../src/app/settings';
import { MemoryFolder } from '../../../src/store/lazy/memoryFolder';
import { momentOf, unknownProcesses } from '../../moment';
import { testKey } from './runsKit';

describe('an account whose window is not focused', () => {
  let clock: Clock;
  let account: Account;
  let sink: RunSink | undefined;
  const paths: string[] = [];
  const reads = (): number => paths.filter((path) => path === '/v1/credits').length;
  let isFocused: boolean;
  const { settings } = parseSettings(() => undefined);

  beforeEach(async () => {
    clock = install({ now: Date.UTC(2026, 10, 22, 12), toFake: ['setTimeout', 'clearTimeout', 'Date'] });
    paths.length = 0;
    isFocused = true;
    const quiet = (): void => undefined;
    const bound = { key: testKey, origin: 'https://api.leadmagic.io' };
    account = new Account({ id: 'default', label: '' }, bound, 'stored', {
      now: () => clock.now,
      moment: () => momentOf(clock.now),
      processes: unknownProcesses,
      random: () => 0.5,
      newId: () => 'id',
      settings: () => settings,
      log: { debug: quiet, info: quiet, warn: quiet, error: quiet },
      isFocused: () => isFocused,
      notify: quiet,
      onDidChange: quiet,
      openFolder: () => new MemoryFolder(),
      fetch: () => (url) => {
        if (url instanceof URL || typeof url === 'string') paths.push(new URL(url).pathname);
        return Promise.resolve(Response.json({ credits: 1000 }));
      },
      loadCompanion: (session, tools) => Promise.resolve(new Companion(session, tools)),
      loadRuns: (session, tools) =>
        Promise.resolve(
          new RunsOfAccount(session, {
            ...tools,
            onFinished: quiet,
            environmentKey: undefined,
            listen: (given) => {
              sink = given;
              return { dispose: quiet };
            },
          }),
        ),
    });
    await account.start();
    await account.tick();
    await account.companion();
    await clock.tickAsync(0);
    isFocused = false;
  });
  afterEach(() => {
    account.dispose();
    clock.uninstall();
  });

  async function pass(minutes: number): Promise<void> {
    for (let second = 0; second < minutes * 60; second += 5) {
      await clock.tickAsync(5000);
      await account.tick();
    }
  }

  it('goes on reading the balance while a metered run is going, and stops with it', async () => {
    assert.ok(sink);
    await pass(30);
    assert.equal(reads(), 1);
    sink.begin({ id: 'long', kind: 'task', at: clock.now, label: 'long' });
    await pass(30);
    const during = reads();
    assert.ok(during >= 6, `${during} reads`);
    sink.end('long');
    await pass(1);
    const after = reads();
    assert.equal(after, during + 1);
    await pass(30);
    assert.equal(reads(), after);
    assert.equal(account.view.lastRun?.name, 'long');
    assert.deepEqual(
      (await (await account.companion()).readRuns()).map(({ name }) => name),
      ['long'],
    );
  });
});
