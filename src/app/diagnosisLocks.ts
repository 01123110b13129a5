import type { Folder } from '../store/folder';
import { lastTenure, LOCKS, type Tenure } from '../store/lock';

/** Whether a lock of the shared folder is taken. */
export interface LockFact extends Tenure {
  readonly name: 'lease' | 'write';
}

/** Looks at the lock files (see `store/lock.ts`) without taking part. */
export async function lockFacts(folder: Folder): Promise<readonly LockFact[]> {
  const names = await folder.list(LOCKS);
  return (['lease', 'write'] as const).map((name) => ({ name, ...lastTenure(names, name) }));
}
