import { readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fingerprint } from '../../src/app/fingerprint';
import { KeptFiles } from '../ui/harness/keptFiles';
import { until } from '../waiting';

/** The key and the stand-in API that VS Code was started with. */
export const key = process.env['LEADMAGIC_API_KEY'] ?? '';
export const origin = process.env['LEADMAGIC_BASE_URL'] ?? '';

/** What the extension keeps on disk. */
export interface Storage {
  readonly kept: KeptFiles;
  /** What the windows share about the account. */
  readonly accountFolder: string;
  /** The account's name in the shared folder. */
  readonly account: string;
}

/** Found by the account's name, since a test is not told where VS Code keeps it. It is there once the balance was read. */
export async function findStorage(): Promise<Storage> {
  const account = fingerprint(key, origin);
  const users = ['server/data/User', 'user/User'];
  return until('the storage of the extension', async () => {
    for (const root of await readdir(tmpdir())) {
      for (const kept of users.map((user) => new KeptFiles(join(tmpdir(), root, user, 'settings.json')))) {
        if ((await kept.accounts()).includes(account))
          return { kept, account, accountFolder: join(kept.folder, 'accounts', account) };
      }
    }
    return undefined;
  });
}

/** Paths of the requests for the balance since `since`, ms since 1970. */
export async function balanceReads(since: number): Promise<readonly string[]> {
  const response = await fetch(`${origin}/__control/requests`);
  const requests = (await response.json()) as readonly { readonly at: number; readonly path: string }[];
  return requests
    .filter(({ at, path }) => at >= since && path.startsWith('/v1/credits'))
    .map(({ path }) => path);
}
