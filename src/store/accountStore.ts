import type { Folder } from './folder';
import type { Held, Lock } from './lock';
import { SharedFiles, type Shared, type StoreTools } from './sharedFiles';
import { emptySnapshot, parseSnapshot, type Snapshot } from './snapshot';

/** A refresh may take two requests of ten seconds each. */
const LEASE_STALE_MS = 30_000;

/** What the windows share about one account, in one folder. */
export class AccountStore extends SharedFiles {
  readonly snapshot: Shared<Snapshot>;
  readonly #lease: Lock;
  #seen: Snapshot | undefined;
  /** The last one seen of the epoch before. */
  #lost: Snapshot | undefined;

  constructor(folder: Folder, tools: StoreTools) {
    super(folder, tools);
    this.#lease = this.lock('lease', LEASE_STALE_MS);
    this.snapshot = this.share({
      name: 'snapshot.json',
      // A file that was lost or set aside starts from what this window saw last: deadlines hold on.
      empty: () => (this.#seen ??= emptySnapshot(tools.newId())),
      parse: (value) => {
        const parsed = parseSnapshot(value);
        if (parsed === undefined) return undefined;
        // A window that knew nothing may have written the file after the one before was lost.
        if (this.#seen?.epoch !== parsed.epoch) this.#lost = this.#seen;
        this.#seen = { ...heldOver(this.#lost), ...parsed };
        return this.#seen;
      },
    });
  }

  /** The right to make the next request; undefined while another window has it. */
  takeLease(): Promise<Held | undefined> {
    return this.#lease.tryTake();
  }
}

/** What a window knows holds on until the new epoch says otherwise; whatever that numbers is newer. */
function heldOver(lost: Snapshot | undefined): Partial<Snapshot> {
  const { hold, observation } = lost ?? {};
  return { ...(hold && { hold }), ...(observation && { observation: { ...observation, seq: 0 } }) };
}
