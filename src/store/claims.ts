import { mapOf, object, oneOf, text } from './shape';
import type { Shared, SharedFiles } from './sharedFiles';

/** `claims.json`: of each kind the occasion that was told last. */
interface Claims {
  readonly v: 1;
  readonly told: Readonly<Record<string, string>>;
}

const parse = object<Claims>({ v: oneOf(1 as const), told: mapOf(text) });

/** Things that are said once, in one window: who says it first under the lock, says it. */
export class ClaimsFile {
  readonly #file: Shared<Claims>;

  constructor(store: SharedFiles) {
    this.#file = store.share<Claims>({ name: 'claims.json', empty: () => ({ v: 1, told: {} }), parse });
  }

  /** Whether this window may tell of `what` (a kind) for `which` (an occasion); one does, over all windows. */
  async claim(what: string, which: string): Promise<boolean> {
    let won = false;
    await this.#file.update((claims) => {
      won = claims.told[what] !== which;
      return won ? { ...claims, told: { ...claims.told, [what]: which } } : claims;
    });
    return won;
  }
}
