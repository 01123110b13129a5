import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { Asking } from '../../src/app/asking';
import { clientFor } from '../../src/app/clientFor';
import { AccountSession } from '../../src/app/session';
import { parseSettings } from '../../src/app/settings';
import { AccountStore } from '../../src/store/accountStore';
import { DiskFolder } from '../../src/store/diskFolder';
import { thisProcess } from '../../src/store/processes';
import { momentOf } from '../moment';
import { startFakeLeadMagic } from '../fake-leadmagic/server';
import type { Figure } from './figure';

const KEY = 'bench-key-0123456789';
const SECONDS = 3600;
/** Steps of the clock up to the deadline at which every window and the command try. */
const TRIES = 120;

/**
 * How many requests arrive between a `Retry-After` and its deadline: two windows, one of them reloaded at
 * each step, polling in the background and asked by the user, over a real folder and a real server.
 */
export async function retryAfter(): Promise<readonly Figure[]> {
  const api = await startFakeLeadMagic({ accounts: [{ key: KEY, credits: 1000 }] });
  const root = await mkdtemp(join(tmpdir(), 'leadmagic-bench-'));
  try {
    const start = Date.now();
    let clock = start;
    const window = (): AccountSession => openWindow(root, api.origin, () => clock);
    const first = window();
    api.setFault({ kind: 'error', status: 429, retryAfter: SECONDS });
    await first.poll('background');
    if (api.requests.length !== 1) throw new Error('The first request did not arrive.');
    for (let step = 1; step < TRIES; step++) {
      clock = start + (step * SECONDS * 1000) / TRIES;
      const reloaded = window();
      await Promise.all([first.poll('background'), first.poll('watch'), reloaded.poll('background')]);
      await new Asking(reloaded, () => clock).refresh();
      await new Asking(first, () => clock).checkHealth();
      reloaded.dispose();
    }
    const before = api.requests.length - 1;
    clock = start + SECONDS * 1000 + 60_000;
    await first.poll('background');
    const after = api.requests.length - 1 - before;
    first.dispose();
    return [
      { name: 'retry-after', value: before, unit: 'requests', budget: 0 },
      // A gate that never opened again would pass the line above.
      { name: 'retry-after-missing', value: 1 - after, unit: 'requests', budget: 0 },
    ];
  } finally {
    await api.close();
    await rm(root, { recursive: true, force: true });
  }
}

function openWindow(root: string, origin: string, now: () => number): AccountSession {
  const quiet = (): void => undefined;
  const tools = {
    now,
    moment: () => momentOf(now()),
    processes: thisProcess(),
    random: Math.random,
    newId: () => 'bench',
    log: { debug: quiet, info: quiet, warn: quiet, error: quiet },
    fetch: () => globalThis.fetch,
    settings: () => parseSettings(() => undefined).settings,
  };
  const store = new AccountStore(new DiskFolder(root), { ...tools, onSetAside: quiet });
  return new AccountSession(clientFor({ key: KEY, origin }, tools), store, {
    ...tools,
    onKept: () => Promise.resolve(),
    onRead: quiet,
  });
}
