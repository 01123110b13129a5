import * as v from 'valibot';

import type { Shared, SharedFiles } from './sharedFiles';

const claimsShape = v.object({ v: v.literal(1), told: v.record(v.string(), v.string()) });
type Claims = Readonly<v.InferOutput<typeof claimsShape>>;

/** Things that are said once, in one window: who says it first under the lock, says it. */
export class ClaimsFile {
  readonly #file: Shared<Claims>;

  constructor(store: SharedFiles) {
    this.#file = store.share<Claims>({
      name: 'claims.json',
      empty: () => ({ v: 1, told: {} }),
      parse: (value) => {
        const parsed = v.safeParse(claimsShape, value);
        return parsed.success ? parsed.output : undefined;
      },
    });
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
