import type { Moment } from '../balance/moment';
import { finite, object, oneOf, text } from './shape';
import type { Shared, SharedFiles } from './sharedFiles';

/** `predecessor.json` in the folder of a key: the key before it was of the same LeadMagic account. */
export interface Predecessor {
  readonly v: 1;
  /** The name of that key's folder; '': there was none. */
  readonly folder: string;
  readonly since: Moment;
}

const NAME = 'predecessor.json';
const parse = object<Predecessor>({
  v: oneOf(1 as const),
  // A name, and no way out of the folder of the accounts.
  folder: (value) => (/^\w*$/.test(text(value) ?? '.') ? text(value) : undefined),
  since: object<Moment>({ at: finite, up: finite }),
});

export function predecessorFile(files: SharedFiles): Shared<Predecessor> {
  return files.share({ name: NAME, empty: () => ({ v: 1, folder: '', since: { at: 0, up: 0 } }), parse });
}

/** From now on the history of that folder goes on in this one. */
export async function notePredecessor(files: SharedFiles, folder: string): Promise<void> {
  const since = files.tools.moment();
  await predecessorFile(files).update(() => ({ v: 1, folder, since }));
}

export async function forgetPredecessor(files: SharedFiles): Promise<void> {
  if (await hasPredecessor(files)) await files.exclusively(() => files.folder.remove(NAME));
}

export async function hasPredecessor(files: SharedFiles): Promise<boolean> {
  return (await files.folder.read(NAME)) !== undefined;
}
