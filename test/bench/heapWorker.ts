import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { Account } from '../../src/app/account';
import { Companion } from '../../src/app/lazy/companion';
import { parseSettings } from '../../src/app/settings';
import { DEFAULT_ACCOUNT } from '../../src/store/accountsFile';
import { DiskFolder } from '../../src/store/diskFolder';
import { thisProcess } from '../../src/store/processes';
import { momentOf } from '../moment';

/** By then the history in memory is as long as it gets. */
const WARM_UP = 2000;

/**
 * Lives the life of an account, history, alerts and forecast included, over a folder on disk and against a real server
 * of another process; prints how many bytes of heap a poll left behind.
 */
async function main(polls: number, origin: string, key: string): Promise<void> {
  const quiet = (): void => undefined;
  const folder = await mkdtemp(join(tmpdir(), 'leadmagic-heap-'));
  const settings = parseSettings(() => undefined).settings;
  let clock = Date.now();
  const account = new Account(DEFAULT_ACCOUNT, { key, origin }, 'stored', {
    now: () => clock,
    moment: () => momentOf(clock),
    processes: thisProcess(),
    random: Math.random,
    newId: () => 'heap',
    log: { debug: quiet, info: quiet, warn: quiet, error: quiet },
    fetch: () => globalThis.fetch,
    settings: () => settings,
    isFocused: () => true,
    openFolder: (name) => new DiskFolder(join(folder, name)),
    loadCompanion: (session, tools) => Promise.resolve(new Companion(session, tools)),
    notify: quiet,
    onDidChange: quiet,
  });
  await account.start();
  const poll = async (count: number): Promise<void> => {
    for (let done = 0; done < count; done++) {
      // Each an interval after the one before, so that it is due.
      clock += settings.refreshIntervalMinutes * 60_000;
      await account.tick();
      if (account.session.state.snapshot.attempts.background?.at !== clock)
        throw new Error('A tick did not poll.');
    }
  };
  await poll(WARM_UP);
  const before = await used();
  await poll(polls);
  const after = await used();
  process.stdout.write(`${(after - before) / polls}\n`);
  account.dispose();
  await rm(folder, { recursive: true, force: true });
  process.exit(0);
}

/** What lives: collected in several turns, since finalizers run between them and free more. */
async function used(): Promise<number> {
  for (let round = 0; round < 10; round++) {
    globalThis.gc?.();
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return process.memoryUsage().heapUsed;
}

const [, , polls, origin = '', key = ''] = process.argv;
void main(Number(polls), origin, key);
