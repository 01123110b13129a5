import type { Folder } from '../store/folder';
import { LOCKS } from '../store/lock';

/** Whether a lock of the shared folder is taken. */
export interface LockFact {
  readonly name: 'lease' | 'write';
  readonly state: 'never' | 'free' | 'held';
  /** How often it was taken. */
  readonly number: number;
}

/** Looks at the lock files (see `store/lock.ts`) without taking part. */
export async function lockFacts(folder: Folder): Promise<readonly LockFact[]> {
  const names = await folder.list(LOCKS);
  return (['lease', 'write'] as const).map((name) => lockFact(names, name));
}

function lockFact(names: readonly string[], name: LockFact['name']): LockFact {
  const pattern = new RegExp(`^${name}-(\\d{1,15})$`);
  const number = Math.max(0, ...names.map((file) => Number(pattern.exec(file)?.[1] ?? 0)));
  if (number === 0) return { name, state: 'never', number };
  return { name, state: names.includes(`${name}-${number}.free`) ? 'free' : 'held', number };
}
