import { isTrueOrFalse, object, oneOf, text } from './shape';
import type { Shared, SharedFiles } from './sharedFiles';

/** `owner.json`: the account whose folder it is. The folder's own name comes from a key and tells nobody. */
export interface Owner {
  readonly v: 1;
  readonly account: string;
  /** The account has another key since. */
  readonly isLeft?: boolean;
}

export const parseOwner = object<Owner>({ v: oneOf(1 as const), account: text }, { isLeft: isTrueOrFalse });

/** Writes down whose folder it is, in use; nothing when that is known. */
export async function noteOwner(files: SharedFiles, account: string): Promise<void> {
  const file = ownerFile(files);
  const { account: known, isLeft } = await file.read();
  if (known !== account || isLeft === true) await file.update(() => ({ v: 1, account }));
}

export async function isOwnedBy(files: SharedFiles, account: string): Promise<boolean> {
  return (await ownerFile(files).read()).account === account;
}

/** Writes down that the folder is not in use any more. */
export async function noteLeft(files: SharedFiles): Promise<void> {
  await ownerFile(files).update((owner) => ({ ...owner, isLeft: true }));
}

function ownerFile(files: SharedFiles): Shared<Owner> {
  return files.share<Owner>({ name: 'owner.json', empty: () => ({ v: 1, account: '' }), parse: parseOwner });
}
