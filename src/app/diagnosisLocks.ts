import type { Folder } from '../store/folder';

/** Whether a lock of the shared folder is taken. */
export interface LockFact {
  readonly name: 'lease' | 'write';
  readonly state: 'never' | 'free' | 'held';
  /** How often it was taken. */
  readonly number: number;
  /** ms since 1970; when held, and known. */
  readonly since?: number;
}

/** Looks at the lock files (see `store/lock.ts`) without taking part. */
export async function lockFacts(folder: Folder): Promise<readonly LockFact[]> {
  const names = await folder.list('');
  return Promise.all((['lease', 'write'] as const).map((name) => lockFact(folder, names, name)));
}

async function lockFact(folder: Folder, names: readonly string[], name: LockFact['name']): Promise<LockFact> {
  const pattern = new RegExp(`^${name}\\.(\\d{1,15})\\.lock$`);
  const numbers = names.flatMap((file) => pattern.exec(file)?.[1] ?? []).map(Number);
  if (numbers.length === 0) return { name, state: 'never', number: 0 };
  const number = Math.max(...numbers);
  const text = await folder.read(`${name}.${number}.lock`);
  if (text === undefined || text === 'free') return { name, state: 'free', number };
  const since = /"at":(\d{1,15})/.exec(text)?.[1];
  return { name, state: 'held', number, ...(since !== undefined && { since: Number(since) }) };
}
