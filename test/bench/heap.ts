import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { startFakeLeadMagic } from '../fake-leadmagic/server';
import type { Figure } from './figure';

const POLLS = 20_000;
const KEY = 'heap-key-0123456789';

/** What is kept of a poll: the slope of the heap over many polls of a whole account, in a process of its own. */
export async function heap(): Promise<readonly Figure[]> {
  const api = await startFakeLeadMagic({ accounts: [{ key: KEY, credits: 1_000_000 }] });
  try {
    const worker = join(__dirname, 'heapWorker.ts');
    const args = ['--expose-gc', '--import', 'tsx', worker, String(POLLS), api.origin, KEY];
    const { stdout } = await promisify(execFile)(process.execPath, args);
    return [{ name: 'heap', value: Number(stdout.trim()), unit: 'bytes/poll', budget: 50 }];
  } finally {
    await api.close();
  }
}
