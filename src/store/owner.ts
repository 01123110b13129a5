import { object, oneOf, text } from './shape';
import type { SharedFiles } from './sharedFiles';

/** `owner.json`: the account whose folder it is. The folder's own name comes from a key and tells nobody. */
export interface Owner {
  readonly v: 1;
  readonly account: string;
}

export const parseOwner = object<Owner>({ v: oneOf(1 as const), account: text });

/** Writes down whose folder it is; nothing when that is known. */
export async function noteOwner(files: SharedFiles, account: string): Promise<void> {
  const file = files.share<Owner>({
    name: 'owner.json',
    empty: () => ({ v: 1, account: '' }),
    parse: parseOwner,
  });
  if ((await file.read()).account !== account) await file.update(() => ({ v: 1, account }));
}
