import { join } from 'node:path';

import { clientFor } from '../../../src/app/clientFor';
import { balanceReading } from '../../../src/app/reading';
import { AccountSession } from '../../../src/app/session';
import { parseSettings } from '../../../src/app/settings';
import { BalanceClient } from '../../../src/leadmagic/balanceClient';
import { AccountStore } from '../../../src/store/accountStore';
import { DiskFolder } from '../../../src/store/diskFolder';
import { thisProcess } from '../../../src/store/processes';
import type { ReadClass } from '../../../src/store/snapshot';
import { momentOf } from '../../moment';

export const CLASS_HEADER = 'x-test-class';
export const KEY = 'process-key-0123456789';
export const classes: readonly ReadClass[] = ['background', 'refresh', 'health', 'watch', 'usage'];
/** Every window's clock stands at this: no limit and no deadline ends, however slow the machine is. */
const NOW = momentOf(Date.UTC(2026, 10, 22, 12));
const TRIES = 5;

/**
 * A window that asks for everything, again and again, while no time passes. `death`: it dies with its first request,
 * `stamped` and not sent, or `answered` and not written down.
 */
async function main([root = '', origin = '', death = '']: readonly string[]): Promise<void> {
  const quiet = (): void => undefined;
  const log = { debug: quiet, info: quiet, warn: quiet, error: quiet };
  const tools = {
    now: () => NOW.at,
    moment: () => NOW,
    random: Math.random,
    newId: () => String(process.pid),
    log,
  };
  const settings = parseSettings(() => undefined).settings;
  const store = new AccountStore(new DiskFolder(join(root, 'account')), {
    ...tools,
    processes: thisProcess(),
    onSetAside: quiet,
  });
  const client = clientFor({ key: KEY, origin }, { ...tools, fetch: () => fetch });
  const session = new AccountSession(client, store, {
    ...tools,
    settings: () => settings,
    onKept: () => Promise.resolve(),
    onRead: quiet,
  });
  await session.start();
  const ask = async (readClass: ReadClass): Promise<void> => {
    for (let left = TRIES; left > 0;) {
      const { kind } = await session.request(readClass, async (signal) => {
        if (death === 'stamped') process.kill(process.pid, 'SIGKILL');
        const answer = await marked(readClass, origin).credits(signal);
        if (death === 'answered') process.kill(process.pid, 'SIGKILL');
        return balanceReading(answer, 'poll');
      });
      if (kind !== 'busy') left -= 1;
      // Another window's request is under way.
      else await new Promise((resolve) => setImmediate(resolve));
    }
  };
  await Promise.all(classes.map(ask));
  process.exit();
}

/** A client whose requests tell the server of which class they are. */
function marked(readClass: ReadClass, origin: string): BalanceClient {
  return new BalanceClient({
    ...{ key: KEY, origin, now: () => NOW.at, onRequest: () => undefined },
    fetch: () => (input, init) => {
      const headers = new Headers(init?.headers);
      headers.set(CLASS_HEADER, readClass);
      return fetch(input, { ...init, headers });
    },
  });
}

if (require.main === module) void main(process.argv.slice(2));
